"""Slips of the input method: 迁头 for 牵头, 农叶农村局 for 农业农村局.

A stretch of the question that sounds like a name of the library or a word for a role, but is written otherwise and is no word
itself, is read as that name. Sounds are compared without tones (pypinyin). Names of fewer than three letters are left alone,
role words apart: short sounds are shared by too many words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

_SHORT = 2
ROLE_WORDS = ("牵头", "配合", "时限")


class Spelling:
    """Corrects questions towards ``names``, and at their start towards ``places`` of two letters (郑洲的, 平源那边), which
    stand there more often than anything else. ``is_word`` tells words from slips.
    """

    def __init__(self, names: Iterable[str], is_word: Callable[[str], bool], places: Iterable[str] = ()) -> None:
        self._is_word = is_word
        self._places = {_sounds(place): place for place in places if len(place) == _SHORT}
        self._names = sorted({name for name in names if len(name) >= 3} | set(ROLE_WORDS), key=len, reverse=True)
        self._sounds: dict[tuple[str, ...], str] = {}

    def corrected(self, text: str) -> str:
        """Folded ``text`` with the slips mended."""
        text = self._with_place(text)
        sounds = _sounds(text)
        if len(sounds) != len(text):
            return text
        known = self._known()
        lengths = sorted({len(name) for name in known.values()}, reverse=True)
        position = 0
        while position < len(text):
            found = next((n for n in lengths if self._is_slip(text, sounds, position, n)), 0)
            if found:
                name = known[sounds[position : position + found]]
                text = text[:position] + name + text[position + found :]
            position += max(found, 1)
        return text

    def _with_place(self, text: str) -> str:
        start = text[:_SHORT]
        place = self._places.get(_sounds(start), start)
        alike = any(one == other for one, other in zip(start, place, strict=False))
        return place + text[_SHORT:] if alike and not self._is_word(start) else text

    def _is_slip(self, text: str, sounds: tuple[str, ...], position: int, length: int) -> bool:
        piece = text[position : position + length]
        name = self._known().get(sounds[position : position + length]) if len(piece) == length else None
        if name is None or name == piece or piece in self._names:
            return False
        alike = sum(one == other for one, other in zip(piece, name, strict=True))
        return alike >= 1 and not self._is_word(piece)

    def _known(self) -> dict[tuple[str, ...], str]:
        if not self._sounds:
            for name in self._names:
                sound = _sounds(name)
                if len(sound) == len(name):
                    self._sounds.setdefault(sound, name)
        return self._sounds


def _sounds(text: str) -> tuple[str, ...]:
    """One syllable a character, without tone; other characters stand for themselves."""
    return tuple(map(_sound, text))


@lru_cache(maxsize=8192)
def _sound(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # 0.3 s to load: only once a question is asked

    return (lazy_pinyin(character, style=Style.NORMAL) or [character])[0]
