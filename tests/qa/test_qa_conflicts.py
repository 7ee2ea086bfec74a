"""Contradictions: each kind raises an alarm, agreement in other words raises none; the exact list of the bundled plans."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checking import check
from made import AIR, SOIL, WATER, plan, row, task

from corpus.types import Task
from qa import PlanQA
from qa.conflicts import find_conflicts

DUTY = "动态更新危险废物重点单位清单和整治台账并向社会公开"


def said(line: int, lead: str = "生态环境分局", support: str = "", limit: str = "", text: str = DUTY) -> Task:
    """The duty in the body, its note in brackets as bodies write it."""
    made = task(line, text, lead, support, limit)
    return replace(made, text=f"（二）{limit}{text}。（{lead}牵头，{support}参与）")


def listed(line: int, lead: str = "生态环境分局", support: str = "", limit: str = "", text: str = DUTY) -> Task:
    """The duty in the annex's table."""
    return row(line, text, lead, support, limit)


def kinds(*tasks: Task) -> list[str]:
    return [conflict.kind for conflict in find_conflicts(tasks)]


AGREEING = {
    "word for word": (said(1, support="区财政局", limit="11月底前"), listed(2, support="区财政局", limit="11月底前")),
    "other spellings of a body": (said(1, "区发展改革委"), listed(2, "发改委")),
    "level left out": (said(1, support="区农业农村局、区财政局"), listed(2, support="区农业农村局、财政局")),
    "order of bodies": (said(1, "区财政局、区农业农村局"), listed(2, "区农业农村局、区财政局")),
    "date in other words": (said(1, limit="年底前"), listed(2, limit="2021年12月31日前")),
    "no date in the body": (said(1), listed(2, limit="11月底前")),
    "no date in the annex": (said(1, limit="11月底前"), listed(2)),
    "an ongoing duty and a date": (said(1, limit="11月底前"), listed(2, limit="长期")),
    "no lead in the annex": (said(1), listed(2, "")),
    "no support in the body": (said(1), listed(2, support="区财政局")),
    "one of several dates": (said(1, limit="6月底前"), listed(2, limit="6月底前、11月底前")),
    "other tasks": (said(1), listed(2, "区财政局", text="组织耕地质量保护与提升行动培训并印发技术手册")),
    "two rows of one annex": (listed(1), listed(2, "区财政局")),
    "two paragraphs of the body": (said(1), said(2, "区财政局")),
    "the same figure": (said(1, text=f"{DUTY}，合格率均达到92%以上"), listed(2, text=f"{DUTY}，合格率不低于92％")),
    "a figure in one only": (said(1, text=f"{DUTY}，合格率均达到92%以上"), listed(2)),
    "stages of a figure": (
        said(1, text=f"{DUTY}，2021年合格率达到90%，2022年合格率达到92%"),
        listed(2, text=f"{DUTY}，合格率达到92%"),
    ),
    "two rows of other places": (
        listed(1, text=f"{DUTY}，在柏庄镇新建公厕3座"),
        listed(2, text=f"{DUTY}，在彰东街道新建公厕4座"),
    ),
    "two rows under other groups": (
        replace(listed(1, text=f"{DUTY}，新建公厕3座"), group="柏庄镇"),
        replace(listed(2, text=f"{DUTY}，新建公厕4座"), group="彰东街道"),
    ),
    "scope of one only": (said(1), listed(2, text=DUTY.replace("重点单位", "规模以上重点单位"))),
    "too short to tell": (said(1, text="加强监管"), listed(2, "区财政局", text="加强监管")),
}
DIFFERING = {
    "lead": (said(1), listed(2, "区财政局")),
    "lead, one more": (said(1), listed(2, "生态环境分局、区财政局")),
    "lead, police office and police": (said(1, "公安局"), listed(2, "公安分局")),
    "deadline": (said(1, limit="10月底前"), listed(2, limit="11月底前")),
    "deadline, year": (said(1, limit="2021年底前"), listed(2, limit="2022年底前")),
    "support": (said(1, support="区财政局、区农业农村局"), listed(2, support="区财政局")),
    "number": (said(1, text=f"{DUTY}，合格率均达到92%以上"), listed(2, text=f"{DUTY}，合格率达到90%")),
    "number, times": (said(1, text=f"{DUTY}，每年开展检查3次"), listed(2, text=f"{DUTY}，每年开展检查四次")),
    "number, two rows": (listed(1, text=f"{DUTY}，新建公厕3座"), listed(2, text=f"{DUTY}，新建公厕4座")),
    "scope": (
        said(1, text=f"{DUTY}，检查规模以上养殖场"),
        listed(2, text=f"{DUTY}，检查规模以下养殖场"),
    ),
}


