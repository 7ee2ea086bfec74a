"""From the cells of a dumped table to rows whose cells know their columns.

A dump keeps neither the grid nor the end of a row: merged cells are blank or missing, a header over two columns counts
once, blank lines stand between rows and inside cells alike. So a row is what fits the header best. Rows are found by
dynamic programming over the cells; the cost of a row is that of laying its cells over the columns from left to right,
where a cell may span columns (merged), several cells may share one (a split column), and what a cell holds (units, a
time limit, a number, text) must suit what the column is for. Without a header, blank lines end rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.blocks import Cell, Table
from corpus.cells import is_blank, join_halves, kind_of
from corpus.header_rows import find_headers
from corpus.headers import UNIT_ROLES, Column
from corpus.headings import match_heading
from corpus.text import fold
from corpus.types import Span

_INFINITE = float("inf")

# What a cell costs in a column it does not suit; pairs not listed cost 0. Found on the bundled and the test plans.
_MISFIT: dict[str, dict[str, float]] = {
    "blank": {"task": 1.0},
    "number": {
        "deadline": 2,
        "group": 2,
        "task": 2,
        "lead": 4,
        "support": 4,
        "responsible": 4,
        "implement": 4,
        "note": 0.8,
        "other": 0.5,
    },
    "date": {
        "note": 1,
        "other": 1.2,
        "task": 2.5,
        "group": 2.5,
        "serial": 4,
        "lead": 4,
        "support": 4,
        "responsible": 4,
        "implement": 4,
    },
    "units": {"other": 0.8, "note": 1.2, "task": 2, "group": 1.5, "deadline": 4, "serial": 4},
    "name": {
        "serial": 4,
        "deadline": 2,
        "lead": 0.6,
        "support": 0.6,
        "responsible": 0.6,
        "implement": 0.6,
        "note": 0.4,
        "task": 0.3,
    },
    "text": {
        "group": 0.2,
        "note": 0.5,
        "other": 0.6,
        "deadline": 2,
        "lead": 2.5,
        "support": 2.5,
        "responsible": 2.5,
        "implement": 2.5,
        "serial": 4,
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A data row: for each column the cells that lie in it. ``merged`` are the columns that share one cell with the
    column to their left.
    """

    span: Span
    columns: tuple[Column, ...]
    values: tuple[tuple[Cell, ...], ...] = field(repr=False)
    merged: frozenset[int] = frozenset()

    def of(self, role: str) -> list[int]:
        """The indices of the columns for ``role``."""
        return [index for index, column in enumerate(self.columns) if column.role == role]

    def source(self, index: int) -> str:
        """The source text of column ``index``, cells joined by line breaks; empty where the cell is blank."""
        return "\n".join(cell.content for cell in self.values[index] if not is_blank(cell.text))


@dataclass(frozen=True, slots=True)
class Caption:
    """A row that is one text over the whole width: a title, an annex mark, a section inside the table."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The lines of a header, first or repeated."""

    span: Span


Entry = Row | Caption | HeaderRow


def read_rows(table: Table) -> list[Entry]:
    """The captions, headers and rows of ``table`` in source order; every cell is in exactly one of them."""
    entries: list[Entry] = []
    cells = join_halves(table.cells)
    headers = list(find_headers(cells))
    first_header = headers[0][0] if headers else len(cells)
    entries.extend(_without_header(cells[:first_header]))
    for index, (_, stop, columns) in enumerate(headers):
        start = headers[index][0]
        entries.append(HeaderRow(_span(cells[start:stop])))
        after = headers[index + 1][0] if index + 1 < len(headers) else len(cells)
        entries.extend(_Rows(cells[stop:after], columns).entries())
    return entries


def _span(cells: Sequence[Cell]) -> Span:
    return Span(cells[0].span.first, cells[-1].span.last)


def _without_header(cells: Sequence[Cell]) -> Iterator[Caption]:
    start = 0
    for index in range(1, len(cells) + 1):
        if index == len(cells) or cells[index].gap or cells[index].starts_row:
            text = " ".join(" ".join(cell.content.split()) for cell in cells[start:index] if cell.text)
            yield Caption(_span(cells[start:index]), text)
            start = index


# --- rows ----------------------------------------------------------------------------------------------------------


