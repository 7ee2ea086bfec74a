"""HTML tables as the standard lays them out: spans end with their row group, ``rowspan=0`` reaches to its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.formats.layout_tables import SourceCell, SourceTable
from corpus.formats.ooxml import Element
from corpus.formats.types import Piece
from corpus.types import Locator

_WIDEST = 1000  # columns a cell may claim (HTML Living Standard 4.9.11)
_GROUPS = ("thead", "tbody", "tfoot")

Flow = Callable[[Element, Locator], list[Piece]]
Hidden = Callable[[Element], bool]


def read_table(table: Element, place: Locator, flow: Flow, hidden: Hidden) -> SourceTable:
    """The cells of ``table``; rows that are styled away are left out."""
    cells: list[SourceCell] = []
    row = 0
    for group in _row_groups(table):
        rows = [element for element in group if not hidden(element)]
        cells.extend(_group_cells(rows, row, place, flow))
        row += len(rows)
    return SourceTable(tuple(cells))


def _row_groups(table: Element) -> Iterator[list[Element]]:
    """Lists of rows: those of each group, and rows that stand in none together; the foot is drawn last."""
    loose: list[Element] = []
    feet: list[list[Element]] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
            continue
        if child.tag not in _GROUPS:
            continue
        if loose:
            yield loose
            loose = []
        rows = [row for row in child if row.tag == "tr"]
        if child.tag == "tfoot":
            feet.append(rows)
        else:
            yield rows
    yield loose
    yield from feet


def _group_cells(rows: list[Element], first: int, place: Locator, flow: Flow) -> Iterator[SourceCell]:
    taken: dict[int, int] = {}  # by column: the row after the last one that a cell above holds
    for offset, element in enumerate(rows):
        column = 0
        for cell in element:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > offset:
                column += 1
            wide = min(max(_span(cell, "colspan"), 1), _WIDEST)
            high = min(_span(cell, "rowspan") or len(rows), len(rows) - offset)
            taken.update(dict.fromkeys(range(column, column + wide), offset + high))
            at = replace(place, row=first + offset + 1, column=column + 1)
            yield SourceCell(first + offset, column, high, wide, tuple(flow(cell, at)), at)
            column += wide


def _span(cell: Element, name: str) -> int:
    """The number of an attribute as browsers read it: 1 where it is none."""
    match = re.match(r"\s*\+?(\d{1,6})", cell.get(name, ""))
    return int(match[1]) if match else 1
