"""Which names mean the same body.

``BodyNames.key`` gives a name its canonical form: width and white space folded, the place and the level taken off
(北关区财政局, 区财政局, 财政局; 生态环境新城分局), the spellings of one office joined by ``vocabulary/aliases.toml``. Two names of one place
are the same body when their keys are equal; ``reason`` says why in words. Names that no rule joins stay apart: a wrong merge
would put one office's duties on another's desk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from corpus.lexicon import alternation, load, words
from corpus.text import fold
from corpus.types import Task

_BRACKET = re.compile(r"\([^()]*\)$")


@cache
def _offices() -> dict[str, str]:
    """Spelling → key, folded."""
    return {
        fold(name): fold(key) for key, spellings in load("aliases")["offices"].items() for name in [key, *spellings]
    }


@cache
def _level() -> re.Pattern[str]:
    return re.compile(f"^(?:中共)?(?:{alternation(words('units', 'levels'))})(?=..)")


@dataclass(frozen=True, slots=True)
class BodyNames:
    """Canonical names within one place, such as 北关区; ``places`` are the place and its short form."""

    region: str
    places: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        short = re.sub(r"(?:示范区|开发区|高新区|新区|自治[区州县]|[省市区县旗州盟镇乡])$", "", fold(self.region))
        object.__setattr__(self, "places", tuple(p for p in (fold(self.region), short) if len(p) >= 2))

    def key(self, name: str) -> str:
        """The canonical form of ``name``."""
        core = self.core(name)
        return _offices().get(core, core)

    def core(self, name: str) -> str:
        """``name`` without place, level and a bracket at its end."""
        core = fold(name)
        core = _BRACKET.sub("", core) or core
        for place in self.places:
            core = core.replace(place, "") if len(core) > len(place) + 2 else core
        if core not in _offices():
            core = _level().sub("", core)
        return (
            re.sub(r"^局(?=.*分局$)|(?<=[一-鿿])局分局$", lambda m: "分局" if m[0].endswith("分局") else "", core)
            or core
        )

    def same(self, one: str, other: str) -> bool:
        """Whether two names of this place mean one body."""
        return self.key(one) == self.key(other)

    def reason(self, one: str, other: str) -> str:
        """Why two names were taken as one, for people to check; empty where they were not."""
        if not self.same(one, other):
            return ""
        if fold(one) == fold(other):
            return "名称相同"
        first, second = self.core(one), self.core(other)
        if first == second:
            return f"去掉层级和地名后同为“{first}”"
        return f"别名表把“{first}”“{second}”都记作“{self.key(one)}”"


def same_bodies(region: str, tasks: Iterable[Task]) -> dict[str, dict[str, str]]:
    """The bodies of ``tasks`` by canonical name: each spelling with the reason why it was taken for the first one's."""
    names = BodyNames(region)
    found: dict[str, dict[str, str]] = {}
    for task in tasks:
        for name in (*task.lead, *task.support, *task.implement):
            spellings = found.setdefault(names.key(name), {})
            first = next(iter(spellings), name)
            spellings.setdefault(name, "" if name == first else f"{name}：{names.reason(first, name)}")
    return found
