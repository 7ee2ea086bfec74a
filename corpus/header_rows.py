"""Where the headers of a dumped table stand, and how two rows of names become one.

A header is a row of short cells of which most are wordings that ``vocabulary/roles.toml`` knows and one names a duty; its
first cell may be of any wording where the form shows that a row begins. A second row is part of it when it stands under
merged names alone: a merged name is followed by blanks, is repeated, or is written once over several names. No row of data
does that, for data fill the columns whose names are not merged too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.blocks import Cell
from corpus.dates import looks_like_deadline
from corpus.headers import HEADER_LIMIT, UNIT_ROLES, Column, columns_of, field_role
from corpus.headings import match_heading
from corpus.units import is_complete

_NO_NAME = re.compile(r"附件|附表|.*(?:方案|清单|表|台账)$")


def find_headers(cells: Sequence[Cell]) -> Iterator[tuple[int, int, tuple[Column, ...]]]:
    """``(start, stop, columns)`` of every header, a second row of names joined in."""
    position = 0
    while position < len(cells):
        found = _header_at(cells, position)
        if found is None:
            position += 1
            continue
        stop, names = found
        yield position, stop, columns_of(names)
        position = stop


def _header_at(cells: Sequence[Cell], start: int) -> tuple[int, list[str]] | None:
    """Where the header that starts at ``start`` ends, and the names of its columns; None where none starts."""
    if not _may_open(cells, start):
        return None
    for stop, end in _rows(cells, start):
        above, below = _texts(cells, start, stop), _texts(cells, stop, end)
        names = joined(above, below) if below else above
        if names and _is_header([*names, *(name for name in above if name not in names)]):
            return end, names
    return None


def _texts(cells: Sequence[Cell], start: int, stop: int) -> list[str]:
    return [cell.text for cell in cells[start:stop]]


def _is_header(names: Sequence[str]) -> bool:
    """Two names are known, half of them at least, and one is that of a duty."""
    filled = [name for name in names if name]
    known = [role for name in filled if (role := field_role(name))]
    duty = any(role in UNIT_ROLES or role == "deadline" for role in known)
    return duty and len(known) >= 2 and 2 * len(known) >= len(filled)


def _may_open(cells: Sequence[Cell], start: int) -> bool:
    """A known name where a row may begin, any other one where a row surely does."""
    cell = cells[start]
    if start and not (cell.gap or cell.starts_row or cells[start - 1].starts_row is None):
        return False
    if field_role(cell.text):
        return True
    begins = start == 0 or cell.gap or bool(cell.starts_row)
    return begins and may_be_name(cell.text) and not (_NO_NAME.match(cell.text) or match_heading(cell.text))


def may_be_name(text: str) -> bool:
    """Blank, or short and neither a figure, a time limit nor a body."""
    if not text or field_role(text):
        return True
    return (
        len(text) <= HEADER_LIMIT
        and not re.search(r"[。,;:]", text)
        and not (text.isdigit() or looks_like_deadline(text) or is_complete(text))
    )


def may_be_lower_name(text: str) -> bool:
    """上半年 and 一季度 name columns too, under 推进计划."""
    return may_be_name(text) or (looks_like_deadline(text) and not re.search(r"\d", text))


def _rows(cells: Sequence[Cell], start: int) -> Iterator[tuple[int, int]]:
    """Where the first row of a header at ``start`` may end, and where a second row after it; the likeliest first."""
    if cells[start].starts_row is not None:
        stop = _row_end(cells, start)
        if all(map(may_be_name, _texts(cells, start, stop))):
            end = _row_end(cells, stop)
            if stop < end and all(map(may_be_lower_name, _texts(cells, stop, end))):
                yield stop, end
            yield stop, stop
        return
    stop = _names_end(cells, start)
    yield from _second_rows(cells, start)
    yield stop, stop


def _row_end(cells: Sequence[Cell], start: int) -> int:
    """The next cell with which a row begins."""
    return next((index for index in range(start + 1, len(cells)) if cells[index].starts_row), len(cells))


def _names_end(cells: Sequence[Cell], start: int) -> int:
    """The end of a row of names whose form does not show where it ends. What stands behind the last known name belongs to it
    when a blank line follows; else it is data.
    """
    known_first = bool(field_role(cells[start].text))
    stop = start
    while stop < len(cells) and cells[stop].text and may_be_name(cells[stop].text):
        if cells[stop].gap and stop > start and not (known_first and _goes_on(cells, start, stop)):
            return stop
        stop += 1
    if stop < len(cells) and not cells[stop].gap:
        while stop > start and not field_role(cells[stop - 1].text):
            stop -= 1
    return stop


def _goes_on(cells: Sequence[Cell], start: int, index: int) -> bool:
    """A blank line inside a header: few names stand before it, or a known one behind it."""
    return index - start < 2 or bool(field_role(cells[index].text))


def _second_rows(cells: Sequence[Cell], start: int) -> Iterator[tuple[int, int]]:
    """Divisions of the cells at ``start`` into two rows of names: at a blank line, else where a cell is blank or the first name
    stands again.
    """
    run = start
    while run < len(cells) and may_be_lower_name(cells[run].text):
        run += 1
    gaps = [index for index in range(start + 1, len(cells)) if cells[index].gap]
    inside = [index for index in gaps if index <= run]
    if inside:
        ends = dict(pairwise([*gaps, len(cells)]))
        candidates = [(index, ends[index]) for index in inside if ends[index] <= run]
    else:
        stops = [index for index in range(start + 2, run) if cells[index].text in ("", cells[start].text)]
        candidates = [(stop, end) for stop in stops for end in range(run, stop, -1)]
    for stop, end in candidates:
        if joined(_texts(cells, start, stop), _texts(cells, stop, end)):
            yield stop, end


def joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The names of two header rows, one for each column; none where the rows are not one header.

    Of equal length they stand under each other. A shorter first row has each merged name once: a blank below takes one name,
    a run of names shares one. A shorter second row is all that is left of names that stand under the one they divide.
    """
    if len(above) == len(below):
        return _aligned(above, below)
    if len(below) > len(above):
        return _spread(above, below)
    return _inserted(above, below)


