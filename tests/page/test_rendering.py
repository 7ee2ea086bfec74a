"""Documents, answers and the shell as HTML, without a browser."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from fake_qa import DOCUMENTS, FakeQA, document
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Span
from page.chinese import in_chinese
from page.layout import Paragraph, Row, blocks, near, tables
from page.markup import tag
from page.source import empty_panel, panel, text
from qa.types import Answer, Citation

FILES = sorted(path.name for path in DOCUMENTS.glob("*.txt"))


class Reader(HTMLParser):
    """Collects the elements, and the text of every mark."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.marks: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, name: str, attrs: object) -> None:
        self.names.append(name)
        if name == "mark":
            self.marks.append("")
            self.inside = True

    def handle_endtag(self, name: str) -> None:
        self.inside = self.inside and name != "mark"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.marks[-1] += data


def lines_of(name: str) -> list[str]:
    return (DOCUMENTS / name).read_text(encoding="utf-8").split("\n")


def cells(row: Row) -> list[str]:
    return ["".join(line.text.strip() for line in cell) for cell in row.cells]


@given(st.text(), st.text())
def test_text_never_becomes_markup(content: str, value: str) -> None:
    reader = Reader(tag("p", content, title=value))
    assert reader.names == ["p"]
    assert "<" not in tag("p", content, title=value)[2:-4].replace("</p", "")


def test_attributes_are_written_or_left_out() -> None:
    assert tag("a", "x", class_="m", data_turn=0, hidden=True, title=None, open=False) == (
        '<a class="m" data-turn="0" hidden>x</a>'
    )


@given(st.lists(st.sampled_from(["", "\t", "\t甲", "乙", "　", "\t\t丙"]), max_size=30))
def test_every_line_stands_in_one_block_in_order(lines: list[str]) -> None:
    assert [line.number for part in blocks(lines) for line in part.lines] == list(range(1, len(lines) + 1))


def test_a_cell_over_two_lines_is_one_cell() -> None:
    rows = [part for part in blocks(lines_of("xincheng-2019-soil-task-list.txt")) if isinstance(part, Row)]
    assert cells(rows[0]) == ["重点工作", "工作措施", "牵头部门", "配合部门", "完成时限"]
    assert {len(row.cells) for row in rows} == {5}
    assert cells(rows[1])[0] == "土壤污染状况详查"
    assert cells(rows[1])[2] == "生态环境新城分局"


def test_rows_of_unlike_length_are_not_set_under_one_header() -> None:
    parts = blocks(["\t序号\n", "\t牵头", "", "\t1", "\t甲局", "\t乙局", "", "文字"])
    first, second, prose = tables(parts)
    assert [len(first), len(second)] == [1, 1]
    assert isinstance(prose, Paragraph)


def test_near_keeps_rows_whole() -> None:
    parts = blocks(["一", "二", "\t甲", "\t乙", "", "三", "四"])
    assert [part.lines[0].number for part in near(parts, 6, 6, 2)] == [3, 6, 7]


@pytest.mark.parametrize("name", FILES)
def test_marks_are_the_quote_wherever_it_stands(name: str) -> None:
    lines = lines_of(name)
    parts = blocks(lines)
    for first in range(1, len(lines), 7):
        span = Span(first, min(first + 5, len(lines)))
        reader = Reader(text(near(parts, span.first, span.last, 3), span))
        assert "\n".join(reader.marks) == "\n".join(lines[span.first - 1 : span.last])


def test_a_source_whose_file_is_gone_is_said_to_be() -> None:
    assistant = FakeQA(document("甲.txt", "甲县方案", ["危险废物由环保局牵头。"]))
    answer = Answer("问", "环保局[1]。", True, "x", (Citation(1, assistant.passages[0]),))
    assert "资料库里没有文件 甲.txt" in panel(
        answer, 1, FakeQA(document("乙.txt", "乙县方案", ["无"])).library, whole=False, sought=True
    )
    assert panel(answer, 9, assistant.library, whole=False, sought=True) == empty_panel()


def test_the_shell_is_chinese_and_names_no_other_host() -> None:
    shell = (
        '<!doctype html><html\n\tlang="en"><head><meta charset="utf-8" />'
        '<meta\n property="og:image"\n content="https://elsewhere.example/a.jpg" /><script src="x"></script></head>'
    )
    html = in_chinese(shell)
    assert 'lang="zh-CN"' in html
    assert "elsewhere" not in html
    assert html.index("navigator") < html.index('src="x"')
