"""What of a sentence stands in a source, what only ties words together, and what does neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from qa.model.blanking import GAP
from qa.model.vocabulary import Vocabulary

PUNCTUATION = re.compile(r"[\s,.;:!?。、/|()\[\]<>“”\"'《》—\-–~·…*#`+=□\0]")
_NEAR = 12  # letters that a sentence may leave out between two pieces of the source
_LONGEST_TIE = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: "said" where a source has it, "tie" where it only ties words together, else "left"."""

    text: str
    kind: str


def uncovered(text: str, sources: Sequence[str], words: Vocabulary) -> list[str]:
    """What of ``text`` neither stands in ``sources`` nor ties words together."""
    return [piece.text for piece in pieces_of(text, sources, words) if piece.kind == "left"]


def pieces_of(text: str, sources: Sequence[str], words: Vocabulary) -> list[Piece]:
    """``text`` as few pieces: with the fewest letters left over, then the fewest pieces of a source (dynamic programming)."""
    size = len(text)
    best: list[tuple[int, int]] = [(0, 0)] * (size + 1)
    step: list[Piece] = [Piece("", "tie")] * size
    for at in range(size - 1, -1, -1):
        choices = [*_single(text[at], words), *_longer(text, at, sources, words)]
        costs = {piece: _cost(piece, best[at + len(piece.text)]) for piece in choices}
        step[at] = min(costs, key=lambda piece: costs[piece])
        best[at] = costs[step[at]]
    found, at = [], 0
    while at < size:
        found.append(step[at])
        at += len(step[at].text)
    return found


def _cost(piece: Piece, rest: tuple[int, int]) -> tuple[int, int]:
    return rest[0] + (len(piece.text) if piece.kind == "left" else 0), rest[1] + (piece.kind == "said")


def _single(letter: str, words: Vocabulary) -> list[Piece]:
    ties = bool(PUNCTUATION.match(letter)) or letter in words.letters or letter in words.glue
    return [Piece(letter, "tie" if ties else "left")]


def _longer(text: str, at: int, sources: Sequence[str], words: Vocabulary) -> Iterator[Piece]:
    """The pieces of two letters and more that begin here."""
    for length in range(2, len(text) - at + 1):
        piece = text[at : at + length]
        if GAP in piece:
            return
        in_source = any(piece in source for source in sources)
        other = words.everyday.get(piece.casefold(), ())
        if piece in words.glue or any(word in source for word in other for source in sources):
            yield Piece(piece, "tie")
        elif in_source:
            yield Piece(piece, "said")
        elif length > _LONGEST_TIE:
            return


def spliced(found: Sequence[Piece], source: str) -> str:
    """Two pieces that the sentence joins and the source does not: not in one sentence, not in this order, or far apart."""
    for one, other in pairwise(found):
        apart = PUNCTUATION.match(one.text[-1:]) or PUNCTUATION.match(other.text)
        if one.kind == other.kind == "said" and not apart:
            near = rf"{re.escape(one.text)}[^。\0]{{0,{_NEAR}}}?{re.escape(other.text)}"
            if not re.search(near, source):
                return one.text + other.text
    return ""


def joined(found: Sequence[Piece]) -> list[Piece]:
    """Letters that are left over side by side as one piece."""
    return [
        Piece("".join(piece.text for piece in group), kind) for kind, group in groupby(found, lambda piece: piece.kind)
    ]


def common(text: str, at: int, source: str) -> int:
    """How many letters from here on stand together in ``source``."""
    size = 0
    while at + size < len(text) and text[at + size] != GAP and text[at : at + size + 1] in source:
        size += 1
    return size


def chunks_of(text: str, source: str) -> Iterator[str]:
    """The longest pieces of ``text`` that stand in the source, of three letters or more."""
    position = 0
    while position < len(text):
        size = common(text, position, source)
        if size >= 3:
            yield text[position : position + size]
        position += max(size, 1)
