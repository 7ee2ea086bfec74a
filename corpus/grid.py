"""Task records from the rows of a table: merged cells resolved, section rows turned into headings.

A blank cell takes the value above it only inside its merged block, and the field is marked as inherited. A block begins
with a filled group cell (its innermost one), with a section row or with a header of other columns. A blank lead is
inherited with the support that stands under it; a support that is blank beside a lead of its own is empty. Without a group
column, units or time limits at the left edge are what the rows are sorted by: these alone go on in a row that leaves the first
of them blank, below one that does not. Else nothing shows how far a merge reaches: then only a row whose number is blank too goes on with the row above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from corpus.blocks import Cell, Table
from corpus.cells import is_blank
from corpus.dates import deadlines_in_cell, deadlines_in_text
from corpus.headers import UNIT_ROLES, Column
from corpus.headings import Outline, match_heading
from corpus.marks import has_lead_marks
from corpus.notes import Note, parse_note
from corpus.tables import Caption, Row, read_rows
from corpus.text import Folded
from corpus.types import Deadline, DeadlineKind, Span
from corpus.units import is_unit, names, split_units

_TITLE_LIMIT = 160
_DUTIES = UNIT_ROLES | {"deadline"}
_ANNEX = re.compile(r"附件?(?P<number>[\d一二三四五六七八九十]*)")


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row before it is filed. ``context`` says in words what its merged and header cells hold."""

    span: Span
    path: tuple[str, ...]
    part: str
    number: str
    group: str
    title: str
    note: Note
    deadlines: tuple[Deadline, ...]
    remark: str
    inherited: tuple[str, ...]
    context: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """The drafts of a table and every stretch of its lines: rows, captions and headers, in source order."""

    drafts: tuple[RowDraft, ...]
    spans: tuple[Span, ...]
    part: str
    paths: dict[Span, tuple[str, ...]] = field(repr=False, default_factory=dict)


@dataclass(slots=True)
class _Block:
    """What merged cells above hold."""

    groups: dict[int, str] = field(default_factory=dict)
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def restart(self) -> None:
        """A new block begins: nothing is carried into it but the outer groups."""
        self.lead, self.support, self.implement, self.deadlines = (), (), (), ()

    def holds(self, role: str) -> bool:
        """Whether there is something of ``role`` that a blank cell could go on with."""
        values = {"lead": self.lead, "support": self.support, "implement": self.implement, "deadline": self.deadlines}
        return bool(values[role])


