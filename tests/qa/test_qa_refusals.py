"""What is not in the plans is refused in one sentence that says what was looked for and what there is."""

from __future__ import annotations

import pytest
from checking import check

from qa import PlanQA

PLACES = [
    ("洛阳市危险废物由谁牵头", "洛阳市"),
    ("开封市秸秆禁烧谁牵头", "开封市"),
    ("深圳的危险废物谁管", "深圳"),
    ("上海市垃圾分类由谁牵头", "上海市"),
    ("金水区危险废物由谁牵头", "金水区"),
    ("安阳县土壤污染防治谁牵头", "安阳县"),
]
YEARS = [
    ("北关区2018年土壤方案危险废物谁牵头", "北关区2018年", ["北关区2021年"]),
    ("郑州市2022年土壤方案谁牵头尾矿库", "郑州市2022年", ["郑州市2019年"]),
    ("平原示范区2021年水污染防治方案谁牵头黑臭水体", "平原示范区2021年", ["平原示范区2020年水"]),
    ("2023年危险废物由谁牵头", "2023年", ["北关区2021年", "郑州市2019年"]),
]
FACTS = [
    ("北关区生态环境分局的电话是多少", "联系电话"),
    ("中原区农委的联系方式", "联系电话"),
    ("新城区生态环境分局局长是谁", "具体人员"),
    ("北关区土壤污染防治的经费预算是多少万元", "具体金额"),
    ("郑州市尾矿库治理花了多少钱", "具体金额"),
    ("平原示范区清洁取暖补贴标准是多少", "具体金额"),
    ("北关区垃圾清运招标谁中标了", "企业名称"),
    ("你觉得北关区的方案合理吗", "评价或预测"),
    ("中原区的土壤详查完成情况如何", "评价或预测"),
    ("今天天气怎么样", "日常信息"),
]
TASKS = [
    ("北关区养老服务由谁牵头", "养老服务"),
    ("北关区扫黑除恶谁牵头", "扫黑除恶"),
    ("中原区学校食堂食品安全谁负责", "学校食堂"),
    ("新城区招商引资由谁牵头", "招商引资"),
    ("郑州市马拉松比赛谁负责", "马拉松"),
    ("郑州市公务员考试什么时候", "公务员考试"),
    ("平原示范区房地产调控由谁牵头", "房地产"),
    ("中原区河长制由谁牵头", "河长制"),
    ("新城区秸秆禁烧谁负责", "秸秆"),
    ("北关区尾矿库由谁牵头", "尾矿库"),
    ("帮我写一首诗", "诗"),
]


def refused(qa: PlanQA, question: str) -> str:
    answer = check(qa, qa.ask(question))
    assert not answer.found
    assert answer.intent == "unanswerable"
    assert answer.tasks == ()
    assert "没有写明" in answer.text.splitlines()[0]
    return answer.text


@pytest.mark.parametrize(("question", "place"), PLACES)
def test_another_place_is_refused_with_what_there_is(qa: PlanQA, question: str, place: str) -> None:
    text = refused(qa, question)
    assert f"“{place}”" in text
    assert all(f"《{plan.title}》" in text for plan in qa.library.plans)


@pytest.mark.parametrize(("question", "missing", "held"), YEARS)
def test_another_year_is_refused_with_the_years_there_are(
    qa: PlanQA, question: str, missing: str, held: list[str]
) -> None:
    text = refused(qa, question)
    assert f"“{missing}”" in text
    assert all(f"《{title}" in text for title in held)


@pytest.mark.parametrize(("question", "kind"), FACTS)
def test_facts_that_plans_do_not_state_are_refused_by_kind(qa: PlanQA, question: str, kind: str) -> None:
    assert kind in refused(qa, question)


@pytest.mark.parametrize(("question", "topic"), TASKS)
def test_a_task_that_does_not_exist_is_refused_by_name(qa: PlanQA, question: str, topic: str) -> None:
    assert topic in refused(qa, question)


def test_a_body_without_a_duty_is_said_to_have_none(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区教育局牵头哪些任务"))
    assert not answer.found
    assert "教育局”牵头的任务" in answer.text
