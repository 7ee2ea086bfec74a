"""The vocabulary files, loaded once. Words are folded at load, so they match folded text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from corpus.text import fold

FOLDER = Path(__file__).parent / "vocabulary"


@cache
def load(name: str) -> dict[str, Any]:
    """The table of ``vocabulary/name.toml``."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def longest_first(words: list[str]) -> list[str]:
    """``words`` folded and ordered so that an alternation prefers the longest."""
    return sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))


def alternation(words: list[str]) -> str:
    """A regular-expression alternation of ``words``, longest first."""
    return "|".join(map(re.escape, longest_first(words)))


def words(file: str, *path: str) -> list[str]:
    """The list at ``path`` of a vocabulary file."""
    table: Any = load(file)
    for key in path:
        table = table[key]
    return list(table)
