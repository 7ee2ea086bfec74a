"""Characters whose recognition is not to be trusted, marked from the picture to the ledger.

The mark is an invisible character after the doubtful one. Folding drops it, so no parser sees it; it travels with the
text through joining and cutting until ``corpus.formats.lay`` takes it out and notes the place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text import Folded, fold
from corpus.types import Document, Smudge, Span

MARK = "\u2063"  # INVISIBLE SEPARATOR
SURE = 0.9  # of a character; measured on rough scans: nearly all wrong ones are below, few right ones


def mark_doubts(text: str, confidences: Sequence[float]) -> str:
    """``text`` with a mark after each letter or figure that is less than ``SURE``; one confidence a character.

    Punctuation is left alone: the recogniser wavers between its widths, and no unit or day hangs on it.
    """
    return "".join(c + MARK * (sure < SURE and c.isalnum()) for c, sure in zip(text, confidences, strict=True))


def paired_widths(text: str) -> str:
    """Brackets of one pair in one width: a picture does not tell (涉农） from （涉农）. Same length."""
    return re.sub(r"\(([^()（）]*)）|（([^()（）]*)\)", lambda m: f"（{m[1] or m[2] or ''}）", text)


def unmarked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """``line`` without marks, and the ``(first, last)`` positions of the doubtful stretches in it."""
    if MARK not in line:
        return line, []
    text: list[str] = []
    doubts: list[tuple[int, int]] = []
    for character in line:
        if character != MARK:
            text.append(character)
        elif text and doubts and doubts[-1][1] == len(text) - 1:
            doubts[-1] = (doubts[-1][0], len(text))
        elif text:
            doubts.append((len(text) - 1, len(text)))
    return "".join(text), doubts


def is_doubtful(document: Document, span: Span, text: str) -> bool:
    """Whether ``text`` (a unit, a time limit) as it stands in ``span`` holds a doubtful character.

    What a merged cell above gives stands before ``span``: then its last place before the end of ``span`` counts.
    """
    if not document.smudges:
        return False
    found = _places(document, span, text) or _places(document, Span(1, span.last), text)[-1:]
    return any(_overlaps(doubt, place) for doubt in document.smudges for place in found)


_Place = tuple[int, int, int, int]  # first line, position in it, last line, position after the end


def _places(document: Document, span: Span, text: str) -> list[_Place]:
    """Where ``text`` stands in ``span``, folded, over line ends too."""
    lines = document.lines[span.first - 1 : span.last]
    folded, wanted = Folded("\n".join(lines)), fold(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def at(position: int) -> tuple[int, int]:
        line = next(i for i in range(len(lines) - 1, -1, -1) if starts[i] <= position)
        return span.first + line, position - starts[line]

    hits = [m.start() for m in re.finditer(re.escape(wanted), folded.text)] if wanted else []
    ends = [(at(folded.origin[hit]), at(folded.origin[hit + len(wanted) - 1])) for hit in hits]
    return [(*first, last[0], last[1] + 1) for first, last in ends]


def _overlaps(doubt: Smudge, place: _Place) -> bool:
    first_line, first, last_line, last = place
    return (first_line, first) < (doubt.line, doubt.last) and (doubt.line, doubt.first) < (last_line, last)
