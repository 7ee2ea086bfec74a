"""Reading order of the lines outside tables: two columns of text are read one after the other.

A page is in two columns where, over at least six lines, the text keeps clear of one upright strip near the middle and fills
both sides of it. Titles over the whole width end such a stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.page import Box, Line, Run, lines_of

_LEAST_LINES = 6
_FILLED = 0.6  # of a side, by the lines on it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that are read from top to bottom."""

    lines: tuple[Line, ...]


def reading_order(runs: Sequence[Run]) -> list[Stretch]:
    """The stretches of ``runs`` in reading order: one where the page is in one column."""
    lines = lines_of(runs)
    gutter = _gutter(lines)
    return [Stretch(tuple(lines))] if gutter is None else list(_divided(lines, gutter))


def _gutter(lines: Sequence[Line]) -> float | None:
    """The x that divides two columns, None where there are none."""
    if len(lines) < _LEAST_LINES:
        return None
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    places = [left + (right - left) * share / 100 for share in range(42, 59)]
    best = max(places, key=lambda x: sum(_clear(line, x) for line in lines))
    stretches = [lines[start:stop] for start, stop in _clear_stretches(lines, best)]
    return best if any(_is_double(stretch, best, right - left) for stretch in stretches) else None


def _clear(line: Line, x: float) -> bool:
    """Whether no run of ``line`` comes near ``x``."""
    return all(run.box.right < x - 0.4 * line.size or run.box.left > x + 0.4 * line.size for run in line.runs)


def _clear_stretches(lines: Sequence[Line], x: float) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not _clear(lines[index], x):
            if index - start >= _LEAST_LINES:
                yield start, index
            start = index + 1


def _is_double(lines: Sequence[Line], x: float, width: float) -> bool:
    """Whether both sides of ``x`` are filled as text fills a column."""
    left = [
        max(r.box.right for r in side) - min(r.box.left for r in side) for line in lines if (side := _side(line, x, -1))
    ]
    right = [
        max(r.box.right for r in side) - min(r.box.left for r in side) for line in lines if (side := _side(line, x, 1))
    ]
    enough = min(len(left), len(right)) >= _LEAST_LINES - 2
    return enough and all(sum(widths) / len(widths) >= _FILLED * width / 2 for widths in (left, right))


def _side(line: Line, x: float, sign: int) -> list[Run]:
    return [run for run in line.runs if sign * (run.box.middle[0] - x) > 0]


def _divided(lines: Sequence[Line], x: float) -> Iterator[Stretch]:
    """The stretches: lines over the whole width as they come, double ones left side first."""
    position = 0
    for start, stop in _clear_stretches(lines, x):
        if position < start:
            yield Stretch(tuple(lines[position:start]))
        for sign in (-1, 1):
            runs = [run for line in lines[start:stop] for run in _side(line, x, sign)]
            if runs:
                yield Stretch(tuple(lines_of(runs)))
        position = stop
    if position < len(lines):
        yield Stretch(tuple(lines[position:]))


def side_box(stretch: Stretch) -> Box:
    """The box around a stretch."""
    from corpus.formats.page import around

    return around(line.box for line in stretch.lines)
