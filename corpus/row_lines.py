"""Lines of text that are whole rows of a table: cells divided by tabs or by pipes.

Pipes follow GitHub Flavored Markdown 4.10: a rule of hyphens below the header makes a table of the lines with pipes around
it, and the pipes at their ends may be left out (so html2text and trafilatura write tables). Spaces divide no cells: they may
stand anywhere in dumped text. Names of columns divided by spaces are told to the reader of the report instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.headers import UNIT_ROLES, field_role
from corpus.text import fold

Cells = tuple[str, ...]

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")
_FEWEST = 3  # names of columns on one line


def row_lines(lines: Sequence[str]) -> dict[int, Cells]:
    """The cells of every line that is a row, by the number of the line; a rule below a header is a row without cells."""
    rows: dict[int, Cells] = {}
    for number, line in enumerate(lines, 1):
        if _is_piped(line):
            rows[number] = _piped_cells(line)
        elif line.count("\t") >= 2 or ("\t" in line.strip() and not line.startswith("\t")):
            rows[number] = tuple(line.split("\t"))
    return rows | dict(_ruled_rows(lines))


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


def names_columns(line: str) -> bool:
    """Whether a line is names of columns divided by spaces, among them what is to be done and who does it."""
    names = line.split()
    if len(names) < _FEWEST or "\t" in line or "|" in line:
        return False
    roles = {field_role(fold(name)) for name in names}
    return "" not in roles and not roles.isdisjoint(("task", "group")) and not roles.isdisjoint(UNIT_ROLES)
