"""Spreadsheets (.xlsx, .xlsm): every sheet read into prose (rows of one cell) and tables (the rest), merges known.

openpyxl reads the cells; formulas give the results that the file keeps and are never computed. A blank row ends a table,
but the columns are those of the whole sheet, so a table that goes on below a gap or a title keeps its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

from corpus.errors import InputError
from corpus.formats.display import shown_value
from corpus.formats.grid import build_grid
from corpus.formats.package import Package, check_declarations
from corpus.formats.types import GridCell, Limits, Piece, Prose
from corpus.types import Locator

_Area: TypeAlias = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(slots=True)
class Sheet:
    """What one sheet shows: texts by place, and the areas that hold them (single cells and merged ones)."""

    title: str
    texts: dict[tuple[int, int], str]
    areas: list[_Area]
    by_row: dict[int, list[_Area]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for area in self.areas:
            for row in range(area[0], area[2] + 1):
                self.by_row.setdefault(row, []).append(area)

    def place(self, area: _Area) -> Locator:
        """Where an area stands."""
        return Locator(sheet=self.title, row=area[0], column=area[1])


def read_sheets(name: str, data: bytes, limits: Limits) -> tuple[list[Piece], list[str]]:
    """The pieces of a workbook and the notices on what was not read. InputError when it cannot be read."""
    package = Package(name, data, limits)
    formulas = _check_parts(package, limits)
    book = _open(name, data, with_results=True)
    pieces: list[Piece] = []
    notices: list[str] = ["文件带有宏，已忽略"] if "xl/vbaProject.bin" in package.names else []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notices.append(f"隐藏的工作表“{sheet.title}”未读")
            continue
        read = _read(sheet)
        pieces.extend(_pieces(read))
        hidden = sum(bool(row.hidden) for row in sheet.row_dimensions.values())
        notices.extend([f"工作表“{sheet.title}”有 {hidden} 个隐藏行，已一并读入"] if hidden else [])
    if formulas and (missing := _without_result(book, _open(name, data, with_results=False))):
        notices.append(f"有 {missing} 个公式没有保存结果，未读：请用 Excel 打开并保存一次")
    return pieces, notices


def _check_parts(package: Package, limits: Limits) -> bool:
    """Whether a sheet has formulas. InputError for document types in the XML, and for too many cells."""
    cells, formulas = 0, False
    for part in sorted(package.names):
        if not part.startswith("xl/") or not part.endswith((".xml", ".rels")):
            continue
        content = package.bytes(part)
        check_declarations(package.name, content)
        cells += content.count(b"<c ") + content.count(b"<c>")
        formulas = formulas or b"<f>" in content or b"<f " in content
    if cells > limits.cells:
        raise InputError(f"文件“{package.name}”有 {cells} 个单元格，超过 {limits.cells} 个，未读取：请拆分后重新放入。")
    return formulas


def _open(name: str, data: bytes, *, with_results: bool) -> Any:
    import warnings

    from openpyxl import load_workbook  # 0.2 s, which the other formats need not wait for

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and styles that it leaves out; none is text
            return load_workbook(BytesIO(data), data_only=with_results, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parts raise on a broken file
        raise InputError(f"文件“{name}”已损坏，无法读取：请用 Excel 打开并另存后重新放入。") from error


def _without_result(results: Any, formulas: Any) -> int:
    """How many formulas of visible sheets have no result in the file."""
    return sum(
        cell.data_type == "f" and results[sheet.title].cell(*place).value is None
        for sheet in formulas.worksheets
        if sheet.sheet_state == "visible"
        for place, cell in list(sheet._cells.items())
    )


def _read(sheet: Any) -> Sheet:
    """The texts and areas of a sheet. ``_cells`` holds only the cells that exist: a stray format far below costs nothing."""
    texts = {}
    for place, cell in sheet._cells.items():
        built_in = cell._style.numFmtId if cell.has_style else 0
        text = re.sub(r"_x000[DA]_", "\n", shown_value(cell.value, cell.number_format or "", built_in)).strip()
        if text:
            texts[place] = text
    merged = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges]
    merged = [area for area in merged if area[:2] in texts]
    inside = {area[:2] for area in merged}
    singles = [(row, column, row, column) for row, column in texts if (row, column) not in inside]
    last = max((row for row, _ in texts), default=0)
    return Sheet(
        sheet.title, texts, sorted((a[0], a[1], min(a[2], max(last, a[0])), a[3]) for a in [*merged, *singles])
    )


# --- prose and tables ----------------------------------------------------------------------------------------------


def _pieces(sheet: Sheet) -> Iterator[Piece]:
    """Bands of rows in order. A band in which no row has two texts is prose, any other a table under its titles."""
    columns: list[int] | None = None
    for band in _bands(sheet):
        titles = next((i for i, row in enumerate(band) if len(sheet.by_row[row]) > 1), len(band))
        yield from (
            Prose(sheet.texts[a[:2]], sheet.place(a)) for row in band[:titles] for a in sheet.by_row[row] if a[0] == row
        )
        if titles < len(band):
            columns = columns or _columns(sheet)
            yield build_grid(_cells(sheet, band[titles:], columns))


def _bands(sheet: Sheet) -> Iterator[list[int]]:
    """Rows with text, those that follow each other together."""
    band: list[int] = []
    for row in sorted(sheet.by_row):
        if band and row > band[-1] + 1:
            yield band
            band = []
        band.append(row)
    if band:
        yield band


def _columns(sheet: Sheet) -> list[int]:
    """The columns in which a cell of a table begins."""
    rows = (areas for areas in sheet.by_row.values() if len(areas) > 1)
    return sorted({area[1] for areas in rows for area in areas})


def _cells(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Iterator[GridCell]:
    """The areas of ``rows``, and blanks where a column has none, so that every band has the same columns."""
    areas = dict.fromkeys(area for row in rows for area in sheet.by_row[row])
    for area in areas:
        top = max(area[0], rows[0])
        yield GridCell(
            top - rows[0], area[1], area[2] - top + 1, area[3] - area[1] + 1, sheet.texts[area[:2]], sheet.place(area)
        )
    for row in rows:
        held = [range(area[1], area[3] + 1) for area in sheet.by_row[row]]
        for column in columns:
            if not any(column in span for span in held):
                yield GridCell(row - rows[0], column, 1, 1, "", Locator(sheet=sheet.title, row=row, column=column))