@pytest.mark.parametrize("pair", AGREEING.values(), ids=AGREEING)
def test_agreement_raises_no_alarm(pair: tuple[Task, Task]) -> None:
    assert kinds(*pair) == []


@pytest.mark.parametrize(("name", "pair"), DIFFERING.items(), ids=DIFFERING)
def test_each_difference_raises_one_alarm_with_both_values(name: str, pair: tuple[Task, Task]) -> None:
    (conflict,) = find_conflicts(pair)
    assert conflict.kind == name.split(",")[0]
    assert (conflict.first, conflict.second) == pair
    values = [getattr(one, conflict.kind, None) for one in pair]
    if conflict.kind in ("number", "scope"):
        for value, one in zip((*conflict.first_value, *conflict.second_value), pair, strict=True):
            assert value in one.text
    elif conflict.kind != "deadline":
        assert [conflict.first_value, conflict.second_value] == values
    else:
        texts = [one.deadlines[0].text for one in pair]
        assert [v.split("（")[0] for (v,) in (conflict.first_value, conflict.second_value)] == texts


def test_lead_and_deadline_may_both_differ() -> None:
    assert kinds(said(1, limit="10月底前"), listed(2, "区财政局", limit="11月底前")) == ["lead", "deadline"]


def test_two_plans_of_one_place_year_and_subject_are_compared() -> None:
    second = plan("东河区2021年土壤污染防治补充实施方案", "东河区", line=501)
    assert kinds(said(1), replace(said(502, "区财政局"), plan=second)) == ["lead"]


@pytest.mark.parametrize(
    "other",
    [
        plan("东河区2022年土壤污染防治攻坚战实施方案", "东河区", 2022, 501),
        plan("西河区2021年土壤污染防治攻坚战实施方案", "西河区", 2021, 501),
        plan("东河区2021年水污染防治攻坚战实施方案", "东河区", 2021, 501),
    ],
    ids=["year", "place", "subject"],
)
def test_plans_of_other_places_years_and_subjects_may_differ(other: object) -> None:
    assert kinds(said(1), replace(said(502, "区财政局"), plan=other)) == []


def test_plans_of_one_place_and_year_on_other_subjects_may_differ() -> None:
    assert kinds(replace(said(1), plan=AIR), replace(said(2, "区财政局"), plan=WATER)) == []


def test_a_paragraph_of_many_dates_is_compared_where_it_tells_of_the_row() -> None:
    text = f"（二）6月底前，完成全区农膜回收站点建设。11月底前{DUTY}。年底前，开展畜禽粪污资源化利用评估。（生态环境分局牵头）"
    body = replace(said(1, limit="6月底前、11月底前、年底前"), text=text)
    assert kinds(body, listed(2, limit="11月底前")) == []
    assert kinds(body, listed(2, limit="10月底前")) == ["deadline"]


def test_a_row_is_compared_with_the_paragraph_that_states_it_best() -> None:
    other = said(1, "区财政局", text="动态更新农膜回收重点单位清单和整治台账并向社会公开")
    assert kinds(other, said(2), listed(3)) == []


def test_nothing_and_one_record_contradict_nothing() -> None:
    assert find_conflicts(()) == ()
    assert find_conflicts((said(1),)) == ()


def test_a_plan_without_conflicts_of_its_own_stays_silent_beside_others() -> None:
    tasks = [said(1), listed(2), replace(said(3), plan=AIR), replace(listed(4, "区财政局"), plan=AIR)]
    assert [c.first.plan for c in find_conflicts(tasks)] == [AIR]
    assert SOIL != AIR


BUNDLED = [
    ("deadline", "19-19", "129-135", ("2021年年底前（2021-12-31）",), ("2021年11月底前（2021-11-30）",)),
    ("lead", "23-23", "161-167", ("区应急管理局",), ("生态环境分局",)),
    ("deadline", "33-33", "233-239", ("10月底前（2021-10-31）",), ("11月底前（2021-11-30）",)),
    ("lead", "37-37", "265-271", ("区自然资源局",), ("区自然资源局", "规划中心")),
    ("support", "41-41", "326-331", ("区自然资源局", "规划中心", "生态环境分局"), ("区自然资源局", "生态环境分局")),
    ("deadline", "51-51", "416-422", ("2021年4月30日前（2021-04-30）",), ("5月底前（2021-05-31）",)),
    ("deadline", "51-51", "424-430", ("2021年8月底前（2021-08-31）",), ("10月底前（2021-10-31）",)),
]


