"""Lists by a condition or a period are complete: the same tasks as a plain filter over the ledger finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from checking import check

from corpus.types import DeadlineKind, Task
from qa import PlanQA


def days(task: Task) -> list[date]:
    return [limit.date for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date]


def of_kind(task: Task, kind: str) -> bool:
    return any(limit.kind == kind for limit in task.deadlines)


@pytest.mark.parametrize(
    ("question", "region", "meant"),
    [
        (
            "北关区下半年到期的任务有哪些",
            "北关区",
            lambda t: any(day.month >= 7 for day in days(t) if day.year == 2021),
        ),
        ("北关区四季度要弄完的都有啥", "北关区", lambda t: any(d.month >= 10 for d in days(t) if d.year == 2021)),
        ("中原区有几项任务到2020年完成", "中原区", lambda t: any(day.year == 2020 for day in days(t))),
        ("北关区哪些任务印发时就已经过了期限", "北关区", lambda t: any(day < t.plan.date for day in days(t))),
        ("中原区长期坚持的任务都列出来", "中原区", lambda t: of_kind(t, "ongoing")),
        ("中原区按上级要求办的任务有哪些", "中原区", lambda t: of_kind(t, "as_directed")),
        ("平原示范区哪些任务是几家一起牵头的", "平原示范区", lambda t: len(t.lead) > 1),
        ("北关区只有一个责任单位的任务有几项", "北关区", lambda t: len(t.lead) == 1 and not t.support),
    ],
)
def test_a_list_by_a_condition_is_complete(
    qa: PlanQA, question: str, region: str, meant: Callable[[Task], bool]
) -> None:
    expected = {task.id for task in qa.library.tasks if task.plan.region == region and meant(task)}
    answer = check(qa, qa.ask(question))
    assert answer.found
    assert {task.id for task in answer.tasks} == expected


def test_a_period_in_which_nothing_is_due_is_said_so(qa: PlanQA) -> None:
    answer = qa.ask("中原区2031年要完成的任务有哪些")
    assert not answer.found
    assert "2031年到期的任务" in answer.text


def test_a_condition_that_no_task_meets_is_said_so(qa: PlanQA) -> None:
    answer = qa.ask("郑州哪些任务是几家一起牵头的")
    assert not answer.found
    assert "由几家一起牵头的任务" in answer.text


def test_a_list_in_the_order_of_its_days(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区生态环境分局牵头的任务按时限排一下"))
    first = [min(days(task), default=date.max) for task in answer.tasks]
    assert first == sorted(first)
    assert first[0] < date.max
