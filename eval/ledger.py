"""Scoring a ledger against a gold ledger, row by row and field by field.

The rules are those of the acceptance scorer. A gold row is matched by the task whose text holds the gold anchor
in the same plan: the shortest such text, then one not matched yet, then the one that agrees best. Fields are
compared as sets over matched rows; a missed row costs recall, a surplus task costs precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.types import Span, Task
from eval.matching import bare, same_plan, unit
from eval.scores import Agreement, Share

FIELDS = ("lead", "support", "implement", "deadlines")
_DATED = frozenset({"by", "from"})
_UNDATED = frozenset({"ongoing", "as_directed"})  # the other kinds are too loose to be right or wrong


@dataclass(frozen=True, slots=True)
class Row:
    """A ledger row as compared: ``text`` is a task's whole text, or the anchor of a gold row."""

    id: str
    plan: str
    text: str
    lead: frozenset[str]
    support: frozenset[str]
    implement: frozenset[str]
    deadlines: frozenset[str]
    lines: Span | None = None

    def field(self, name: str) -> frozenset[str]:
        """The values of one of ``FIELDS``."""
        values: frozenset[str] = getattr(self, name)
        return values


@dataclass(frozen=True, slots=True)
class Match:
    """A gold row and the task that stands for it; None where the ledger has no such task."""

    gold: Row
    task: Row | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a matched row that is not exactly right."""

    row: str
    anchor: str
    field: str
    gold: tuple[str, ...]
    predicted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field over all matched rows."""

    name: str
    agreement: Agreement
    exact: Share

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        found = self.agreement
        return {"precision": found.precision, "recall": found.recall, "f1": found.f1, "exact": self.exact.to_dict()}


@dataclass(frozen=True, slots=True)
class LedgerScore:
    """``placed`` is the share of matched rows whose lines overlap the gold lines (reported, not judged)."""

    name: str
    recall: Share
    precision: Share
    fields: tuple[FieldScore, ...]
    placed: Share
    missed: tuple[Row, ...]
    differences: tuple[Difference, ...]

    @property
    def score(self) -> float:
        """The acceptance score: the mean of row recall and the F1 of lead, support and deadlines."""
        judged = [field.agreement.f1 for field in self.fields if field.name != "implement"]
        return (sum(judged) + (self.recall.value or 0.0)) / (len(judged) + 1)

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json; differences are only reported."""
        return {
            "score": self.score,
            "recall": self.recall.to_dict(),
            "precision": self.precision.to_dict(),
            "placed": self.placed.to_dict(),
            "fields": {field.name: field.to_dict() for field in self.fields},
            "missed": [{"id": row.id, "anchor": row.text} for row in self.missed],
        }


def row_from_record(record: Mapping[str, Any]) -> Row:
    """A row from the public contract's task or from a gold record, which has an ``anchor``."""
    lines = record.get("lines")
    return Row(
        id=str(record.get("id") or ""),
        plan=record["plan"],
        text=bare(record.get("anchor") or record.get("text") or ""),
        lead=_units(record.get("lead")),
        support=_units(record.get("support")),
        implement=_units(record.get("implement")),
        deadlines=_deadlines((one["kind"], one.get("date")) for one in record.get("deadlines") or ()),
        lines=Span(*lines) if lines else None,
    )


def row_from_task(task: Task) -> Row:
    """A row from a task record of the library."""
    dated = ((one.kind.value, one.date.isoformat() if one.date else None) for one in task.deadlines)
    return Row(
        id=task.id,
        plan=task.plan.title,
        text=bare(task.text),
        lead=_units(task.lead),
        support=_units(task.support),
        implement=_units(task.implement),
        deadlines=_deadlines(dated),
        lines=task.span,
    )


def score_ledger(name: str, gold: Sequence[Row], tasks: Iterable[Row]) -> LedgerScore:
    """Score ``tasks`` against one gold ledger; tasks of plans that it does not cover are not counted."""
    titles = {row.plan for row in gold}
    within = [task for task in tasks if any(same_plan(task.plan, title) for title in titles)]
    matches = match_rows(gold, within)
    pairs = [(match.gold, match.task) for match in matches if match.task is not None]
    missed = tuple(match.gold for match in matches if match.task is None)
    return LedgerScore(
        name=name,
        recall=Share(len(pairs), len(gold)),
        precision=Share(len({id(task) for _, task in pairs}), len(within)),
        fields=tuple(_field_score(field, pairs, len(missed)) for field in FIELDS),
        placed=Share.over(_placed(row, task) for row, task in pairs),
        missed=missed,
        differences=tuple(_differences(pairs)),
    )


def match_rows(gold: Sequence[Row], tasks: Sequence[Row]) -> list[Match]:
    """One match for each gold row, in gold order; a task may stand for several rows when it must."""
    matches: list[Match] = []
    used: set[int] = set()
    for row in gold:
        holding = [place for place, task in enumerate(tasks) if _holds(task, row)]
        best = min(holding, key=lambda place: _rank(row, tasks[place], place in used), default=None)
        matches.append(Match(row, None if best is None else tasks[best]))
        used |= set() if best is None else {best}
    return matches


def _holds(task: Row, gold: Row) -> bool:
    return gold.text in task.text and same_plan(task.plan, gold.plan)


def _rank(gold: Row, task: Row, used: bool) -> tuple[int, bool, int]:
    """Smaller is better; a tie keeps source order."""
    agreeing = len(task.lead & gold.lead) + len(task.deadlines & gold.deadlines)
    return len(task.text), used, -agreeing


def _field_score(name: str, pairs: Sequence[tuple[Row, Row]], missed: int) -> FieldScore:
    values = [(gold.field(name), task.field(name)) for gold, task in pairs]
    agreement = sum((Agreement.between(*both) for both in values), Agreement())
    return FieldScore(name, agreement, Share(sum(gold == found for gold, found in values), len(values), missed))


def _differences(pairs: Sequence[tuple[Row, Row]]) -> Iterable[Difference]:
    for gold, task in pairs:
        for name in FIELDS:
            want, got = gold.field(name), task.field(name)
            if want != got:
                yield Difference(gold.id, gold.text, name, tuple(sorted(want)), tuple(sorted(got)))


def _placed(gold: Row, task: Row) -> bool | None:
    return gold.lines.overlaps(task.lines) if gold.lines and task.lines else None


def _units(names: Iterable[str] | None) -> frozenset[str]:
    return frozenset(name for name in map(unit, names or ()) if name)


def _deadlines(found: Iterable[tuple[str, str | None]]) -> frozenset[str]:
    pairs = list(found)
    dated = {f"{kind} {day}" for kind, day in pairs if kind in _DATED}
    return frozenset(dated | {kind for kind, _ in pairs if kind in _UNDATED})
