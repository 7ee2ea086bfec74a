"""The source panel and the tab 文件 in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import QUESTION, ask
from fake_qa import FakeQA
from playwright.sync_api import Page, expect

INSIDE = """() => {
  const lines = document.querySelector('#source .lines').getBoundingClientRect();
  const drawn = (each) => each.textContent.trim() && each.getClientRects().length;
  const mark = [...document.querySelectorAll('#source mark')].find(drawn).getBoundingClientRect();
  return mark.top >= lines.top && mark.top < lines.bottom && mark.top < window.innerHeight;
}"""


BELOW = """() => {
  const edge = (name) => document.querySelector(name).getBoundingClientRect();
  return edge('#source').top >= edge('#talk').bottom;
}"""


def marked(page: Page) -> str:
    return "\n".join(page.locator("#source mark").evaluate_all("marks => marks.map(mark => mark.textContent)"))


def open_mark(page: Page, mark: int) -> None:
    page.locator(f"#talk .mark[data-mark='{mark}']").last.click()
    expect(page.locator("#source .sources [aria-current] b")).to_have_text(str(mark))


@pytest.mark.parametrize("mark", [1, 2, 3])
def test_a_mark_opens_its_passage_at_its_place(answered: Page, assistant: FakeQA, mark: int) -> None:
    open_mark(answered, mark)
    citation = assistant.ask(QUESTION).citations[mark - 1]
    assert marked(answered) == citation.to_dict()["quote"]
    assert answered.evaluate(INSIDE)
    head = answered.locator("#source .view header").inner_text()
    assert citation.passage.plan.title in head
    assert citation.passage.section[0] in head
    assert f"{citation.passage.span.last}行" in head


def test_the_last_of_two_marks_in_a_row_is_opened(answered: Page) -> None:
    with answered.expect_response("**/queue/join*"):
        answered.locator("#talk .mark[data-mark='1']").click()
    answered.locator("#talk .mark[data-mark='3']").click()
    expect(answered.locator("#source .sources [aria-current] b")).to_have_text("3")


def test_the_panel_lists_the_sources_used_and_no_other(page: Page) -> None:
    ask(page)
    assert page.locator("#source .sources b").all_inner_texts() == ["1", "2", "3"]
    ask(page, "火星基地的预算")
    assert page.locator("#talk .turn").last.locator(".mark").count() == 0


def test_a_mark_of_an_earlier_answer_opens_that_answers_source(page: Page) -> None:
    ask(page)
    ask(page, "土壤环境质量定期调查制度多久一次？")
    page.locator("#talk .turn").first.locator(".mark").nth(1).click()
    expect(page.locator("#talk .turn").first.locator(".mark[aria-current]")).to_have_text("[2]")
    expect(page.locator("#source mark").nth(1)).to_have_text("严格危险废物管理")


def test_cells_stand_apart_in_a_row(answered: Page) -> None:
    open_mark(answered, 2)
    cells = answered.locator("#source tr:has(mark) td").all_inner_texts()
    assert cells[:2] == ["3", "严格危险废物管理"]
    assert cells[4] == "生态环境分局"
    assert len(cells) == 6


def test_the_whole_document_can_be_shown(answered: Page, assistant: FakeQA) -> None:
    open_mark(answered, 1)
    answered.get_by_role("button", name="显示全文").click()
    expect(answered.get_by_role("button", name="只看前后文")).to_be_visible()
    assert "北环攻坚[2021]3号" in answered.locator("#source .lines").inner_text()
    answered.wait_for_function(INSIDE)
    assert marked(answered) == assistant.ask(QUESTION).citations[0].passage.text


def test_a_source_is_opened_and_left_by_keyboard(answered: Page) -> None:
    mark = answered.locator("#talk .mark").nth(1)
    mark.focus()
    answered.keyboard.press("Enter")
    expect(answered.locator("#source .sources [aria-current] b")).to_have_text("2")
    expect(answered.locator("#source h3")).to_be_focused()
    answered.keyboard.press("Escape")
    expect(answered.locator("#talk .mark").nth(1)).to_be_focused()


def test_what_is_clicked_has_a_name_for_screen_readers(answered: Page) -> None:
    name = "依据2：北关区2021年土壤污染防治攻坚战实施方案，第137–142行"
    expect(answered.get_by_role("link", name=name)).to_be_visible()
    expect(answered.get_by_role("log", name="对话")).to_have_attribute("aria-busy", "false")
    expect(answered.get_by_role("textbox", name="问题")).to_be_visible()
    nameless = "[...document.querySelectorAll('button, a')].filter(each => each.checkVisibility({visibilityProperty: true}) && !each.innerText)"
    assert answered.evaluate(f"{nameless}.length") == 0


def test_a_phone_shows_the_panel_below_and_never_scrolls_sideways(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    sideways = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(sideways) <= 0
    ask(page)
    assert page.evaluate(sideways) <= 0
    assert page.evaluate(BELOW)
    open_mark(page, 2)
    assert page.evaluate(sideways) <= 0
    assert page.evaluate(INSIDE)
    page.get_by_role("button", name="回到回答").click()
    expect(page.locator("#talk .mark").nth(1)).to_be_in_viewport()
    open_mark(page, 2)  # the same source again
    page.wait_for_function(INSIDE)


def test_a_phone_shows_a_row_whose_first_cells_are_merged_at_its_place(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    ask(page, "全区危险废物产生和经营单位规范化管理抽查合格率不低于90%由谁牵头？")
    open_mark(page, 1)
    assert not page.locator("#source tr:has(mark) td").first.is_visible()
    page.wait_for_function(INSIDE)
    expect(page.locator("#source tr mark", has_text="抽查合格率")).to_be_in_viewport()


def test_the_files_are_listed_and_can_be_read(page: Page) -> None:
    page.get_by_role("tab", name="文件").click()
    expect(page.locator("#shelf h2")).to_contain_text("4 份文件，4 个方案")
    page.locator("#shelf").get_by_role("button", name="新城区净土保卫战2019年工作任务清单").click()
    expect(page.locator("#reading h3")).to_have_text("新城区净土保卫战2019年工作任务清单")
    expect(page.locator("#reading")).to_contain_text("状况详查")
