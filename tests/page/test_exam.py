"""The tab 评测: a set of questions of one's own, its scores, what went wrong, and the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import visit
from playwright.sync_api import BrowserContext, Page, expect

GOOD = "id,type,question,must\na-1,lead,危险废物管理由谁牵头？,生态环境分局\na-2,deadline,秸秆焚烧由谁牵头？,火星|月球\na-3,unanswerable,火星基地的预算,\n"
BAD = "id,type,question,mustnt\na-1,lead,问,答\n"


@pytest.fixture(scope="module")
def tab(watched, desk: BrowserContext) -> Iterator[Page]:
    page = visit(desk, watched.address)
    page.get_by_role("tab", name="评测").click()
    yield page
    watched.check(page)
    page.close()


def upload(page: Page, folder: Path, text: str) -> None:
    file = folder / "题目.csv"
    file.write_text(text, encoding="utf-8")
    page.set_input_files("#exam-form input[type=file]", file)


def test_a_set_of_ones_own_is_run_and_its_report_taken_away(tab: Page, tmp_path: Path, home: Path) -> None:
    upload(tab, tmp_path, GOOD)
    expect(tab.locator("#exam-progress .done")).to_have_text("评测完成：3 题，1 题没有答对。")
    first = tab.locator("#exam .scores li").first
    assert first.inner_text().split("\n")[:2] == ["0.667", "答对"]
    expect(tab.locator("#exam .failures li")).to_have_count(1)
    expect(tab.locator("#exam .failures")).to_contain_text("缺少：火星／月球")
    expect(tab.locator("#exam .slices").first).to_contain_text("牵头")
    with tab.expect_download() as download:
        tab.get_by_role("button", name="下载报告").click()
    assert "a-2" in Path(download.value.path()).read_text(encoding="utf-8")
    (scores,) = home.glob("evaluations/*/scores.json")
    assert json.loads(scores.read_text(encoding="utf-8"))["recipe"]["embedder"] == "none"


def test_a_file_that_holds_no_questions_is_told_by_its_own_name(tab: Page, tmp_path: Path) -> None:
    upload(tab, tmp_path, BAD)
    told = tab.locator("#exam-progress .failed")
    expect(told).to_contain_text("题目.csv 第 1 题 有不认识的列：mustnt")
    expect(told).not_to_contain_text("evaluations")
