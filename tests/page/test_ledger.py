"""The tab 任务台账: what the filters choose, in what order, and what is taken away."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from fake_qa import DOCUMENTS, FakeQA
from playwright.sync_api import Page, expect

from corpus import read_document
from corpus.errors import InputError
from corpus.types import DeadlineKind
from page.ledger_view import PAGE
from qa.board import Boards, due
from qa.ledger_query import NO_LIMIT, ORDERS, Query, select


@pytest.fixture(scope="module")
def boards(assistant: FakeQA) -> Boards:
    return Boards(assistant.library, assistant.conflicts)


def chosen(assistant: FakeQA, boards: Boards, **fields: str) -> list:
    return select(boards, assistant.library.tasks, Query(**fields))


def test_nothing_asked_is_everything_in_source_order(assistant: FakeQA, boards: Boards) -> None:
    assert chosen(assistant, boards) == list(assistant.library.tasks)


def test_each_filter_keeps_what_it_says(assistant: FakeQA, boards: Boards) -> None:
    plan = assistant.library.plans[0]
    assert {task.plan.id for task in chosen(assistant, boards, plan=plan.id)} == {plan.id}
    assert {task.plan.title for task in chosen(assistant, boards, plan=plan.title)} == {plan.title}
    assert all(task.support for task in chosen(assistant, boards, role="support"))
    assert all(not task.deadlines for task in chosen(assistant, boards, kind=NO_LIMIT))
    ongoing = chosen(assistant, boards, kind="ongoing")
    assert all(DeadlineKind.ONGOING in [limit.kind for limit in task.deadlines] for task in ongoing)
    assert all("台账" in "".join([task.text, *task.section]) for task in chosen(assistant, boards, text="台账 排查"))


def test_a_unit_is_meant_by_its_everyday_name_in_every_region(assistant: FakeQA, boards: Boards) -> None:
    led = chosen(assistant, boards, unit="环保局", role="lead")
    names = {name for task in led for name in task.lead}
    assert {"生态环境分局", "区环保局", "生态环境新城分局"} <= names
    assert len(led) < len(chosen(assistant, boards, unit="环保局"))


def test_days_bound_the_last_days(assistant: FakeQA, boards: Boards) -> None:
    found = chosen(assistant, boards, since="2021-05-01", until="2021-10-31")
    limits = [limit for task in found for limit in task.deadlines if limit.kind is DeadlineKind.BY]
    assert found
    assert all(
        any(date(2021, 5, 1) <= limit.date <= date(2021, 10, 31) for limit in limits if limit in task.deadlines)
        for task in found
    )


@pytest.mark.parametrize("fields", [{"since": "去年"}, {"kind": "soon"}, {"role": "boss"}])
def test_a_value_that_no_field_has_is_told(assistant: FakeQA, boards: Boards, fields: dict) -> None:
    with pytest.raises(InputError, match=next(iter(fields.values()))):
        chosen(assistant, boards, **fields)


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_can_be_turned_round(assistant: FakeQA, boards: Boards, order: str) -> None:
    up = Query().sorted_by(order)
    down = up.sorted_by(order)
    values = [ORDERS[order](task) for task in select(boards, assistant.library.tasks, down)]
    assert (up.down, down.down) == (False, True)
    assert values == sorted(values, reverse=True)


def test_a_form_makes_a_query_of_its_own_fields_only() -> None:
    assert Query.of({"unit": " 财政局 ", "page": "9", "down": "1", "other": "x", "text": None}) == Query(unit="财政局")


def test_older_versions_are_left_out_unless_they_are_asked_for(assistant: FakeQA) -> None:
    name = "xincheng-2019-soil-task-list"
    data = (DOCUMENTS / f"{name}.txt").read_bytes()
    qa = FakeQA(*(read_document(each, data) for each in (f"{name}.txt", f"{name}（2）.txt")))
    boards, tasks = Boards(qa.library, qa.conflicts), qa.library.tasks
    older, newer = qa.library.plans
    assert {task.plan for task in select(boards, tasks, Query())} == {newer}
    assert {task.plan for task in select(boards, tasks, Query(plan=older.title))} == {newer}
    assert {task.plan for task in select(boards, tasks, Query(plan=older.id))} == {older}
    assert {task.plan for task in select(boards, tasks, Query(older=True))} == {older, newer}
    assert Query.of({"older": "1"}) == Query(older=True)


def open_tab(page: Page) -> None:
    page.get_by_role("tab", name="任务台账").click()
    expect(page.locator("#ledger tbody tr").first).to_be_visible()


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_what_is_filtered_is_shown_and_taken_away(page: Page, assistant: FakeQA, boards: Boards) -> None:
    open_tab(page)
    total = len(assistant.library.tasks)
    page.fill("#ledger-form [name=unit]", "财政局")
    page.select_option("#ledger-form [name=role]", "lead")
    wanted = chosen(assistant, boards, unit="财政局", role="lead")
    expect(page.locator("#ledger [role=status]")).to_have_text(f"符合条件 {len(wanted)} 项，共 {total} 项")
    expect(page.locator("#ledger tbody tr")).to_have_count(len(wanted))
    lines = list(csv.DictReader(io.StringIO(saved(page, "导出 CSV").decode("utf-8-sig"))))
    assert [line["编号"] for line in lines] == [task.id for task in wanted]
    tasks = json.loads(saved(page, "导出 JSON"))["tasks"]
    assert [task["id"] for task in tasks] == [task.id for task in wanted]
    assert saved(page, "导出 JSON")  # the same file again
    assert saved(page, "导出 Excel")[:2] == b"PK"
    page.get_by_role("button", name="清除条件").click()
    expect(page.locator("#ledger [role=status]")).to_have_text(f"共 {total} 项任务")


def test_rows_are_sorted_and_turned_page_by_page(page: Page, assistant: FakeQA) -> None:
    open_tab(page)
    expect(page.locator("#ledger tbody tr")).to_have_count(PAGE)
    page.get_by_role("button", name="按时限排序").click()
    expect(page.locator("#ledger thead i", has_text="▲")).to_be_visible()
    first = min(day for task in assistant.library.tasks if (day := due(task)))
    expect(page.locator("#ledger tbody tr").first).to_contain_text(str(first))
    page.get_by_role("button", name="下一页").click()
    expect(page.locator("#ledger .pager")).to_contain_text("第 2 页")
    expect(page.locator("#ledger tbody tr").first).to_be_in_viewport()
    expect(page.locator("#ledger tbody .no").first).to_have_text(str(PAGE + 1))


def test_a_record_is_opened_from_its_row(page: Page) -> None:
    open_tab(page)
    page.locator("#ledger .open").first.click()
    expect(page.locator("#viewer mark").first).to_be_in_viewport()
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("#viewer section")).to_be_hidden()
