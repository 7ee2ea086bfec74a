"""The ingestion report: what was read from a plan, what was left over, what the reader was unsure of.

Silence means that nothing was lost: every line with text lies in a passage (``unclaimed`` counts those that do not), and
whatever a person should look at is listed in ``doubts`` with its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.doubts import Doubt, doubts_of
from corpus.text import fold
from corpus.types import DeadlineKind, Document, Passage, Plan, Task
from corpus.units import is_unit


@dataclass(frozen=True, slots=True)
class PartCount:
    """The tasks of the body or of one annex; ``rows`` are those that come from table rows."""

    part: str
    tasks: int
    rows: int
    inherited: int


@dataclass(frozen=True, slots=True)
class PlanReport:
    """Counts over one plan. ``lines`` hold text; ``in_tasks`` of them belong to a task record, ``unclaimed`` to no passage."""

    plan: Plan
    sections: int
    passages: int
    parts: tuple[PartCount, ...]
    tasks: int
    without_lead: int
    without_deadline: int
    lines: int
    in_tasks: int
    unclaimed: tuple[int, ...]
    once: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def report_plan(document: Document, plan: Plan, passages: Sequence[Passage], tasks: Sequence[Task]) -> PlanReport:
    """The report on ``plan``; ``passages`` and ``tasks`` may hold those of other plans."""
    own_passages = [p for p in passages if p.plan.id == plan.id]
    own = [t for t in tasks if t.plan.id == plan.id]
    filled = [n for n in range(plan.span.first, plan.span.last + 1) if fold(document.lines[n - 1])]
    claimed = {n for p in own_passages for n in range(p.span.first, p.span.last + 1)}
    held = {n for t in own for n in range(t.span.first, t.span.last + 1)}
    names = Counter(name for t in own for name in (*t.lead, *t.support, *t.implement))
    return PlanReport(
        plan=plan,
        sections=len({(p.part, p.section) for p in own_passages}),
        passages=len(own_passages),
        parts=tuple(_count(part, own) for part in dict.fromkeys(t.part for t in own)),
        tasks=len(own),
        without_lead=sum(not t.lead for t in own),
        without_deadline=sum(not t.deadlines for t in own),
        lines=len(filled),
        in_tasks=sum(n in held for n in filled),
        unclaimed=tuple(n for n in filled if n not in claimed),
        once=tuple(name for name, count in names.items() if count == 1),
        doubts=tuple(sorted(_all_doubts(document, plan, own, held), key=lambda doubt: (doubt.span, doubt.text))),
    )


def _count(part: str, tasks: Sequence[Task]) -> PartCount:
    own = [task for task in tasks if task.part == part]
    return PartCount(part, len(own), sum("\t" in t.text for t in own), sum(bool(t.inherited) for t in own))


def _all_doubts(document: Document, plan: Plan, tasks: Sequence[Task], held: set[int]) -> set[Doubt]:
    """What to check in the records, and in the lines that became none."""
    return {*doubts_of(document, plan.span, held), *(doubt for task in tasks for doubt in _doubts(task))}


def _doubts(task: Task) -> list[Doubt]:
    """What a person should check in one record."""
    odd = [name for name in (*task.lead, *task.support, *task.implement) if not is_unit(fold(name))]
    texts = [f"“{name}”不像单位名称" for name in odd]
    if not task.lead:
        texts.append("没有读到牵头单位")
    if "\t" in task.text and any(d.kind is DeadlineKind.OTHER for d in task.deadlines):
        texts.append(f"时限“{'、'.join(d.text for d in task.deadlines if d.kind is DeadlineKind.OTHER)}”没有换算成日期")
    return [Doubt(task.span, text) for text in texts]
