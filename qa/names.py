"""Bodies that a question mentions, and which names in a plan they mean.

Names come from the library itself and from the alias table; a name in neither is tried as an abbreviation (科工局 of 科技与工信局):
its letters must be the heads of the words of the full name, and only words that say little may be skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.bodies import BodyNames
from corpus.lexicon import load, words
from corpus.text import fold
from corpus.types import Plan, Task

_SUFFIX = re.compile(
    r"(?:分局|局|委员会|委|办公室|办|中心|集团|公司|法院|检察院|院|社|银行|部门|指挥部|管委会|办事处|镇政府|乡政府|镇|乡)"
)
_KINDS = ("局", "委", "办", "公司", "中心", "集团", "院", "社")
_NO_NAME = re.compile(
    r"(?:哪个|哪家|哪些|各|这个|那个|什么|几个|其他|有关|相关|牵头|配合|责任|负责|主管|参与|乡镇|城镇|集镇)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a question: folded text and place in it."""

    text: str
    first: int
    last: int


@cache
def _near() -> dict[str, tuple[str, ...]]:
    return {fold(key): tuple(map(fold, others)) for key, others in load("aliases")["near"].items()}


@cache
def _spellings() -> frozenset[str]:
    offices = load("aliases")["offices"]
    return frozenset(fold(name) for key, names in offices.items() for name in [key, *names] if len(fold(name)) >= 2)


class UnitNames:
    """The bodies of a library. ``cut`` cuts a name into words."""

    def __init__(self, plans: Sequence[Plan], tasks: Iterable[Task], cut: Callable[[str], list[str]]) -> None:
        self._cut = cut
        self._names = {plan.id: BodyNames(plan.region) for plan in plans}
        self._keys: dict[str, dict[str, str]] = {plan.id: {} for plan in plans}
        surfaces: set[str] = set(_spellings())
        for task in tasks:
            for name in (*task.lead, *task.support, *task.implement):
                bodies = self._names[task.plan.id]
                self._keys[task.plan.id][name] = bodies.key(name)
                surfaces |= {fold(name), bodies.core(name)}
        self._surfaces = {s for s in surfaces if len(s) >= 2 and not _NO_NAME.fullmatch(s)}
        self._longest = max(map(len, self._surfaces), default=0)

    @property
    def surfaces(self) -> frozenset[str]:
        """Every wording by which a body may be named, folded."""
        return frozenset(self._surfaces)

    def key(self, name: str, plan: Plan) -> str:
        """The canonical form of ``name`` within ``plan``."""
        return self._keys[plan.id].get(name) or self._names[plan.id].key(name)

    def mentions(self, text: str) -> list[Mention]:
        """The bodies that folded ``text`` names, in order, longest match first at each place."""
        found: list[Mention] = []
        position = 0
        while position < len(text):
            mention = self._at(text, position)
            if mention:
                found.append(mention)
            position = mention.last if mention else position + 1
        return found

    def _at(self, text: str, position: int) -> Mention | None:
        for length in range(min(self._longest, len(text) - position), 1, -1):
            piece = text[position : position + length]
            if piece in self._surfaces:
                return Mention(piece, position, position + length)
        return self._abbreviation_at(text, position)

    def _abbreviation_at(self, text: str, position: int) -> Mention | None:
        match = _SUFFIX.search(text, position + 1, position + 8)
        if not match or _NO_NAME.search(text[position : match.start()]):
            return None
        piece = text[position : match.end()]
        if len(piece) >= 3 and any(self._abbreviates(piece, name) for keys in self._keys.values() for name in keys):
            return Mention(piece, position, match.end())
        return None

    def in_plan(self, mention: str, plan: Plan) -> frozenset[str]:
        """The keys in ``plan`` that ``mention`` means: by key, else as an abbreviation, else the office that holds its work."""
        keys = set(self._keys[plan.id].values())
        key = self._names[plan.id].key(mention)
        if key in keys:
            return frozenset({key})
        short = {self.key(name, plan) for name in self._keys[plan.id] if self._abbreviates(mention, name)}
        if short:
            return frozenset(short)
        near = {other for other in _near().get(key, ()) if other in keys}
        if near:
            return frozenset(near)
        stem = re.sub(r"(?:人民政府|政府|管委会)$", "", key)
        return frozenset(k for k in keys if len(stem) >= 2 and (k.startswith(stem) or stem in k))

    def _abbreviates(self, short: str, name: str) -> bool:
        full = next(iter(self._names.values())).core(name) if len(self._names) == 1 else fold(name)
        full = re.sub(r"^[省市区县]", "", re.sub(r"\([^()]*\)$", "", full))
        return is_abbreviation(short, full, self._cut)


def is_abbreviation(short: str, full: str, cut: Callable[[str], list[str]]) -> bool:
    """Whether folded ``short`` (科工局) abbreviates ``full`` (科技与工信局): same kind of office, heads of its words in order."""
    kind = next((k for k in _KINDS if short.endswith(k)), "")
    if not kind or len(short) < 3 or len(full) <= len(short) or short[0] != full[0] or not full.endswith(_kin(kind)):
        return False
    letters = short[: -len(kind)]
    rest = full[: -len(next(k for k in _kin(kind) if full.endswith(k)))]
    return _heads(letters, [word for word in cut(rest) if word])


def _kin(kind: str) -> tuple[str, ...]:
    return {"委": ("委员会", "委"), "办": ("办公室", "办"), "院": ("院",), "社": ("社",)}.get(kind, (kind,))


def _heads(letters: str, parts: Sequence[str]) -> bool:
    """Each letter opens a word (or follows on in it), in order; words passed over must be ones that say little."""
    skipped = frozenset(map(fold, words("aliases", "abbreviation", "skipped")))
    index = 0
    for part in parts:
        taken = 0
        while index < len(letters) and taken < len(part) and part[taken] == letters[index]:
            index += 1
            taken += 1
        if not taken and part not in skipped:
            return index == len(letters) and False
    return index == len(letters)
