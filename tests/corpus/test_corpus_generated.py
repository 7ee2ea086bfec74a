"""Every record of a drawn plan is recovered exactly, whatever style states it."""

from __future__ import annotations

from drawn_prose import prose_plans
from drawn_tables import merged_tables, table_plans
from generator import DrawnPlan, Record, typeset
from hypothesis import given, settings
from layouts import read

from corpus import fold
from corpus.types import Task

COMPARED = ("by", "from", "ongoing", "as_directed")


def found(task: Task) -> tuple[object, ...]:
    limits = (" ".join(filter(None, (limit.kind, str(limit.date or "")))) for limit in task.deadlines)
    kept = sorted(limit for limit in limits if limit.startswith(COMPARED))
    return (*(tuple(map(fold, units)) for units in (task.lead, task.support, task.implement)), kept)


def stated(record: Record) -> tuple[object, ...]:
    units = (tuple(map(fold, names)) for names in (record.lead, record.support, record.implement))
    return (*units, sorted(record.limit.bounds if record.limit else ()))


def check(plan: DrawnPlan) -> None:
    tasks = read(plan.text).tasks
    assert [found(task) for task in tasks] == [stated(record) for record in plan.records]
    assert all(fold(record.work) in fold(task.text) for task, record in zip(tasks, plan.records, strict=True))


@settings(max_examples=300)
@given(prose_plans())
def test_plans_in_running_text(plan: DrawnPlan) -> None:
    check(plan)


@settings(max_examples=200)
@given(typeset(prose_plans() | table_plans()))
def test_plans_with_spaces_page_breaks_and_widths_changed(plan: DrawnPlan) -> None:
    check(plan)


@settings(max_examples=300)
@given(table_plans())
def test_plans_that_are_tables(plan: DrawnPlan) -> None:
    check(plan)


@settings(max_examples=100)
@given(merged_tables())
def test_a_merged_table_equals_the_same_table_unmerged(tables: tuple[DrawnPlan, DrawnPlan]) -> None:
    for plan in tables:
        check(plan)
    merged, filled = (read(plan.text).tasks for plan in tables)
    assert [(task.title, task.group, task.number, task.section) for task in merged] == [
        (task.title, task.group, task.number, task.section) for task in filled
    ]
    assert not any(task.inherited for task in filled)
