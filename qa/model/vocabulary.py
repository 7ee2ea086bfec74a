"""The words by which sentences are read: ``prompts/checking.toml`` and the wordings of roles in ``corpus/vocabulary``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.errors import SettingError
from corpus.lexicon import words
from corpus.text import fold
from qa.wording import load_words, wording

NAME = "checking.toml"
CHARGE = "charge"  # 负责 alone: whoever leads, or carries out where nobody leads
BEFORE, AFTER = "before", "after"
_ROLES = ("lead", "support", "implement", CHARGE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``cues`` are (wording, role, side on which its bodies stand), longest first; ``silence`` finds what is said not to be
    stated and ``silent`` the field by its names; ``bounds`` maps a wording to the name of its row.
    """

    glue: frozenset[str]
    letters: str
    cues: tuple[tuple[str, str, str], ...]
    silence: re.Pattern[str]
    silent: Mapping[str, tuple[str, ...]]
    bounds: Mapping[str, str]
    denial: re.Pattern[str]
    everyday: Mapping[str, tuple[str, ...]]


def _longest(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(text)) for text in sorted(texts, key=len, reverse=True)))


@cache
def vocabulary() -> Vocabulary:
    """The words as installed. SettingError in one line when the file is damaged."""
    data = load_words(NAME)
    try:
        return _made(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingError(f"词表文件 {NAME} 缺少 {error}。请修正该文件或恢复原件。") from error


def _made(data: Mapping[str, Any]) -> Vocabulary:
    cues = {(fold(text), role, side) for role in _ROLES for side in (BEFORE, AFTER) for text in data[role][side]}
    cues |= {(fold(text), role, AFTER) for role in _ROLES[:3] for text in words("roles", "fields", role)}
    cues |= {(fold(text), role, BEFORE) for role in _ROLES[:2] for text in words("roles", "verbs", role)}
    silence = data["silence"]
    glue = {fold(text) for text in data["glue"]} | {text for text, _, _ in cues}
    fields = {fold(text) for name in ("deadline", "task") for text in words("roles", "fields", name)}
    manner = {
        fold(text) for name in ("manner", "after_list", "before_list") for text in words("roles", "fillers", name)
    }
    return Vocabulary(
        glue=frozenset(glue | fields | manner),
        letters=fold(data["letters"]),
        cues=tuple(sorted(cues, key=lambda cue: (-len(cue[0]), cue[2] == BEFORE))),
        silence=_longest(silence["said"]),
        silent={name: tuple(map(fold, texts)) for name, texts in silence.items() if name != "said"},
        bounds={fold(text): row for row, texts in data["bounds"].items() for text in texts},
        denial=_longest(data["denial"]["words"]),
        everyday=wording().synonyms,
    )
