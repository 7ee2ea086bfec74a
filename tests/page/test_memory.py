"""Talks that the browser keeps: the record, and what becomes of it after a reload."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from browsing import QUESTION, ask, settle
from fake_qa import FakeQA, document
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from page.conversation import Conversation, Turn, inherited
from page.memory import CHANGED, from_record, to_record


@pytest.fixture
def small() -> FakeQA:
    return FakeQA(document("甲.txt", "甲县方案", ["危险废物由环保局牵头。", "", "秸秆由农业局牵头。"]))


def talk(assistant: FakeQA, *questions: str) -> Conversation:
    state = Conversation(plans=("甲.txt#1",))
    for question in questions:
        answer = assistant.ask(question, inherited(assistant, state))
        state = state.asked(question).settled(answer=answer)
    return state


def test_a_record_holds_what_was_said_and_finds_its_sources_again(small: FakeQA) -> None:
    said = talk(small, "危险废物由谁牵头", "秸秆由谁牵头").changed(0, verdict="good")
    again = from_record(to_record(said), small.library)
    assert [turn.question for turn in again.turns] == ["危险废物由谁牵头", "秸秆由谁牵头"]
    assert [turn.answer.text for turn in again.turns] == [turn.answer.text for turn in said.turns]
    assert [turn.answer.citations for turn in again.turns] == [turn.answer.citations for turn in said.turns]
    assert (again.turns[0].verdict, again.plans, again.key) == ("good", said.plans, said.key)
    assert again.opened == (1, 1)
    assert all(turn.recalled for turn in again.turns)


def test_a_follow_up_after_a_reload_inherits_as_before(small: FakeQA) -> None:
    said = talk(small, "危险废物由谁牵头", "那时限呢？")
    assert inherited(small, from_record(to_record(said), small.library)) == inherited(small, said)


def test_what_was_stopped_or_failed_is_not_kept(small: FakeQA) -> None:
    said = talk(small, "危险废物由谁牵头").asked("秸秆由谁牵头")
    assert len(json.loads(to_record(said))["turns"]) == 1
    assert len(json.loads(to_record(said.settled(error="出错")))["turns"]) == 1


@pytest.mark.parametrize("lines", [["危险废物由水利局牵头。", "", "秸秆由农业局牵头。"], ["秸秆由农业局牵头。"]])
def test_a_source_that_changed_is_not_passed_off_as_the_old_one(small: FakeQA, lines: list[str]) -> None:
    said = talk(small, "危险废物由谁牵头")
    again = from_record(to_record(said), FakeQA(document("甲.txt", "甲县方案", lines)).library)
    answer = again.turns[0].answer
    assert answer.text.endswith(CHANGED)
    assert "[1]" not in answer.text
    assert answer.citations == ()


def spoilt(**changes: object) -> str:
    whole = {"version": 1, "key": "k", "plans": [], "turns": []}
    return json.dumps(whole | changes, ensure_ascii=False)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "null",
        "[]",
        "{",
        spoilt(version=2),
        spoilt(turns=[{}]),
        spoilt(turns=[None]),
        spoilt(plans=None),
        "[" * 100_000,
    ],
)
def test_what_is_no_record_is_no_conversation(small: FakeQA, record: str) -> None:
    assert from_record(record, small.library) == Conversation()


@given(st.text(max_size=40))
def test_any_text_is_read_without_failing(record: str) -> None:
    assert from_record(record, FakeQA(document("甲.txt", "甲县方案", ["无"])).library) == Conversation()


def test_the_turns_of_a_talk_stay_in_order() -> None:
    state = Conversation((Turn("一"), Turn("二"), Turn("三")), (2, 1))
    assert [turn.question for turn in state.before(1).turns] == ["一"]
    assert state.before(1).opened is None
    assert state.before(3) == state


def test_a_talk_of_three_turns_survives_a_reload_with_its_sources(new_page: Callable[..., Page]) -> None:
    page = new_page()
    ask(page)
    ask(page, "秸秆焚烧由谁牵头？")
    ask(page, "那配合单位是谁？")
    before = page.locator("#talk .answer").all_inner_texts()
    page.reload()
    settle(page, 3)
    assert page.locator("#talk .answer").all_inner_texts() == before
    page.locator("#talk .turn").nth(0).locator(".mark[data-mark='2']").click()
    expect(page.locator("#source mark").nth(1)).to_have_text("严格危险废物管理")
    ask(page, "那完成时限呢？")
    assert "秸秆" in page.locator("#talk .answer").last.inner_text()


def test_earlier_talks_are_listed_opened_and_removed(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 1400, "height": 860})
    ask(page)
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("#talk .welcome")).to_be_visible()
    ask(page, "秸秆焚烧由谁牵头？")
    talks = page.locator("#talks li")
    expect(talks).to_have_count(2)
    expect(talks.nth(0)).to_contain_text("秸秆焚烧由谁牵头？")
    talks.nth(1).locator("[data-key]").click()
    settle(page, 1)
    expect(page.locator("#talk .question")).to_contain_text(QUESTION)
    page.get_by_role("button", name=f"删除对话：{QUESTION}").click()
    expect(talks).to_have_count(1)
    expect(page.locator("#talk .welcome")).to_be_visible()


def test_two_tabs_of_one_browser_keep_their_talks_apart(new_page: Callable[..., Page], watched) -> None:
    first = new_page(viewport={"width": 1400, "height": 860})
    second = first.context.new_page()
    second.goto(watched.address)
    second.wait_for_selector("#scope summary")
    ask(first, "危险废物由谁牵头？")
    ask(second, "秸秆焚烧由谁牵头？")
    expect(first.locator("#talks li")).to_have_count(2)
    first.reload()
    settle(first, 1)
    expect(first.locator("#talk .question")).to_contain_text("危险废物由谁牵头？")


def test_undoing_the_only_turn_leaves_no_talk(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 1400, "height": 860})
    ask(page)
    expect(page.locator("#talks li")).to_have_count(1)
    page.get_by_role("button", name="撤回").click()
    expect(page.locator("#talks li")).to_have_count(0)
    page.reload()
    page.wait_for_selector("#scope summary")
    expect(page.locator("#talk .welcome")).to_be_visible()
