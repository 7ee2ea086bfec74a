"""What the page needs of what answers: the parts of ``qa.PlanQA`` and ``index.Library`` that it uses.

``Registry`` adds the bodies of the library that is open at the moment; the library may be another one after files were
added or removed, so nothing of it is kept for longer than one event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from corpus.types import Document, Passage, Plan, Task
from qa.board import Boards
from qa.conflicts import Conflict
from qa.types import Answer, Dialogue


class Skipped(Protocol):
    """A file that could not be read, and why."""

    @property
    def document(self) -> str:
        """The file's name."""

    @property
    def reason(self) -> str:
        """One Chinese line."""


class Library(Protocol):
    """The part of ``index.Library`` that the page reads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document, rendered to lines."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan in them."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in source order."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The ledger, in source order."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files that could not be read."""

    def words(self, text: str) -> list[str]:
        """The words of ``text``."""


class Assistant(Protocol):
    """The part of ``qa.PlanQA`` that the page uses; the tests' fake keeps the same contract."""

    @property
    def library(self) -> Library:
        """What the answers rest on."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All contradictions in the library."""

    @property
    def model(self) -> str:
        """The language model that words answers; empty where there is none."""

    def ask(
        self, question: str, dialogue: Dialogue = ..., plans: Collection[str] | None = None, *, model: bool = ...
    ) -> Answer:
        """The answer to ``question``; InputError when it cannot be used. Without ``model`` no language model is asked."""

    def stream(
        self, question: str, dialogue: Dialogue = ..., plans: Collection[str] | None = None, *, model: bool = ...
    ) -> Iterator[str | Answer]:
        """Like ``ask``: checked text as a model words it, and last the Answer."""


def hash_of(lines: Iterable[str]) -> str:
    """A short hash of ``lines``."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


class Registry:
    """The bodies and records of the library that is open."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._known: tuple[Library, Boards] | None = None

    @property
    def library(self) -> Library:
        """The library that is open."""
        return self.assistant.library

    @property
    def boards(self) -> Boards:
        """The bodies of the open library; made once for each."""
        library = self.library
        if self._known is None or self._known[0] is not library:
            self._known = library, Boards(library, self.assistant.conflicts)
        return self._known[1]

    @property
    def stamp(self) -> str:
        """The same for the same files: tells a session whether what it shows is of another library."""
        return hash_of(f"{each.id} {each.sha256}" for each in self.library.documents)

    def task(self, name: str) -> Task | None:
        """The record with the id ``name``."""
        return next((task for task in self.library.tasks if task.id == name), None)
