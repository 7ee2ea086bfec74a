"""From a true grid to the rows that ``corpus.tables`` gives for a dump, without any guessing.

Where a dump must be fitted to its header, a grid is only looked up: a header cell is the column of all that stands
under it, a cell that covers several rows holds in each of them, a text over the whole width heads the rows below.
``KnownRow.covered`` names the columns whose cell begins above; ``KnownTableReader`` takes what they hold as inherited.
A table in which nothing is merged may have lost its merges on the way (a web page, a spreadsheet with blank cells for
looks): its rows are plain ``Row``s, for which blanks mean what they mean in a dump.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.blocks import Cell, Table
from corpus.cells import is_blank, is_units
from corpus.dates import looks_like_deadline
from corpus.formats.grid_headers import DUTIES, GridColumn, columns_in, find_headers
from corpus.formats.types import Grid
from corpus.headings import match_heading
from corpus.tables import Caption, Entry, HeaderRow, Row
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class GridTable(Table):
    """A table in its lines. ``cells`` is its dump; ``placed[i]`` are the cells that stand in row ``i`` of ``grid``.

    ``names`` are the columns of the table that it goes on with, for a table that has no header of its own.
    """

    grid: Grid = field(repr=False)
    placed: tuple[tuple[Placed, ...], ...] = field(repr=False)
    names: tuple[GridColumn, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in one row: its lines there (``own``), and the cell that holds its text, which is ``own`` or stands above."""

    own: Cell
    holder: Cell
    column: int
    colspan: int

    @property
    def covered(self) -> bool:
        """Whether the cell begins in a row above."""
        return self.holder is not self.own


@dataclass(frozen=True, slots=True)
class KnownRow(Row):
    """A row of a true grid: its values are resolved, and ``covered`` are the columns whose cell begins above."""

    covered: frozenset[int] = frozenset()

    def own(self, index: int) -> str:
        """The source text of column ``index`` when it begins in this row, else empty."""
        return "" if index in self.covered else self.source(index)


def grid_entries(table: GridTable) -> list[Entry]:
    """The captions, headers and rows of ``table`` in source order; every line of it is in exactly one of them."""
    return _Reading(table).entries()


def header_of(table: GridTable) -> tuple[GridColumn, ...]:
    """The columns in force at the end of ``table``: those of its last header, else those that it inherited."""
    return columns_in(table.grid) or table.names


def suits_header(table: GridTable) -> bool:
    """Whether the rows of ``table`` fit its ``names``: units stand where units belong, time limits where those do."""
    rows = [entry for entry in grid_entries(table) if isinstance(entry, Row)]
    held = [(column.role, cells) for row in rows for column, cells in zip(row.columns, row.values, strict=True)]
    duties = [_suits(role, cell) for role, cells in held if role in DUTIES for cell in cells if not is_blank(cell.text)]
    return bool(duties) and sum(duties) >= 0.7 * len(duties)


def _suits(role: str, cell: Cell) -> bool:
    return looks_like_deadline(cell.text) if role == "deadline" else is_units(cell)


class _Reading:
    """One pass over the rows of a table."""

    def __init__(self, table: GridTable) -> None:
        self.table = table
        self.grid = table.grid
        self.headers = find_headers(table.grid)

    def entries(self) -> list[Entry]:
        """All rows in order."""
        entries: list[Entry] = []
        columns, row = self.table.names, 0
        while row < self.grid.rows:
            if row in self.headers:
                height, columns = self.headers[row]
                entries.append(HeaderRow(self._span(row, row + height)))
                row += height
                continue
            entries.append(self._entry(row, columns))
            row += 1
        return entries

    def _span(self, first: int, stop: int) -> Span:
        cells = [place.own for row in self.table.placed[first:stop] for place in row]
        return Span(cells[0].span.first, cells[-1].span.last)

    def _entry(self, row: int, columns: Sequence[GridColumn]) -> Entry:
        if not columns or self._is_caption(row):
            texts = (" ".join(place.own.content.split()) for place in self.table.placed[row] if place.own.text)
            return Caption(self._span(row, row + 1), " ".join(texts))
        return self._row(row, columns)

    def _is_caption(self, row: int) -> bool:
        """One text over the whole width; or alone in its row, first, and worded as a heading."""
        placed = self.table.placed[row]
        filled = [place for place in placed if place.holder.text]
        if not filled:
            return True
        if len(filled) > 1 or filled[0].covered:
            return False
        if filled[0].colspan == self.grid.columns:
            return True
        heading = match_heading(filled[0].own.text)
        return filled[0].column == 0 and heading is not None and heading.rank <= 6

    @cached_property
    def _has_merges(self) -> bool:
        inside = set(range(self.grid.rows)).difference(
            *(range(row, row + height) for row, (height, _) in self.headers.items())
        )
        return any(cell.rowspan > 1 and cell.row in inside and cell.text for cell in self.grid.cells)

    def _row(self, row: int, columns: Sequence[GridColumn]) -> Row:
        values: list[tuple[Cell, ...]] = []
        merged, covered = set(), set()
        for index, column in enumerate(columns):
            places = [
                p for p in self.table.placed[row] if p.column < column.last and p.column + p.colspan > column.first
            ]
            values.append(tuple(place.holder for place in places))
            if index and any(place.column < column.first for place in places):
                merged.add(index)
            filled = [place for place in places if not is_blank(place.holder.text)]
            if filled and all(place.covered for place in filled):
                covered.add(index)
        names = tuple(column.column for column in columns)
        span = self._span(row, row + 1)
        if not self._has_merges:
            return Row(span, names, tuple(values), frozenset(merged))
        return KnownRow(span, names, tuple(values), frozenset(merged), frozenset(covered))