class TableReader:
    """Reads one table under the headings in force."""

    def __init__(self, year: int | None, part: str, path: Sequence[str], *, first_is_lead: bool = False) -> None:
        self.year = year
        self.part = part
        self.base = tuple(path)
        self.first_is_lead = first_is_lead
        self._sections = Outline()
        self._block = _Block()
        self._columns: tuple[Column, ...] = ()

    def read(self, table: Table) -> TableReading:
        """All of ``table``."""
        drafts: list[RowDraft] = []
        spans: list[Span] = []
        paths: dict[Span, tuple[str, ...]] = {}
        entries = read_rows(table)
        duties = any(isinstance(entry, Row) for entry in entries)
        for entry in entries:
            if isinstance(entry, Caption):
                self._caption(entry, heads=duties)
            elif isinstance(entry, Row):
                draft = self._row(entry)
                if draft:
                    drafts.append(draft)
            spans.append(entry.span)
            paths[entry.span] = self._path()
        return TableReading(tuple(drafts), tuple(spans), self.part, paths)

    def _path(self) -> tuple[str, ...]:
        return (*self.base, *self._sections.path)

    def _caption(self, caption: Caption, *, heads: bool) -> None:
        """An annex mark opens a part; any other caption heads the rows below it, where the table has rows of duties."""
        folded = Folded(caption.text)
        if not folded.text:
            return
        annex = _ANNEX.match(folded.text)
        if annex and len(folded.text) <= 12:
            self.part = f"附件{annex['number']}"
            self.base = ()
            self._sections.clear()
            return
        if not heads:
            return
        heading = match_heading(folded.text)
        self._sections.enter(heading.rank if heading else 0, folded.written())
        self._block = _Block()

    def _row(self, row: Row) -> RowDraft | None:
        if row.columns != self._columns:
            self._columns, self._block = row.columns, _Block()
        open_roles = self._enter_groups(row)
        task = " ".join(" ".join(row.source(index).split()) for index in row.of("task"))
        if not task and not open_roles:
            task = self._innermost_group(row)
        if not task:
            return None
        note, inherited = self._units(row, open_roles)
        deadlines, more = self._deadlines(row, open_roles)
        group_indices = row.of("group")
        groups = [self._block.groups[index] for index in group_indices if self._block.groups.get(index)]
        return RowDraft(
            span=row.span,
            path=(*self._path(), *groups),
            part=self.part,
            number=_first_line(row, "serial"),
            group=groups[-1] if groups else "",
            title=Folded(task).written() if len(task) <= _TITLE_LIMIT else _clause(task),
            note=note,
            deadlines=deadlines,
            remark=" ".join(" ".join(row.source(index).split()) for index in row.of("note")),
            inherited=(*inherited, *more),
            context=self._context(row, groups, note, inherited),
        )

    def _innermost_group(self, row: Row) -> str:
        return next((row.source(index) for index in reversed(row.of("group")) if row.source(index)), "")

    def _enter_groups(self, row: Row) -> frozenset[str]:
        """Take the group cells in. The roles in which a blank cell goes on with the block above; none where a block begins."""
        indices = row.of("group")
        filled = [index for index in indices if row.source(index) and not self._outer_goes_on(row, index)]
        for index in filled:
            value = Folded(row.source(index)).written()
            if self._block.groups.get(index) != value:
                self._block.groups = {i: v for i, v in self._block.groups.items() if i < index}
            self._block.groups[index] = value
        edge = _edge(row)
        keys = indices[-1:] or edge[:1] or row.of("serial")
        sorted_by = "" if indices or not edge else _borne(row, edge[0])
        blank_above = bool(sorted_by) and not self._block.holds(sorted_by)
        if not keys or blank_above or any(row.source(index) for index in keys):
            self._block.restart()
            return frozenset()
        return _DUTIES if indices or not edge else frozenset(_borne(row, index) for index in edge)

    def _outer_goes_on(self, row: Row, index: int) -> bool:
        """A cell over two group columns, below a group in the outer one: that group goes on, its blank cell is missing."""
        spans_two = index + 1 in row.merged and index + 1 in row.of("group")
        return spans_two and bool(self._block.groups.get(index))

    def _units(self, row: Row, open_roles: frozenset[str]) -> tuple[Note, tuple[str, ...]]:
        """The roles of a row. Cells that speak for themselves (…负责, A牵头) are read as notes."""
        cells = {role: self._cell(row, role) for role in ("lead", "support", "responsible", "implement")}
        spoken = _spoken(row, first_is_lead=self.first_is_lead)
        if spoken:
            note = spoken
        else:
            lead, support = cells["lead"], cells["support"]
            if row.of("lead"):
                support = (*support, *cells["responsible"])
            elif self.first_is_lead and cells["responsible"]:
                lead, support = cells["responsible"][:1], (*cells["responsible"][1:], *support)
            else:
                lead = cells["responsible"]
            note = Note(lead=lead, support=tuple(dict.fromkeys(support)), implement=cells["implement"])
        return self._inherit(row, note, open_roles)

    def _inherit(self, row: Row, note: Note, open_roles: frozenset[str]) -> tuple[Note, tuple[str, ...]]:
        block = self._block
        inherited: list[str] = []
        lead, support, implement = note.lead, note.support, note.implement
        if not lead and "lead" in open_roles and block.lead and not _dashed(row, ("lead", "responsible")):
            lead = block.lead
            inherited.append("lead")
            if not support and "support" in open_roles and block.support and not _dashed(row, ("support",)):
                support = block.support
                inherited.append("support")
        if not implement and "implement" in open_roles and block.implement and not _dashed(row, ("implement",)):
            implement = block.implement
            inherited.append("implement")
        block.lead, block.support, block.implement = lead, support, implement
        return Note(lead=lead, support=support, implement=implement), tuple(inherited)

    @staticmethod
    def _cell(row: Row, role: str) -> tuple[str, ...]:
        found: list[str] = []
        for index in row.of(role):
            folded = Folded(row.source(index))
            if index in row.merged and set(row.values[index]) == set(row.values[index - 1]):
                continue
            pieces = split_units(folded, cell=True)
            kept = [piece for piece in pieces if is_unit(folded.text[piece.first : piece.last])] or pieces
            found.extend(names(folded, kept))
        return tuple(dict.fromkeys(found))

    def _deadlines(self, row: Row, open_roles: frozenset[str]) -> tuple[tuple[Deadline, ...], tuple[str, ...]]:
        found: list[Deadline] = []
        for index in row.of("deadline"):
            found.extend(deadlines_in_cell(Folded(row.source(index)), self.year))
        inherited: tuple[str, ...] = ()
        if not found and row.of("deadline") and "deadline" in open_roles and not _dashed(row, ("deadline",)):
            found.extend(self._block.deadlines)
            inherited = ("deadlines",) if found else ()
        self._block.deadlines = tuple(found)
        for index in (*row.of("task"), *row.of("note")):
            found.extend(deadlines_in_text(Folded(row.source(index)), self.year))
        for index in row.of("note"):
            cell = deadlines_in_cell(Folded(row.source(index)), self.year)
            found.extend(d for d in cell if d.kind is DeadlineKind.AS_DIRECTED)
        return tuple(dict.fromkeys(found)), inherited

    @staticmethod
    def _context(row: Row, groups: Sequence[str], note: Note, inherited: Sequence[str]) -> str:
        """What a reader of the table sees at this row although its cells are blank."""
        pieces = [
            group for group in groups if not any(group == Folded(row.source(i)).written() for i in row.of("group"))
        ]
        if "lead" in inherited:
            pieces.append("牵头：" + "、".join(note.lead))
        if "support" in inherited:
            pieces.append("配合：" + "、".join(note.support))
        return "；".join(pieces)


