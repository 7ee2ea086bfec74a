"""A body's duties, lists by date, counts: complete, each task once, in the right role.

What an answer lists is checked against the ledger, picked here by ``BodyNames`` and by the dates themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from checking import check, ids_of, line_on

from corpus.bodies import BodyNames
from corpus.types import Task
from qa import PlanQA

ROLES = ("lead", "support", "implement")


def of_body(qa: PlanQA, plan: str, unit: str, *roles: str) -> set[str]:
    """The ids of the tasks of ``plan`` in which ``unit``, as the plan writes it, has one of ``roles``."""

    def held(task: Task) -> bool:
        names = BodyNames(task.plan.region)
        return any(names.same(unit, name) for role in roles or ROLES for name in getattr(task, role))

    return {task.id for task in qa.tasks(plan) if held(task)}


DUTIES = [
    ("北关区应急管理局有什么任务", "北关区", "区应急管理局", ROLES),
    ("北关区公安局有哪些任务", "北关区", "公安局", ROLES),
    ("北关区规划中心牵头的任务有哪些", "北关区", "规划中心", ("lead",)),
    ("北关区科技局都要干些什么", "北关区", "区科技局", ROLES),
    ("中原区农委牵头哪些任务", "中原区", "区农委", ("lead",)),
    ("中原区检察院有哪些任务", "中原区", "区检察院", ROLES),
    ("中原区教育局有什么任务", "中原区", "区教育局", ROLES),
    ("中原区卫计委参与哪些任务", "中原区", "卫计委", ("support",)),
    ("中原区环保局牵头多少项任务", "中原区", "区环保局", ("lead",)),
    ("新城区城管局牵头了哪些任务", "新城区", "区城管局", ("lead",)),
    ("新城区科技局有任务吗", "新城区", "区科技局", ROLES),
    ("新城区规划局配合哪些任务", "新城区", "规划新城分局", ("support",)),
    ("郑州市城市管理局牵头哪些任务", "郑州市", "市城市管理局", ("lead",)),
    ("郑州市统计局要干什么", "郑州市", "市统计局", ROLES),
    ("郑州市应急局牵头什么", "郑州市", "市应急管理局", ("lead",)),
    ("平原示范区商务局有哪些任务", "平原示范区", "区商务局", ROLES),
    ("平原示范区大气方案里交通局要配合哪些任务", "平原示范区2020年大气", "交通运输局", ("support",)),
    ("平原示范区水方案里社会事务局牵头哪些任务", "平原示范区2020年水", "区社会事务局", ("lead",)),
]


@pytest.mark.parametrize(("question", "plan", "unit", "roles"), DUTIES, ids=[row[0] for row in DUTIES])
def test_duties_are_complete(qa: PlanQA, question: str, plan: str, unit: str, roles: tuple[str, ...]) -> None:
    answer = check(qa, qa.ask(question))
    expected = of_body(qa, plan, unit, *roles)
    assert expected
    assert answer.found
    assert {task.id for task in answer.tasks} == expected
    total = sum(map(int, re.findall(r"（共(\d+)项[）：]", answer.text)))
    assert total == len(expected)
    assert sum(bool(re.match(r"\d+\. ", line)) for line in answer.text.splitlines()) == total


OTHERS = [
    ("新城区清单里牵头单位不是生态环境新城分局的有几项", "新城区", "生态环境新城分局"),
    ("中原区除了区环保局，还有哪些单位牵头任务", "中原区", "区环保局"),
    ("郑州市生态环境局以外的单位牵头的任务有哪些", "郑州市", "市生态环境局"),
]


@pytest.mark.parametrize(("question", "plan", "unit"), OTHERS, ids=[row[0] for row in OTHERS])
def test_a_list_may_leave_a_body_out(qa: PlanQA, question: str, plan: str, unit: str) -> None:
    answer = check(qa, qa.ask(question))
    led = {task.id for task in qa.tasks(plan) if task.lead}
    assert {task.id for task in answer.tasks} == led - of_body(qa, plan, unit, "lead")


def test_only_tasks_without_a_supporting_body(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("平原示范区大气方案里行政综合执法局一家牵头、没有配合单位的有哪些"))
    alone = {
        task.id
        for task in qa.tasks("平原示范区2020年大气")
        if len(task.lead) == 1
        and not task.support
        and task.id in of_body(qa, task.plan.title, "行政综合执法局", "lead")
    }
    assert alone
    assert {task.id for task in answer.tasks} == alone


@pytest.mark.parametrize(
    "question",
    [
        "北关区方案正文后面都没写我们镇，柏庄镇要不要落实",
        "平原示范区水方案里没写乡镇的那些条，乡镇是不是就不用管了",
        "平原示范区黑臭水体那条只有局委，街道还用管吗",
    ],
)
def test_bodies_that_no_task_names_are_told_of_the_standing_rule(qa: PlanQA, question: str) -> None:
    answer = check(qa, qa.ask(question))
    assert "均由" in answer.text
    assert "负责落实" in answer.text
    assert all(task.implement_is_default for task in answer.tasks)


@pytest.mark.parametrize(
    ("question", "plan", "field"),
    [
        ("平原示范区大气方案里哪些任务没有牵头单位", "平原示范区2020年大气", "lead"),
        ("北关区哪些任务没写时限", "北关区", "deadlines"),
        ("中原区哪些没有配合单位", "中原区", "support"),
    ],
)
def test_what_a_record_does_not_state_is_listed(qa: PlanQA, question: str, plan: str, field: str) -> None:
    answer = check(qa, qa.ask(question))
    assert {task.id for task in answer.tasks} == {task.id for task in qa.tasks(plan) if not getattr(task, field)}


def test_who_leads_most(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("新城区哪个单位牵头的任务最多"))
    assert f"1. 生态环境新城分局：{len(of_body(qa, '新城区', '生态环境新城分局', 'lead'))}项[" in answer.text


@pytest.mark.parametrize(
    ("question", "pick"), [("中原区最早到期的任务是哪些", min), ("中原区最晚到期的任务是哪些", max)]
)
def test_what_is_due_first_and_last(qa: PlanQA, question: str, pick: Callable[[Iterable[date]], date]) -> None:
    days = {
        task.id: pick(limit.date for limit in task.deadlines if limit.kind.value == "by" and limit.date)
        for task in qa.tasks("中原区")
        if any(limit.kind.value == "by" for limit in task.deadlines)
    }
    answer = check(qa, qa.ask(question))
    assert {task.id for task in answer.tasks} == {one for one, day in days.items() if day == pick(days.values())}


def test_each_of_two_topics_is_answered(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("平原示范区秸秆禁烧和烟花爆竹分别谁牵头"))
    assert [task.lead for task in answer.tasks] == [
        ("区农业农村局",),
        ("公安局平原分局", "交通运输局", "行政综合执法局"),
    ]


def test_a_count_asked_beside_duties_is_given_too(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("新城区净土清单任务总数？城管局牵头几项？"))
    assert "区城管局牵头1项" in answer.text
    assert f"共{len(qa.tasks('新城区'))}项任务" in answer.text


def test_the_tasks_below_a_heading_are_found_by_its_number(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区附件2第四部分总共几项任务"))
    rows = [task for task in qa.tasks("北关区") if task.part == "附件2"]
    below = {task.id for task in rows if any(title.startswith("四、") for title in task.section)}
    assert below
    assert {task.id for task in answer.tasks} == below


@pytest.mark.parametrize("unit", ["农业农村局", "财政局", "生态环境局"])
def test_a_body_asked_without_a_plan_is_looked_up_in_every_plan(qa: PlanQA, unit: str) -> None:
    answer = check(qa, qa.ask(f"{unit}在各个方案里牵头什么"))
    led = {task.id for task in qa.tasks(unit=unit)} & {
        task_id for plan in qa.library.plans for task_id in of_body(qa, plan.title, unit, "lead")
    }
    assert led <= {task.id for task in answer.tasks}


def test_the_ledger_of_a_body_is_the_same_by_any_of_its_names(qa: PlanQA) -> None:
    by_name = [qa.tasks("北关区", name) for name in ("发展改革委", "发改委", "区发改委", "发改局", " 发 改 委 ")]
    assert by_name[0]
    assert all(tasks == by_name[0] for tasks in by_name)


def test_default_implementers_are_told_in_one_line_and_all_tasks_are_given(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区柏庄镇政府有哪些任务"))
    assert {task.id for task in answer.tasks} >= {
        task.id for task in qa.tasks("北关区") if task.implement_is_default and "柏庄镇政府" in task.implement
    }
    assert "各（涉农）办事处、柏庄镇政府负责落实" in answer.text
    assert "以下均需各（涉农）办事处、柏庄镇政府落实" in answer.text


def due_on(qa: PlanQA, plan: str, day: str) -> set[str]:
    last = date.fromisoformat(day)
    return {t.id for t in qa.tasks(plan) if any(d.kind.value == "by" and d.date == last for d in t.deadlines)}


DUE = [
    ("北关区2021年10月底前要完成的任务有哪些", "北关区", "2021-10-31"),
    ("北关区6月底前要完成哪些任务", "北关区", "2021-06-30"),
    ("郑州市2019年11月底前要完成的任务有哪些", "郑州市", "2019-11-30"),
    ("郑州市2019年底前完成的任务列一下", "郑州市", "2019-12-31"),
    ("平原示范区2020年6月底前完成的任务有哪些", "平原示范区", "2020-06-30"),
    ("中原区2018年底前要完成哪些任务", "中原区", "2018-12-31"),
    ("中原区到2017年底要完成哪些任务", "中原区", "2017-12-31"),
    ("新城区2019年12月底前要完成哪些任务", "新城区", "2019-12-31"),
]


@pytest.mark.parametrize(("question", "plan", "day"), DUE, ids=[row[0] for row in DUE])
def test_a_list_by_date_is_complete(qa: PlanQA, question: str, plan: str, day: str) -> None:
    answer = check(qa, qa.ask(question))
    expected = due_on(qa, plan, day)
    assert expected
    assert {task.id for task in answer.tasks} == expected
    assert f"共{len(expected)}项" in answer.text.splitlines()[0]
    assert answer.text.count(f"（{day}）") >= len(expected)


def test_a_body_and_a_date_together(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区生态环境分局10月底前要完成哪些任务"))
    both = of_body(qa, "北关区", "生态环境分局") & due_on(qa, "北关区", "2021-10-31")
    assert {task.id for task in answer.tasks} == both


COUNTS = [
    ("北关区一共有多少项任务", "北关区", ""),
    ("北关区附件2有多少项任务", "北关区", "附件2"),
    ("北关区正文有多少项任务", "北关区", "正文"),
    ("中原区分工表一共多少项任务", "中原区", ""),
    ("新城区共有几项任务", "新城区", ""),
    ("郑州市方案有几项任务", "郑州市", ""),
    ("平原示范区大气方案一共几项任务", "平原示范区2020年大气", ""),
]


@pytest.mark.parametrize(("question", "plan", "part"), COUNTS, ids=[row[0] for row in COUNTS])
def test_a_count_counts_the_ledger(qa: PlanQA, question: str, plan: str, part: str) -> None:
    answer = check(qa, qa.ask(question))
    tasks = [task for task in qa.tasks(plan) if not part or task.part == part]
    assert answer.intent == "count"
    assert f"共{len(tasks)}项任务" in answer.text
    assert [task.id for task in answer.tasks] == [task.id for task in tasks]


EVERY_PLAN = [
    (
        "危险废物管理由谁牵头，什么时候完成？",
        {"北关区": "生态环境分局", "中原区": "区环保局", "郑州市": "市生态环境局", "新城区": "生态环境新城分局"},
    ),
    (
        "农药包装和农膜的回收由谁牵头？",
        {"北关区": "区农业农村局", "中原区": "区农委", "郑州市": "市农业农村工作委员会", "平原示范区": "区农业农村局"},
    ),
    ("企业拆除活动由谁管？", {"北关区": "生态环境分局", "中原区": "区环保局", "郑州市": "市生态环境局"}),
    (
        "化肥农药减量由谁牵头？",
        {"北关区": "区农业农村局", "中原区": "区农委", "郑州市": "市农业农村工作委员会", "平原示范区": "区农业农村局"},
    ),
]


@pytest.mark.parametrize(("question", "leads"), EVERY_PLAN, ids=[row[0] for row in EVERY_PLAN])
def test_a_question_without_a_plan_is_answered_for_every_plan_that_has_it(
    qa: PlanQA, question: str, leads: dict[str, str]
) -> None:
    answer = check(qa, qa.ask(question))
    lines = answer.text.splitlines()
    for region, unit in leads.items():
        assert any(line.startswith(region) and f"牵头：{unit}" in line for line in lines), region


def test_what_only_one_plan_has_is_answered_from_that_plan(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("尾矿库由谁牵头"))
    assert {task.plan.region for task in answer.tasks} == {"郑州市"}


def test_a_task_is_found_by_its_number(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("中原区第58项是什么任务"))
    assert ids_of(answer) == {"中 563-570"}
    assert "公益诉讼" in line_on(answer, "中 563-570")


def test_which_plans_there_are(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("文库里有哪些方案"))
    assert "共7个方案" in answer.text
    assert all(f"《{plan.title}》" in answer.text for plan in qa.library.plans)


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("平原示范区有几个方案", ["平原示范区2020年大气", "平原示范区2020年水", "平原示范区2020年土壤"]),
        ("文库里2019年的方案有哪些", ["新城区净土保卫战2019年", "郑州市2019年土壤"]),
    ],
)
def test_plans_of_a_place_or_a_year(qa: PlanQA, question: str, titles: list[str]) -> None:
    answer = check(qa, qa.ask(question))
    named = re.findall(r"《([^》]+)》", answer.text)
    assert len(named) == len(titles)
    assert all(any(name.startswith(title) for name in named) for title in titles)
