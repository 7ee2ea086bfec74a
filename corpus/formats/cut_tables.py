"""Tables that a page break cut: joined on the borders they share, rows and merged cells put together again.

Nothing on the page says that a blank cell under a break belongs to a merged cell above it. It does where the cell above or
the blank covers several rows, and at the left, where rows without a group begin under one; a blank unit or time limit
goes on with the one above where the group beside it does. A row is cut in two where its second half has blanks for what
the first half ended, and text only under text that broke off.

Only the last row of a page can go on over its break, so a page costs what stands on it, however long the table is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.blocks import Cell
from corpus.cells import kind_of
from corpus.dates import deadlines_in_cell, looks_like_deadline
from corpus.formats.grid import build_grid
from corpus.formats.grid_headers import columns_in
from corpus.formats.types import Grid, GridCell
from corpus.headers import UNIT_ROLES
from corpus.headings import match_heading
from corpus.text import Folded, fold
from corpus.types import Span

_NEAR = 5.0  # points
_TITLES = 6  # rows in which a header begins: what stands above it are titles
_ENDED = re.compile(r"[。；;！？!?]$")
_FOLLOWING = ("lead", "responsible", "support", "implement", "deadline")
_NOWHERE = Span(0, 0)

_At = tuple[int, int]  # row and column of a corner
_Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """The table on a page. ``full`` are the corners of cells whose last line reached the border."""

    page: int
    cells: tuple[GridCell, ...] = field(repr=False)
    edges: tuple[float, ...]
    full: frozenset[_At] = frozenset()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max(cell.row + cell.rowspan for cell in self.cells)


@dataclass(slots=True)
class _Open:
    """A cell that reaches the last row, and may go on: ``texts`` are what it held on each page."""

    cell: GridCell
    texts: list[str]
    full: bool

    def closed(self) -> GridCell:
        """The cell with all its text."""
        return replace(self.cell, text="\n".join(filter(None, self.texts)))

    def lengthen(self, rows: int, below: _Open) -> None:
        """Go on over ``rows`` more, with what ``below`` holds."""
        self.cell = replace(self.cell, rowspan=self.cell.rowspan + rows)
        if below.cell.text.strip() and below.cell.text != self.texts[-1]:
            self.texts.append(below.cell.text)
            self.full = below.full


@dataclass(slots=True)
class LongTable:
    """A table as its pages are taken in, in order.

    ``head`` are the texts of its first rows, among them the header; ``roles`` what the columns are for, by grid column.
    """

    page: int
    edges: tuple[float, ...]
    rows: int = 0
    head: list[_Texts] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    foot: list[_Open] = field(default_factory=list)
    done: list[GridCell] = field(default_factory=list)

    @classmethod
    def begun(cls, first: PageTable) -> LongTable:
        """The table that begins with ``first``."""
        table = cls(first.page, first.edges)
        table._append(_tidied(first, 0))
        return table

    def take(self, lower: PageTable) -> bool:
        """Take in the table of the next page; False where it does not go on with this one, which then stays as it is."""
        edges = _common_edges(self.edges, lower.edges)
        if lower.page != self.page + 1 or edges is None:
            return False
        self._divide(edges)
        self.page = lower.page
        below = _tidied(_over(lower, edges), 0)
        rest = _tidied(below, _repeated(self.head, _row_texts(below)))
        if rest.cells:
            self._append(rest)
        return True

    def grid(self) -> Grid:
        """All that was taken in."""
        return build_grid([*self.done, *(each.closed() for each in self.foot)])

    def _divide(self, edges: tuple[float, ...]) -> None:
        """Let the columns be those of ``edges``, which may be more than before: a cell then covers several."""
        if len(edges) > len(self.edges):
            at = _places(self.edges, edges)
            self.done = [_placed(cell, at) for cell in self.done]
            self.foot = [replace(each, cell=_placed(each.cell, at)) for each in self.foot]
            self.roles = {at[column]: role for column, role in self.roles.items()}
        self.edges = edges

    def _append(self, below: PageTable) -> None:
        """Add the rows of ``below``. A row that the page cut stays one: nothing begins in its second half."""
        going_on = _going_on(self.foot, below, self.roles)
        begun = [cell for cell in below.cells if cell.row or cell.column not in going_on]
        first = self.rows if any(not cell.row for cell in begun) else self.rows - 1
        for cell in below.cells:
            opened = _Open(cell, [cell.text], (cell.row, cell.column) in below.full)
            if not cell.row and cell.column in going_on:
                going_on[cell.column].lengthen(first + cell.rowspan - self.rows, opened)
            else:
                opened.cell = replace(cell, row=cell.row + first)
                self.foot.append(opened)
        self.rows = first + below.rows
        self._close()
        self.head.extend(_row_texts(below) if len(self.head) < _TITLES else ())
        self.roles = _roles(below.cells) or self.roles

    def _close(self) -> None:
        """Be done with the cells that end above the last row."""
        ended = [each.cell.row + each.cell.rowspan < self.rows for each in self.foot]
        self.done.extend(each.closed() for each, over in zip(self.foot, ended, strict=True) if over)
        self.foot = [each for each, over in zip(self.foot, ended, strict=True) if not over]


def _common_edges(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...] | None:
    """The borders of both, None where they are not those of one table: the outer ones differ, or inner ones cross."""
    if abs(one[0] - other[0]) > _NEAR or abs(one[-1] - other[-1]) > _NEAR:
        return None
    more, fewer = (one, other) if len(one) >= len(other) else (other, one)
    if any(min(abs(edge - known) for known in more) > _NEAR for edge in fewer):
        return None
    return tuple(more)


def _over(table: PageTable, edges: tuple[float, ...]) -> PageTable:
    """``table`` over the columns of ``edges``: a cell of one column may cover several of them."""
    if len(table.edges) == len(edges):
        return replace(table, edges=edges)
    at = _places(table.edges, edges)
    cells = tuple(_placed(cell, at) for cell in table.cells)
    return replace(table, cells=cells, edges=edges, full=frozenset((r, at[c]) for r, c in table.full))


def _places(edges: Sequence[float], among: Sequence[float]) -> list[int]:
    """For each of ``edges`` its place ``among`` those of the whole table."""
    return [min(range(len(among)), key=lambda i: abs(among[i] - edge)) for edge in edges]


def _placed(cell: GridCell, at: Sequence[int]) -> GridCell:
    return replace(cell, column=at[cell.column], colspan=at[cell.column + cell.colspan] - at[cell.column])


def _repeated(head: Sequence[_Texts], rows: Sequence[_Texts]) -> int:
    """How many of the first ``rows`` of a page repeat the header that stands in ``head``."""
    most = 0
    for start in range(min(len(head), _TITLES)):
        same = 0
        for upper, lower in zip(head[start:], rows, strict=False):
            if upper != lower or not any(lower):
                break
            same += 1
        most = max(most, same)
    return most


def _tidied(table: PageTable, first: int) -> PageTable:
    """``table`` from its row ``first`` on, over only those rows in which a cell begins: short rules make others."""
    starts = sorted({cell.row for cell in table.cells if cell.row >= first})

    def at(row: int) -> int:
        return bisect_left(starts, row)

    cells = [
        replace(c, row=at(c.row), rowspan=at(c.row + c.rowspan) - at(c.row)) for c in table.cells if c.row >= first
    ]
    full = frozenset((at(row), column) for row, column in table.full if row >= first)
    return replace(table, cells=tuple(cells), full=full)


def _row_texts(table: PageTable) -> list[_Texts]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(fold(cell.text))
    return [tuple(row) for row in rows]


def _roles(cells: Sequence[GridCell]) -> dict[int, str]:
    """What the columns are for by the last header among ``cells``, none where there is no header."""
    columns = sorted({cell.column for cell in cells})
    return {columns[each.first]: each.column.role for each in columns_in(build_grid(cells))}


# --- what goes on over the cut -------------------------------------------------------------------------------------


def _going_on(foot: Sequence[_Open], below: PageTable, roles: dict[int, str]) -> dict[int, _Open]:
    """The cells at the ``foot`` of a page that go on in the top row of ``below``, by column."""
    bottom = {each.cell.column: each for each in foot}
    tops = sorted((cell for cell in below.cells if not cell.row), key=lambda cell: cell.column)
    pairs = [
        _Pair(replace(each.cell, text=each.texts[-1]), cell, roles.get(cell.column, ""), each.full)
        for cell in tops
        if (each := bottom.get(cell.column)) and each.cell.colspan == cell.colspan
    ]
    joined = pairs if _is_cut_row(pairs) else _merged(pairs)
    return {pair.below.column: bottom[pair.below.column] for pair in joined}


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
