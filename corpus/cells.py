"""What a cell of a dumped table holds, and cells that a page break cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import Cell
from corpus.dates import looks_like_deadline
from corpus.text import Folded
from corpus.types import Span
from corpus.units import is_unit_list

_BLANK = re.compile(r"[—\-–－/]*")


def is_blank(text: str) -> bool:
    """Whether folded ``text`` is empty or a dash that stands for nothing."""
    return bool(_BLANK.fullmatch(text))


def kind_of(cell: Cell) -> str:
    """What a cell holds: blank, number, date, units, a short name (a person, 安州城投) or text."""
    text = cell.text
    if is_blank(text):
        return "blank"
    if re.fullmatch(r"[\d.、()]{1,6}|[一二三四五六七八九十]{1,3}|[①-⑳]", text):
        return "number"
    if looks_like_deadline(text):
        return "date"
    if is_units(cell):
        return "units"
    return "name" if re.fullmatch(r"[一-鿿]{2,6}(?:、[一-鿿]{2,12})*", text) else "text"


def is_units(cell: Cell) -> bool:
    """Whether a cell holds names of bodies and nothing else."""
    folded = Folded(cell.content)
    text = folded.text
    if len(text) > 300 or "。" in text:
        return False
    if re.search(r"(?:负责|牵头|配合|参与|落实)$", text) and len(text) > 3:
        return True
    return is_unit_list(folded)


def join_halves(cells: Sequence[Cell]) -> list[Cell]:
    """Join what a blank line split inside a name: 生态环境⏎⏎新城分局 is units only together."""
    joined: list[Cell] = []
    for cell in cells:
        if cell.loose and joined:
            both = replace(
                joined[-1],
                span=Span(joined[-1].span.first, cell.span.last),
                source=f"{joined[-1].source}\n{cell.source}",
            )
            if not is_units(joined[-1]) and is_units(both):
                joined[-1] = both
                continue
        joined.append(cell)
    return joined
