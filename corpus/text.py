"""The one normalisation of Chinese plan text, used by the parsers, by indexing and by queries.

``fold`` makes full and half width equal (Unicode NFKC, character by character) and drops white space, invisible
characters and left-over markup, because dumped documents put spaces and page breaks inside words. Circled and other
enclosed numbers keep their form: NFKC would turn the list mark ① into the figure 1. ``Folded`` remembers where each
character came from, so that what is found in folded text can be shown as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKUP = "*_{}$"  # Markdown bold and LaTeX subscripts (PM_{2.5}) left over from conversions; no plan writes them
_ENCLOSED = re.compile("[①-⓿❶-➓㈠-㉇㊀-㊿]")


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if character.isspace() or character in _MARKUP:
        return ""
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    if _ENCLOSED.match(character):
        return character
    return "".join(c for c in unicodedata.normalize("NFKC", character) if not c.isspace())


def fold(text: str) -> str:
    """``text`` with width made equal and white space, invisible characters and left-over markup removed."""
    return "".join(map(_fold_character, text))


class Folded:
    """Folded text that knows its origin. ``origin[i]`` is the index in ``source`` of folded character ``i``."""

    __slots__ = ("origin", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        pieces: list[str] = []
        origin: list[int] = []
        for index, character in enumerate(source):
            folded = _fold_character(character)
            pieces.append(folded)
            origin.extend([index] * len(folded))
        self.text = "".join(pieces)
        self.origin = origin

    def __len__(self) -> int:
        return len(self.text)

    def raw(self, first: int = 0, last: int | None = None) -> str:
        """The source between folded positions ``first`` (inclusive) and ``last`` (exclusive), untouched."""
        last = len(self) if last is None else last
        if first >= last:
            return ""
        return self.source[self.origin[first] : self.origin[last - 1] + 1]

    def written(self, first: int = 0, last: int | None = None) -> str:
        """Like ``raw`` but without white space, invisible characters and bold marks; width as written."""
        return "".join(c for c in self.raw(first, last) if _fold_character(c))
