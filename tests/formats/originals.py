"""The bundled plans as what they are: paragraphs and tables with their true merges, ready to be written to any format.

The grids come from the text dumps by their hand-checked reading: a blank group cell is one with the group above it, and a
field that the ledger marks as inherited is one with the cell above it; every other blank is blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus import read_document
from corpus.blocks import Cell, Paragraph, Table, read_blocks
from corpus.formats.grid import build_grid
from corpus.formats.types import Grid, GridCell, Piece, Prose
from corpus.tables import HeaderRow, Row, read_rows
from corpus.types import Reading, Task

DOCUMENTS = Path(__file__).parents[2] / "corpus/documents"
NAMES = tuple(sorted(path.stem for path in DOCUMENTS.glob("*.txt")))
_FIELDS = {"lead": "lead", "support": "support", "implement": "implement", "deadline": "deadlines"}


@cache
def reading(name: str) -> Reading:
    """The reading of the bundled text."""
    path = DOCUMENTS / f"{name}.txt"
    return read_document(path.name, path.read_bytes())


@cache
def pieces(name: str) -> tuple[Piece, ...]:
    """The bundled plan ``name`` in reading order."""
    found = reading(name)
    tasks = {task.span: task for task in found.tasks}
    blocks = read_blocks(found.document.lines)
    return tuple(_prose(b) if isinstance(b, Paragraph) else _grid(b, tasks) for b in blocks)


def _prose(paragraph: Paragraph) -> Prose:
    return Prose("".join(line.strip() for line in paragraph.folded.source.splitlines()))


def _grid(table: Table, tasks: dict[object, Task]) -> Grid:
    entries = read_rows(table)
    rows = [entry for entry in entries if isinstance(entry, Row)]
    if not rows:
        return build_grid(_plain(table.cells))
    rows, entries = [_tidy(row) for row in rows], [_tidy(e) if isinstance(e, Row) else e for e in entries]
    widths = [max(len(row.values[index]) for row in rows) for index in range(len(rows[0].columns))]
    starts = [sum(widths[:index]) for index in range(len(widths) + 1)]
    cells: list[GridCell] = []
    for number, entry in enumerate(entries):
        own = [cell for cell in table.cells if cell.span.first in entry.span]
        if isinstance(entry, Row):
            cells = _with_row(cells, number, entry, starts, tasks.get(entry.span))
        elif isinstance(entry, HeaderRow):
            cells.extend(_one_row(number, [cell.content for cell in own], starts))
        else:
            cells.append(GridCell(number, 0, 1, starts[-1], "\n".join(_lines(entry.text))))
    return build_grid(cells)


def _tidy(row: Row) -> Row:
    """Halves of a cell that a blank line or a stray bracket of a page anchor divided put together."""
    return replace(row, values=tuple(tuple(_halves_joined(cells)) for cells in row.values))


def _halves_joined(cells: Sequence[Cell]) -> list[Cell]:
    joined: list[Cell] = []
    for cell in cells:
        if joined and (cell.loose or not joined[-1].text):
            joined[-1] = replace(joined[-1], source=f"{joined[-1].content}\n{cell.content}".strip())
        else:
            joined.append(cell)
    return joined


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _plain(cells: Sequence[Cell]) -> Iterator[GridCell]:
    """A table without a header: a row begins after a gap or where the line says so."""
    row, column = 0, 0
    for index, cell in enumerate(cells):
        if index and (cell.gap or cell.starts_row):
            row, column = row + 1, 0
        yield GridCell(row, column, 1, 1, "\n".join(_lines(cell.content)))
        column += 1


def _one_row(number: int, texts: Sequence[str], starts: Sequence[int]) -> Iterator[GridCell]:
    for index, text in enumerate(texts):
        yield GridCell(number, starts[index], 1, starts[index + 1] - starts[index], "\n".join(_lines(text)))


def _with_row(cells: list[GridCell], number: int, row: Row, starts: Sequence[int], task: Task | None) -> list[GridCell]:
    """``cells`` with those of a row; blanks that the ledger knows to be merged lengthen the cell above."""
    done: set[Cell] = set()
    for index, column in enumerate(row.columns):
        values = [cell for cell in row.values[index] if cell not in done]
        if not values:
            continue
        wide = sum(1 for later in range(index, len(row.columns)) if values[-1] in row.values[later])
        inherits = task is not None and _FIELDS.get(column.role) in task.inherited
        if not row.source(index) and (column.role == "group" or inherits) and number:
            cells = _lengthened(cells, number, starts[index])
            done.update(values)
            continue
        for offset, cell in enumerate(values):
            last = offset == len(values) - 1
            stop = starts[index + wide] if last else starts[index] + offset + 1
            first = starts[index] + offset
            cells = [*cells, GridCell(number, first, 1, stop - first, "\n".join(_lines(cell.content)))]
        done.update(values)
    return cells


def _lengthened(cells: list[GridCell], number: int, column: int) -> list[GridCell]:
    found = max(i for i, c in enumerate(cells) if c.column == column and c.row < number)
    above = cells[found]
    longer = GridCell(above.row, column, number - above.row + 1, above.colspan, above.text)
    return [*cells[:found], longer, *cells[found + 1 :]]
