"""Word tables: ``gridSpan``, ``vMerge``, ``hMerge``, ``gridBefore`` and deleted rows turned into cells with true spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.formats.layout_tables import SourceCell, SourceTable
from corpus.formats.ooxml import Element, W, local, number, shown, value
from corpus.formats.types import Piece
from corpus.types import Locator

_WIDEST = 200  # grid columns; Word allows 63


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where a table stands, and how the content of its cells is read."""

    place: Locator
    flow: Callable[[Element, Locator], list[Piece]]


def read_table(table: Element, source: TableSource) -> SourceTable:
    """The cells of a ``w:tbl``; a continued cell lengthens the one above it and its own content is not read."""
    cells: list[SourceCell] = []
    open_cells: dict[int, int] = {}  # by first column: the index of the cell that a vMerge may continue
    for row, element in enumerate(_rows(table)):
        column = min(number(element.find(f"{W}trPr"), "gridBefore") or 0, _WIDEST)
        continued: dict[int, int] = {}
        for cell, span, state in _cells(element):
            span = min(max(span, 1), _WIDEST)
            above = open_cells.get(column)
            if state == "continue" and above is not None and cells[above].row + cells[above].rowspan == row:
                cells[above] = replace(cells[above], rowspan=cells[above].rowspan + 1)
                continued[column] = above
            else:
                place = replace(source.place, row=row + 1, column=column + 1)
                pieces = tuple(piece for part in cell for piece in source.flow(part, place))
                if state:
                    continued[column] = len(cells)
                cells.append(SourceCell(row, column, 1, span, pieces, place))
            column += span
        open_cells = continued
    return SourceTable(tuple(cells))


def _rows(table: Element) -> Iterator[Element]:
    for child in shown(table):
        if local(child) == "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child


def _cells(row: Element) -> Iterator[tuple[list[Element], int, str]]:
    """``(elements, columns, vertical merge)`` of each cell; cells merged the old way (hMerge) are put together."""
    held: tuple[list[Element], int, str] | None = None
    for cell in shown(row):
        properties = cell.find(f"{W}tcPr")
        if local(cell) != "tc" or (properties is not None and properties.find(f"{W}cellDel") is not None):
            continue
        span, state = number(properties, "gridSpan") or 1, _merge(properties, "vMerge")
        if held and _merge(properties, "hMerge") == "continue":
            held = ([*held[0], cell], held[1] + span, held[2])
            continue
        if held:
            yield held
        held = ([cell], span, state)
    if held:
        yield held


def _merge(properties: Element | None, name: str) -> str:
    """restart, continue, or empty for a cell that is not merged; the element without a value continues."""
    if properties is None or properties.find(f"{W}{name}") is None:
        return ""
    return value(properties, name, "continue")