class _Rows:
    """The best division of ``cells`` into rows under one header."""

    def __init__(self, cells: Sequence[Cell], columns: tuple[Column, ...]) -> None:
        self.cells = cells
        self.columns = columns
        self.kinds = [kind_of(cell) for cell in cells]
        self.spoken_rows = any(cell.starts_row is not None for cell in cells)
        gaps = sum(cell.gap for cell in cells)
        self.gapped = gaps * 2 * len(columns) >= len(cells)

    def entries(self) -> list[Entry]:
        """Captions and rows in order."""
        cuts = self._cuts()
        return [self._entry(start, stop) for start, stop in pairwise(cuts)]

    def _cuts(self) -> list[int]:
        """Where rows begin, and the end: least total cost (dynamic programming over cell positions)."""
        count, widest = len(self.cells), 2 * len(self.columns) + 2
        best: list[tuple[float, int]] = [(0.0, 0)] + [(_INFINITE, 0)] * count
        for start in range(count):
            if best[start][0] == _INFINITE:
                continue
            for stop in range(start + 1, min(count, start + widest) + 1):
                if stop > start + 1 and self.cells[stop - 1].starts_row:
                    break
                border = self._border(stop)
                if border == _INFINITE:
                    continue
                cost = best[start][0] + border + self._row_cost(start, stop)
                if cost < best[stop][0]:
                    best[stop] = (cost, start)
        return self._trace(best)

    def _trace(self, best: list[tuple[float, int]]) -> list[int]:
        cuts = [len(self.cells)]
        while cuts[-1] > 0:
            cuts.append(best[cuts[-1]][1])
        return cuts[::-1]

    def _border(self, stop: int) -> float:
        if stop == len(self.cells):
            return 0.0
        following = self.cells[stop]
        if following.starts_row is not None:
            return 0.0 if following.starts_row else _INFINITE
        if following.gap:
            return 1.0 if following.loose else 0.0
        return _INFINITE if self.gapped else 0.5

    def _row_cost(self, start: int, stop: int) -> float:
        inner = sum(1.5 if not cell.loose else 0.2 for cell in self.cells[start + 1 : stop] if cell.gap)
        if self._is_caption(start, stop):
            return inner + 0.3
        return inner + self._lay(start, stop)[0]

    def _is_caption(self, start: int, stop: int) -> bool:
        """One text and nothing else: a heading, or any text where only one cell stands."""
        filled = [index for index in range(start, stop) if self.kinds[index] != "blank"]
        if not filled:
            return stop - start < len(self.columns)
        first = self.cells[filled[0]]
        if len(filled) > 1 or filled[0] != start or self.kinds[filled[0]] == "number":
            return False
        heading = match_heading(first.text)
        return (heading is not None and heading.rank <= 6) or (stop - start == 1 and len(self.columns) > 2)

    def _lay(self, start: int, stop: int) -> tuple[float, list[tuple[int, int]]]:
        """The least cost of laying cells ``start`` to ``stop`` over the columns, and each cell's columns (first, last)."""
        width = len(self.columns)
        count = stop - start
        if count == width and self.spoken_rows:
            return 0.0, [(column, column) for column in range(width)]
        table: dict[tuple[int, int], tuple[float, tuple[int, int], tuple[int, int]]] = {(0, 0): (0.0, (0, 0), (0, 0))}
        for index in range(count):
            for column in range(width + 1):
                if (index, column) not in table:
                    continue
                cost = table[index, column][0]
                for place, added in self._places(start + index, column):
                    key = (index + 1, place[1] + 1)
                    if key not in table or cost + added < table[key][0]:
                        table[key] = (cost + added, (index, column), place)
        ends = [(table[count, c][0] + self._unfilled(c), c) for c in range(width + 1) if (count, c) in table]
        if not ends:
            return _INFINITE, []
        cost, column = min(ends)
        return cost, self._path(table, count, column)

    @staticmethod
    def _path(
        table: dict[tuple[int, int], tuple[float, tuple[int, int], tuple[int, int]]], count: int, column: int
    ) -> list[tuple[int, int]]:
        places = []
        key = (count, column)
        while key[0] > 0:
            _, key, place = table[key]
            places.append(place)
        return places[::-1]

    def _unfilled(self, column: int) -> float:
        """Columns left over at the right of a row: a note may be missing, the rest should not."""
        return sum(0.6 if c.role == "note" else 1.5 for c in self.columns[column:])

    def _places(self, index: int, column: int) -> Iterator[tuple[tuple[int, int], float]]:
        """Where cell ``index`` may lie when ``column`` columns are taken, and what each place costs."""
        loose = self.cells[index].loose
        if column > 0:
            role = self.columns[column - 1].role
            shared = 0.05 if loose else {"task": 0.8, "group": 1.3}.get(role, 1.6)
            yield (column - 1, column - 1), shared + self._misfit(index, column - 1)
        for last in range(column, min(column + 3, len(self.columns))):
            fit = max(self._misfit(index, c) for c in range(column, last + 1))
            yield (column, last), fit + self._merge(index, column, last) + (1.0 if loose and column else 0.0)

    def _misfit(self, index: int, column: int) -> float:
        return _MISFIT[self.kinds[index]].get(self.columns[column].role, 0.0)

    def _merge(self, index: int, first: int, last: int) -> float:
        """A cell over several columns; cheap where they are of one kind and the cell says so."""
        if first == last:
            return 0.0
        roles = {column.role for column in self.columns[first : last + 1]}
        if roles <= UNIT_ROLES:
            text = self.cells[index].text
            return (0.3 if text.endswith(("负责", "落实")) or self.kinds[index] == "blank" else 0.9) * (last - first)
        return (0.8 if roles <= {"group", "task"} else 1.2) * (last - first)

    def _entry(self, start: int, stop: int) -> Entry:
        cells = self.cells[start:stop]
        if self._is_caption(start, stop):
            text = " ".join(" ".join(cell.content.split()) for cell in cells if cell.text)
            return Caption(_span(cells), text)
        if [cell.text for cell in cells if cell.text] == [fold(c.name) for c in self.columns if c.name]:
            return HeaderRow(_span(cells))
        values: list[list[Cell]] = [[] for _ in self.columns]
        merged: set[int] = set()
        for cell, (first, last) in zip(cells, self._lay(start, stop)[1], strict=False):
            for column in range(first, last + 1):
                values[column].append(cell)
                if column > first:
                    merged.add(column)
        return Row(_span(cells), self.columns, tuple(map(tuple, values)), frozenset(merged))
