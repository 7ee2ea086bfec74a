"""Ledgers and duties as files to take away: Excel, Word, CSV, JSON; every row with the place and the words it comes from.

Each function gives the whole file as bytes, so that whoever writes it can do so in one step. Text of a document never
becomes a formula: Excel cells are typed as text, and in CSV, which has no types, such text gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from corpus.types import DeadlineKind, Task
from qa import render
from qa.board import Board, due
from qa.briefing import Remark
from qa.conflicts import KINDS, Conflict
from qa.records import task_record

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")  # XML 1.0 has no place for these
_FORMULA = re.compile(r"^[=+\-@\t\r]")
LIMITS = {
    DeadlineKind.BY: "截止日期",
    DeadlineKind.FROM: "起始日期",
    DeadlineKind.ONGOING: "长期持续",
    DeadlineKind.AS_DIRECTED: "按上级要求",
    DeadlineKind.RECURRING: "定期",
    DeadlineKind.OTHER: "其他",
}
COLUMNS = {
    "任务": 36, "牵头单位": 18, "配合单位": 30, "落实单位": 20, "落实说明": 14, "时限（原文）": 18, "截止日期": 12,
    "时限类型": 12, "方案": 30, "地区": 10, "年份": 7, "部分": 8, "章节": 30, "文件": 24, "起始行": 7, "结束行": 7,
    "原文": 60, "备注": 12, "编号": 26,
}  # fmt: skip
"""The columns of a ledger and their widths in characters."""


def ledger_row(task: Task) -> list[Any]:
    """``task`` under ``COLUMNS``; a day is a date, a year a number, everything else text."""
    kinds = dict.fromkeys(LIMITS[limit.kind] for limit in task.deadlines)
    by_rule = "按方案统一要求" if task.implement_is_default and task.implement else ""
    plan = task.plan
    return [
        render.title(task, 200), *map(render.units, (task.lead, task.support, task.implement)), by_rule,
        "；".join(limit.text for limit in task.deadlines), due(task), "、".join(kinds),
        plan.title, plan.region, plan.year, task.part, " › ".join(task.section), task.document,
        task.span.first, task.span.last, task.text, task.note, task.id,
    ]  # fmt: skip


def ledger_json(tasks: Iterable[Task]) -> bytes:
    """The public contract's ledger, as ``planqa ledger --json`` prints it."""
    records = {"tasks": [task_record(task) for task in tasks]}
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def ledger_csv(tasks: Iterable[Task]) -> bytes:
    """One row a task."""
    return csv_bytes(COLUMNS, map(ledger_row, tasks))


def csv_bytes(columns: Iterable[str], rows: Iterable[list[Any]]) -> bytes:
    """A table as CSV, with the byte order mark that Excel needs to see UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_unformulated(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def ledger_xlsx(tasks: Iterable[Task]) -> bytes:
    """One sheet, one row a task."""
    return workbook({"任务台账": (COLUMNS, [ledger_row(task) for task in tasks])})


def duties_xlsx(board: Board, remarks: Sequence[Remark]) -> bytes:
    """A sheet for each role, then the contradictions, then the body in words."""
    columns = {"序号": 6, **COLUMNS}
    lists = {"牵头": board.lead, "配合": board.support, "落实": board.implement, "按统一要求落实": board.default}
    sheets = {name: (columns, _numbered(tasks)) for name, tasks in lists.items()}
    words = {"类别": 12, "内容": 110}
    return workbook({
        **sheets,
        "前后不一致": (_CONFLICT_COLUMNS, [conflict_row(each) for each in board.conflicts]),
        "新人速览": (words, [[remark.heading, remark.text] for remark in remarks]),
    })  # fmt: skip


_CONFLICT_COLUMNS = {"事项": 44, "不一致之处": 12, "甲处": 30, "甲处出处": 40, "乙处": 30, "乙处出处": 40}


def conflict_row(conflict: Conflict) -> list[Any]:
    """Both values of a contradiction, each with its place."""
    sides = ((conflict.first_value, conflict.first), (conflict.second_value, conflict.second))
    return [
        conflict.matter,
        KINDS[conflict.kind],
        *(piece for value, task in sides for piece in (render.units(value), place(task))),
    ]


def place(task: Task) -> str:
    """Where a task stands: 《…》附件2 第137–142行."""
    part = "" if task.part == "正文" else task.part
    return f"{render.plan_name(task.plan)}{part} {render.source(task)}"


def _numbered(tasks: Sequence[Task]) -> list[list[Any]]:
    return [[number, *ledger_row(task)] for number, task in enumerate(tasks, 1)]


def workbook(sheets: dict[str, tuple[dict[str, int], list[list[Any]]]]) -> bytes:
    """An Excel file; a sheet is its columns with their widths, and its rows."""
    from openpyxl import Workbook  # takes 0.2 s, which only an export need wait for

    book = Workbook()
    book.remove(book.active)
    for title, (columns, rows) in sheets.items():
        _fill(book.create_sheet(title), columns, rows)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(sheet: Worksheet, columns: dict[str, int], rows: list[list[Any]]) -> None:
    """A header that stays in sight, columns that can be filtered, text that wraps."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, row in enumerate([list(columns), *rows], 1):
        for column, value in enumerate(row, 1):
            _set(sheet, number, column, value)
    for place_, (_, width) in enumerate(columns.items(), 1):
        sheet.column_dimensions[get_column_letter(place_)].width = width
    for row_ in sheet.iter_rows():
        for cell in row_:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EDFC")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _set(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column, writable(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # else "=…" in a document would be a formula
    elif value is not None and not isinstance(value, int):
        cell.number_format = "yyyy-mm-dd"


def writable(text: str) -> str:
    """``text`` without the characters that no XML file can hold."""
    return _UNWRITABLE.sub("", text)


def _unformulated(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
