"""A language model on the page: its words as they are checked, what is said of them, and the switch that leaves it out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import scripted
from browsing import ask, real_app, settle, visit
from playwright.sync_api import Browser, Page, expect
from scripted import Script

QUESTION = "秸秆禁烧归哪个部门管，谁配合？"
TRUE = "秸秆禁烧由区农业农村局牵头，行政综合执法局、财政局配合[1]。"
FALSE = "区教育体育局也是牵头单位[1]。"
WORDED = "由模型 scripted 措辞，已逐句核对"


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    with scripted.serving() as script:
        yield script


@pytest.fixture(scope="module")
def address(script: Script) -> Iterator[str]:
    """The real app with the scripted model behind it."""
    settings = {"PLANQA_MODEL": "scripted", "PLANQA_MODEL_URL": script.address, "PLANQA_MODEL_TIMEOUT": "20"}
    with real_app(PLANQA_PORT="7970", **settings) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page in a profile of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield visit(context, address)
    context.close()


def test_what_the_model_says_is_checked_and_told(page: Page, script: Script) -> None:
    script.says(TRUE + FALSE)
    ask(page, QUESTION)
    expect(page.locator("#talk .answer")).to_contain_text("秸秆禁烧由区农业农村局牵头")
    expect(page.locator("#talk .answer")).not_to_contain_text("教育体育局")
    assert page.get_by_label("用模型措辞").bounding_box()["y"] < page.locator("#scope summary").bounding_box()["y"] + 12
    expect(page.locator("#talk .mode li")).to_be_hidden()
    page.locator("#talk .mode summary", has_text=WORDED).click()
    expect(page.locator("#talk .mode li")).to_contain_text("教育体育局")
    page.locator("#talk .mark").first.click()
    expect(page.locator("#source mark").first).to_be_visible()


def test_the_switch_leaves_the_model_out_and_outlasts_new_talks_old_talks_and_reloads(
    page: Page, script: Script
) -> None:
    script.says(TRUE)
    ask(page, QUESTION)
    expect(page.locator("#talk .mode")).to_have_text(WORDED)
    switch = page.get_by_label("用模型措辞")
    switch.uncheck()
    script.says(TRUE)
    for step in (fresh, recall, reload):
        step(page)
        expect(switch).not_to_be_checked()
        ask(page, QUESTION)
        expect(page.locator("#talk .turn").last.locator(".mode")).to_have_count(0)
        assert script.asked == []
    switch.check()
    ask(page, QUESTION)
    expect(page.locator("#talk .turn").last.locator(".mode")).to_have_text(WORDED)


def test_the_switch_holds_though_an_answer_is_being_worded(page: Page, script: Script) -> None:
    script.says(TRUE * 3, "wait")
    page.fill("#box textarea", QUESTION)
    page.press("#box textarea", "Enter")
    expect(page.locator("#talk .answer")).to_contain_text("秸秆禁烧由区农业农村局牵头")
    page.get_by_label("用模型措辞").uncheck()
    page.wait_for_timeout(300)
    script.go_on.set()
    settle(page, 1)
    script.says(TRUE)
    ask(page, QUESTION)
    assert script.asked == []


def test_a_slow_model_is_stopped(page: Page, script: Script) -> None:
    script.says(TRUE * 20, "slow")
    page.fill("#box textarea", QUESTION)
    page.press("#box textarea", "Enter")
    expect(page.locator("#talk .answer")).to_contain_text("秸秆禁烧由区农业农村局牵头")
    page.get_by_role("button", name="停止").click()
    expect(page.locator("#talk .stopped")).to_be_visible()
    script.says(TRUE)
    page.get_by_role("button", name="重试").click()
    expect(page.locator("#talk .mode")).to_have_text(WORDED)


def test_a_model_that_fails_leaves_the_answer_from_the_ledger(page: Page, script: Script) -> None:
    script.says(TRUE, "500")
    ask(page, QUESTION)
    expect(page.locator("#talk .answer")).to_contain_text("牵头：区农业农村局")
    expect(page.locator("#talk .mode")).to_have_text("原始答案，模型的话没有采用")
    assert page.locator("#talk .mark").count() > 0


def fresh(page: Page) -> None:
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("#talk .welcome")).to_be_visible()


def recall(page: Page) -> None:
    page.locator("#talks li button[data-key]").last.click()
    expect(page.locator("#talk .mode")).to_have_text(WORDED)


def reload(page: Page) -> None:
    page.reload()
    page.wait_for_selector("#scope summary")
    expect(page.locator("#talk .turn").first).to_be_visible()
