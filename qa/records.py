"""The public JSON of the ledger, of contradictions and of documents (typed in serve/contract.py)."""

from __future__ import annotations

from typing import Any

from corpus.types import Plan, Task
from qa.conflicts import Conflict


def task_record(task: Task) -> dict[str, Any]:
    """A task as ``planqa ledger --json`` prints it.

    ``place`` is there for files that are not plain text, ``doubtful`` where a scan leaves a unit or a time limit unsure.
    """
    record = {
        "id": task.id,
        "document": task.document,
        "plan": task.plan.title,
        "region": task.plan.region,
        "year": task.plan.year,
        "part": task.part,
        "section": list(task.section),
        "task": task.title,
        "text": task.text,
        "lead": list(task.lead),
        "support": list(task.support),
        "implement": list(task.implement),
        "implement_is_default": task.implement_is_default,
        "deadlines": [
            {"kind": d.kind.value, "date": d.date.isoformat() if d.date else None, "text": d.text}
            for d in task.deadlines
        ],
        "note": task.note,
        "inherited": list(task.inherited),
        "lines": [task.span.first, task.span.last],
    }
    if task.place:
        record["place"] = task.place
    if task.doubtful:
        record["doubtful"] = list(task.doubtful)
    return record


def plan_record(plan: Plan, newest: Plan | None = None) -> dict[str, Any]:
    """A plan with its facts; of an older version the id of the ``newest``."""
    record = {
        "id": plan.id,
        "document": plan.document,
        "title": plan.title,
        "region": plan.region,
        "year": plan.year,
        "number": plan.number or None,
        "issuer": plan.issuer or None,
        "date": plan.date.isoformat() if plan.date else None,
        "lines": [plan.span.first, plan.span.last],
    }
    return {**record, "superseded_by": newest.id} if newest else record


def conflict_record(conflict: Conflict) -> dict[str, Any]:
    """A contradiction: what differs, and both sides with their place."""
    sides = ((conflict.first, conflict.first_value), (conflict.second, conflict.second_value))
    return {
        "kind": conflict.kind,
        "matter": conflict.matter,
        "plan": conflict.first.plan.title,
        "sides": [
            {
                "task": task.id,
                "plan": task.plan.title,
                "part": task.part,
                "value": list(value),
                "lines": [task.span.first, task.span.last],
            }
            for task, value in sides
        ],
    }
