"""Tables whose cells stand one below the other, blank lines between them: what is left of a table on a web page.

Such a dump keeps neither columns nor merged cells. It is read only where nothing has to be guessed: the first column numbers
the rows, and in each row either every column has one line, or every line can belong to one column alone (the names of bodies
to the only column of units, a time limit to the only column of time limits). A line that steps back to an earlier column begins a
row of the same number, whose missing cells were merged. A table that is not so is left alone, and the report tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.dates import looks_like_deadline, opens_with_deadline
from corpus.headers import HEADER_LIMIT, UNIT_ROLES, Column, columns_of, exact_role, field_role
from corpus.headings import match_heading
from corpus.text import Folded, fold
from corpus.units import is_unit_list

_FEWEST = 3
_MOST = 12
_KINDS = {"units": UNIT_ROLES, "date": {"deadline"}, "text": {"task"}}

Values = dict[int, list[int]]  # the numbers of the lines in each column


@dataclass(frozen=True, slots=True)
class StackedRow:
    """The lines of one row, for each column; a caption has one column only. No row: the header."""

    values: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class StackedTable:
    """The header and the rows; ``last`` is the last line of the table."""

    rows: tuple[StackedRow, ...] = field(repr=False)
    first: int
    last: int


def stacked_tables(lines: Sequence[str]) -> dict[int, StackedTable]:
    """The tables of this kind that can be read for certain, by the number of their first line."""
    tables = (_read(lines, *header) for header in stacked_headers(lines))
    return {table.first: table for table in tables if table}


def stacked_headers(lines: Sequence[str]) -> Iterator[tuple[list[int], tuple[Column, ...]]]:
    """The lines of every header whose names stand one below the other, from 序号 to the first figure, and its columns."""
    for number, line in enumerate(lines, 1):
        if "\t" in line or "|" in line or exact_role(fold(line)) != "serial":
            continue
        names = [number, *_names_below(lines, number)]
        columns = columns_of([fold(lines[name - 1]) for name in names])
        known = sum(bool(field_role(column.name)) for column in columns)
        roles = {column.role for column in columns}
        if len(names) >= _FEWEST and 2 * known > len(names) and "task" in roles and not roles.isdisjoint(UNIT_ROLES):
            yield names, columns


def _names_below(lines: Sequence[str], number: int) -> list[int]:
    """The short lines between line ``number`` and the first figure; none where no figure follows them."""
    names: list[int] = []
    for below in _filled(lines, number):
        text = fold(lines[below - 1])
        if _figure(text):
            return names
        if len(text) > HEADER_LIMIT or len(names) == _MOST or not text.replace("(", "").replace(")", "").isalpha():
            break
        names.append(below)
    return []


def _filled(lines: Sequence[str], number: int) -> Iterator[int]:
    return (n for n in range(number + 1, len(lines) + 1) if fold(lines[n - 1]))


def _read(lines: Sequence[str], header: list[int], columns: tuple[Column, ...]) -> StackedTable | None:
    rows = [StackedRow(tuple((name,) for name in header))]
    segments = _segments(lines, header[-1])
    for place, segment in enumerate(segments, 1):
        body, caption = _without_caption(lines, segment) if place < len(segments) else (segment, None)
        found = _lay(lines, body[1:], columns, last=place == len(segments))
        if not found:
            return None
        for order, values in enumerate(found):
            number = () if order else (body[0],)
            rows.append(StackedRow((number, *(tuple(values.get(index, ())) for index in range(1, len(columns))))))
        if caption:
            rows.append(StackedRow(((caption,),)))
    last = max(line for row in rows for value in row.values for line in value)
    return StackedTable(tuple(rows), header[0], last) if segments else None


def _segments(lines: Sequence[str], number: int) -> list[list[int]]:
    """The lines of each numbered row, its number first."""
    segments: list[list[int]] = []
    following = None
    for below in _filled(lines, number):
        text = fold(lines[below - 1])
        if exact_role(text) == "serial":
            break
        if _figure(text) and following in (None, _figure(text)):
            segments.append([below])
            following = _figure(text) + 1
        elif segments and any(map(str.isalpha, text)):
            segments[-1].append(below)
    return segments


def _figure(text: str) -> int:
    """The number of a row; 0 where ``text`` is none."""
    plain = text.rstrip(".、")
    return int(plain) if plain.isdecimal() and len(plain) <= 3 else 0


def _without_caption(lines: Sequence[str], segment: list[int]) -> tuple[list[int], int | None]:
    """A heading above the next number is no cell of the row before it."""
    heading = match_heading(fold(lines[segment[-1] - 1])) if len(segment) > 1 else None
    return (segment[:-1], segment[-1]) if heading and heading.rank < 6 else (segment, None)


def _lay(lines: Sequence[str], body: list[int], columns: tuple[Column, ...], *, last: bool) -> list[Values]:
    """The rows that the lines of one number hold; none where a line could belong to more than one column."""
    whole = {index: [line] for index, line in enumerate(body, 1)}
    kinds = {line: _kind(lines[line - 1]) for line in body}
    if columns[1].role == "task":
        kinds |= dict.fromkeys(body[:1], "text")
    if len(body) == len(columns) - 1 and all(_suits(kinds[body[i - 1]], columns[i]) for i in range(1, len(columns))):
        return [whole]
    rows = _by_kind(body, kinds, columns)
    if last:
        rows = [
            row for place, row in enumerate(rows) if place == 0 or (_is_whole(row, columns) and _bare(row, columns))
        ][:2]
    return rows if rows and all(_is_whole(row, columns) for row in rows) else []


def _kind(line: str) -> str:
    text = fold(line)
    if text.endswith(("。", ";")):
        return "text"
    if looks_like_deadline(text) or opens_with_deadline(text, cell=True):
        return "date"
    return "units" if is_unit_list(Folded(line)) else "text"


def _suits(kind: str, column: Column) -> bool:
    """Units stand under units and nowhere else, time limits under time limits."""
    return kind == "text" if column.role not in UNIT_ROLES | {"deadline"} else column.role in _KINDS[kind]


def _by_kind(body: Sequence[int], kinds: Mapping[int, str], columns: tuple[Column, ...]) -> list[Values]:
    """The rows of lines that go by what they hold to the only column for it; none where there are several."""
    place: dict[str, int] = {}
    for kind, roles in _KINDS.items():
        indices = [index for index, column in enumerate(columns) if column.role in roles]
        if len(indices) > 1:
            return []
        if indices:
            place[kind] = indices[0]
    if len(place) != len(columns) - 1 or any(kinds[line] not in place for line in body):
        return []
    rows: list[Values] = [{}]
    for line in body:
        index = place[kinds[line]]
        if rows[-1] and index < max(rows[-1]):
            rows.append({})
        rows[-1].setdefault(index, []).append(line)
    return rows


def _is_whole(row: Values, columns: tuple[Column, ...]) -> bool:
    """What is to be done, and who does it or by when."""
    roles = {columns[index].role for index in row}
    return "task" in roles and len(roles) > 1


def _bare(row: Values, columns: tuple[Column, ...]) -> bool:
    """No units: behind the last number a text with an office below it may be a signature."""
    return not any(columns[index].role in UNIT_ROLES for index in row)
