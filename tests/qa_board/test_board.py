"""The duties of a body and what is said of them, counted by hand and against the records themselves."""

from __future__ import annotations

from datetime import date

import pytest
from small_ledger import ONGOING, SmallLedger, by, plan, task

from corpus import read_document
from qa.board import Boards, Body, by_deadline, due
from qa.briefing import briefing
from qa.settings import PROJECT


def titles(tasks: tuple) -> list[str]:
    return [each.title for each in tasks]


def test_spellings_of_one_body_are_joined_and_other_places_stay_apart(boards: Boards) -> None:
    first = boards.bodies("甲县")[0]
    assert first.names == ("县生态环境局", "县环保局", "生态环境局")
    assert (first.led, first.supported, first.implemented, first.defaults) == (2, 1, 0, 0)
    assert [body.led for body in boards.bodies("乙县")] == [1]
    assert boards.regions == ("甲县", "乙县")
    assert boards.bodies("丙县") == ()


@pytest.mark.parametrize("said", ["县环保局", "环保局", "环境保护局", "县生态环境局", "生态环境部门", " 环保局 "])
def test_a_body_is_found_by_its_everyday_names(boards: Boards, said: str) -> None:
    assert [body.name for body in boards.find("甲县", said)] == ["县生态环境局"]


@pytest.mark.parametrize(
    ("region", "name", "full"),
    [
        ("甲县", "县财政局", "甲县财政局"),
        ("北关区", "财政局", "北关区财政局"),
        ("", "财政局", "财政局"),
        ("甲县", "甲县财政局", "甲县财政局"),
    ],
)
def test_a_bodys_full_name_says_its_place_once(region: str, name: str, full: str) -> None:
    assert Body(region, "财政局", (name,), (), 0, 0, 0, 0).full_name == full


@pytest.mark.parametrize("said", ["", "海关", "县教育局"])
def test_what_no_body_is_called_finds_none(boards: Boards, said: str) -> None:
    assert boards.find("甲县", said) == ()


def test_a_board_sorts_duties_by_role_and_deadline(boards: Boards) -> None:
    board = boards.board(boards.find("甲县", "环保局")[0])
    assert titles(board.lead) == ["建台账", "查危废"]
    assert titles(board.support) == ["禁秸秆"]
    assert titles(board.own) == ["禁秸秆", "建台账", "查危废"]
    assert len(board.conflicts) == 1
    assert [each.title for each in board.plans] == ["甲县方案"]


def test_what_is_carried_out_by_a_rule_only_stands_apart(boards: Boards) -> None:
    board = boards.board(boards.find("甲县", "各乡镇")[0])
    assert titles(board.implement) == ["建台账"]
    assert titles(board.default) == ["报总结"]
    assert titles(board.own) == ["建台账"]
    assert board.conflicts == ()


def test_deadlines_come_first_and_the_undated_last() -> None:
    here = plan("甲县")
    late, soon = task(here, 1, "晚", (by(date(2021, 12, 31)),)), task(here, 2, "早", (by(date(2021, 3, 31)), ONGOING))
    ongoing, never = task(here, 3, "长期", (ONGOING,)), task(here, 4, "未写明")
    assert titles(by_deadline([never, ongoing, late, soon])) == ["早", "晚", "长期", "未写明"]
    assert due(soon) == date(2021, 3, 31)
    assert due(ongoing) is None


def test_the_body_in_words(boards: Boards) -> None:
    said = [(each.heading, each.text) for each in briefing(boards, boards.board(boards.find("甲县", "环保局")[0]))]
    assert said == [
        ("总体", "甲县生态环境局在1个方案中共有3项任务点名要求：牵头2项、配合1项。"),
        ("名称", "各方案里还写作“县环保局”、“生态环境局”，已合并计算。"),
        ("时限", "有截止日期的2项，最早2021-06-30，最晚2021-11-30；长期或持续推进的1项。"),
        ("牵头领域", "《甲县方案》：“（1）”1项、“（2）”1项。"),
        ("协作", "牵头任务时，最常配合的是县财政局（1项）、公安局（1项）。"),
        ("协作", "配合任务时，最常由县农业农村局（1项）牵头。"),
        ("先看这几项", "建台账（牵头，11月底前（2021-11-30））"),
        ("先看这几项", "禁秸秆（配合，6月底前（2021-06-30））"),
        ("须核实", "查危废：牵头单位不一致，正文写“县生态环境局”，正文写“县农业农村局”。"),
    ]


def test_a_body_that_only_a_rule_names_is_said_to_have_no_own_duty(ledger: SmallLedger) -> None:
    alone = SmallLedger(ledger.plans, (ledger.tasks[3],))
    boards = Boards(alone, ())
    first = briefing(boards, boards.board(boards.find("甲县", "各乡镇")[0]))[0]
    assert first.text == "甲县各乡镇在1个方案中没有点名要求的任务；另有1项按方案统一要求由其落实。"


def test_every_duty_of_a_real_plan_stands_on_a_board() -> None:
    name = "beiguan-2021-soil-plan.txt"
    reading = read_document(name, (PROJECT / "corpus" / "documents" / name).read_bytes())
    boards = Boards(SmallLedger(reading.plans, reading.tasks), ())
    led = {task.id for body in boards.bodies("北关区") for task in boards.board(body).lead}
    assert led == {task.id for task in reading.tasks if task.lead}
    finance = boards.board(boards.find("北关区", "财政局")[0])
    named = [task for task in reading.tasks if {"财政局", "区财政局"} & set(task.lead)]
    assert {task.id for task in finance.lead} == {task.id for task in named}
