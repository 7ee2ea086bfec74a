"""Files of every kind through the page: added, asked about, and shown as they look, the cited region marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from browsing import address_of, app_process, ask, visit
from playwright.sync_api import Browser, Page, expect

PAPER = """<meta charset="utf-8"><style>body {{ margin: 60px; font: 22px/1.9 "Noto Serif CJK SC", serif; }}</style>
<h2 style="text-align: center">{title}</h2><p style="margin-bottom: 600px">一、主要任务</p><p>（一）{task}</p>"""


def paper(place: str, matter: str) -> tuple[str, str]:
    """The title and the one task of a plan."""
    return (
        f"{place}2022年{matter}整治工作方案",
        f"开展{matter}整治。2022年9月底前完成{matter}排查。（{place[-1]}水利局牵头，{place[-1]}财政局配合）",
    )


def as_pdf(page: Page, path: Path, title: str, task: str) -> None:
    page.set_content(PAPER.format(title=title, task=task))
    page.pdf(path=path, format="A4")


def as_scan(page: Page, path: Path, title: str, task: str) -> None:
    page.set_content(PAPER.format(title=title, task=task))
    page.screenshot(path=path, full_page=True)


def as_word(_: Page, path: Path, title: str, task: str) -> None:
    document = docx.Document()
    for text in (title, "一、主要任务", f"（一）{task}"):
        document.add_paragraph(text)
    document.save(str(path))


def as_excel(_: Page, path: Path, title: str, task: str) -> None:
    book = openpyxl.Workbook()
    for row, text in enumerate((title, "一、主要任务", f"（一）{task}"), 1):
        book.active.cell(row, 1, text)
    book.save(path)


KINDS: dict[str, tuple[str, str, Callable[[Page, Path, str, str], None]]] = {
    "治理.pdf": ("东山县", "黑臭水体", as_pdf),
    "扫描.png": ("南山县", "入河排污口", as_scan),
    "方案.docx": ("西山县", "农田灌渠", as_word),
    "清单.xlsx": ("北山县", "河道采砂", as_excel),
}


REGION_IN_VIEW = """() => {
  const frame = document.querySelector('#source .original').getBoundingClientRect();
  const region = document.querySelector('#source .region').getBoundingClientRect();
  return frame.top <= region.top && region.bottom <= frame.bottom;
}"""


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page whose library holds a file of each kind, all added through the page at once."""
    folder = tmp_path_factory.mktemp("papers")
    drawing = browser.new_page(viewport={"width": 1000, "height": 500}, device_scale_factor=2)
    for name, (place, matter, write) in KINDS.items():
        write(drawing, folder / name, *paper(place, matter))
    drawing.close()
    with app_process(tmp_path_factory.mktemp("home")) as process:
        page = visit(browser.new_context(viewport={"width": 1280, "height": 860}), address_of(process))
        page.get_by_role("tab", name="文件").click()
        page.set_input_files("#shelf input[type=file]", [folder / name for name in KINDS])
        expect(page.locator("#shelf-progress .done")).to_contain_text("资料库已更新", timeout=120_000)
        yield page
        page.context.close()
        process.terminate()


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_file_is_added_and_answers_with_its_own_words(desk: Page, name: str) -> None:
    place, matter, _ = KINDS[name]
    desk.get_by_role("tab", name="文件").click()
    expect(desk.locator("#shelf li", has_text=name).first).to_contain_text(paper(place, matter)[0])
    opened(desk, name)
    expect(desk.locator("#source .place")).to_contain_text(name)
    expect(desk.locator("#source .lines mark", has_text=f"完成{matter}排查").first).to_be_visible()


@pytest.mark.parametrize("name", ["治理.pdf", "扫描.png"])
def test_the_page_is_shown_with_the_cited_region_over_its_words(desk: Page, name: str) -> None:
    opened(desk, name)
    details = desk.locator("#source details.original")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    expect(details.locator("summary")).to_have_text("原件第1页")
    expect(details.locator("img")).to_be_visible()
    assert details.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
    picture, region = details.locator("img").bounding_box(), details.locator(".region").first.bounding_box()
    assert picture["x"] <= region["x"] < region["x"] + region["width"] <= picture["x"] + picture["width"] + 1
    assert picture["y"] < region["y"] < region["y"] + region["height"] < picture["y"] + picture["height"]


@pytest.mark.parametrize("name", ["治理.pdf", "扫描.png"])
def test_the_cited_region_is_brought_into_view_and_can_be_read_in_the_dark(desk: Page, name: str) -> None:
    desk.locator("#shade").click()
    opened(desk, name)
    details = desk.locator("#source details.original")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    desk.wait_for_function(REGION_IN_VIEW)
    colour = details.locator(".region").first.evaluate("region => getComputedStyle(region).backgroundColor")
    assert min(map(int, re.findall(r"\d+", colour))) > 128  # black on white paper, multiplied with it, stays legible
    desk.locator("#shade").click()


def test_a_file_that_is_too_large_is_refused_in_words_before_it_is_sent(desk: Page, tmp_path: Path) -> None:
    said: list[str] = []
    desk.once("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    desk.get_by_role("tab", name="文件").click()
    expect(desk.locator("#shelf header small")).to_have_text("单个文件不超过 20 MB")
    (tmp_path / "大.pdf").write_bytes(b"%PDF-1.7" + bytes(20 * 2**20))
    desk.set_input_files("#shelf input[type=file]", tmp_path / "大.pdf")
    desk.wait_for_timeout(300)
    assert said == [
        "单个文件不能超过 20 MB，没有添加：大.pdf（21 MB）。请压缩或拆分后再添加，或请管理员用 planqa ingest 收入。"
    ]


def opened(page: Page, name: str) -> None:
    """Ask what only the file ``name`` says, and open the source."""
    place, matter, _ = KINDS[name]
    page.get_by_role("tab", name="问答").click()
    ask(page, f"{place}{matter}排查由谁牵头？")
    page.locator("#talk .turn").last.locator(".mark").first.click()
    page.wait_for_selector("#source mark")
