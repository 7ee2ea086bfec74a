"""Marks that single out the lead in a list of bodies: 市商务局（牵头）、市财政局; ★市城管局、市住建局; *市水利局、市林业局.

Plans say above or below the table what the mark means; where one does not, the report tells that the mark was guessed. An asterisk is lost when text is folded, for Markdown writes emphasis with
it, so it is looked up in the source; one that closes an emphasis shows that none of them is a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text import Folded
from corpus.units import Piece, split_units

_SIGN = re.compile("[★☆▲△◆◇※*](?=[一-鿿])")
_EMPHASIS = re.compile(r"\*\s*(?:[、,，;；。)）】|]|$)")
_MEANING = re.compile('[★☆▲△◆◇※*][”’"》]?[^。;]{0,10}(?:牵头|主责|主办)')
_MARKED = re.compile("[★☆▲△◆◇※](?=[一-鿿]{2,16}(?:局|委|办|厅|院|中心|[大支总]队|管委会|政府)(?:[、,;\\s|]|$))")


def unexplained_marks(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines with a mark before the name of a body, where no line says what the mark means."""
    if any(_MEANING.search(line) for line in lines):
        return []
    return [number for number, line in enumerate(lines, 1) if _MARKED.search(line)]


def has_lead_marks(folded: Folded) -> bool:
    """Whether a list of names singles some of them out: ★市商务局、市财政局."""
    pieces = split_units(folded, cell=True)
    return any(_SIGN.match(folded.text, piece.first) or _starred(folded, piece) for piece in pieces)


def _starred(folded: Folded, piece: Piece) -> bool:
    """An asterisk stands before the name, and none in the list is the end of an emphasis in Markdown."""
    place = folded.origin[piece.first]
    before = folded.source[max(0, place - 2) : place]
    return before.endswith("*") and before != "**" and not _EMPHASIS.search(folded.source)


def without_mark(folded: Folded, piece: Piece) -> Piece | None:
    """The name in ``piece`` that a mark singles out as the lead: 市商务局(牵头), ★市商务局; None where none does."""
    text = folded.text[piece.first : piece.last]
    if _SIGN.match(text):
        return Piece(piece.first + 1, piece.last)
    if _starred(folded, piece):
        return piece
    marked = re.search(r"\(总?牵头[^()]{0,12}\)$", text)
    return Piece(piece.first, piece.first + marked.start()) if marked else None
