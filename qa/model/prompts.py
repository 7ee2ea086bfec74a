"""The texts said to the model: ``prompts/model.toml``, loaded once, their variables checked at load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from corpus.errors import SettingError
from qa.wording import FOLDER

NAME = "model.toml"
VARIABLES: Mapping[str, frozenset[str]] = {
    "understand": frozenset({"schema", "regions", "history", "question"}),
    "word": frozenset({"facts", "question"}),
}
"""The prompts and the variables that each must name, in its system text or its user text."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: the standing order and what is asked, with their variables in braces."""

    system: str
    user: str

    def messages(self, **values: str) -> list[tuple[str, str]]:
        """The messages with their variables filled; a value is never read as a template."""
        return [("system", self.system.format_map(values)), ("human", self.user.format_map(values))]


def read_prompts(path: Path) -> dict[str, Prompt]:
    """The prompts of a file. SettingError with all faults on one line."""
    try:
        texts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"提示词文件 {path.name} 无法读取：{error}。请修正该文件或恢复原件。") from error
    faults = [f"没有 [{name}]" for name in VARIABLES if name not in texts]
    faults += [f"不认识的 [{name}]" for name in texts if name not in VARIABLES]
    faults += [fault for name in VARIABLES if name in texts for fault in _faults(name, texts[name])]
    if faults:
        raise SettingError(f"提示词文件 {path.name} 有误：{'；'.join(faults)}。请修正该文件或恢复原件。")
    return {name: Prompt(**texts[name]) for name in VARIABLES}


@cache
def prompts() -> dict[str, Prompt]:
    """The prompts as installed."""
    return read_prompts(FOLDER / NAME)


def _faults(name: str, entry: object) -> list[str]:
    if not isinstance(entry, dict) or set(entry) != {"system", "user"} or not all(map(_is_text, entry.values())):
        return [f"[{name}] 应只有 system 和 user 两段文字"]
    try:
        used = {field for text in entry.values() for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        return [f"[{name}] 里有不成对的花括号（文字里的花括号要写两遍）"]
    wanted = VARIABLES[name]
    unknown = [f"[{name}] 里有不认识的变量 {{{field}}}" for field in sorted(used - wanted)]
    return unknown + [f"[{name}] 里缺少变量 {{{field}}}" for field in sorted(wanted - used)]


def _is_text(value: object) -> bool:
    return isinstance(value, str)
