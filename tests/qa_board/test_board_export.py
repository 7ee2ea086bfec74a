"""What is taken away opens in other programs with the right rows, and nothing in it runs."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import docx
import openpyxl
import pytest
from small_ledger import SmallLedger, plan, task

from qa.board import Board, Boards
from qa.briefing import Remark, briefing
from qa.export import COLUMNS, duties_xlsx, ledger_csv, ledger_json, ledger_xlsx, place
from qa.export_word import duties_docx


@pytest.fixture
def board(boards: Boards) -> Board:
    return boards.board(boards.find("甲县", "环保局")[0])


@pytest.fixture
def remarks(boards: Boards, board: Board) -> tuple[Remark, ...]:
    return briefing(boards, board)


def rows(data: bytes, sheet: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))


def test_a_ledger_is_the_same_in_every_format(ledger: SmallLedger) -> None:
    header, *sheet = rows(ledger_xlsx(ledger.tasks), "任务台账")
    lines = list(csv.DictReader(io.StringIO(ledger_csv(ledger.tasks).decode("utf-8-sig"))))
    records = json.loads(ledger_json(ledger.tasks))["tasks"]
    assert header == tuple(COLUMNS)
    assert [row[-1] for row in sheet] == [line["编号"] for line in lines] == [each["id"] for each in records]
    second = dict(zip(header, sheet[1], strict=True))
    assert second["牵头单位"] == lines[1]["牵头单位"] == "县环保局"
    assert second["截止日期"] == datetime(2021, 11, 30)
    assert lines[1]["截止日期"] == "2021-11-30"
    assert second["原文"] == lines[1]["原文"] == records[1]["text"] == "建台账。"
    assert (second["起始行"], second["结束行"]) == (2, 2)


def test_duties_in_excel_have_a_sheet_for_each_role(board: Board, remarks: tuple[Remark, ...]) -> None:
    data = duties_xlsx(board, remarks)
    led = rows(data, "牵头")
    assert [row[1] for row in led] == ["任务", "建台账", "查危废"]
    assert [row[0] for row in led[1:]] == [1, 2]
    assert [row[1] for row in rows(data, "配合")[1:]] == ["禁秸秆"]
    assert rows(data, "落实")[1:] == []
    assert rows(data, "前后不一致")[1][:3] == ("查危废", "牵头单位", "县生态环境局")
    assert rows(data, "新人速览")[1][0] == "总体"


def test_duties_in_word_cite_the_words_of_the_plan(board: Board, remarks: tuple[Remark, ...]) -> None:
    document = docx.Document(io.BytesIO(duties_docx(board, remarks)))
    headings = [each.text for each in document.paragraphs if each.style.name.startswith(("Title", "Heading"))]
    assert headings == [
        "甲县生态环境局职责清单",
        "牵头的任务（2项）",
        "配合的任务（1项）",
        "前后不一致（1处）",
        "引文",
    ]
    led = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert led[1] == ["1", "建台账", "11月底前（2021-11-30）", "原文未写明", "《甲县方案》 第2行 [1]"]
    quotes = [each.text for each in document.paragraphs if each.text.startswith("[")]
    assert quotes[0] == "[1] 《甲县方案》 第2行\n建台账。"
    assert len(quotes) == 3


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0"])
def test_text_of_a_document_never_becomes_a_formula(title: str) -> None:
    tasks = [task(plan("甲县"), 1, title)]
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_xlsx(tasks)))["任务台账"]
    assert sheet.cell(2, 1).data_type == "s"
    assert sheet.cell(2, 1).value.startswith(title[:3])
    line = next(csv.DictReader(io.StringIO(ledger_csv(tasks).decode("utf-8-sig"))))
    assert line["任务"].startswith("'")


def test_characters_that_no_office_file_holds_are_left_out(ledger: SmallLedger) -> None:
    odd = task(ledger.plans[0], 7, "甲\x0b乙\x00丙￾", lead=("县生态环境局",))
    boards = Boards(SmallLedger(ledger.plans, (odd,)), ())
    board = boards.board(boards.bodies("甲县")[0])
    assert rows(duties_xlsx(board, ()), "牵头")[1][1] == "甲乙丙"
    document = docx.Document(io.BytesIO(duties_docx(board, ())))
    assert document.tables[0].rows[1].cells[1].text == "甲乙丙"


def test_a_place_is_said_as_people_do(ledger: SmallLedger) -> None:
    assert place(ledger.tasks[0]) == "《甲县方案》 第1行"
