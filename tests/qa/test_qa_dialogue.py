"""Follow-ups: each inherits what it does not restate; the answer says what was inherited."""

from __future__ import annotations

from datetime import date

import pytest
from checking import check, facts_on, ids_of

from qa import Answer, Dialogue, PlanQA


def talk(qa: PlanQA, *turns: str) -> Answer:
    dialogue, answer = Dialogue(), None
    for turn in turns:
        answer = check(qa, qa.ask(turn, dialogue))
        dialogue = answer.dialogue
    assert answer is not None
    return answer


HAZARD = "北关区危险废物管理由谁牵头？"
TALKS = [
    (
        [HAZARD, "那配合单位呢？"],
        "北 20-20",
        "配合",
        "区发展改革委、公安局、交通运输局、城市管理局、卫生健康委、住房和城乡建设局",
    ),
    ([HAZARD, "什么时候完成？"], "北 137-142", "时限", "2021年11月底前（2021-11-30）"),
    ([HAZARD, "新城区呢？"], "新 121-130", "牵头", "生态环境新城分局"),
    ([HAZARD, "中原区呢？", "什么时候完成？"], "中 187-194", "时限", "2020年底（2020-12-31）"),
    (
        [HAZARD, "那郑州市呢？", "配合单位呢？"],
        "郑 176-180",
        "配合",
        "市卫生健康委员会、市公安局、市交通运输局、各开发区管委会、县(市)区人民政府",
    ),
    (
        ["中原区公益诉讼由谁牵头？", "参与的有谁？"],
        "中 563-570",
        "配合",
        "区人民法院、司法局、国土局、城建局、城管局、环保局、农委",
    ),
    (["郑州市尾矿库治理由谁牵头？", "什么时候完成？"], "郑 208-214", "时限", "2019年底前（2019-12-31）"),
    (["新城区垃圾围堰归谁管？", "还有谁参与？", "最晚什么时候"], "新 156-167", "时限", "2019年12月（2019-12-31）"),
    (["中原区粉煤灰堆存场所排查谁牵头？", "第58项呢"], "中 563-570", "牵头", "区检察院"),
    (["平原示范区黑臭水体整治谁牵头？", "河长制呢？"], "平 309-309", "牵头", "区社会事务局"),
]


@pytest.mark.parametrize(("turns", "task", "role", "value"), TALKS, ids=["／".join(row[0]) for row in TALKS])
def test_a_follow_up_is_about_what_was_talked_of(
    qa: PlanQA, turns: list[str], task: str, role: str, value: str
) -> None:
    answer = talk(qa, *turns)
    assert task in ids_of(answer)
    assert facts_on(answer, task)[role] == value
    assert answer.text.startswith("（按上文：")


def test_a_follow_up_on_a_body_keeps_the_plan(qa: PlanQA) -> None:
    led = talk(qa, "新城区城管局牵头哪些任务？")
    supported = talk(qa, "新城区城管局牵头哪些任务？", "配合的呢？")
    assert {task.plan.region for task in supported.tasks} == {"新城区"}
    assert not {task.id for task in led.tasks} & {task.id for task in supported.tasks}
    assert all(any("城管局" in name for name in task.support) for task in supported.tasks)


def test_a_follow_up_with_another_place_keeps_the_body(qa: PlanQA) -> None:
    answer = talk(qa, "中原区农委牵头哪些任务？", "北关区呢？")
    assert {task.plan.region for task in answer.tasks} == {"北关区"}
    assert all(any("农业农村局" in name for name in task.lead) for task in answer.tasks)


@pytest.mark.parametrize(
    ("turns", "body", "role"),
    [
        ((HAZARD, "公安局参不参与？"), "公安局", "配合（参与）单位"),
        ((HAZARD, "生态环境分局在不在里面"), "生态环境分局", "牵头单位"),
        ((HAZARD, "公安局也要参与吗", "那交通运输局呢"), "交通运输局", "配合（参与）单位"),
    ],
)
def test_whether_a_body_takes_part_is_asked_of_the_task_at_hand(
    qa: PlanQA, turns: tuple[str, ...], body: str, role: str
) -> None:
    answer = talk(qa, *turns)
    assert {task.id for task in answer.tasks} == {task.id for task in talk(qa, HAZARD).tasks}
    assert f"{body}是{role}" in answer.text


def test_thanks_are_no_question_and_end_no_talk(qa: PlanQA) -> None:
    thanked = talk(qa, HAZARD, "好的，谢谢")
    assert (thanked.found, thanked.tasks) == (False, ())
    assert talk(qa, HAZARD, "好的，谢谢", "那配合单位呢？").text == talk(qa, HAZARD, "那配合单位呢？").text


def test_a_body_that_takes_no_part_is_said_to_take_none(qa: PlanQA) -> None:
    assert "教育局不在其中" in talk(qa, HAZARD, "公安局也要参与吗", "那教育局呢").text


def test_a_topic_that_only_its_own_words_find_does_not_drag_the_old_one_along(qa: PlanQA) -> None:
    answer = talk(qa, "郑州市各县区的实施方案几号前报", "那领导小组成员单位的部门方案呢")
    assert "4月18日" in answer.text


@pytest.mark.parametrize(
    "turns", [("北关区农膜回收谁牵头", "洛阳市呢"), ("平原示范区黑臭水体整治谁牵头？", "那郑州市呢？")]
)
def test_a_follow_up_may_be_refused(qa: PlanQA, turns: tuple[str, ...]) -> None:
    assert not talk(qa, *turns).found


def test_a_whole_question_inherits_nothing(qa: PlanQA) -> None:
    alone = talk(qa, "中原区公益诉讼由谁牵头？")
    after = talk(qa, HAZARD, "中原区公益诉讼由谁牵头？")
    assert (after.text, after.tasks) == (alone.text, alone.tasks)


def test_the_first_turn_inherits_nothing(qa: PlanQA) -> None:
    assert qa.ask(HAZARD).text == qa.ask(HAZARD, Dialogue()).text
    assert not qa.ask(HAZARD).text.startswith("（按上文")


def test_a_whole_question_takes_nothing_from_the_one_before(qa: PlanQA) -> None:
    first = qa.ask("北关区财政局牵头哪些任务")
    alone = qa.ask("中原区2020年底要完成的任务有哪些")
    after = qa.ask("中原区2020年底要完成的任务有哪些", first.dialogue)
    assert after.text == alone.text
    assert len(after.tasks) > 0


def test_a_list_of_a_body_is_narrowed_turn_by_turn(qa: PlanQA) -> None:
    led = qa.ask("中原区农委牵头哪些任务")
    lasting = qa.ask("其中长期的有哪些", led.dialogue)
    due = qa.ask("那2020年底前的呢", lasting.dialogue)
    of_body = {task.id for task in led.tasks}
    assert {task.id for task in lasting.tasks} < of_body
    assert due.tasks
    assert all(any(limit.date == date(2020, 12, 31) for limit in task.deadlines) for task in due.tasks)
