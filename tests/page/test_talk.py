"""The tab 问答 in a real browser: asking, following up, taking back, and what must never happen."""

from __future__ import annotations

import re
from collections.abc import Callable

from browsing import QUESTION, SCRIPT, ask, settle
from fake_qa import LONGEST
from playwright.sync_api import Page, expect


def shown(page: Page) -> list[str]:
    """Each turn's answer, as it can be read and copied."""
    return page.locator("#talk .answer").all_inner_texts()


def test_an_answer_appears_and_the_box_is_free_again(page: Page) -> None:
    ask(page)
    assert "生态环境分局" in shown(page)[0]
    assert page.input_value("#box textarea") == ""
    expect(page.locator("#talk .question")).to_have_text(f"问：{QUESTION}")


def test_an_example_asks_itself(page: Page) -> None:
    example = page.locator("#talk .asks button").first
    question = example.inner_text()
    example.click()
    settle(page, 1)
    expect(page.locator("#talk .question")).to_have_text(f"问：{question}")


def test_a_double_click_asks_once(page: Page) -> None:
    page.locator("#talk .asks button").first.dblclick()
    settle(page, 1)
    page.wait_for_timeout(300)
    assert page.locator("#talk .turn").count() == 1


def test_a_suggestion_asks_and_inherits_the_topic(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="那配合单位是谁？").click()
    settle(page, 2)
    assert QUESTION in shown(page)[1]
    assert page.locator("#talk .asks").count() == 1  # only the last answer offers more


def test_two_sessions_share_no_dialogue(new_page: Callable[..., Page]) -> None:
    first, second = new_page(), new_page()
    ask(first, "危险废物由谁牵头？")
    ask(second, "秸秆焚烧由谁牵头？")
    ask(first, "那配合单位是谁？")
    ask(second, "那配合单位是谁？")
    assert "危险废物" in shown(first)[1]
    assert "秸秆" not in shown(first)[1]
    assert "秸秆" in shown(second)[1]
    assert "危险废物" not in shown(second)[1]


def test_markup_in_a_question_and_in_a_document_is_text(page: Page) -> None:
    ask(page, f"恶意脚本任务{SCRIPT} ${{window.hacked = true}} {{{{value}}}} **由谁牵头**")
    assert SCRIPT in page.locator("#talk .question").inner_text()
    assert "${window.hacked = true} {{value}} **由谁牵头**" in shown(page)[0]
    assert f"{SCRIPT}局牵头" in shown(page)[0]
    assert page.locator("#source mark").first.text_content() == f"恶意脚本任务由{SCRIPT}局牵头。"
    assert page.locator("#source .lines img, #source .lines b, #talk script, #source script").count() == 0


def test_enter_in_a_composition_stays_with_the_input_method(page: Page) -> None:
    page.focus("#box textarea")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "weixian", "selectionStart": 7, "selectionEnd": 7})
    for kind in ("keyDown", "keyUp"):
        code = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r" if kind == "keyDown" else ""}
        keys.send("Input.dispatchKeyEvent", {"type": kind, **code})
    page.wait_for_timeout(400)
    assert page.locator("#talk .turn").count() == 0
    page.fill("#box textarea", QUESTION)
    page.wait_for_timeout(60)
    page.press("#box textarea", "Enter")
    settle(page, 1)


def test_shift_enter_is_a_new_line_and_blanks_are_no_question(page: Page) -> None:
    page.fill("#box textarea", "  ")
    page.press("#box textarea", "Enter")
    page.wait_for_timeout(300)
    assert page.locator("#talk .turn").count() == 0
    page.fill("#box textarea", "一")
    page.press("#box textarea", "Shift+Enter")
    assert page.input_value("#box textarea") == "一\n"


def test_an_unusable_question_is_explained_and_kept(page: Page) -> None:
    ask(page)
    page.locator("#talk .mark").first.wait_for()
    long = "长" * (LONGEST + 1)
    ask(page, long)
    expect(page.get_by_role("alert")).to_contain_text("请缩短后再问")
    assert page.input_value("#box textarea") == long
    assert page.locator("#talk .turn").count() == 2


def test_nothing_found_is_told_apart_and_cites_nothing(page: Page) -> None:
    ask(page, "火星基地的预算")
    assert page.locator("#talk .answer.absent").count() == 1
    assert page.locator("#talk .mark").count() == 0


def test_stop_leaves_the_answer_and_frees_the_box(page: Page) -> None:
    page.fill("#box textarea", "慢慢回答危险废物")
    page.press("#box textarea", "Enter")
    page.locator("#box .stop-button").click()
    settle(page, 1)
    expect(page.locator("#talk .answer")).to_have_text("（已停止）")
    ask(page)
    assert "生态环境分局" in shown(page)[1]


