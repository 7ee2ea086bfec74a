"""From lines to blocks: paragraphs (joined over page breaks and hard wraps) and tables (runs of cells).

Dumped tables have no library: they are what a Word file leaves when saved as text. A line that starts with a tab
opens a cell; the lines below it continue the cell; some lines are whole rows (``corpus.row_lines``). Whether a blank line
ends a row or stands inside a cell is not decided here but in ``corpus.tables``, where the header is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.headers import exact_role
from corpus.headings import match_heading
from corpus.row_lines import Cells, broken_rows, row_lines
from corpus.stacked import StackedTable, stacked_tables
from corpus.text import Folded, fold
from corpus.types import Span

_FURNITURE = re.compile(r"[()—\-–－·•]*(?:第?\d{1,4}页?(?:[,/共]*\d{1,4}页)?)?[()—\-–－·•]*")
_ENDED = re.compile(r"[。！？!?;；:：]”?[)）】]?$|[)）】\]]$")
_ANNEX = re.compile(r"附件?\s*[\d一二三四五六七八九十]*[:：.]?")
_TITLE_END = re.compile(
    r"(?:方案|计划|清单|分工表|明细表|任务表|分解表|分解|分工|一览表|台账|意见|通知|规划|要点|办法|措施|目标|指标|名单)(?:\(.{2,8}\))?$"
)
_LABEL = re.compile(
    r"[一-鿿]{2,8}(?:单位|部门|时限|时间|期限|主体|领导|节点):|[【\[〔][一-鿿]{2,6}(?:单位|部门|时限|时间|期限|主体|领导|节点)[】\]〕]"
)
_CLOSERS = frozenset({")", "】", "]", "〕"})
_BARE_LABELS = frozenset({"lead", "support", "responsible", "implement", "deadline"})
_LIST_MARKS = "•·●◆■▪➢#>"
_DASHED = re.compile("(?:-|—|——|–)(?=[一-鿿“《【])")  # a list of dashes, in Markdown and in print
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text lines that read as one. ``lines`` are the numbers of the lines that hold text."""

    span: Span
    folded: Folded = field(repr=False)

    @property
    def text(self) -> str:
        """The paragraph folded."""
        return self.folded.text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a dumped table. ``gap``: a blank line stands before it; ``loose``: it opens without a tab, so it may
    go on with the cell before it; ``starts_row``: the form of the line says whether a row begins (None: unknown).
    """

    span: Span
    source: str
    gap: bool = False
    loose: bool = False
    starts_row: bool | None = None

    @property
    def text(self) -> str:
        """The cell folded, without the stray brackets that page anchors leave at its start."""
        return fold(self.content)

    @property
    def content(self) -> str:
        """The source without a bracket at its start that nothing closes or opens."""
        content = self.source.lstrip()
        while content[:1] in tuple(")）(（") and not _balanced(content):
            content = content[1:].lstrip()
        return content


def _balanced(text: str) -> bool:
    opening, closing = sum(map(text.count, "(（")), sum(map(text.count, ")）"))
    return opening == closing and text[:1] not in ")）"


@dataclass(frozen=True, slots=True)
class Table:
    """A run of cells in source order."""

    span: Span
    cells: tuple[Cell, ...] = field(repr=False)


Block = Paragraph | Table


def read_blocks(lines: Sequence[str]) -> list[Block]:
    """The blocks of a document's lines, in order. Blank lines and page furniture belong to none."""
    blocks: list[Block] = []
    pending: list[int] = []
    running = _running_headers(lines)
    rows = row_lines(lines)
    broken = broken_rows(lines, rows)
    stacked = stacked_tables(lines)

    def flush() -> None:
        blocks.extend(_paragraphs(lines, pending))
        pending.clear()

    number = 1
    while number <= len(lines):
        if number in stacked:
            flush()
            blocks.append(_stacked(lines, stacked[number]))
            number = stacked[number].last + 1
            continue
        if number in rows or _is_cell_line(lines[number - 1]):
            flush()
            table, number = _table(lines, rows, broken, number)
            blocks.append(table)
            continue
        closes = bool(pending) and fold(lines[number - 1]) in _CLOSERS and _open_bracket(_joined(lines, pending))
        if (closes or not is_furniture(lines[number - 1])) and number not in running:
            pending.append(number)
        number += 1
    flush()
    return blocks


def _running_headers(lines: Sequence[str]) -> frozenset[int]:
    """Lines next to a page number that repeat beside page numbers, or repeat the title; a labelled line never is one."""
    texts = [fold(line) for line in lines]
    filled = [index for index, text in enumerate(texts) if text]
    counts = Counter(texts)
    pages = {index for index in filled if is_furniture(lines[index]) and re.search(r"\d", texts[index])}
    beside = [
        index
        for before, index, after in zip([-1, *filled], filled, [*filled[1:], -1], strict=False)
        if index not in pages and ({before, after} & pages) and "\t" not in lines[index]
    ]
    repeated = Counter(texts[index] for index in beside)
    return frozenset(
        index + 1
        for index in beside
        if not _LABEL.match(texts[index])
        and (repeated[texts[index]] > 1 or (counts[texts[index]] > 1 and _TITLE_END.search(texts[index])))
    )


def is_furniture(line: str) -> bool:
    """Blank lines, stray brackets of page anchors, page numbers."""
    return bool(_FURNITURE.fullmatch(fold(line))) and "\t" not in line


def _is_cell_line(line: str) -> bool:
    return line.startswith("\t") and line.count("\t") == 1


