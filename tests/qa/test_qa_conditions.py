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


def test_tasks_of_a_body_that_meet_a_condition(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("中原区农委牵头的任务里，哪些是长期的"))
    expected = {t.id for t in qa.library.tasks if "区农委" in t.lead and of_kind(t, "ongoing")}
    assert {task.id for task in answer.tasks} == expected


def test_tasks_in_which_two_bodies_take_part(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区财政局和自然资源局共同参与的任务有哪些"))
    sought = ("财政局", "自然资源局")
    of_plan = [task for task in qa.library.tasks if task.plan.region == "北关区"]
    joint = {t.id for t in of_plan if all(any(n.endswith(s) for n in (*t.lead, *t.support)) for s in sought)}
    assert {task.id for task in answer.tasks} == joint


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("新城区方案里一共有多少个牵头单位", "牵头单位共"),
        ("中原区分工表里有哪些部门", "区环保局（39项）"),
    ],
)
def test_the_bodies_of_a_plan_are_counted(qa: PlanQA, question: str, words: str) -> None:
    assert words in check(qa, qa.ask(question)).text


def test_the_tasks_of_every_plan_are_counted(qa: PlanQA) -> None:
    text = check(qa, qa.ask("每个方案各有多少任务")).text
    for plan in qa.library.plans:
        count = sum(task.plan.id == plan.id for task in qa.library.tasks)
        assert f"《{plan.title}》共{count}项任务" in text
