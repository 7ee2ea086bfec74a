"""Changes of typesetting that leave a plan the same to a reader: spaces, page breaks, widths."""

from __future__ import annotations

import re

from corpus import fold
from corpus.units import is_unit

_FULL = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
WIDTHS = {**_FULL, **{full: half for half, full in _FULL.items()}}
_MARKUP = re.compile(r"(^\|[ :|-]+\|$|<br>|[|*#>/_{}$-])", re.MULTILINE)  # what draws tables, Markdown and blanks
_SPACED = 5  # cells of a row that spaces divide
_LABEL = re.compile(r"^\W*[^。：:]{2,8}[：:]")


def line_of(text: str, position: int) -> str:
    """The line in which ``position`` lies."""
    start = text.rfind("\n", 0, position) + 1
    return text[start : text.find("\n", position) % (len(text) + 1)]


def _inside_markup(text: str, position: int) -> bool:
    line = line_of(text, position)
    return "---" in line or len(line.split(" ")) >= _SPACED or re.search(r"<[^>]{0,5}$", text[:position]) is not None


def _may_divide_names(text: str, position: int) -> bool:
    """A space in a cell or on a label line is a mark of enumeration where a name stands before it."""
    if "。" in line_of(text, position).rstrip("。"):
        return False
    before = re.sub(r"（[^（）]*）", "", text[text.rfind("\n", 0, position) + 1 : position])
    return "（" in before or is_unit(fold(re.split(r"[、，；,;：:|\t]", before)[-1]))


def gaps(text: str) -> list[int]:
    """Positions between two characters of one line where a space means nothing."""
    return [
        position
        for position in range(1, len(text))
        if not (text[position - 1].isspace() or text[position].isspace())
        and not _inside_markup(text, position)
        and not _may_divide_names(text, position)
    ]


def breaks(text: str) -> list[int]:
    """Positions inside running text where a page may end.

    That is after the first sentence of a paragraph and 25 characters; not beside a bracket or a mark that ends a
    sentence, not before a label or a figure, and not after a word that ends titles.
    """
    return [position for position in gaps(text) if _may_break(text, position)]


def _may_break(text: str, position: int) -> bool:
    line = line_of(text, position)
    before = text[text.rfind("\n", 0, position) + 1 : position]
    if "\t" in line or "|" in line or _LABEL.match(line) or len(before) < 25 or "。" not in before:
        return False
    if re.search(
        r"[。；：！？:;（）【】()”]$|(?:方案|计划|清单|意见|通知|规划|要点|办法|措施|目标|指标|名单|台账)$", before
    ):
        return False
    return not re.match(r"[）】)。，；：、,;:”\d]|[^。]{2,12}[：:]", text[position:])


def inserted(text: str, positions: list[int], what: str) -> str:
    """``text`` with ``what`` at each of ``positions``."""
    for position in sorted(positions, reverse=True):
        text = text[:position] + what + text[position:]
    return text


def swapped(text: str, chosen: frozenset[str]) -> str:
    """``text`` with the width of the ``chosen`` characters changed, except where they draw tables or Markdown."""
    return "".join(
        piece if _MARKUP.fullmatch(piece) else "".join(WIDTHS[c] if c in chosen else c for c in piece)
        for piece in _MARKUP.split(text)
    )
