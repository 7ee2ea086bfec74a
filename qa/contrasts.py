"""What two wordings of one task differ in: the value of a figure, or the scope of a word.

A figure is a number with a measure (92%, 3次). Two figures tell of one indicator when their measures agree and the words before
them do (…考核合格率), or the words on both sides (新建|个|排污口); what they bind (每年, 2021年) must agree too. Two words of one family
(规模以上, 规模以下) bound one thing when the same words follow them. Values are compared only where each side has exactly one:
a text that gives 2020 and 2021 or lists several things is no contradiction of one that gives one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from corpus.lexicon import alternation, load, words

_NAME = 3  # letters before a figure that name an indicator by themselves
_WHOLE = 8  # letters before a figure that must agree, where the clause has so many
_SIDE = 2  # letters on either side that name it together
_SHOWN = 14  # letters shown before a figure
_FOLLOWING = 3  # letters behind a word of scope that tell what it bounds
_NUMERALS = {name: str(value) for value, name in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: ``value`` in digits, its measure, the letters beside it, what it binds, and the words that state it."""

    value: str
    measure: str
    before: str
    after: str
    frame: tuple[str, ...]
    text: str

    def same_indicator(self, other: Figure) -> bool:
        """Whether both tell of one indicator under the same conditions."""
        if (self.measure, self.frame) != (other.measure, other.frame):
            return False
        name = min(len(self.before), len(other.before), _WHOLE)
        if _common(self.before[::-1], other.before[::-1]) < name:
            return False
        return name >= _NAME or (name >= _SIDE and _common(self.after, other.after) >= _SIDE)


@dataclass(frozen=True, slots=True)
class Bounded:
    """Words of one family before the same thing: 新建、扩建|项目."""

    family: str
    names: frozenset[str]
    thing: str
    text: str


_T = TypeVar("_T")
Difference = tuple[str, str]


def figures_that_differ(one: str, other: str) -> list[Difference]:
    """The figures of one indicator whose values differ in two folded texts, each with the words that state it."""
    first, second = list(_figures(one)), list(_figures(other))
    return [
        (figure.text, rival.text)
        for figure in first
        for rival in _only(rival for rival in second if figure.same_indicator(rival))
        if figure.value != rival.value and _only(each for each in first if each.same_indicator(rival))
    ]


def scopes_that_differ(one: str, other: str) -> list[Difference]:
    """The words of scope before the same thing that have nothing in common in two folded texts."""
    first, second = list(_scopes(one)), list(_scopes(other))
    return [
        (scope.text, rival.text)
        for scope in first
        for rival in _only(rival for rival in second if _bounds_same(scope, rival))
        if scope.names.isdisjoint(rival.names) and _only(each for each in first if _bounds_same(each, rival))
    ]


def without_figures(text: str) -> str:
    """Folded ``text`` with every figure blanked: what is left when only figures differ."""
    return re.sub(r"\d+(?:\.\d+)?", "#", text)


def _only(found: Iterable[_T]) -> Sequence[_T]:
    """What was found when it is one, else nothing."""
    held = list(found)
    return held if len(held) == 1 else ()


def _bounds_same(one: Bounded, other: Bounded) -> bool:
    return one.family == other.family and one.thing == other.thing


def _common(one: str, other: str) -> int:
    """How many letters two texts have in common at their start."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


@cache
def _figure() -> re.Pattern[str]:
    bounds, after = alternation(words("contrasts", "bounds")), alternation(words("contrasts", "after"))
    return re.compile(
        rf"(?P<bound>(?:{bounds})*)(?<![\d.第前-])(?P<value>\d+(?:\.\d+)?|[一二两三四五六七八九十](?![一二三四五六七八九十]))"
        rf"(?P<measure>{alternation(words('contrasts', 'measures'))})(?P<after>(?:{after})*)"
    )


def _figures(text: str) -> Iterator[Figure]:
    for clause in re.split(r"[,。;:、()]", text):
        for match in _figure().finditer(clause):
            if match.start("value") and clause[match.start("value") - 1] in "-—~至" and match.start("value") > 1:
                continue
            yield Figure(
                _NUMERALS.get(match["value"], match["value"]),
                match["measure"],
                _letters(clause[: match.start()]),
                _letters(clause[match.end() :]),
                _frame(clause),
                clause[max(0, match.start() - _SHOWN) : match.end()],
            )


def _letters(text: str) -> str:
    return re.sub(r"[^一-鿿A-Za-z0-9]", "", text)


def _frame(clause: str) -> tuple[str, ...]:
    """What a clause says of the time and the share that its figures hold for."""
    return tuple(
        re.findall(r"20\d\d年|\d{1,2}月|每[一-鿿]{0,3}?[年季月周日天旬]|[上下]半年|[一二三四]季度|年底", clause)
    )


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    families = ((name, alternation(list(family))) for name, family in load("contrasts")["scopes"].items())
    return tuple((name, re.compile(f"(?:{one})(?:[、和及](?:{one}))*")) for name, one in families)


def _scopes(text: str) -> Iterator[Bounded]:
    for family, pattern in _families():
        for match in pattern.finditer(text):
            thing = re.match(rf"的?([一-鿿]{{{_FOLLOWING}}})", text[match.end() :])
            if thing:
                names = frozenset(re.split("[、和及]", match[0]))
                shown = re.match(r"[一-鿿]{0,8}", text[match.end() :])
                yield Bounded(family, names, thing[1], match[0] + (shown[0] if shown else ""))
