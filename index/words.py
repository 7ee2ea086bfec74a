"""Words of Chinese text, by jieba: the same for indexing and for questions.

jieba knows no unit names, so the library's own (leads, supports, regions) are added to its dictionary. A word is
followed by the shorter words inside it, so that 区生态环境分局 is also found by 生态环境. jieba's own search mode
does this for parts of two and three characters only; unit names have longer ones.
"""

from __future__ import annotations

import contextlib
import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.text import fold
from index.lazy import Lazy

_NOUN = re.compile("n[a-z]*|vn|an|j|eng|x")  # tags of jieba, after ICTCLAS: nouns, also verbal ones; short forms
LONGEST_NAME = 20  # characters; what is longer in a unit column is a sentence, not a name


class Words:
    """Cuts text into words; loads jieba (0.6 s) at the first call. Safe to share between threads.

    ``vocabulary`` is added to jieba's dictionary; jieba keeps its own cache in the folder ``cache``.
    """

    def __init__(self, vocabulary: Iterable[str], cache: Path) -> None:
        names = sorted({name for name in map(fold, vocabulary) if 2 <= len(name) <= LONGEST_NAME})
        self._jieba = Lazy(lambda: _load_jieba(names, cache))

    def __call__(self, text: str) -> list[str]:
        """The words of ``text``, each followed by its parts; punctuation is left out."""
        jieba = self._jieba()
        words = (word for cell in text.split("\t") for word in jieba.cut(fold(cell).lower()))
        return [part for word in words if _says_something(word) for part in (word, *parts(word, jieba.FREQ))]

    def is_word(self, text: str) -> bool:
        """Whether ``text`` stands in the dictionary, the library's own names among it; no guess from its letters."""
        return bool(self._jieba().FREQ.get(text))

    def names_thing(self, word: str) -> bool:
        """Whether ``word`` is or holds a noun of two characters or more: 地铁, 源热泵; not 偷偷, 抽上来, 写些."""
        return any(len(piece) >= 2 and _NOUN.fullmatch(tag) for piece, tag in _tags(word))


def parts(word: str, frequencies: dict[str, int]) -> Iterator[str]:
    """The words of two characters or more that stand strictly inside ``word``.

    ``frequencies`` is jieba's dictionary, in which a mere prefix of words counts 0.
    """
    for length in range(2, len(word)):
        for start in range(len(word) - length + 1):
            if frequencies.get(word[start : start + length]):
                yield word[start : start + length]


def _says_something(word: str) -> bool:
    return any(map(str.isalnum, word))


def _load_jieba(vocabulary: Iterable[str], cache: Path) -> Any:
    """A jieba tokenizer with ``vocabulary`` added to a dictionary of its own."""
    base = _base_tokenizer(cache.resolve())
    tokenizer = type(base)()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = base.FREQ.copy(), base.total, True
    for name in vocabulary:
        tokenizer.add_word(name)
    return tokenizer


@lru_cache(maxsize=4096)
def _tags(word: str) -> tuple[tuple[str, str], ...]:
    """The pieces of ``word`` with the part of speech of each, as jieba tags them (0.5 s to load at the first call)."""
    from jieba import posseg

    return tuple((pair.word, pair.flag) for pair in posseg.dt.cut(word))


@lru_cache(maxsize=1)  # a build and the library opened after it share the dictionary
def _base_tokenizer(cache: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42 has invalid escape sequences, seen when Python compiles it
        import jieba
    jieba.setLogLevel(logging.CRITICAL)  # it reports on stderr that it builds its dictionary
    with contextlib.suppress(OSError):  # a home that cannot be written costs jieba's cache, a second a start
        cache.mkdir(parents=True, exist_ok=True)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache)
    tokenizer.initialize()
    return tokenizer
