"""What an evaluation gives the page: scores, slices, failures and the files to take away; who makes it is told from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from serve.assistant import Assistant

Tick = Callable[[int, int], None]
"""``tick(done, total)`` after each question."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score in words: its value, what it counts (16/20), and its 95% interval."""

    name: str
    value: str
    count: str
    interval: str


@dataclass(frozen=True, slots=True)
class Slice:
    """The scores over some of the questions, under the names that ``ExamReport.columns`` gives."""

    name: str
    questions: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered right, with what its answer lacks or should not say."""

    id: str
    kind: str
    turns: tuple[str, ...]
    wrong: str
    answer: str


@dataclass(frozen=True, slots=True)
class ExamReport:
    """One evaluation. ``slices`` are by the way of cutting, in Chinese; ``files`` by kind: html, jsonl, json."""

    title: str
    questions: int
    scores: tuple[Score, ...]
    columns: tuple[str, ...]
    slices: Mapping[str, tuple[Slice, ...]]
    failures: tuple[Failure, ...]
    files: Mapping[str, bytes]


class Examiner(Protocol):
    """Runs a set of questions."""

    @property
    def sets(self) -> Mapping[str, str]:
        """The built-in sets: key and Chinese name."""

    def examine(self, assistant: Assistant, chosen: str, upload: tuple[str, bytes] | None, tick: Tick) -> ExamReport:
        """Ask the questions of the built-in set ``chosen``, or of an uploaded file (its name and bytes); InputError for
        a file that holds none.
        """
