"""Opens the assistant after the page is up: the page can be reached at once, questions wait until it is ready."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from page.conversation import Assistant, Library
from qa.types import Answer, Dialogue

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

    def ask(self, question: str, dialogue: Dialogue | None = None) -> Answer:
        """As ``PlanQA.ask``."""
        return self._opened.result().ask(question, dialogue or Dialogue())

    def open(self, opener: Callable[[Progress], Assistant], progress: Progress) -> None:
        """Run ``opener`` here and now, its progress told to ``progress`` and to the page; its error is raised."""

        def tell(stage: str, done: int, total: int) -> None:
            self._stage = f"正在准备资料库：{stage} {done}/{total}" if total else f"正在准备资料库：{stage}"
            progress(stage, done, total)

        try:
            self._opened.set_result(opener(tell))
        except BaseException as error:
            self._opened.set_exception(error)
            raise