def test_the_contradictions_of_the_bundled_plans_are_these_and_no_others(qa: PlanQA) -> None:
    found = [
        (c.kind, c.first.id.split(":")[1], c.second.id.split(":")[1], c.first_value, c.second_value)
        for c in qa.conflicts
    ]
    assert found == BUNDLED
    assert {task.plan.region for c in qa.conflicts for task in (c.first, c.second)} == {"北关区"}


def test_all_contradictions_are_told_with_both_values_and_marks(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区方案前后有哪些矛盾"))
    assert answer.intent == "conflict"
    lines = answer.text.splitlines()
    assert len(lines) == 1 + len(BUNDLED)
    for (_, _, _, first, second), line in zip(BUNDLED, lines[1:], strict=True):
        assert f"正文写“{'、'.join(first)}”[" in line
        assert f"附件2写“{'、'.join(second)}”[" in line


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("北关区牵头单位前后不一致的有哪些", "lead"),
        ("北关区时限对不上的任务有哪些", "deadline"),
        ("附件2和正文的时间有哪些不同", "deadline"),
        ("正文里的牵头部门跟任务表里的不是同一个，有几处？", "lead"),
        ("北关区方案的附件有没有把牵头单位写错", "lead"),
        ("哪些任务的完成时间前面和后面写的不同", "deadline"),
        ("附件和正文的配合单位有没有区别", "support"),
        ("哪些任务在两处写的期限不相同", "deadline"),
        ("有没有同一件事两个时间的", "deadline"),
        ("有哪些任务附件写的时间比正文晚", "deadline"),
    ],
)
def test_contradictions_of_one_kind(qa: PlanQA, question: str, kind: str) -> None:
    answer = check(qa, qa.ask(question))
    expected = {place for row in BUNDLED if row[0] == kind for place in row[1:3]}
    assert {task.id.split(":")[1] for task in answer.tasks} == expected


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("北关区土壤污染隐患排查什么时候完成？", ("10月底前（2021-10-31）", "11月底前（2021-11-30）")),
        ("北关区重金属企业排查整治清单什么时候更新", ("2021年年底前（2021-12-31）", "2021年11月底前（2021-11-30）")),
        ("北关区监督重点行业企业履行防治土壤污染法定义务由谁牵头", ("区应急管理局", "生态环境分局")),
    ],
)
def test_an_answer_notes_the_contradiction_that_it_touches(qa: PlanQA, question: str, values: tuple[str, str]) -> None:
    answer = check(qa, qa.ask(question))
    (note,) = (line for line in answer.text.splitlines() if line.startswith("注意：") and values[0] in line)
    assert f"正文写“{values[0]}”[" in note
    assert f"附件2写“{values[1]}”[" in note


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("郑州市报年度方案，有的说4月11日有的说4月18日，以哪个为准", ("2019-04-11", "2019-04-18")),
        ("郑州市非正规垃圾堆放点有说11月15日的有说11月底的，哪个对", ("2019-11-15", "2019-11-30")),
    ],
)
def test_two_days_held_against_each_other_are_told_apart(qa: PlanQA, question: str, days: tuple[str, str]) -> None:
    answer = check(qa, qa.ask(question))
    assert answer.intent == "conflict"
    for day in days:
        (line, *_) = (line for line in answer.text.splitlines() if line.startswith("- ") and day in line)
        assert "[" in line


def test_a_task_stated_twice_alike_is_told_with_both_places(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区危险废物管理的牵头单位正文和附件写得一样吗"))
    assert answer.intent == "conflict"
    assert {(task.part, task.lead) for task in answer.tasks} == {
        ("正文", ("生态环境分局",)),
        ("附件2", ("生态环境分局",)),
    }
    assert "没有发现矛盾" in answer.text


def test_where_a_plan_differs_from_itself_is_no_comparison_of_plans(qa: PlanQA) -> None:
    assert qa.ask("任务分工表和方案正文哪里写得不一样").intent == "conflict"
    assert qa.ask("北关区和中原区的危险废物管理牵头单位有什么不同").intent != "conflict"


def test_an_answer_that_touches_no_contradiction_has_no_note(qa: PlanQA) -> None:
    assert "注意" not in qa.ask("中原区公益诉讼由谁牵头").text
