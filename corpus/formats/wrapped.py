"""Which lines of a page are one paragraph: a line that reached the margin goes on, one that stopped short has ended.

A line ended on purpose when what opens the next one would still have fitted. Chinese breaks anywhere but before closing
marks and inside figures and Latin words, so what opens a line is a character with the marks after it, or a whole word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.formats.page import Box, Line, around
from corpus.headers import UNIT_ROLES, field_role
from corpus.headings import match_heading
from corpus.text import fold
from corpus.units import is_complete, is_unit

_OPENING = re.compile(
    r"[A-Za-z0-9.%~\-—–_/]+[、，。；：！？）》」』】〕”’,.;:!?)\]]*|[“‘（《「『【〔(\[]*.[、，。；：！？）》」』】〕”’,.;:!?)\]…—]*"
)
_SLACK = 0.6  # em: justified lines and rounding end a little short of the margin
_INDENTED = 0.8  # em
_APART = 1.1  # em of white between two lines: more than between lines of one paragraph


@dataclass(frozen=True, slots=True)
class Text:
    """Lines joined: the text, where it stands, its least confidence. ``open`` tells that its last line was full."""

    text: str
    box: Box
    confidence: float
    open: bool
    indented: bool = False


def cell_text(lines: Sequence[Line], box: Box) -> Text | None:
    """The text of a table cell: wrapped lines joined, lines ended on purpose kept apart."""
    if not lines:
        return None
    margin = max(0.0, min(min(line.box.left - box.left, box.right - line.box.right) for line in lines))
    room = box.width - 2 * min(margin, lines[0].size)
    written = lines[0].text
    for before, line in pairwise(lines):
        full = room - before.box.width < _opening_width(line) + _SLACK * before.size and not _are_names(before, line)
        written += ("" if full else "\n") + _joint(before, line) * full + line.text
    last = room - lines[-1].box.width < 1.6 * lines[-1].size
    return Text(written, around(line.box for line in lines), min(line.confidence for line in lines), last)


def _are_names(before: Line, line: Line) -> bool:
    """Whether both lines are whole names of bodies: a list with one name a line, though the first fills its line."""
    return is_complete(fold(before.text)) and is_complete(fold(line.text))


def paragraphs(lines: Sequence[Line], column: Box) -> list[Text]:
    """Lines of one text column put together to paragraphs."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, column) for group in groups]


def _paragraph(lines: Sequence[Line], column: Box) -> Text:
    written = lines[0].text
    for before, line in pairwise(lines):
        written += _joint(before, line) + line.text
    last = lines[-1]
    return Text(
        written,
        around(line.box for line in lines),
        min(line.confidence for line in lines),
        column.right - last.box.right < 1.6 * last.size,
        lines[0].box.left - column.left > _INDENTED * lines[0].size,
    )


def _goes_on(group: Sequence[Line], line: Line, column: Box) -> bool:
    """Whether ``line`` goes on with the paragraph of ``group``."""
    before = group[-1]
    if not 0.75 < line.size / before.size < 1.33 or line.box.top - before.box.bottom > _APART * before.size:
        return False
    if column.right - before.box.right > _opening_width(line) + _SLACK * before.size:
        return False
    if _is_whole_list(group, line):
        return False
    if line.box.left - column.left > _INDENTED * line.size:  # an indent begins a paragraph, but in a hanging one
        return len(group) > 1 and abs(line.box.left - before.box.left) < 0.3 * line.size and not _is_heading(line)
    return not (_is_heading(line) and re.search(r"[。；：！？]$", before.text))


def _is_whole_list(group: Sequence[Line], line: Line) -> bool:
    """Whether a labelled list of units (责任单位：…) ends with a whole name, and ``line`` begins with none."""
    label, colon, units = fold("".join(before.text for before in group)).partition(":")
    if not colon or field_role(label) not in UNIT_ROLES or len(label) > 10:
        return False
    last, first = re.split(r"[、,;]", units)[-1], re.split(r"[、,;。:]", fold(line.text))[0]
    return is_unit(last) and not is_unit(first) and not is_unit(last + first)


def _is_heading(line: Line) -> bool:
    return match_heading(fold(line.text)) is not None


def _opening_width(line: Line) -> float:
    """How much room the first piece of ``line`` that cannot be broken takes."""
    opening = _OPENING.match(line.text)
    return sum(line.size * (0.55 if c.isascii() else 1.0) for c in opening[0]) if opening else line.size


def _joint(before: Line, line: Line) -> str:
    """A space between Latin words, nothing between Chinese characters."""
    return " " if before.text[-1:].isascii() and line.text[:1].isascii() and line.text[:1].isalpha() else ""


def margins(lines: Iterable[Line]) -> Box | None:
    """The text column of ``lines``: the left edge of most, and the right edge that the fullest reach."""
    held = list(lines)
    if not held:
        return None
    lefts, rights = sorted(line.box.left for line in held), sorted(line.box.right for line in held)
    around_all = around(line.box for line in held)
    reach = rights[max(0, round(0.95 * len(rights)) - 1)]
    return Box(lefts[len(lefts) // 20], around_all.top, reach, around_all.bottom)