def test_undo_gives_the_question_back(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="撤回").click()
    expect(page.locator("#talk .welcome")).to_be_visible()
    assert page.input_value("#box textarea") == QUESTION
    assert page.locator("#source mark").count() == 0


def test_a_question_is_edited_in_its_place_and_what_followed_is_taken_back(page: Page) -> None:
    ask(page, "危险废物由谁牵头？")
    ask(page, "那配合单位是谁？")
    page.locator("#talk .turn").first.hover()
    page.get_by_role("button", name="编辑").first.click()
    field = page.get_by_role("textbox", name="修改问题")
    expect(field).to_have_value("危险废物由谁牵头？")
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    page.get_by_role("button", name="编辑").first.click()
    field.fill("秸秆焚烧由谁牵头？")
    field.press("Enter")
    expect(page.locator("#talk .question").first).to_contain_text("秸秆焚烧由谁牵头？")
    settle(page, 1)
    assert "秸秆" in shown(page)[0]


def test_retry_answers_the_last_question_again(page: Page) -> None:
    ask(page, "危险废物由谁牵头？")
    ask(page, "那配合单位是谁？")
    before = shown(page)
    page.evaluate(BUSY)
    page.get_by_role("button", name="重试").click()
    page.wait_for_function("window.busy")
    settle(page, 2)
    assert shown(page) == before  # with the topic inherited, as the first time


BUSY = """() => new MutationObserver(() => {
  window.busy ||= document.querySelector('#talk .turns').getAttribute('aria-busy') === 'true';
}).observe(document.querySelector('#talk'), { childList: true, subtree: true, attributes: true })"""


def test_a_new_talk_begins_empty(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="对话记录").click()
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("#talk .welcome")).to_be_visible()
    ask(page, "那配合单位是谁？")
    assert QUESTION not in shown(page)[0]


def test_what_is_typed_while_a_new_talk_begins_stays(page: Page) -> None:
    ask(page)
    page.evaluate("document.querySelector('#talks .fresh').click()")
    page.fill("#box textarea", "秸秆焚烧由谁牵头？")
    expect(page.locator("#talk .welcome")).to_be_visible()
    page.wait_for_timeout(200)
    assert page.input_value("#box textarea") == "秸秆焚烧由谁牵头？"


def test_copy_takes_the_text_with_its_marks(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page)
    page.locator("#talk").get_by_role("button", name="复制").click()
    expect(page.locator("#talk").get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("关于“")
    assert "[1]" in copied
    assert "<" not in copied


def test_the_page_speaks_chinese(page: Page) -> None:
    assert page.evaluate("[document.documentElement.lang, navigator.language]") == ["zh-CN", "zh-CN"]
    ask(page)
    words = page.locator("body").inner_text().replace("beiguan-2021-soil-plan.txt", "")
    assert re.findall("[A-Za-z]{2,}", words) == []


def test_the_api_view_opens_from_the_head(page: Page) -> None:
    page.get_by_role("button", name="接口").click()
    view = page.locator(".api-docs")
    expect(view).to_contain_text("向资料库提问")
    expect(view).to_contain_text("接口说明")
    assert "API" not in view.inner_text()


def test_shade_can_be_chosen_and_is_kept(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.get_by_role("button", name="深色").click()
    assert "dark" in page.evaluate("document.body.className")
    page.reload()
    page.wait_for_selector("#talk .welcome")
    expect(page.get_by_role("button", name="浅色")).to_be_visible()


def test_a_question_sent_during_an_answer_is_not_lost(page: Page) -> None:
    page.fill("#box textarea", "慢慢回答危险废物")
    page.press("#box textarea", "Enter")
    page.locator("#box .stop-button").wait_for()
    page.fill("#box textarea", QUESTION)
    page.press("#box textarea", "Enter")
    settle(page, 2)
    assert "“慢慢回答危险废物”" in shown(page)[0]
    assert "生态环境分局" in shown(page)[1]


NEWEST = """values => {
  planqa.shown = {};
  return values.map((value) => planqa.newest('x', value));
}"""


def test_what_was_made_before_what_is_on_show_is_left_out(new_page: Callable[..., Page]) -> None:
    page = new_page()
    first, second, third = (f"{name}<!--{moment}-->" for moment, name in ((1, "甲"), (2, "乙"), (3, "丙")))
    assert page.evaluate(NEWEST, [first, third, second]) == [first, third, third]
    assert page.evaluate(NEWEST, [second, "", second]) == [second, "", second]
