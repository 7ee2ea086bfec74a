"""Opens the assistant after the page is up, and puts another in its place when the library has changed.

The page can be reached at once; questions wait until the first assistant is there. While a next one is made, the one
before goes on answering; the change is one assignment, so that every question is answered from one library as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future

from qa.conflicts import Conflict
from qa.types import Answer, Dialogue
from serve.assistant import Assistant, Library

Progress = Callable[[str, int, int], None]


class Opening:
    """An ``Assistant`` to come. ``open`` runs the slow work; until it ends, ``ask`` and ``library`` wait for it."""

    def __init__(self) -> None:
        self._opened: Future[Assistant] = Future()
        self._stage = "正在打开资料库…"

    @property
    def status(self) -> str:
        """One line on what is going on; empty once the assistant can answer."""
        return "" if self._opened.done() else self._stage

    @property
    def library(self) -> Library:
        """The library of the assistant."""
        return self._opened.result().library

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """As ``PlanQA.conflicts``."""
        return self._opened.result().conflicts

    @property
    def model(self) -> str:
        """As ``PlanQA.model``; empty until the assistant is there."""
        return self._opened.result().model if self._opened.done() else ""

    def ask(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Answer:
        """As ``PlanQA.ask``."""
        return self._opened.result().ask(question, dialogue or Dialogue(), plans, model=model)

    def stream(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Iterator[str | Answer]:
        """As ``PlanQA.stream``."""
        return self._opened.result().stream(question, dialogue or Dialogue(), plans, model=model)

    def open(self, opener: Callable[[Progress], Assistant], progress: Progress) -> None:
        """Run ``opener`` here and now, its progress told to ``progress`` and to the page; its error is raised."""

        def tell(stage: str, done: int, total: int) -> None:
            self._stage = f"正在准备资料库：{staged(stage, done, total)}"
            progress(stage, done, total)

        try:
            self._opened.set_result(opener(tell))
        except BaseException as error:
            self._opened.set_exception(error)
            raise

    def replace(self, assistant: Assistant) -> None:
        """Let ``assistant`` answer from now on."""
        opened: Future[Assistant] = Future()
        opened.set_result(assistant)
        self._opened = opened


def staged(stage: str, done: int, total: int) -> str:
    """A step of progress in words."""
    return f"{stage} {done}/{total}" if total else stage
