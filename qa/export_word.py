"""A body's duties as a Word file: the body in words, its duties in tables, and the words of the plans they come from."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpus.types import Task
from qa import render
from qa.board import Board
from qa.briefing import Remark
from qa.conflicts import KINDS
from qa.export import place, writable

if TYPE_CHECKING:
    from docx.document import Document

_LISTS = (
    ("lead", "牵头的任务", "配合单位", "support"),
    ("support", "配合的任务", "牵头单位", "lead"),
    ("implement", "落实的任务", "牵头单位", "lead"),
    ("default", "按方案统一要求落实的任务", "牵头单位", "lead"),
)
_WIDTHS = (1.2, 9.4, 4.6, 5.6, 4.9)  # centimetres; together a landscape A4 page between its margins


def duties_docx(board: Board, remarks: Sequence[Remark]) -> bytes:
    """The whole file. A number in brackets names the quotation at the end."""
    marks = {task.id: number for number, task in enumerate(_all(board), 1)}
    document = _new_document()
    document.add_heading(f"{board.body.full_name}职责清单", 0)
    _add_words(document, remarks)
    for role, title, beside, names in _LISTS:
        if tasks := getattr(board, role):
            document.add_heading(f"{title}（{len(tasks)}项）", 1)
            _add_table(document, ("序号", "任务", "时限", beside, "出处"), list(_rows(tasks, names, marks)))
    _add_conflicts(document, board)
    document.add_heading("引文", 1)
    for task in _all(board):
        _add_quote(document, marks[task.id], task)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _all(board: Board) -> list[Task]:
    tasks = (*board.lead, *board.support, *board.implement, *board.default)
    return list({task.id: task for task in tasks}.values())


def _rows(tasks: Sequence[Task], names: str, marks: dict[str, int]) -> Iterator[tuple[str, ...]]:
    for number, task in enumerate(tasks, 1):
        limits = render.deadlines(task.deadlines) or render.NONE_STATED
        who = render.units(getattr(task, names)) or render.NONE_STATED
        yield str(number), render.title(task, 200), limits, who, f"{place(task)} [{marks[task.id]}]"


def _new_document() -> Document:
    """A landscape A4 page in the fonts that official papers use, as far as the reader's machine has them."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for style, font in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Title", "黑体")):
        properties: Any = document.styles[style].element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    return document


def _add_words(document: Document, remarks: Sequence[Remark]) -> None:
    """Each heading with its remarks: one after it, several below it."""
    for heading in dict.fromkeys(remark.heading for remark in remarks):
        texts = [writable(remark.text) for remark in remarks if remark.heading == heading]
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{heading}：").bold = True
        if len(texts) == 1:
            paragraph.add_run(texts[0])
        for text in texts if len(texts) > 1 else ():
            document.add_paragraph(text, style="List Bullet")


def _add_conflicts(document: Document, board: Board) -> None:
    if not board.conflicts:
        return
    document.add_heading(f"前后不一致（{len(board.conflicts)}处）", 1)
    rows = [
        (str(number), each.matter, KINDS[each.kind],
         f"{render.units(each.first_value)}（{place(each.first)}）",
         f"{render.units(each.second_value)}（{place(each.second)}）")
        for number, each in enumerate(board.conflicts, 1)
    ]  # fmt: skip
    _add_table(document, ("序号", "事项", "不一致之处", "甲处", "乙处"), rows)


def _add_table(document: Document, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(header), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    for row in (header, *rows):
        for cell, text, width in zip(table.add_row().cells, row, _WIDTHS, strict=True):
            cell.text, cell.width = writable(text), Cm(width)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    _mark(table.rows[0], "w:tblHeader")
    for made in table.rows:
        _mark(made, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    """w:tblHeader repeats a row on each page, w:cantSplit keeps it on one; python-docx has no words for either."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _add_quote(document: Document, number: int, task: Task) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"[{number}] {place(task)}\n").bold = True
    paragraph.add_run(writable(task.text))
