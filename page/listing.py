"""The lines of an answer as paragraphs and tables.

``qa`` writes answers as lines of text, so that a terminal and a program can read them. Two neighbouring lines of one
form (a numbered item with named facts, 甲县·任务：牵头：…, the same in brackets after what a plan says of it, a contradiction
with both its values) are the rows of a table; a line of no known form is a paragraph. Nothing is left out or added: the cells of a row hold the words of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FACTS = "牵头|配合|落实|时限|原文|文中另写到"
_FACT = re.compile(rf"(?:^|[：；])(?=(?:{FACTS})：)")
_ITEM = re.compile(r"(?P<number>\d+)\. (?P<text>.+)")
_ASIDE = re.compile(r"（(?P<text>.+)）")
_END = re.compile(r"(?:（(?:附件[\d一二三四五六七八九十]* ?)?(?:第\d+项)?）)?(?:\[\d+\])*$")
_DISPUTE = re.compile(
    r"(?:(?P<number>\d+)\. )?(?P<matter>.+)：(?P<kind>时限|牵头单位|配合单位)"
    r"(?P<one>[^“”，]{1,8})写“(?P<first>[^“”]*)”(?P<mark>\[\d+\])，(?P<other>[^“”，]{1,8})写“(?P<second>[^“”]*)”(?P<mark2>\[\d+\])。"
)
NUMBER, SUBJECT = "序号", "任务"
QUOTES = ("原文", "文中另写到")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer; ``end`` is where it ends in the whole text."""

    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column, and where the row's line ends in the whole text."""

    cells: dict[str, str]
    end: int


Table = list[Row]


def blocks(text: str) -> Iterator[Line | Table]:
    """The paragraphs and tables of ``text``, in order."""
    rows: Table = []
    lines: list[Line] = []
    kind = ""
    for line in _lines(text):
        found = _row(line.text)
        if rows and (not found or found[0] != kind):
            yield from _closed(rows, lines)
            rows, lines = [], []
        if found:
            kind = found[0]
            rows.append(Row(found[1], line.end))
            lines.append(line)
        else:
            yield line
    yield from _closed(rows, lines)


def columns(table: Sequence[Row]) -> list[str]:
    """The columns that some row fills, in the order in which they come up; quotations have a line of their own."""
    names = dict.fromkeys(name for row in table for name in row.cells)
    return [name for name in names if name not in QUOTES]


def _lines(text: str) -> Iterator[Line]:
    end = 0
    for line in text.split("\n"):
        end += len(line) + 1
        if line.strip():
            yield Line(line, end - 1)


def _closed(rows: Table, lines: list[Line]) -> Iterator[Line | Table]:
    """Rows that make a table; a single one reads better as a line, and so do items without any fact."""
    facts = {name for row in rows for name in row.cells} - {NUMBER, SUBJECT}
    if len(rows) > 1 and (facts or len(rows) > 4):
        yield rows
    else:
        yield from lines


def _row(line: str) -> tuple[str, dict[str, str]] | None:
    """The kind of row that ``line`` is, with its cells."""
    if dispute := _DISPUTE.fullmatch(line):
        return "dispute", _dispute_cells(dispute)
    if item := _ITEM.fullmatch(line):
        return "item", {NUMBER: item["number"], **_cells(item["text"])}
    aside = _ASIDE.fullmatch(line)
    cells = _cells(aside["text"] if aside else line)
    if not cells[SUBJECT] or not set(cells) & set(FACTS.split("|")):
        return None
    return ("aside", cells) if aside else ("fact", cells) if line[:1] not in "（【注-" else None


def _cells(text: str) -> dict[str, str]:
    """The subject, with its place in the plan and the marks that end the line, and the named facts."""
    end = _END.search(text)
    assert end is not None  # it matches the empty end
    subject, *facts = _FACT.split(text[: end.start()])
    named = (fact.partition("：") for fact in facts)
    return {SUBJECT: subject + end[0], **{name: value for name, _, value in named}}


def _dispute_cells(match: re.Match[str]) -> dict[str, str]:
    number = {NUMBER: match["number"]} if match["number"] else {}
    one, other = (f"{match['first']}{match['mark']}", f"{match['second']}{match['mark2']}")
    same = match["one"] == match["other"]
    return {
        **number,
        SUBJECT: match["matter"],
        "不一致": match["kind"],
        match["one"]: one,
        f"{match['other']}（另一处）" if same else match["other"]: other,
    }
