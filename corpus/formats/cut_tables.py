"""Tables that a page break cut: joined on the borders they share, rows and merged cells put together again.

Nothing on the page says that a blank cell under a break belongs to a merged cell above it. It does where the cell above or
the blank covers several rows, and at the left, where rows without a group begin under one; a blank unit or time limit
goes on with the one above where the group beside it does. A row is cut in two where its second half has blanks for what
the first half ended, and text only under text that broke off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.blocks import Cell
from corpus.cells import kind_of
from corpus.dates import deadlines_in_cell, looks_like_deadline
from corpus.formats.grid import build_grid, stack
from corpus.formats.grid_headers import columns_in
from corpus.formats.types import Grid, GridCell
from corpus.headers import UNIT_ROLES
from corpus.headings import match_heading
from corpus.text import Folded, fold
from corpus.types import Span

_NEAR = 5.0  # points
_ENDED = re.compile(r"[。；;！？!?]$")
_FOLLOWING = ("lead", "responsible", "support", "implement", "deadline")
_NOWHERE = Span(0, 0)

_At = tuple[int, int]  # row and column of a corner


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page, or several joined. ``full`` are the corners of cells whose last line reached the border."""

    page: int
    cells: tuple[GridCell, ...] = field(repr=False)
    edges: tuple[float, ...]
    full: frozenset[_At] = frozenset()

    def grid(self) -> Grid:
        """The cells as a grid."""
        return build_grid(self.cells, self.edges)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max(cell.row + cell.rowspan for cell in self.cells)


def join_tables(upper: PageTable, lower: PageTable) -> PageTable | None:
    """Both as one table, None where the second does not go on with the first."""
    edges = _common_edges(upper.edges, lower.edges)
    if lower.page != upper.page + 1 or edges is None:
        return None
    above, below = _over(upper, edges), _over(lower, edges)
    below = _without_repeated_header(above, below)
    if not below.cells:
        return replace(above, page=lower.page)
    grid_above, grid_below = build_grid(above.cells), build_grid(below.cells)
    opened = _opened(grid_above, grid_below, above.full)
    joined = stack(Grid(grid_above.rows, len(edges) - 1, above.cells), Grid(0, 0, below.cells), opened)
    full = {(row + grid_above.rows, column) for row, column in below.full}
    return PageTable(lower.page, joined.cells, edges, frozenset(above.full | full))


def _common_edges(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...] | None:
    """The borders of both, None where they are not those of one table: the outer ones differ, or inner ones cross."""
    if abs(one[0] - other[0]) > _NEAR or abs(one[-1] - other[-1]) > _NEAR:
        return None
    more, fewer = (one, other) if len(one) >= len(other) else (other, one)
    if any(min(abs(edge - known) for known in more) > _NEAR for edge in fewer):
        return None
    return tuple(more)


def _over(table: PageTable, edges: Sequence[float]) -> PageTable:
    """``table`` over the columns of ``edges``: a cell of one column may cover several of them."""
    if len(table.edges) == len(edges):
        return replace(table, edges=tuple(edges))
    at = [min(range(len(edges)), key=lambda i: abs(edges[i] - edge)) for edge in table.edges]
    cells = tuple(replace(c, column=at[c.column], colspan=at[c.column + c.colspan] - at[c.column]) for c in table.cells)
    return replace(table, cells=cells, edges=tuple(edges), full=frozenset((r, at[c]) for r, c in table.full))


def _without_repeated_header(above: PageTable, below: PageTable) -> PageTable:
    """``below`` without the rows at its top that repeat the header of ``above``."""
    texts = _row_texts(above)
    repeated = 0
    for start in range(min(len(texts), 6)):
        count = 0
        for upper, lower in zip(texts[start:], _row_texts(below), strict=False):
            if upper != lower or not any(lower):
                break
            count += 1
        repeated = max(repeated, count)
    if not repeated:
        return below
    cells = tuple(replace(c, row=c.row - repeated) for c in below.cells if c.row >= repeated)
    full = frozenset((row - repeated, column) for row, column in below.full if row >= repeated)
    return replace(below, cells=cells, full=full)