def _edge(row: Row) -> list[int]:
    """The columns of units and time limits at the left edge of the table."""
    return list(takewhile(lambda index: row.columns[index].role in _DUTIES, range(len(row.columns))))


def _borne(row: Row, index: int) -> str:
    """The role that a column fills: 责任单位 is the lead where no column is headed 牵头."""
    role = row.columns[index].role
    return role if role != "responsible" else "support" if row.of("lead") else "lead"


def _spoken(row: Row, *, first_is_lead: bool) -> Note | None:
    """A unit cell with a verb in it (区农委负责; A牵头，B配合), read by the grammar of notes."""
    cells: dict[Cell, None] = {}
    for role in ("lead", "responsible", "support"):
        for index in row.of(role):
            cells.update(dict.fromkeys(row.values[index]))
    texts = [cell.content for cell in cells if not is_blank(cell.text)]
    if len(texts) != 1:
        return None
    folded = Folded(texts[0])
    if re.search(r"(?:负责|牵头|配合|落实|参与)(?:$|[,;、。])", folded.text):
        return parse_note(folded, cell=True, first_is_lead=first_is_lead)
    marked = row.of("responsible") and has_lead_marks(folded)
    return parse_note(folded, cell=True, trusting=True, role="responsible") if marked else None


def _dashed(row: Row, roles: Sequence[str]) -> bool:
    """A dash in the cell says that there is nobody: it is no merged cell."""
    return any(
        cell.text for role in roles for index in row.of(role) for cell in row.values[index] if is_blank(cell.text)
    )


def _first_line(row: Row, role: str) -> str:
    return next((row.source(index).strip() for index in row.of(role) if row.source(index)), "")


def _clause(text: str) -> str:
    folded = Folded(text)
    stop = re.search(r"[。;]", folded.text)
    end = stop.start() if stop and stop.start() <= _TITLE_LIMIT else _TITLE_LIMIT
    return folded.written(0, min(end, len(folded)))
