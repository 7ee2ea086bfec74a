"""Building true grids: cells laid out as a format states them, with overlaps and holes settled.

Files lie: spans reach past the table, cells overlap, rows are short. ``build_grid`` gives every position to the first
cell that claims it, cuts what overlaps, and fills holes with blank cells, so that readers of a ``Grid`` need no checks.
Rows and columns in which no cell begins say nothing and are left out first: spans that reach too far make them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.errors import InputError
from corpus.formats.types import Grid, GridCell

POSITIONS = 1_000_000  # of one grid: a table that is larger is no table of a plan

_At = tuple[int, int]


def build_grid(cells: Iterable[GridCell]) -> Grid:
    """A grid of ``cells`` in any order. InputError when it would be too large."""
    known = sorted((cell for cell in cells if cell.rowspan > 0 and cell.colspan > 0), key=_corner)
    packed, rows, columns = _packed(known)
    if rows * columns > POSITIONS:
        raise InputError(f"表格过大（{rows} 行 {columns} 列），无法读取：请拆成几张表后重新放入。")
    placed = _placed(packed)
    taken = {at for cell in placed.values() for at in _positions(cell)}
    holes = [GridCell(r, c, 1, 1, "") for r in range(rows) for c in range(columns) if (r, c) not in taken]
    return Grid(rows, columns, tuple(sorted([*placed.values(), *holes], key=_corner)))


def _corner(cell: GridCell) -> _At:
    return cell.row, cell.column


def _packed(cells: Sequence[GridCell]) -> tuple[list[GridCell], int, int]:
    """``cells`` over only those rows and columns in which a cell begins, and how many there are of each."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})

    def within(starts: Sequence[int], first: int, count: int) -> tuple[int, int]:
        at = bisect_left(starts, first)
        return at, bisect_left(starts, first + count) - at

    packed = []
    for cell in cells:
        (row, high), (column, wide) = within(rows, cell.row, cell.rowspan), within(columns, cell.column, cell.colspan)
        packed.append(replace(cell, row=row, column=column, rowspan=high, colspan=wide))
    return packed, len(rows), len(columns)


def _placed(cells: Sequence[GridCell]) -> dict[_At, GridCell]:
    """The cells by their corner: each holds the largest part of its claim that no earlier cell or corner holds."""
    corners = {_corner(cell) for cell in cells}
    owner: dict[_At, _At] = {}
    placed: dict[_At, GridCell] = {}
    for cell in cells:
        at = _corner(cell)
        if at in owner:
            placed[owner[at]] = _with_text(placed[owner[at]], cell.text)
            continue
        placed[at] = _cut(cell, owner, corners)
        owner.update(dict.fromkeys(_positions(placed[at]), at))
    return placed


def _positions(cell: GridCell) -> Iterable[_At]:
    rows, columns = range(cell.row, cell.row + cell.rowspan), range(cell.column, cell.column + cell.colspan)
    return ((row, column) for row in rows for column in columns)


def _with_text(cell: GridCell, text: str) -> GridCell:
    """Text of a cell whose place is taken goes to the cell that holds the place: it is never lost."""
    if not text.strip() or text == cell.text:
        return cell
    return replace(cell, text=f"{cell.text}\n{text}".strip("\n"))


def _cut(cell: GridCell, owner: dict[_At, _At], corners: set[_At]) -> GridCell:
    """``cell`` with its spans cut back to where another cell begins or holds."""

    def free(row: int, column: int) -> bool:
        return (row, column) not in owner and (row, column) not in corners

    wide = next((w for w in range(1, cell.colspan) if not free(cell.row, cell.column + w)), cell.colspan)
    columns = range(cell.column, cell.column + wide)
    high = next(
        (h for h in range(1, cell.rowspan) if not all(free(cell.row + h, column) for column in columns)), cell.rowspan
    )
    return replace(cell, rowspan=high, colspan=wide)
