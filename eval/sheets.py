"""Gold questions from tables: CSV and Excel files with the columns of the JSON form.

A cell of ``must``, ``must_not``, ``evidence``, ``tasks`` or ``turns`` holds one item a line; the alternatives of a
``must`` group stand in one line, divided by ``|``. A cell may also hold the JSON list itself.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from eval.gold import LISTS, Question, questions_from, read_records
from qa.sheets import xlsx_rows


def read_questions(path: Path, split: str = "") -> list[Question]:
    """The questions of a JSON, CSV or XLSX file. InputError names the file and the faulty record."""
    readers = {".json": read_records, ".csv": _csv_records, ".xlsx": _xlsx_records}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"不认识的题目文件格式：{path}。请用 .json、.csv 或 .xlsx。")
    return questions_from(reader(path), str(path), split)


def _csv_records(path: Path) -> list[Mapping[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _records(list(csv.reader(file)), path)
    except OSError as error:
        raise InputError(f"读不到文件 {path}：请检查路径。") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} 不是 UTF-8 编码：请在 Excel 中另存为“CSV UTF-8”。") from error


def _xlsx_records(path: Path) -> list[Mapping[str, Any]]:
    return _records(xlsx_rows(path), path)


def _records(rows: Sequence[Sequence[str]], path: Path) -> list[Mapping[str, Any]]:
    """Rows under a header to records; empty rows and columns without a name are passed over."""
    if not rows:
        raise InputError(f"{path} 是空的：第一行应当是列名。")
    header = [name.strip() for name in rows[0]]
    numbered = [(number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    return [_record(zip(header, row, strict=False), f"{path} 第 {number} 行") for number, row in numbered]


def _record(cells: Iterable[tuple[str, str]], place: str) -> dict[str, Any]:
    return {name: _value(name, cell.strip(), place) for name, cell in cells if name and cell.strip()}


def _value(name: str, cell: str, place: str) -> Any:
    if name not in LISTS:
        return cell
    if cell.startswith("["):
        return _json_list(name, cell, place)
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    return [[part.strip() for part in line.split("|")] for line in lines] if name == "must" else lines


def _json_list(name: str, cell: str, place: str) -> Any:
    try:
        return json.loads(cell)
    except ValueError as error:
        raise InputError(f"{place} 的 {name} 列不是有效的 JSON 列表：{cell[:40]}") from error
