"""What was read from a file and what a person should check, for those who show it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.doubts import Doubt
from corpus.report import PartCount, PlanReport, report_plan
from corpus.types import Document, Passage, Plan, Task

__all__ = ["Doubt", "PartCount", "PlanReport", "reports"]


def reports(
    document: Document, plans: Sequence[Plan], passages: Sequence[Passage], tasks: Sequence[Task]
) -> list[PlanReport]:
    """A report on each plan of ``document``; the sequences may hold those of other documents."""
    own = [plan for plan in plans if plan.document == document.id]
    return [report_plan(document, plan, passages, tasks) for plan in own]
