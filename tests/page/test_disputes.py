"""The tab 矛盾核对: both sides, what differs marked, each side's source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_qa import FakeQA
from playwright.sync_api import Page, expect

from page.disputes_view import disputes, form
from qa.board import Boards
from qa.conflicts import KINDS, Conflict


def test_only_what_differs_is_marked(assistant: FakeQA) -> None:
    boards = Boards(assistant.library, assistant.conflicts)
    leads = [each for each in assistant.conflicts if set(each.first_value) & set(each.second_value)]
    html = disputes(leads[:1], boards)
    same = set(leads[0].first_value) & set(leads[0].second_value)
    other = set(leads[0].first_value) ^ set(leads[0].second_value)
    assert all(f"<li>{name}</li>" in html for name in same)
    assert all(f"<li><mark>{name}</mark></li>" in html for name in other)


@pytest.mark.parametrize("kind", ["number", "scope"])
def test_values_of_every_kind_are_marked_where_they_stand(assistant: FakeQA, kind: str) -> None:
    one, other = (
        replace(task, text="合格率\n达到92%以上") for task in (each.first for each in assistant.conflicts[:2])
    )
    found = Conflict(kind, one, other, ("合格率达到92%以上",), ("合格率达到90%",), one.title)
    html = disputes([found], Boards(assistant.library, [found]))
    assert f"{KINDS[kind]}不一致" in html
    assert "<li><mark>合格率达到92%以上</mark></li>" in html
    assert "<p><mark>合格率达到92%以上</mark></p>" in html
    assert f'<option value="{kind}">{KINDS[kind]}</option>' in form([one.plan], [found])


def test_contradictions_stand_side_by_side_and_open_their_sources(page: Page, assistant: FakeQA) -> None:
    page.get_by_role("tab", name="矛盾核对").click()
    cards = page.locator("#disputes ol > li")
    expect(cards).to_have_count(len(assistant.conflicts))
    one, other = cards.first.locator("section").all()
    assert one.bounding_box()["y"] == other.bounding_box()["y"]
    other.locator(".open").click()
    task = assistant.conflicts[0].second
    expect(page.locator("#viewer h3")).to_be_focused()
    marked = page.locator("#viewer .lines mark").evaluate_all("marks => marks.map(mark => mark.textContent)")
    assert "\n".join(marked) == task.text
    page.keyboard.press("Escape")
    page.select_option("#disputes-form [name=kind]", "deadline")
    expect(cards).to_have_count(sum(each.kind == "deadline" for each in assistant.conflicts))
