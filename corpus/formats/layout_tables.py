"""Tables of Word and the web before they are grids: their cells may hold paragraphs and further tables.

Many tables are there for looks: a page frame, a box around a paragraph, two columns of text. Those are opened and read
as running text. A table with a header of duties, or whose cells are all short, is a table; what stands in its cells
becomes their text, an inner table row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.formats.grid import build_grid
from corpus.formats.types import Grid, GridCell, Piece, Prose
from corpus.headers import field_role
from corpus.text import fold
from corpus.types import Locator

_LONG = 400  # characters: cells of plans are shorter, but for those of tables that frame a page


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell with all that stands in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    pieces: tuple[Piece, ...]
    place: Locator

    @property
    def text(self) -> str:
        """The content as text, a line for each paragraph and for each row of an inner table."""
        return "\n".join(text for piece in self.pieces for text in _texts(piece))


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table as a file has it."""

    cells: tuple[SourceCell, ...]

    def grid(self) -> Grid:
        """The table as a grid of texts."""
        return build_grid(
            GridCell(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text, cell.place) for cell in self.cells
        )


def _texts(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Prose):
        if piece.text.strip():
            yield piece.text
        return
    for _, row in groupby(piece.cells, key=lambda cell: cell.row):
        yield "；".join(" ".join(cell.text.split()) for cell in row if cell.text.strip())


def is_layout(table: SourceTable) -> bool:
    """Whether the table only frames text: one column, or no header of duties and a cell too rich for a table."""
    columns = {cell.column for cell in table.cells}
    if len(columns) <= 1:
        return True
    rich = any(len(cell.text) > _LONG or any(isinstance(p, Grid) for p in cell.pieces) for cell in table.cells)
    return rich and not _has_header(table.cells)


def _has_header(cells: Iterable[SourceCell]) -> bool:
    """Whether one of the first rows names at least two fields."""
    rows = groupby(cells, key=lambda cell: cell.row)
    return any(sum(bool(field_role(fold(cell.text))) for cell in row) >= 2 for _, row in rows)


def opened(table: SourceTable) -> Iterator[Piece]:
    """The content of a layout table in reading order."""
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        yield from cell.pieces
