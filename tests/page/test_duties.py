"""The tab 部门职责: finding a body, its duties, their sources, and the files to take away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from browsing import SCRIPT, visit
from fake_qa import FakeQA
from playwright.sync_api import BrowserContext, Page, expect

from page.charts import Event, months, timeline
from qa.board import Board, Boards, due


@pytest.fixture(scope="module")
def boards(assistant: FakeQA) -> Boards:
    return Boards(assistant.library, assistant.conflicts)


@pytest.fixture(scope="module")
def board(boards: Boards) -> Board:
    return boards.board(boards.find("北关区", "农业局")[0])


@pytest.fixture(scope="module")
def tab(watched, desk: BrowserContext) -> Iterator[Page]:
    page = visit(desk, watched.address)
    page.get_by_role("tab", name="部门职责").click()
    yield page
    watched.check(page)
    page.close()


def look_up(page: Page, unit: str, region: str = "北关区") -> None:
    page.select_option("#bodies [name=region]", region)
    page.locator(f"#bodies [data-region='{region}']").first.wait_for(state="attached")
    page.fill("#bodies [name=unit]", unit)
    page.press("#bodies [name=unit]", "Enter")


def test_a_body_is_found_by_an_everyday_name(tab: Page, board: Board) -> None:
    look_up(tab, "农业局")
    expect(tab.locator("#board h2")).to_have_text("北关区农业农村局")
    expect(tab.locator("#bodies li:visible")).to_have_count(1)
    counts = tab.locator("#board .counts a").all_inner_texts()
    assert counts[0].split() == [str(len(board.lead)), "牵头"]
    assert counts[1].split() == [str(len(board.support)), "配合"]


def test_what_is_being_typed_stays_when_the_list_comes(new_page) -> None:
    page = new_page()
    page.get_by_role("tab", name="部门职责").click()
    page.fill("#bodies [name=unit]", "农业局")
    with page.expect_response("**/queue/join*"):
        page.select_option("#bodies [name=region]", "中原区")
    page.locator("#bodies [data-region=中原区]").first.wait_for(state="attached")
    expect(page.locator("#bodies [name=unit]")).to_have_value("农业局")


def test_roles_stand_apart_each_by_deadline(tab: Page, board: Board) -> None:
    look_up(tab, "农业局")
    for role in ("lead", "support"):
        rows = tab.locator(f"#list-{role} tbody tr")
        tasks = getattr(board, role)
        expect(rows).to_have_count(len(tasks))
        assert [row.split(":", 1)[1] for row in rows.evaluate_all("rows => rows.map(row => row.id)")] == [
            task.id for task in tasks
        ]


def test_a_row_opens_its_record_in_the_document(tab: Page, board: Board) -> None:
    look_up(tab, "农业局")
    task = board.lead[0]
    for _ in range(2):  # what was closed can be opened again
        tab.locator("#list-lead .open").first.click()
        expect(tab.locator("#viewer h3")).to_be_focused()
        marked = tab.locator("#viewer .lines mark").evaluate_all("marks => marks.map(mark => mark.textContent)")
        assert "\n".join(marked) == task.text
        tab.keyboard.press("Escape")
        expect(tab.locator("#viewer section")).to_be_hidden()
        expect(tab.locator("#list-lead .open").first).to_be_focused()


def test_a_closed_record_gives_the_focus_back_to_its_row_in_a_list_drawn_anew(tab: Page) -> None:
    look_up(tab, "农业局")
    row = tab.locator("#list-lead tr[id]").first.get_attribute("id")
    tab.locator(f"[id='{row}'] .open").click()
    expect(tab.locator("#viewer h3")).to_be_focused()
    tab.evaluate("const board = document.querySelector('#list-lead'); board.outerHTML = board.outerHTML")
    tab.keyboard.press("Escape")
    expect(tab.locator(f"[id='{row}'] .open")).to_be_focused()


def test_the_timeline_has_a_point_for_each_task_with_a_last_day(tab: Page, board: Board) -> None:
    look_up(tab, "农业局")
    expect(tab.locator("#list-time .point")).to_have_count(sum(due(task) is not None for task in board.own))
    point = tab.locator("#list-time a").first
    point.click()
    row = tab.locator(f"[id='{point.get_attribute('data-row')}']")
    expect(row).to_be_in_viewport()
    expect(row.locator(".open")).to_be_focused()


def test_another_body_is_read_from_its_top(tab: Page) -> None:
    look_up(tab, "农业局")
    expect(tab.locator("#board h2")).to_have_text("北关区农业农村局")
    tab.locator("#list-support").evaluate("list => list.scrollIntoView({ block: 'end' })")
    expect(tab.locator("#board h2")).not_to_be_in_viewport()
    look_up(tab, "财政局")
    expect(tab.locator("#board h2")).to_have_text("北关区财政局")
    expect(tab.locator("#board h2")).to_be_in_viewport()


def test_another_region_leaves_the_duties_and_what_is_typed(tab: Page) -> None:
    look_up(tab, "农业局")
    expect(tab.locator("#board h2")).to_have_text("北关区农业农村局")
    tab.select_option("#bodies [name=region]", "中原区")
    tab.locator("#bodies [data-region=中原区]").first.wait_for(state="attached")
    expect(tab.locator("#bodies [name=unit]")).to_have_value("农业局")
    expect(tab.locator("#bodies li:visible")).to_have_count(1)
    expect(tab.locator("#board h2")).to_have_text("北关区农业农村局")


def test_the_last_of_two_choices_in_a_row_is_shown(tab: Page) -> None:
    look_up(tab, "财政局")
    expect(tab.locator("#board h2")).to_have_text("北关区财政局")
    tab.fill("#bodies [name=unit]", "")
    bodies = tab.locator("#bodies .bodies button")
    with tab.expect_response("**/queue/join*"):  # it waits its turn; its answer may not be there yet
        bodies.nth(1).click()
    bodies.nth(2).click()
    unit = bodies.nth(2).get_attribute("data-unit")
    expect(tab.locator("#board .exports button").first).to_have_attribute("data-unit", unit)


def test_merged_cells_are_shown_filled_and_marked(tab: Page) -> None:
    look_up(tab, "农委", "中原区")
    tab.locator("#board tr", has_text="（合并单元格）").first.locator(".open").click()
    expect(tab.locator("#viewer .reading ins").last).not_to_be_empty()
    tab.keyboard.press("Escape")


def test_a_name_that_no_body_has_is_said_to_be_unknown(tab: Page) -> None:
    look_up(tab, "海关")
    expect(tab.locator("#board [role=alert]")).to_contain_text("没有“海关”")


def test_markup_in_a_record_is_text(tab: Page) -> None:
    look_up(tab, SCRIPT, "")
    expect(tab.locator("#board h2")).to_have_text(f"{SCRIPT}局")
    expect(tab.locator("#list-lead tbody th")).to_contain_text("<script>")
    assert tab.locator("#board script, #bodies script").count() == 0


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert download.value.suggested_filename.startswith("北关区农业农村局职责清单-")
    return Path(download.value.path()).read_bytes()


def test_the_excel_file_has_the_right_rows(tab: Page, board: Board) -> None:
    look_up(tab, "农业局")
    expect(tab.locator("#board h2")).to_have_text("北关区农业农村局")
    book = openpyxl.load_workbook(io.BytesIO(saved(tab, "导出 Excel")))
    for sheet, tasks in {"牵头": board.lead, "配合": board.support}.items():
        header, *rows = book[sheet].iter_rows(values_only=True)
        assert [dict(zip(header, row, strict=True))["编号"] for row in rows] == [task.id for task in tasks]
        assert [dict(zip(header, row, strict=True))["原文"] for row in rows] == [task.text for task in tasks]


def test_the_word_file_has_the_right_rows(tab: Page, board: Board) -> None:
    look_up(tab, "农业局")
    expect(tab.locator("#board h2")).to_have_text("北关区农业农村局")
    document = docx.Document(io.BytesIO(saved(tab, "导出 Word")))
    led = document.tables[0]
    assert len(led.rows) == len(board.lead) + 1
    assert led.rows[1].cells[1].text.startswith(board.lead[0].title[:10])
    assert f"牵头的任务（{len(board.lead)}项）" in [each.text for each in document.paragraphs]


def test_a_phone_shows_the_list_then_the_duties_and_never_scrolls_sideways(new_page) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.get_by_role("tab", name="部门职责").click()
    look_up(page, "农业局")
    expect(page.locator("#board h2")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_pictures_of_nothing_are_no_pictures() -> None:
    assert timeline("截止日期", []) is None
    assert months("到期", []) is None


def test_a_picture_says_in_words_what_it_shows(board: Board) -> None:
    events = [Event(day, task.title, "lead", "x") for task in board.own if (day := due(task))]
    drawn = timeline("截止日期", events)
    assert f"{min(event.day for event in events)} " in drawn.split('aria-label="')[1].split('"')[0]
    assert drawn.count("<circle") == len(events)