def _table(lines: Sequence[str], rows: Mapping[int, Cells], broken: Collection[int], number: int) -> tuple[Table, int]:
    """The table that begins at line ``number``, and the number of the first line after it."""
    cells: list[Cell] = []
    gap, first, last = False, number, number
    while number <= len(lines):
        line = lines[number - 1]
        if is_furniture(line) and not _is_cell_line(line):
            gap, number = True, number + 1
            continue
        if number in broken and cells:
            rest = line.split("\t")
            cells[-1] = _longer(cells[-1], rest[0], number)
            cells.extend(Cell(Span(number, number), part, starts_row=False) for part in rest[1:])
        elif number in rows:
            cells.extend(_row_cells(rows[number], number))
        elif _is_cell_line(line):
            cells.append(Cell(Span(number, number), line[1:], gap=gap))
        elif _is_section_line(lines, rows, number, cells):
            cells.append(Cell(Span(number, number), line, starts_row=True))
        elif not gap and cells and (cells[-1].starts_row is None or _row_below(lines, rows, number)):
            cells[-1] = _longer(cells[-1], line, number)
        elif gap and _goes_on(lines, number):
            cells.append(Cell(Span(number, number), line, gap=True, loose=True))
        else:
            break
        gap, last, number = False, number, number + 1
    return Table(Span(first, last), tuple(cells)), number


def _stacked(lines: Sequence[str], table: StackedTable) -> Table:
    """The cells of a table that stand below each other; a blank cell has the place of the one before it."""
    cells: list[Cell] = []
    for row in table.rows:
        last = min(number for value in row.values for number in value)
        for index, value in enumerate(row.values):
            span = Span(value[0], value[-1]) if value else Span(last, last)
            last = span.last
            source = "\n".join(lines[number - 1] for number in value)
            cells.append(Cell(span, source, starts_row=index == 0))
    return Table(Span(table.first, table.last), tuple(cells))


def _is_section_line(lines: Sequence[str], rows: Mapping[int, Cells], number: int, cells: Sequence[Cell]) -> bool:
    """A heading between rows that each fill a line, or any line behind a row whose last cell is blank."""
    if not cells or cells[-1].starts_row is None or not _row_below(lines, rows, number):
        return False
    return bool(match_heading(fold(lines[number - 1]))) or not cells[-1].text


def _row_below(lines: Sequence[str], rows: Mapping[int, Cells], number: int) -> bool:
    """The next line with text is a row again."""
    below = (after for after in range(number + 1, len(lines) + 1) if not is_furniture(lines[after - 1]))
    return next(below, 0) in rows


def _longer(cell: Cell, line: str, number: int) -> Cell:
    return Cell(Span(cell.span.first, number), f"{cell.source}\n{line}", cell.gap, cell.loose, cell.starts_row)


def _row_cells(parts: Cells, number: int) -> Iterator[Cell]:
    for index, part in enumerate(parts):
        yield Cell(Span(number, number), re.sub(r"<br\s*/?>", "\n", part), starts_row=index == 0)


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Text inside a table: within a few lines, with no blank between, a cell line follows; annexes never are."""
    for ahead in range(number, min(number + 12, len(lines) + 1)):
        line = lines[ahead - 1]
        if _is_cell_line(line):
            return True
        if is_furniture(line) or _ANNEX.fullmatch(fold(line)):
            return False
    return False


def _paragraphs(lines: Sequence[str], numbers: Sequence[int]) -> Iterator[Paragraph]:
    group: list[int] = []
    for number in numbers:
        if group and not _continues(_joined(lines, group), fold(lines[number - 1]), number - group[-1]):
            yield _paragraph(lines, group)
            group = []
        group.append(number)
    if group:
        yield _paragraph(lines, group)


def _joined(lines: Sequence[str], group: Sequence[int]) -> str:
    return "".join(fold(lines[number - 1]) for number in group)


def _paragraph(lines: Sequence[str], group: Sequence[int]) -> Paragraph:
    return Paragraph(Span(group[0], group[-1]), Folded("\n".join(lines[number - 1] for number in group)))


def _continues(before: str, after: str, distance: int) -> bool:
    """Whether ``after`` goes on with the sentence that ``before`` breaks off (folded lines)."""
    if _open_bracket(before):
        return True
    if _opens_something(after) or before[0] in _LIST_MARKS:
        return False
    if _LABEL.match(before) and not before.endswith(("。", ";")):
        return not _is_finished_list(before)
    if _ENDED.search(before) or _is_title(before) or _is_date_line(before):
        return False
    if before[-1] in "、,":
        return True
    heading = match_heading(before)
    if heading and not heading.runs_on:
        return bool(re.search(r"[\d年月由、,]$", before))  # a heading never ends so: a numbered sentence was cut
    return len(before) > _SHORT or bool(re.search(r"[。,;]", before))


def _opens_something(line: str) -> bool:
    heading = match_heading(line)
    return bool(
        (heading and not re.match(r"\d{1,3}[月年日]", line))
        or _ANNEX.match(line)
        or _LABEL.match(line)
        or exact_role(line) in _BARE_LABELS
        or line[0] in _LIST_MARKS
        or _DASHED.match(line)
    )


def _open_bracket(text: str) -> bool:
    """A bracket opened in the last 300 characters is still open."""
    tail = text[-300:]
    return any(tail.rfind(o) > tail.rfind(c) for o, c in ("()", "【】", "《》", "[]", "〔〕"))


def _is_title(text: str) -> bool:
    """Ends as titles do; a sentence that is broken off behind the name of a plan has marks of its own before it."""
    return bool(_TITLE_END.search(text)) and not re.search(r"[。,;]", text)


def _is_date_line(text: str) -> bool:
    return bool(re.fullmatch(r"(?:20\d\d|二[○〇零]..?)年.{1,3}月.{1,3}日", text))


def _is_finished_list(text: str) -> bool:
    from corpus.units import is_unit  # a unit list that ends with a whole name is finished

    return is_unit(re.split(r"[、,:;]", text)[-1])
