"""Laying pieces out as lines: the one rendering that spans, quotes and citations of a file point into.

A paragraph is a line (its own line breaks kept); a table stands as the bundled plans have theirs: each cell opens a line
with a tab, a blank line ends a row, a cell that covers several rows or columns shows its text once. So the text form
alone can still be read by ``corpus.blocks``; the blocks made here carry the true grid beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from corpus.blocks import Block, Cell, Paragraph, Table, read_blocks
from corpus.errors import InputError
from corpus.formats.doubts import unmarked
from corpus.formats.rows import GridTable, Placed, header_of, suits_header
from corpus.formats.types import Grid, GridCell, Piece, Prose
from corpus.types import NOWHERE, Locator, Smudge, Span

_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_APART = 6  # lines between a table and one that goes on with it: a title in between, no more


@dataclass(slots=True)
class Layout:
    """Lines as they are laid, with a locator for each; ``asides`` are the numbers of lines that no parser reads."""

    lines: list[str] = field(default_factory=list)
    locators: list[Locator] = field(default_factory=list)
    tables: list[GridTable] = field(default_factory=list)
    asides: set[int] = field(default_factory=set)
    doubts: list[Smudge] = field(default_factory=list)

    def add(self, line: str, place: Locator) -> int:
        """Append a line; its number. Marks of doubt are taken out and noted."""
        line, doubts = unmarked(line)
        self.lines.append(line)
        self.locators.append(place)
        self.doubts.extend(Smudge(len(self.lines), first, last) for first, last in doubts)
        return len(self.lines)

    def gap(self) -> None:
        """A blank line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.add("", NOWHERE)


def lay_out(pieces: Iterable[Piece], limit: int) -> Layout:
    """All ``pieces`` as lines. InputError when there are more than ``limit``."""
    layout = Layout()
    for piece in _with_kept_tabs(pieces):
        if isinstance(piece, Grid):
            _lay_table(layout, piece)
        else:
            _lay_prose(layout, piece)
        if len(layout.lines) > limit:
            raise InputError(f"文字超过 {limit} 行，无法读取：请拆成几个文件后重新放入。")
    return layout


def blocks_of(layout: Layout) -> tuple[Block, ...]:
    """The paragraphs (joined as those of text files are) and the true tables, in order."""
    blocks: list[Block] = []
    start = 1
    for table in [*layout.tables, None]:
        stop = table.span.first if table else len(layout.lines) + 1
        blocks.extend(_prose_blocks(layout, start, stop))
        if table:
            blocks.append(table)
            start = table.span.last + 1
    return tuple(blocks)


def _prose_blocks(layout: Layout, start: int, stop: int) -> Iterator[Block]:
    lines = ["" if number in layout.asides else layout.lines[number - 1] for number in range(start, stop)]
    return (_moved(block, start - 1) for block in read_blocks(lines))


def _moved(block: Block, by: int) -> Block:
    span = Span(block.span.first + by, block.span.last + by)
    if isinstance(block, Paragraph):
        return Paragraph(span, block.folded)
    cells = (replace(c, span=Span(c.span.first + by, c.span.last + by)) for c in block.cells)
    return Table(span, tuple(cells))


# --- paragraphs ----------------------------------------------------------------------------------------------------


def _with_kept_tabs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A tab inside a line makes it a table row to the parsers: kept only where neighbours have as many (typed tables)."""
    held: list[Piece] = list(pieces)
    counts = [_tabs(piece) for piece in held]
    for index, piece in enumerate(held):
        near = counts[max(0, index - 1) : index] + counts[index + 1 : index + 2]
        if isinstance(piece, Prose) and "\t" in piece.text and not (counts[index] >= 2 and counts[index] in near):
            piece = replace(piece, text=piece.text.replace("\t", " "))
        yield piece


def _tabs(piece: Piece) -> int:
    return piece.text.strip().count("\t") if isinstance(piece, Prose) and "\n" not in piece.text else 0


def text_lines(text: str) -> list[str]:
    """The lines of ``text`` without white space at their ends; blank lines are left out."""
    return [line for line in (part.strip(" \u3000\xa0") for part in _BREAKS.split(text)) if line]


def _lay_prose(layout: Layout, prose: Prose) -> None:
    lines = text_lines(prose.text)
    if prose.aside and lines:
        layout.gap()
    for line in lines:
        number = layout.add(line.strip(), prose.place)
        if prose.aside:
            layout.asides.add(number)


# --- tables --------------------------------------------------------------------------------------------------------


def _lay_table(layout: Layout, grid: Grid) -> None:
    if not any(cell.text.strip() for cell in grid.cells):
        return
    layout.gap()
    holders: dict[GridCell, Cell] = {}
    placed = [tuple(_place(layout, row, cell, holders) for cell in cells) for row, cells in _rows(layout, grid)]
    cells = tuple(
        replace(place.own, gap=row > 0 and not index)
        for row, places in enumerate(placed)
        for index, place in enumerate(places)
    )
    span = Span(cells[0].span.first, cells[-1].span.last)
    layout.tables.append(_with_names(layout, GridTable(span, cells, grid, tuple(placed))))
    layout.gap()


def _rows(layout: Layout, grid: Grid) -> Iterator[tuple[int, list[GridCell]]]:
    """The rows, a blank line laid between them."""
    for number, cells in enumerate(grid.by_rows()):
        if number:
            layout.add("", NOWHERE)
        yield number, cells


def _place(layout: Layout, row: int, cell: GridCell, holders: dict[GridCell, Cell]) -> Placed:
    """Lay one cell of one row: its text where it begins, a blank where it goes on."""
    lines = [line.replace("\t", " ") for line in text_lines(cell.text)] if cell.row == row else []
    numbers = [layout.add(f"\t{line}" if not index else line, cell.place) for index, line in enumerate(lines or [""])]
    own = Cell(Span(numbers[0], numbers[-1]), "\n".join(layout.lines[n - 1].removeprefix("\t") for n in numbers))
    return Placed(own, holders.setdefault(cell, own), cell.column, cell.colspan)


def _with_names(layout: Layout, table: GridTable) -> GridTable:
    """A table without a header goes on with the columns of the one before it, where its cells suit them."""
    before = next(iter(reversed(layout.tables)), None)
    if before is None or before.grid.columns != table.grid.columns or header_of(table):
        return table
    if table.span.first - before.span.last > _APART:
        return table
    going_on = replace(table, names=header_of(before))
    return going_on if suits_header(going_on) else table
