"""Tables that people fill in, as rows of text: Excel files, and CSV in UTF-8 or as a Chinese Excel saves it (GB18030)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from zipfile import BadZipFile

from corpus.errors import InputError
from corpus.formats.plain import decode

Rows = list[list[str]]


def xlsx_rows(path: Path) -> Rows:
    """The first sheet. InputError when the file is no workbook."""
    from openpyxl import load_workbook  # takes 0.2 s, which the other formats need not wait for

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, KeyError) as error:
        raise InputError(f"读不到 Excel 文件 {path}：请确认它是 .xlsx 工作簿。") from error
    with closing(workbook):
        return [[_cell(value) for value in row] for row in workbook.worksheets[0].iter_rows(values_only=True)]


def csv_rows(path: Path) -> Rows:
    """The rows of a CSV file. InputError when it cannot be read."""
    try:
        return list(csv.reader(io.StringIO(decode(path.name, path.read_bytes()), newline="")))
    except (OSError, csv.Error) as error:
        raise InputError(f"CSV 文件“{path}”无法读取：请核对路径，并确认它是用逗号分列的文本文件。") from error


def under_header(rows: Rows) -> list[tuple[int, dict[str, str]]]:
    """Each row that is not empty, by the names in the first one, with its number as a person counts."""
    names = [name.strip() for name in rows[0]] if rows else []
    return [(number, _by_name(names, row)) for number, row in enumerate(rows[1:], 2) if any(map(str.strip, row))]


def _by_name(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in zip(names, row, strict=False) if name and cell.strip()}


def _cell(value: object) -> str:
    return "" if value is None else str(value)
