"""The annexes of a plan: the list of them that closes its text (GB/T 9704-2012 7.3.4), and where each begins.

A converter that takes the text boxes of a Word file last writes a table before its own mark and title (附件1, 主要指标): a
table between the list and an annex of which only the title is left is that annex.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.blocks import Block, Paragraph, Table
from corpus.headings import match_heading

_MARK = re.compile(r"附件?(?P<number>[\d一二三四五六七八九十]*)[:.]?")
_NAMED = re.compile(
    r"附件?(?P<number>[\d一二三四五六七八九十]*)[:.][^。;]+|附件(?P<bare>[\d一二三四五六七八九十]{1,3})[^。;,:]+"
)
_NUMBERED = 6  # rank of the headings 1. 2. in which the list is written
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Annexes:
    """``listed``: positions of the blocks that name annexes; ``begin``: blocks that begin one, with its part: a mark alone, a
    mark with a title outside the list, a table written before its mark.
    """

    listed: frozenset[int]
    begin: Mapping[int, str]


def annex_part(text: str) -> str | None:
    """附件1 for a folded paragraph that is nothing but the mark of an annex."""
    mark = _MARK.fullmatch(text)
    return f"附件{mark['number']}" if mark else None


def find_annexes(blocks: Sequence[Block]) -> Annexes:
    """The annex list of one plan's blocks, and where its annexes begin."""
    listed: set[int] = set()
    begin: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            part = _title_below(blocks, index) if listed else None
        elif part := annex_part(block.text):
            pass
        elif named := _named(block.text):
            table_below = isinstance(blocks[min(index + 1, len(blocks) - 1)], Table)
            in_list = not begin and not table_below and (not listed or index - 1 in listed)
            part = None if in_list or named == "附件" else named
            listed |= set() if part else {index}
        elif index - 1 in listed and _goes_on(block.text):
            listed.add(index)
        if part:
            begin[index] = part
    return Annexes(frozenset(listed), begin)


def _named(text: str) -> str | None:
    """附件1 for 附件1:主要指标."""
    match = _NAMED.fullmatch(text) if len(text) <= _LONGEST else None
    return f"附件{match['number'] or match['bare'] or ''}" if match else None


def _goes_on(text: str) -> bool:
    """2.… below 附件:1.…, as the standard sets it; 2.… alone is a heading anywhere else."""
    heading = match_heading(text)
    return heading is not None and heading.rank == _NUMBERED and not heading.runs_on and len(text) <= _LONGEST


def _title_below(blocks: Sequence[Block], index: int) -> str | None:
    """The annex whose mark and title, and nothing else, stand right below the table."""
    below = list(blocks[index + 1 : index + 4])
    if not below or not isinstance(below[0], Paragraph) or not (part := annex_part(below[0].text)):
        return None
    for after in below[1:]:
        if isinstance(after, Table):
            return part if _opens_annex(after) else None
        if annex_part(after.text):
            return part
        if match_heading(after.text) or len(after.text) > _LONGEST:
            return None
    return part if len(below) < 3 else None


def _opens_annex(table: Table) -> bool:
    first = next((cell.text for cell in table.cells if cell.text), "")
    return first.startswith("附件")
