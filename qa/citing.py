"""Numbering the passages that an answer rests on."""

from __future__ import annotations

from corpus.types import Passage
from qa.types import Citation


class Marks:
    """Gives each passage its mark at first use; the answer's citations are the passages used, in order."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._passages: list[Passage] = []

    def __call__(self, *passages: Passage) -> str:
        """The marks of ``passages`` as they stand in the text: [1][3]."""
        marks = []
        for passage in passages:
            if passage.id not in self._numbers:
                self._passages.append(passage)
                self._numbers[passage.id] = len(self._passages)
            mark = f"[{self._numbers[passage.id]}]"
            if mark not in marks:
                marks.append(mark)
        return "".join(marks)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All passages marked so far."""
        return tuple(Citation(number, passage) for number, passage in enumerate(self._passages, 1))
