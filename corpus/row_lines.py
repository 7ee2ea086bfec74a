"""Lines of text that are whole rows of a table: cells divided by tabs or by pipes.

A line break inside a cell cuts such a row in two: where the columns are numbered, lines that begin with no number and together
fill up the columns of the header go on with the row above them.

Pipes follow GitHub Flavored Markdown 4.10: a rule of hyphens below the header makes a table of the lines with pipes around
it, and the pipes at their ends may be left out (so html2text and trafilatura write tables). Spaces may stand anywhere
in dumped text and divide no cells of themselves; only below names of columns that spaces divide do they divide rows (so tables
come out of a PDF or a web page by copying), as far as line after line holds about as many cells as there are columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.headers import UNIT_ROLES, field_role
from corpus.text import fold

Cells = tuple[str, ...]

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")
_FEWEST = 3  # names of columns on one line
_FEWEST_ROWS = 2
_MERGED = 3  # cells that a row may lack for being merged
_BROKEN = 2  # spaces that may stand inside the cells of a row
_LONGEST = 12  # lines of one row


def row_lines(lines: Sequence[str]) -> dict[int, Cells]:
    """The cells of every line that is a row, by the number of the line; a rule below a header is a row without cells."""
    rows: dict[int, Cells] = {}
    for number, line in enumerate(lines, 1):
        if _is_piped(line):
            rows[number] = _piped_cells(line)
        elif line.count("\t") >= 2 or ("\t" in line.strip() and not line.startswith("\t")):
            rows[number] = tuple(line.split("\t"))
    return rows | dict(_ruled_rows(lines)) | dict(_spaced_rows(lines))


def broken_rows(lines: Sequence[str], rows: Mapping[int, Cells]) -> frozenset[int]:
    """The lines that go on with the row of tabs above them: its cell is broken, and the rest of its cells stand here."""
    broken: set[int] = set()
    width = 0
    for number in sorted(rows):
        cells = rows[number]
        if number in broken or "\t" not in lines[number - 1]:
            continue
        if field_role(fold(cells[0])) == "serial":
            width = len(cells)
        elif width and len(cells) <= width and _is_number(cells[0]):
            broken.update(_rest(lines, number, width))
    return frozenset(broken)


def _rest(lines: Sequence[str], number: int, width: int) -> range:
    """The lines behind line ``number`` that complete its row of ``width`` cells; none where they do not do so exactly."""
    cells = lines[number - 1].split("\t")
    after = number
    while after < min(len(lines), number + _LONGEST):
        line = lines[after]
        more = line.split("\t")
        complete = len(cells) == width and not fold(cells[-1]).endswith(("、", ","))
        if complete or _is_number(more[0]) or len(cells) + len(more) - 1 > width:
            break
        cells[-1:] = [cells[-1] + more[0], *more[1:]]
        after += 1
    return range(number + 1, after + 1) if len(cells) == width else range(0)


def _is_number(text: str) -> bool:
    return fold(text).rstrip(".、").isdigit()


def _is_piped(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") >= 3


def _piped_cells(line: str, *, opened: bool = True, closed: bool = True) -> Cells:
    """The cells of a line; ``opened`` and ``closed`` tell whether a pipe at its ends stands outside the cells."""
    if _RULE.fullmatch(line):
        return ()
    text = line.strip()
    text = text.removeprefix("|") if opened else text
    text = text.removesuffix("|") if closed else text
    return tuple(text.split("|"))


def _ruled_rows(lines: Sequence[str]) -> Iterator[tuple[int, Cells]]:
    """The rows of tables with a rule: the header above it, and the lines with pipes below."""
    last = 0
    for number, rule in enumerate(lines, 1):
        if number - 1 <= last or not _RULE.fullmatch(rule) or "|" not in lines[number - 2]:
            continue
        opened, closed = rule.strip().startswith("|"), rule.strip().endswith("|")
        for last in range(number - 1, len(lines) + 1):
            if "|" not in lines[last - 1]:
                break
            yield last, _piped_cells(lines[last - 1], opened=opened, closed=closed)


def _spaced_rows(lines: Sequence[str]) -> Iterator[tuple[int, Cells]]:
    """The headers whose names spaces divide, with the rows right below them; a header with no such row is none."""
    last = 0
    for number, line in enumerate(lines, 1):
        if number <= last or not names_columns(line):
            continue
        header = tuple(line.split())
        rows = dict(_rows_below(lines, number, header))
        if len(rows) >= _FEWEST_ROWS:
            last = max(rows)
            yield number, header
            yield from rows.items()


def _rows_below(lines: Sequence[str], header_number: int, header: Cells) -> Iterator[tuple[int, Cells]]:
    numbered = field_role(fold(header[0])) == "serial"
    for number in range(header_number + 1, len(lines) + 1):
        cells = tuple(lines[number - 1].split())
        if not cells:
            continue
        if numbered and not _is_number(cells[0]):
            break
        if not len(header) - _MERGED <= len(cells) <= len(header) + _BROKEN or (not numbered and len(cells) < _FEWEST):
            break
        yield number, cells


def names_columns(line: str) -> bool:
    """Whether a line is names of columns divided by spaces, among them what is to be done and who does it."""
    names = line.split()
    if len(names) < _FEWEST or "\t" in line or "|" in line:
        return False
    roles = {field_role(fold(name)) for name in names}
    return "" not in roles and not roles.isdisjoint(("task", "group")) and not roles.isdisjoint(UNIT_ROLES)