def _row_texts(table: PageTable) -> list[tuple[str, ...]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(fold(cell.text))
    return [tuple(row) for row in rows]


# --- what goes on over the cut -------------------------------------------------------------------------------------


def _opened(above: Grid, below: Grid, full: frozenset[_At]) -> list[_At]:
    """The corners of cells in the top row of ``below`` that go on with a cell at the bottom of ``above``."""
    bottom = {cell.column: cell for cell in above.by_rows()[-1]}
    tops = [cell for cell in below.by_rows()[0] if cell.column in bottom]
    roles = {c.first: c.column.role for c in columns_in(above)}
    pairs = [
        _Pair(bottom[cell.column], cell, roles.get(cell.column, ""), (bottom[cell.column].row, cell.column) in full)
        for cell in tops
        if bottom[cell.column].colspan == cell.colspan
    ]
    if not pairs:
        return []
    return [(0, pair.below.column) for pair in (pairs if _is_cut_row(pairs) else _merged(pairs))]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A cell at the foot of a page, the one under it on the next, and what their column is for."""

    above: GridCell
    below: GridCell
    role: str
    full: bool

    @property
    def several(self) -> bool:
        """Whether one of them covers several rows."""
        return self.above.rowspan > 1 or self.below.rowspan > 1

    @property
    def broke_off(self) -> bool:
        """Whether the text above plainly goes on below: half a word, half a time limit, half a sentence."""
        if not self.above.text or not self.below.text:
            return False
        halves = Cell(_NOWHERE, self.above.text), Cell(_NOWHERE, self.below.text)
        written = self.above.text + self.below.text
        if len(deadlines_in_cell(Folded(written), None)) == 1 and looks_like_deadline(fold(written)):
            return True
        if kind_of(Cell(_NOWHERE, written)) == "units":
            return kind_of(halves[1]) == "text" or kind_of(halves[0]) == "text"
        return (self.full or "。" in self.above.text) and not _ENDED.search(self.above.text)

    @property
    def finished(self) -> bool:
        """Whether text below is another row's: a sentence, a figure or a time limit stands above."""
        text = fold(self.above.text)
        return bool(self.below.text) and bool(_ENDED.search(text) or text.isdigit() or looks_like_deadline(text))


def _is_cut_row(pairs: Sequence[_Pair]) -> bool:
    """Whether the top row below is the rest of the last row above. A number of its own opens a row, a blank one none."""
    if not any(pair.below.text for pair in pairs):
        return False
    serials = [pair for pair in pairs if pair.role == "serial" and pair.above.text and not pair.several]
    if serials:
        return not any(pair.below.text for pair in serials)
    single = [pair for pair in pairs if not pair.several]
    return any(pair.broke_off for pair in single) and not any(p.finished and not p.broke_off for p in single)


def _merged(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Cells of a merged one that reaches over the cut. A blank support goes with the lead, as in any table."""
    leading = True
    goes_on: set[str] = set()
    for pair in pairs:
        if pair.below.text:
            if pair.role == "group" and _is_rest(pair):
                goes_on |= {"group"}
                yield pair
            elif pair.role in UNIT_ROLES and fold(pair.above.text).endswith(("、", ",")):
                yield pair
            else:
                leading = False
            continue
        needed = "lead" if pair.role == "support" else "group"
        follows = pair.role in _FOLLOWING and needed in goes_on and bool(pair.above.text)
        if leading or follows or pair.several:
            goes_on |= {pair.role, "group" if leading else pair.role}
            yield pair


def _is_rest(pair: _Pair) -> bool:
    """Whether a group's title goes on below: a numbered one, or one that filled its line, and no new number below."""
    begun = match_heading(fold(pair.above.text)) is not None
    return (begun or pair.full) and pair.several and match_heading(fold(pair.below.text)) is None
