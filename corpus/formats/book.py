"""From pages to pieces: furniture left out, tables that go on over a page joined, paragraphs likewise.

A running header or footer is a line at the edge of the page that stands on several pages but for its figures. A table
goes on when it ends one page and another with the same borders begins the next one: a repeated header is dropped, a row
that the page cut is put together, a merged cell that reaches over the cut stays one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.blocks import is_furniture
from corpus.formats.columns import Stretch, reading_order
from corpus.formats.cut_tables import LongTable, PageTable
from corpus.formats.doubts import paired_widths
from corpus.formats.page import Line, Page, Run, lines_of
from corpus.formats.ruled import RuledCell, RuledTable, find_tables
from corpus.formats.types import GridCell, Piece, Prose
from corpus.formats.wrapped import Text, cell_text, margins, paragraphs
from corpus.headings import match_heading
from corpus.text import fold
from corpus.types import Locator

_EDGE = 0.12  # of the page's height, at the top and at the bottom
_EDGE_LINES = 3


@dataclass(slots=True)
class PageParts:
    """A page taken apart: its tables and the lines around them, in order."""

    page: Page
    items: list[PageTable | Stretch]


@dataclass(slots=True)
class Book:
    """Pages in order; feed it with ``add`` and ask for ``pieces`` at the end."""

    parts: list[PageParts] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Take the next page in; its runs are not kept."""
        self.parts.append(PageParts(page_without_runs(page), list(_items(page))))

    def pieces(self) -> tuple[list[Piece], list[str]]:
        """All pieces, and the notices on what was left out."""
        furniture = _furniture(self.parts)
        pieces: list[Piece] = []
        held: LongTable | None = None
        last: tuple[Text, Page] | None = None
        for part in self.parts:
            for item in part.items:
                if isinstance(item, PageTable):
                    if held is None or not held.take(item):
                        pieces.extend(_table_pieces(held) if held else ())
                        held = LongTable.begun(item)
                    last = None
                    continue
                lines = [line for line in item.lines if (part.page.number, line) not in furniture]
                if not lines:
                    continue
                pieces.extend(_table_pieces(held) if held else ())
                held = None
                last = _add_prose(pieces, lines, part.page, last)
        pieces.extend(_table_pieces(held) if held else ())
        texts = list(
            dict.fromkeys(line.text[:30] for _, line in sorted_lines(furniture) if not is_furniture(line.text))
        )
        return pieces, [f"页眉页脚未收入：{'；'.join(texts[:4])}"] if texts else []


def page_without_runs(page: Page) -> Page:
    """The page's measures alone."""
    return replace(page, runs=(), rules=())


def sorted_lines(lines: Iterable[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """By page and height."""
    return sorted(lines, key=lambda entry: (entry[0], entry[1].box.top))


# --- one page ------------------------------------------------------------------------------------------------------


def _items(page: Page) -> Iterator[PageTable | Stretch]:
    """Tables and the stretches of text between them, from top to bottom."""
    tables = find_tables(page.rules)
    rest = [run for run in page.runs if not any(table.box.holds(run.box) for table in tables)]
    for table in [*tables, None]:
        above = [run for run in rest if table is None or run.box.middle[1] < table.box.top]
        rest = [run for run in rest if table is not None and run.box.middle[1] >= table.box.top]
        if above:
            yield from reading_order(above)
        if table:
            yield _page_table(page, table)


def _page_table(page: Page, table: RuledTable) -> PageTable:
    cells: list[GridCell] = []
    ends: dict[tuple[int, int], bool] = {}
    for cell, runs in _sorted_in(table, page.runs):
        text = _read_as(page, cell_text(lines_of(runs), cell.box))
        place = Locator(areas=(page.area(cell.box),), confidence=text.confidence if text else 1.0)
        cells.append(GridCell(cell.row, cell.column, cell.rowspan, cell.colspan, text.text if text else "", place))
        ends[cell.row, cell.column] = bool(text and text.open)
    return PageTable(page.number, tuple(cells), table.edges, frozenset(at for at, full in ends.items() if full))


def _read_as(page: Page, text: Text | None) -> Text | None:
    """Recognised text with its brackets in pairs; drawn text as it is."""
    return replace(text, text=paired_widths(text.text)) if text and page.scanned else text


def _sorted_in(table: RuledTable, runs: Sequence[Run]) -> Iterator[tuple[RuledCell, list[Run]]]:
    """Every cell with the runs that stand in it."""
    inside = [run for run in runs if table.box.holds(run.box)]
    for cell in table.cells:
        yield cell, [run for run in inside if cell.box.holds(run.box)]


# --- furniture -----------------------------------------------------------------------------------------------------


def _furniture(parts: Sequence[PageParts]) -> set[tuple[int, Line]]:
    """``(page, line)`` of running headers, footers and page numbers."""
    edges = [(part.page, line) for part in parts for line in _edge_lines(part)]
    counts = Counter(_pattern(line) for _, line in edges)
    often = max(2, min(3, len(parts) // 2))
    return {
        (page.number, line)
        for page, line in edges
        if (is_furniture(line.text) and re.search(r"\d", line.text))
        or counts[_pattern(line)] >= often + (len(parts) > 3)
    }


def _edge_lines(part: PageParts) -> Iterator[Line]:
    """The first and last lines of a page outside its tables, where they stand at its edge."""
    lines = sorted(
        (line for item in part.items if isinstance(item, Stretch) for line in item.lines), key=lambda line: line.box.top
    )
    top, bottom = _EDGE * part.page.height, (1 - _EDGE) * part.page.height
    yield from (line for line in lines[:_EDGE_LINES] if line.box.bottom < top)
    yield from (line for line in lines[-_EDGE_LINES:] if line.box.top > bottom)


def _pattern(line: Line) -> tuple[str, int]:
    """What a line says but for its figures, and about where on the page."""
    return re.sub(r"\d+", "#", fold(line.text)), round(line.box.top / 20)


# --- pieces --------------------------------------------------------------------------------------------------------


def _table_pieces(table: LongTable) -> Iterator[Piece]:
    grid = table.grid()
    if grid.columns > 1:
        yield grid
    else:
        yield from (Prose(cell.text, cell.place) for cell in grid.cells if cell.text)


def _add_prose(
    pieces: list[Piece], lines: Sequence[Line], page: Page, last: tuple[Text, Page] | None
) -> tuple[Text, Page] | None:
    """Append the paragraphs of ``lines``; the first may go on with the last one of the page before."""
    column = margins(lines)
    if column is None:
        return last
    for found in paragraphs(lines, column):
        text = _read_as(page, found) or found
        place = Locator(areas=(page.area(text.box),), confidence=text.confidence)
        before = pieces[-1] if pieces else None
        if last and isinstance(before, Prose) and last[1].number != page.number and _reaches_over(last[0], text):
            areas = (*before.place.areas, *place.areas)
            least = min(before.place.confidence, text.confidence)
            pieces[-1] = Prose(before.text + text.text, Locator(areas=areas, confidence=least))
        else:
            pieces.append(Prose(text.text, place))
        last = (text, page)
    return last


def _reaches_over(before: Text, text: Text) -> bool:
    """Whether a paragraph goes on over the end of a page."""
    begins = match_heading(fold(text.text)) is not None and before.text.endswith(("。", "；", "）", ")"))
    return before.open and not text.indented and not begins
