"""Task records from the rows of a true table: merged cells are known, so nothing is inherited that is not merged."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.blocks import Table
from corpus.formats.rows import GridTable, KnownRow, grid_entries
from corpus.grid import RowDraft, TableReader, TableReading
from corpus.notes import Note
from corpus.tables import Caption, Row
from corpus.text import Folded
from corpus.types import Deadline, Span

_DUTIES = ("task", "lead", "support", "responsible", "implement", "deadline")
_SHOWN = {"lead": "牵头", "support": "配合"}


class KnownTableReader(TableReader):
    """Reads a ``GridTable`` by its grid, any other table as its parent does."""

    def read(self, table: Table) -> TableReading:
        """All of ``table``."""
        if not isinstance(table, GridTable):
            return super().read(table)
        drafts: list[RowDraft] = []
        paths: dict[Span, tuple[str, ...]] = {}
        entries = grid_entries(table)
        duties = any(isinstance(entry, Row) for entry in entries)
        for entry in entries:
            if isinstance(entry, Caption):
                self._caption(entry, heads=duties)
            elif isinstance(entry, Row) and (draft := self._row(entry)):
                drafts.append(draft)
            paths[entry.span] = self._path()
        return TableReading(tuple(drafts), tuple(paths), self.part, paths)

    def _row(self, row: Row) -> RowDraft | None:
        """No record for a row whose duties are all those of the row above: only a detail beside them is divided."""
        if isinstance(row, KnownRow) and not any(row.own(index) for role in _DUTIES for index in row.of(role)):
            indices = [index for role in _DUTIES for index in row.of(role)]
            if any(index in row.covered for index in indices):
                return None
        return super()._row(row)

    def _enter_groups(self, row: Row) -> frozenset[str]:
        """The groups of a known row are those over it, whether they begin in it or above."""
        if not isinstance(row, KnownRow):
            return super()._enter_groups(row)
        self._block.groups = {index: Folded(row.source(index)).written() for index in row.of("group")}
        return frozenset()

    def _inherit(self, row: Row, note: Note, open_roles: frozenset[str]) -> tuple[Note, tuple[str, ...]]:
        if not isinstance(row, KnownRow):
            return super()._inherit(row, note, open_roles)
        covered = {row.columns[index].role for index in row.covered}
        if "responsible" in covered:
            covered |= {"lead"} if not row.of("lead") else {"support"}
        filled = {"lead": note.lead, "support": note.support, "implement": note.implement}
        return note, tuple(role for role, units in filled.items() if units and role in covered)

    def _deadlines(self, row: Row, open_roles: frozenset[str]) -> tuple[tuple[Deadline, ...], tuple[str, ...]]:
        found, inherited = super()._deadlines(row, open_roles)
        if isinstance(row, KnownRow) and found and row.covered.intersection(row.of("deadline")):
            inherited = ("deadlines",)
        return found, inherited

    @staticmethod
    def _context(row: Row, groups: Sequence[str], note: Note, inherited: Sequence[str]) -> str:
        """What a reader of the table sees at this row although it begins above: groups, the task, the units."""
        if not isinstance(row, KnownRow):
            return TableReader._context(row, groups, note, inherited)
        return "；".join(_seen_above(row, note, inherited))


def _seen_above(row: KnownRow, note: Note, inherited: Sequence[str]) -> list[str]:
    above = [index for role in ("group", "task") for index in row.of(role) if index in row.covered]
    pieces = [Folded(row.source(index)).written() for index in above]
    units = {"lead": note.lead, "support": note.support}
    return [*pieces, *(f"{_SHOWN[role]}：{'、'.join(units[role])}" for role in _SHOWN if role in inherited)]
