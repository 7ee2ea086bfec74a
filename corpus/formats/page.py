"""What stands on a page, whether drawn or recognised: runs of text and straight rules, in one coordinate system.

Points (1/72 inch) from the top left corner of the page as people see it. A run is a glyph of a PDF or a piece of a
recognised line; a rule is a drawn line that may border a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.types import Area


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Whether the middle of ``other`` lies inside."""
        x, y = other.middle
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around ``boxes``, of which there is at least one."""
    held = list(boxes)
    return Box(
        min(b.left for b in held), min(b.top for b in held), max(b.right for b in held), max(b.bottom for b in held)
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Text that stands together, with the confidence of its recognition (1 for drawn text)."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at ``at`` (y when ``level``, else x), from ``first`` to ``last``."""

    level: bool
    at: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``scanned`` tells that its text was recognised; ``number`` is 1-based."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = field(repr=False)
    rules: tuple[Rule, ...] = field(repr=False)
    scanned: bool = False

    def area(self, box: Box) -> Area:
        """``box`` as shares of the page."""
        shares = (box.left / self.width, box.top / self.height, box.right / self.width, box.bottom / self.height)
        left, top, right, bottom = (round(min(max(share, 0.0), 1.0), 4) for share in shares)
        return Area(self.number, (left, top, right, bottom))


@dataclass(frozen=True, slots=True)
class Line:
    """Runs on one height, from left to right."""

    runs: tuple[Run, ...]
    box: Box

    @property
    def size(self) -> float:
        """The height of its text: about one em."""
        return self.box.height

    @property
    def confidence(self) -> float:
        """That of its least certain run."""
        return min(run.confidence for run in self.runs)

    @property
    def text(self) -> str:
        """The text with a space where a gap shows."""
        pieces = [self.runs[0].text]
        for before, run in pairwise(self.runs):
            gap = run.box.left - before.box.right
            latin = before.text[-1:].isascii() and run.text[:1].isascii()
            pieces.append(" " if gap > self.size * (0.18 if latin else 0.6) else "")
            pieces.append(run.text)
        return "".join(pieces).strip()


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Runs put together to lines, from top to bottom: a run belongs to a line that it overlaps by half its height."""
    lines: list[list[Run]] = []
    boxes: list[Box] = []
    for run in sorted(runs, key=lambda r: (r.box.middle[1], r.box.left)):
        if lines and _same_height(boxes[-1], run.box):
            lines[-1].append(run)
            boxes[-1] = around((boxes[-1], run.box))
        else:
            lines.append([run])
            boxes.append(run.box)
    return [_line(line) for line in lines]


def _same_height(line: Box, run: Box) -> bool:
    shared = min(line.bottom, run.bottom) - max(line.top, run.top)
    return shared > 0.5 * min(line.height, run.height)


def _line(runs: list[Run]) -> Line:
    ordered = tuple(sorted(runs, key=lambda run: run.box.left))
    heights = sorted(run.box.height for run in ordered)
    box = around(run.box for run in ordered)
    usual = heights[len(heights) // 2]
    if box.height > 1.5 * usual:
        middle = sorted(run.box.middle[1] for run in ordered)[len(ordered) // 2]
        box = Box(box.left, middle - usual / 2, box.right, middle + usual / 2)
    return Line(ordered, box)
