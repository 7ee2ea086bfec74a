"""What the reader of a plan was unsure of in its tables and notes, found by reading the plan's lines once more.

A header that no vocabulary knows, rows whose cells are not as many as the columns, rows and notes that became no task: what
is read here and stands in no task is told, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.blocks import Paragraph, Table, read_blocks
from corpus.cells import is_blank, kind_of
from corpus.findings import find_notes
from corpus.headers import UNIT_ROLES, field_role
from corpus.labels import match_label
from corpus.marks import unexplained_marks
from corpus.row_lines import names_columns
from corpus.stacked import stacked_headers, stacked_tables
from corpus.tables import Caption, HeaderRow, Row, read_rows
from corpus.text import Folded
from corpus.types import Document, Span
from corpus.units import is_complete, is_unit_list

_DUTIES = UNIT_ROLES | {"deadline"}
_LIMIT_FOR_ALL = re.compile(
    "未(?:逐项|单独)?(?:注明|写明|明确|标明|列明|标注|规定)(?:具体|办理)?(?:完成|工作|整改)?(?:时限|时间|期限)"
)
_FEW = 3  # filled cells: fewer are a caption


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to check by eye: where, and what (one Chinese line)."""

    span: Span
    text: str


def doubts_of(document: Document, span: Span, held: Collection[int]) -> Iterator[Doubt]:
    """The doubts about the lines of ``span``; ``held`` are the lines that stand in tasks."""
    readable = stacked_tables(document.lines)
    for names, _ in stacked_headers(document.lines):
        if names[0] not in readable and span.first <= names[0] <= span.last:
            yield Doubt(Span(names[0], names[-1]), "像是表格，但各格自成一行、分不清哪行属于哪一栏，没有读成任务")
    marked = [Span(number, number) for number in unexplained_marks(document.lines) if span.first <= number <= span.last]
    yield from _together(marked, "单位名前有★一类记号，按牵头单位读，但文中没有说明记号的意思")
    for block in read_blocks(document.lines):
        if not span.overlaps(block.span):
            continue
        if isinstance(block, Table):
            yield from _in_table(block, held)
        elif not _held(block.span, held) and _assigns(block):
            yield Doubt(block.span, "写有分工，但没有读成任务")
        elif _LIMIT_FOR_ALL.search(block.text):
            yield Doubt(block.span, "这里统一规定了没有写明时限的任务何时完成，没有套用到各项任务")
        elif any(map(names_columns, block.folded.source.split("\n"))):
            yield Doubt(block.span, "像是表头，但下面没有读出表格")


def _held(span: Span, held: Collection[int]) -> bool:
    return any(line in held for line in range(span.first, span.last + 1))


def _assigns(paragraph: Paragraph) -> bool:
    """Whether a paragraph holds a note, or a label with nothing but names behind it."""
    folded = paragraph.folded
    label = match_label(folded)
    if label is None:
        return bool(find_notes(paragraph))
    return label.role in UNIT_ROLES and is_unit_list(Folded(folded.raw(label.end)))


def _in_table(table: Table, held: Collection[int]) -> Iterator[Doubt]:
    entries = read_rows(table)
    first = next((place for place, entry in enumerate(entries) if isinstance(entry, HeaderRow)), len(entries))
    loose = [entry for entry in entries[:first] if isinstance(entry, Caption) and _duties_in(table, entry)]
    yield from _together(
        [entry.span for entry in loose if not _held(entry.span, held)], "表格里这些行上面没有认出表头，没有读成任务"
    )
    rows = [entry for entry in entries if isinstance(entry, Row)]
    yield from _together([row.span for row in rows if _count(row) != len(row.columns)], "这些行的格数与表头的列数不同")
    yield from _together(
        [row.span for row in rows if _has_duty(row) and not _held(row.span, held)], "表格里这些行没有读成任务"
    )
    for header, row in pairwise(entries):
        if isinstance(header, HeaderRow) and isinstance(row, Row):
            yield from _unknown_names(header, row)


def _together(spans: Sequence[Span], text: str) -> Iterator[Doubt]:
    """One doubt for all rows of a table that share it, with the lines at which they begin."""
    if spans:
        places = "、".join(str(span.first) for span in spans)
        yield Doubt(Span(spans[0].first, spans[-1].last), f"{text}：第{places}行起")


def _unknown_names(header: HeaderRow, row: Row) -> Iterator[Doubt]:
    for column in row.columns:
        if not column.name:
            yield Doubt(header.span, "表头有一列没有名称，其内容只随原文引用")
        elif not field_role(column.name):
            use = "按分组读" if column.role == "group" else "其内容只随原文引用"
            yield Doubt(header.span, f"表头“{column.name}”不认识，{use}")


def _has_duty(row: Row) -> bool:
    """Whether a cell of units or of a time limit is filled."""
    return any(
        column.role in _DUTIES and any(not is_blank(cell.text) for cell in cells)
        for column, cells in zip(row.columns, row.values, strict=True)
    )


def _count(row: Row) -> int:
    return len(dict.fromkeys(cell for cells in row.values for cell in cells))


def _duties_in(table: Table, caption: Caption) -> bool:
    """Whether a row that no header governs names an office among several cells; a place alone may be a row of indicators."""
    span = caption.span
    cells = [cell for cell in table.cells if cell.text and span.first <= cell.span.first <= cell.span.last <= span.last]
    return len(cells) >= _FEW and any(kind_of(cell) == "units" and is_complete(cell.text) for cell in cells)
