"""Tables that hold no tasks: their rows, the rows and the values that a question names."""

from __future__ import annotations

import pytest
from checking import check

from corpus.text import fold
from qa import PlanQA
from qa.figures import matching_rows, tables

TABLE = "断面\t县区\t目标\n须水河\t中原区\tⅢ类\n贾鲁河\t二七区\tⅣ类\n东风渠\t中原区\tⅣ类"
DUMPED = "\t指标\n县区\n\t优良率\n\t达标率、合格率\n\n\t安州市\n\t/\n\t100%、98%\n"


def test_rows_of_a_table_and_of_other_text() -> None:
    (rows,) = tables(TABLE)
    assert rows[0] == ["断面", "县区", "目标"]
    assert len(rows) == 4
    assert list(tables(DUMPED)) == [[["指标 县区", "优良率", "达标率、合格率"], ["安州市", "/", "100%、98%"]]]
    assert list(tables("回收农膜。")) == []


@pytest.mark.parametrize(
    ("question", "rows", "columns"),
    [
        ("中原区有几个断面", ["须水河", "东风渠"], [1]),
        ("目标为Ⅳ类的断面有哪些", ["贾鲁河", "东风渠"], [2]),
        ("中原区目标为Ⅳ类的断面", ["东风渠"], [1, 2]),
        ("一共几个断面", ["须水河", "贾鲁河", "东风渠"], []),
    ],
)
def test_rows_that_a_question_names(question: str, rows: list[str], columns: list[int]) -> None:
    ((header, *body),) = tables(TABLE)
    chosen, named = matching_rows(header, body, fold(question))
    assert [row[0] for row in chosen] == rows
    assert named == columns


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("北关区污染地块安全利用率指标定的是多少", "污染地块安全利用率：100%"),
        ("北关区附件1里隐患排查率、自行监测率的目标值", "隐患排查率、自行监测率：100%、100%"),
        ("平原示范区韩董庄断面的水质目标是什么", "监测断面：韩董庄，所属流域：黄河流域，水质目标：Ⅲ类"),
        ("东磁村断面归哪个镇考核、水质要到几类", "考核区域：师寨镇"),
    ],
)
def test_the_value_of_an_indicator_is_taken_from_its_table(qa: PlanQA, question: str, words: str) -> None:
    answer = check(qa, qa.ask(question))
    assert words in answer.text


def test_a_question_after_a_list_of_rows_is_answered_from_the_table(qa: PlanQA) -> None:
    first = check(qa, qa.ask("祝楼乡考核的断面有哪些"))
    answer = check(qa, qa.ask("都在哪条渠上", first.dialogue))
    assert "考核区域：祝楼乡，所在水体：文岩渠" in answer.text
    assert "考核区域：祝楼乡，所在水体：天然渠" in answer.text


def test_a_table_of_places_names_no_persons(qa: PlanQA) -> None:
    assert not qa.ask("平原示范区水质断面的负责人名单").found
