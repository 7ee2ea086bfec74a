"""A sentence while it is checked: what has been settled is blanked, so that the rest is seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

GAP = "□"
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(slots=True)
class Blanked:
    """A folded sentence of which what has been settled is blanked."""

    text: str
    left: str = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.text

    def blank(self, first: int, last: int) -> None:
        """Settle the letters from ``first`` to ``last`` (exclusive)."""
        self.left = self.left[:first] + GAP * (last - first) + self.left[last:]


def clause_at(text: str, at: int, ends: str = ",;。:\n") -> tuple[int, int]:
    """The clause around a place."""
    first = max((text.rfind(end, 0, at) for end in ends), default=-1) + 1
    behind = [place for end in ends if (place := text.find(end, at)) >= 0]
    return first, min(behind, default=len(text))
