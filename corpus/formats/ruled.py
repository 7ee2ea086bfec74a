"""Tables from their rules: where lines cross, cells stand; where a border is missing between two places, they are one.

The same for drawn lines of a PDF and for lines found in a scan. Distances are in points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.formats.page import Box, Rule

_NEAR = 3.0  # lines this close are one: double borders, thick lines drawn as two
_REACH = 4.0  # how far a line may stop short of the one it meets
_COVERED = 0.6  # the share of a border that must be drawn
_MOST = 20_000  # places of one table; drawings have more


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell over rows and columns of the rules."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The cells between the rules, row by row; ``edges`` are the x of the column borders."""

    box: Box
    cells: tuple[RuledCell, ...] = field(repr=False)
    edges: tuple[float, ...]


def find_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """The tables that ``rules`` draw, from top to bottom: those with at least two cells."""
    tables = (_table(group) for group in _groups(join(rules)))
    return sorted((t for t in tables if t and len(t.cells) > 1), key=lambda t: (t.box.top, t.box.left))


def join(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap made one."""
    joined: list[Rule] = []
    for line in _on_one_line(rules):
        start = len(joined)
        for rule in sorted(line, key=lambda r: r.first):
            if len(joined) > start and rule.first <= joined[-1].last + _REACH:
                joined[-1] = replace(joined[-1], last=max(joined[-1].last, rule.last))
            else:
                joined.append(replace(rule, at=line[0].at))
    return joined


def _on_one_line(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Rules of one direction and place, however many pieces they are drawn in."""
    line: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.level, r.at)):
        if line and (rule.level != line[0].level or rule.at - line[0].at > _NEAR):
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that meet each other, directly or over others."""
    level = sorted((rule for rule in rules if rule.level), key=lambda rule: rule.at)
    heights = [rule.at for rule in level]
    owner = {id(rule): rule for rule in rules}
    parent = {identity: identity for identity in owner}

    def root(identity: int) -> int:
        while parent[identity] != identity:
            parent[identity] = parent[parent[identity]]
            identity = parent[identity]
        return identity

    for upright in (rule for rule in rules if not rule.level):
        start, stop = bisect_left(heights, upright.first - _REACH), bisect_left(heights, upright.last + _REACH)
        for rule in level[start:stop]:
            if rule.first - _REACH <= upright.at <= rule.last + _REACH:
                parent[root(id(rule))] = root(id(upright))
    groups: dict[int, list[Rule]] = {}
    for identity, rule in owner.items():
        groups.setdefault(root(identity), []).append(rule)
    yield from groups.values()


def _table(rules: Sequence[Rule]) -> RuledTable | None:
    level, upright = [r for r in rules if r.level], [r for r in rules if not r.level]
    if len(level) < 2 or not upright:
        return None
    sides = (min(r.first for r in level), max(r.last for r in level))  # open tables have no outer verticals
    xs, ys = _positions([*(r.at for r in upright), *sides]), _positions(r.at for r in level)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST:
        return None
    cells = tuple(_cells(_Borders(level, upright, xs, ys)))
    return RuledTable(Box(xs[0], ys[0], xs[-1], ys[-1]), cells, tuple(xs))


def _positions(values: Iterable[float]) -> list[float]:
    """Values with those that lie near each other made one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


@dataclass(frozen=True, slots=True)
class _Borders:
    """Whether a border is drawn between two places."""

    level: Sequence[Rule]
    upright: Sequence[Rule]
    xs: Sequence[float]
    ys: Sequence[float]

    def below(self, row: int, column: int) -> bool:
        """Under the place at ``row`` and ``column``."""
        return _is_drawn(self.level, self.ys[row + 1], self.xs[column], self.xs[column + 1])

    def right(self, row: int, column: int) -> bool:
        """To the right of it."""
        return _is_drawn(self.upright, self.xs[column + 1], self.ys[row], self.ys[row + 1])


def _is_drawn(rules: Iterable[Rule], at: float, first: float, last: float) -> bool:
    covered = sum(
        max(0.0, min(rule.last, last) - max(rule.first, first)) for rule in rules if abs(rule.at - at) <= _NEAR
    )
    return covered >= _COVERED * (last - first)


def _cells(borders: _Borders) -> Iterator[RuledCell]:
    """Each place that no cell holds yet opens one, as wide and then as high as nothing is drawn inside it."""
    rows, columns = len(borders.ys) - 1, len(borders.xs) - 1
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column
            while right + 1 < columns and (row, right + 1) not in taken and not borders.right(row, right):
                right += 1
            bottom = row
            while bottom + 1 < rows and _is_open(borders, bottom, column, right):
                bottom += 1
            taken.update((r, c) for r in range(row, bottom + 1) for c in range(column, right + 1))
            box = Box(borders.xs[column], borders.ys[row], borders.xs[right + 1], borders.ys[bottom + 1])
            yield RuledCell(row, column, bottom - row + 1, right - column + 1, box)


def _is_open(borders: _Borders, row: int, first: int, last: int) -> bool:
    """Whether nothing is drawn under the places of a row, nor between those of the next one."""
    return not any(borders.below(row, c) for c in range(first, last + 1)) and not any(
        borders.right(row + 1, c) for c in range(first, last)
    )
