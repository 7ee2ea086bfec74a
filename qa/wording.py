"""The example wordings and everyday words of ``prompts/``, loaded once and checked at load."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import SettingError
from corpus.text import fold

FOLDER = Path(__file__).parent.parent / "prompts"


@dataclass(frozen=True, slots=True)
class Wording:
    """``cues`` by intent; ``pairs`` of cues by intent, of which a question must hold one each; ``fillers`` and ``plan_words`` name no topic, nor do the letters ``binding``; ``synonyms`` maps everyday words to plan words, and
    ``phrases`` finds those of three letters or more and the shorter ones named ``uncut``, which a cutter of words may not know. ``kinds`` of fact and ``measures`` of
    numbers: how each is asked for, how a sentence that states it looks, what it is called.
    """

    cues: dict[str, re.Pattern[str]]
    pairs: dict[str, tuple[re.Pattern[str], re.Pattern[str]]]
    fillers: re.Pattern[str]
    plan_words: re.Pattern[str]
    binding: frozenset[str]
    synonyms: dict[str, tuple[str, ...]]
    phrases: re.Pattern[str]
    kinds: dict[str, tuple[re.Pattern[str], re.Pattern[str], str]]
    measures: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]


def load_words(name: str) -> dict[str, Any]:
    """A word list of ``prompts/``. SettingError in one line when the file is damaged."""
    path = FOLDER / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"词表文件 {path.name} 无法读取：{error}。请修正该文件或恢复原件。") from error


def any_of(words: list[str]) -> re.Pattern[str]:
    """A pattern for any of ``words``, longest first; "…" in a word stands for up to eight characters."""
    parts = sorted({fold(word).replace("…", "...") for word in words}, key=lambda w: (-len(w), w))
    return re.compile("|".join(re.escape(part).replace(re.escape("..."), ".{0,8}?") for part in parts) or r"(?!)")


def _asked_and_stated(entry: dict[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str], str]:
    return any_of(entry["asked"]), re.compile(entry["stated"] or r"(?!)"), entry["name"]


def _key(word: str) -> str:
    return fold(word).casefold()


@cache
def wording() -> Wording:
    """The wordings as installed. SettingError in one line when a file is damaged."""
    intents, words, kinds = load_words("intents.toml"), load_words("wording.toml"), load_words("unstated.toml")
    everyday = load_words("synonyms.toml")
    synonyms = {_key(word): tuple(map(_key, others)) for word, others in everyday["synonyms"].items()}
    return Wording(
        cues={intent: any_of(entry["cues"]) for intent, entry in intents.items()},
        pairs={
            intent: (any_of(entry["one"]), any_of(entry["other"]))
            for intent, entry in intents.items()
            if "one" in entry
        },
        fillers=any_of(words["fillers"]),
        plan_words=any_of(words["plan_words"]),
        binding=frozenset(words["binding"]),
        synonyms=synonyms,
        phrases=any_of([*everyday["uncut"], *(word for word in synonyms if len(word) >= 3)]),
        kinds={kind: _asked_and_stated(entry) for kind, entry in kinds.items()},
        measures=tuple(map(_asked_and_stated, load_words("measures.toml").values())),
    )
