"""The plans that questions are kept to."""

from __future__ import annotations

from browsing import ask, settle, small_library
from playwright.sync_api import Page, expect

from page.ask_tab import _known
from page.scope import label


def test_a_choice_is_said_in_few_words() -> None:
    plans = small_library().library.plans
    ids = [plan.id for plan in plans]
    assert label(plans, ()) == label(plans, tuple(ids)) == "全部方案"
    assert label(plans, (ids[0],)) == plans[0].title
    assert label(plans, tuple(ids[:2])) == "2 个方案"


def test_all_plans_together_and_unknown_ones_are_no_choice() -> None:
    assert _known('["甲", "乙", "丙"]', ["甲", "乙"]) == ()
    assert _known('["丙", "乙"]', ["甲", "乙"]) == ("乙",)
    assert _known("", ["甲"]) == ()


def test_questions_are_kept_to_the_ticked_plans(page: Page) -> None:
    page.locator("#scope summary").click()
    page.get_by_role("checkbox", name="新城区净土保卫战2019年工作任务清单").check()
    expect(page.locator("#scope summary")).to_contain_text("新城区净土保卫战2019年工作任务清单")
    expect(page.get_by_role("checkbox", name="新城区净土保卫战2019年工作任务清单")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#scope .sheet")).to_be_hidden()
    ask(page, "固体废物清理整治")
    plans = page.locator("#source .sources button span").all_inner_texts()
    assert set(plans) == {"新城区净土保卫战2019年工作任务清单"}


def test_a_choice_made_while_an_answer_is_under_way_holds_for_the_next_question(page: Page) -> None:
    page.fill("#box textarea", "危险废物管理慢慢说")
    page.press("#box textarea", "Enter")
    expect(page.locator("#talk .waiting")).to_be_visible()
    page.locator("#scope summary").click()
    page.get_by_role("checkbox", name="新城区净土保卫战2019年工作任务清单").check()
    page.keyboard.press("Escape")
    settle(page, 1)
    expect(page.locator("#scope summary")).to_contain_text("新城区净土保卫战2019年工作任务清单")
    ask(page, "危险废物管理由谁牵头")
    plans = page.locator("#source .sources button span").all_inner_texts()
    assert set(plans) == {"新城区净土保卫战2019年工作任务清单"}


def test_a_region_or_a_year_ticks_its_plans(page: Page) -> None:
    page.locator("#scope summary").click()
    page.locator("#scope").get_by_role("button", name="2021年").click()
    expect(page.locator("#scope input:checked")).to_have_count(1)
    expect(page.locator("#scope input:checked")).to_have_css(
        "appearance", "auto"
    )  # Gradio's own tick is white on white
    page.locator("#scope legend button").nth(1).click()
    expect(page.locator("#scope summary")).to_contain_text("中原区")
    page.locator("#scope").get_by_role("button", name="全部方案").click()
    expect(page.locator("#scope summary")).to_contain_text("全部方案")
    expect(page.locator("#scope input:checked")).to_have_count(0)