def _aligned(above: Sequence[str], below: Sequence[str]) -> list[str]:
    names: list[str] = []
    divided = False
    for run in _merged_runs(above):
        under = [below[index] for index in run]
        name = above[run[0]]
        if len(run) == 1 and under[0] not in ("", name):
            return []
        divided |= len(run) > 1 and any(text not in ("", name) for text in under)
        names.extend(_name(name, text) for text in under)
    return names if divided else []


def _merged_runs(above: Sequence[str]) -> list[list[int]]:
    """The columns under each name: a blank goes on with the name before it, and so does the same name again."""
    runs: list[list[int]] = []
    for index, name in enumerate(above):
        if runs and name in ("", above[runs[-1][0]]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _spread(above: Sequence[str], below: Sequence[str]) -> list[str]:
    names: list[str] = []
    index, in_run = -1, False
    for text in below:
        if not (text and in_run):
            index += 1
        if index >= len(above):
            return []
        names.append(_name(above[index], text))
        in_run = bool(text)
    return names if index == len(above) - 1 and "" in below else []


def _inserted(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """牵头单位 and 配合单位 take the place of the 责任分工 that they divide."""
    roles = [field_role(name) for name in above]
    lower = [field_role(text) for text in below]
    if roles.count("responsible") != 1 or "lead" in roles or len(below) < 2 or "lead" not in lower:
        return []
    if not UNIT_ROLES.issuperset(lower):
        return []
    divided = roles.index("responsible")
    return [*above[:divided], *below, *above[divided + 1 :]]


def _name(above: str, below: str) -> str:
    """The name of one column: the lower one, unless only the upper one is known (责任单位 over 市级 and 县级)."""
    if not below:
        return above
    lower_tells = field_role(below) or looks_like_deadline(below) or not field_role(above)
    return below if lower_tells else above
