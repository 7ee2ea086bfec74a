"""The headers of a true table: which rows name the columns, and which grid columns stand under each name.

A header is one to three rows high. A cell that is divided below (责任分工 over 牵头 and 配合) gives way to the cells under it; a
cell over several columns is one column, which then holds several cells in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.formats.types import Grid, GridCell
from corpus.header_rows import may_be_lower_name, may_be_name
from corpus.headers import UNIT_ROLES, Column, columns_of, field_role
from corpus.text import fold

DUTIES = UNIT_ROLES | {"deadline"}
_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A header cell over the grid columns ``first`` to ``last`` (exclusive)."""

    column: Column
    first: int
    last: int


Headers = dict[int, tuple[int, tuple[GridColumn, ...]]]  # by first row: how many rows, and the columns


def find_headers(grid: Grid) -> Headers:
    """Every header of ``grid``."""
    search = _Search(grid)
    found: Headers = {}
    row = 0
    while row < grid.rows:
        header = search.at(row)
        if header:
            found[row] = header
        row += header[0] if header else 1
    return found


def columns_in(grid: Grid) -> tuple[GridColumn, ...]:
    """The columns of the last header of ``grid``, none where it has none."""
    return next((columns for _, columns in reversed(find_headers(grid).values())), ())


class _Search:
    """The rows of a grid, looked at as headers."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rows = grid.by_rows()

    def at(self, row: int) -> tuple[int, tuple[GridColumn, ...]] | None:
        """The header that begins in ``row``, one to three rows high; the highest that reads as one."""
        starts = self.rows[row]
        if any(cell.row < row for cell in starts):
            return None
        tall = max(cell.rowspan for cell in starts if cell.text) if any(cell.text for cell in starts) else 1
        if tall > 1:
            return self._header(row, tall) if tall <= _HEADER_ROWS else None
        two = self._header(row, 2) if self._splits_names(row + 1) else None
        return two or self._header(row, 1)

    def _splits_names(self, row: int) -> bool:
        """Whether every text of ``row`` is a known name or stands under a wide cell, and there are such cells."""
        if row >= self.grid.rows:
            return False
        wide = [cell for cell in self.rows[row - 1] if cell.colspan > 1 and cell.text]
        own = [cell for cell in self.rows[row] if cell.row == row and cell.text.strip()]
        return bool(wide and own) and all(field_role(fold(cell.text)) or _divides(cell, wide) for cell in own)

    def _header(self, row: int, height: int) -> tuple[int, tuple[GridColumn, ...]] | None:
        leaves = list(self._leaves(row, height))
        stacks = [[fold(cell.text) for cell in stack] for stack, _, _ in leaves]
        filled = [stack for stack in stacks if any(stack)]
        if not filled or not all(_may_be_names(stack) for stack in filled):
            return None
        roles = [_role(stack) for stack in filled]
        known = [role for role in roles if role]
        duty = any(role in DUTIES for role in known) or any("责任分工" in text for stack in filled for text in stack)
        if len(known) < 2 or not duty or 2 * len(known) < len(filled):
            return None
        columns = columns_of([_name(stack) for stack in stacks])
        spans = ((first, last) for _, first, last in leaves)
        return height, tuple(GridColumn(c, first, last) for c, (first, last) in zip(columns, spans, strict=True))

    def _leaves(self, row: int, height: int) -> Iterable[tuple[list[GridCell], int, int]]:
        """For every lowest cell of the header: the cells above it and itself (top down), and its grid columns."""
        column = 0
        while column < self.grid.columns:
            stack = list(dict.fromkeys(self._cell(r, column) for r in range(row, row + height)))
            deepest = next((cell for cell in reversed(stack) if cell.text.strip()), stack[-1])
            yield stack, column, max(deepest.column + deepest.colspan, column + 1)
            column = max(deepest.column + deepest.colspan, column + 1)

    def _cell(self, row: int, column: int) -> GridCell:
        return next(cell for cell in reversed(self.rows[row]) if cell.column <= column)


def _may_be_names(stack: Sequence[str]) -> bool:
    return may_be_name(stack[0]) and all(map(may_be_lower_name, stack[1:]))


def _divides(cell: GridCell, wide: Sequence[GridCell]) -> bool:
    """Whether ``cell`` may be a name under one of the ``wide`` cells."""
    above = any(other.column <= cell.column < other.column + other.colspan for other in wide)
    return above and may_be_lower_name(fold(cell.text))


def _role(stack: Sequence[str]) -> str:
    """The role of the lowest name that the vocabulary knows."""
    return next((role for text in reversed(stack) if (role := field_role(text))), "")


def _name(stack: Sequence[str]) -> str:
    """The lowest name that the vocabulary knows, else the lowest."""
    named = [text for text in reversed(stack) if text]
    return next((text for text in named if field_role(text)), named[0] if named else "")
