"""The heading grammar of Chinese official documents: 第一章, 一、, Ⅰ., （一）, 1., 任务1：, 2.1, 2.1.1, (1), 1), ①.

GB/T 9704-2012 7.3.3 orders the levels 一、 （一） 1. （1）; chapters and articles stand above, circled numbers below. Emergency
plans number by decimals instead (1 总则, 2.1 职责, 2.1.1 …; 国办函〔2022〕48号): two figures and a dot before a measure are a quantity. A
heading may run on into its text after the first full stop. A bare figure glued to a word (1农用地…, the dot lost in a
conversion) is a heading only when it stands alone on a short line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CN = "一二三四五六七八九十百零〇"
_MEASURE = "(?:[个家条项次处座万亿千百天倍度元米克吨亩升户名台年月日]|公里|公顷|公斤|平方|立方|小时|分钟|分贝|毫)"
_DECIMAL = r"(?:[1-9]\d?)"
_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第[{_CN}\d]{{1,4}}[篇章编]")),
    (2, re.compile(rf"第[{_CN}\d]{{1,4}}节")),
    (3, re.compile(rf"第[{_CN}\d]{{1,4}}条")),
    (4, re.compile(rf"(?:[{_CN}]{{1,4}}[、.,:])(?![{_CN}]、)")),
    (4, re.compile(r"[IVX]{1,4}[.、]")),
    (5, re.compile(rf"\([{_CN}]{{1,4}}\)[、.]?")),
    (6, re.compile(r"\d{1,3}[.、](?!\d|$)|\d{1,3}[.、](?=20\d\d年|(?:1[0-2]|[1-9])月)")),
    (6, re.compile(rf"(?:任务|措施|行动|项目|工程|事项|专项|问题)(?:[{_CN}]{{1,3}}|\d{{1,3}})[:、.]")),
    (9, re.compile(rf"{_DECIMAL}(?:\.{_DECIMAL}){{3}}(?=[一-鿿《“])")),
    (8, re.compile(rf"{_DECIMAL}(?:\.{_DECIMAL}){{2}}(?=[一-鿿《“])")),
    (7, re.compile(rf"{_DECIMAL}\.{_DECIMAL}(?=[一-鿿《“])(?!{_MEASURE})")),
    (10, re.compile(r"\(\d{1,3}\)[、.]?")),
    (11, re.compile(r"\d{1,2}\)[、.]?")),
    (12, re.compile(r"[①-⑳][、.]?")),
)
_BARE = re.compile(r"\d{1,2}(?=[一-鿿])(?![年月日号个家条项次种类处吨座万亿千百公平立天小名户所台件倍批级期轮度分])")
_BARE_RANK = 6
_TITLE_LIMIT = 60
_BARE_LIMIT = 36
_STOP = re.compile(r"[。:;!?]")


@dataclass(frozen=True, slots=True)
class Heading:
    """``rank`` 1 (chapter) to 12 (circled); ``mark_end`` and ``title_end`` are folded positions in the paragraph."""

    rank: int
    mark: str
    mark_end: int
    title_end: int
    runs_on: bool


def match_heading(text: str) -> Heading | None:
    """The heading that folded ``text`` opens with, or None. ``runs_on`` tells that body text follows the title."""
    for rank, pattern in _LEVELS:
        if match := pattern.match(text):
            return _heading(text, rank, match.end())
    bare = _BARE.match(text)
    if bare and len(text) <= _BARE_LIMIT and not _STOP.search(text):
        return _heading(text, _BARE_RANK, bare.end())
    return None


def _heading(text: str, rank: int, mark_end: int) -> Heading:
    stop = _STOP.search(text, mark_end, mark_end + _TITLE_LIMIT)
    if stop:
        return Heading(rank, text[:mark_end], mark_end, stop.start(), stop.end() < len(text))
    if len(text) - mark_end <= _TITLE_LIMIT:
        return Heading(rank, text[:mark_end], mark_end, len(text), False)
    comma = re.compile(r"[,(]").search(text, mark_end + 4)
    return Heading(rank, text[:mark_end], mark_end, comma.start() if comma else mark_end + _TITLE_LIMIT, True)


class Outline:
    """The stack of headings in force. A heading closes all of its own rank or below."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []

    def enter(self, rank: int, title: str) -> None:
        """Open a heading."""
        self._stack = [entry for entry in self._stack if entry[0] < rank]
        self._stack.append((rank, title))

    def leave(self, rank: int) -> None:
        """Close the headings below ``rank``."""
        self._stack = [entry for entry in self._stack if entry[0] <= rank]

    def clear(self) -> None:
        """Forget all headings: a new part or plan begins."""
        self._stack = []

    @property
    def path(self) -> tuple[str, ...]:
        """The titles in force, outermost first."""
        return tuple(title for _, title in self._stack)

    @property
    def rank(self) -> int:
        """The rank of the innermost heading in force, 0 where there is none."""
        return self._stack[-1][0] if self._stack else 0
