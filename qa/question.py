"""What a question asks: its intents, its scope, the bodies and the topic it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from corpus.dates import deadlines_in_cell, deadlines_in_text
from corpus.text import Folded, fold
from corpus.types import DeadlineKind
from index import Words
from qa.names import Mention, UnitNames
from qa.scope import DUE_IN_YEAR, Places, Scope
from qa.spelling import Spelling
from qa.wording import Wording, wording

_LISTS = re.compile("哪些|有什么|有啥|几项|几条|几件|多少项|哪几|列|盘|梳理|汇总|的任务|到期|(?:前|完成|办完|做完)的呢")
_YEAR = re.compile(r"(?:到)?20\d\d年")
_MONTH = re.compile(
    r"(?:20\d\d年)?(?<!\d)(?:1[0-2]|[1-9])月(?:\d{1,2}日)?(?:份|底|末)?(?:之前|以前|前)?|20\d\d年(?:年?底|内)(?:之前|前)?|年底(?:之前|前)?"
)
_PART_OF_YEAR = re.compile(
    r"(?:(?P<year>20\d\d)年的?)?(?:(?<!每)(?P<half>[上下])半年|(?<![每按逐各])第?(?P<quarter>[一二三四1-4])季度)(?:之?内|里|底前?)?"
)
_YEAR_ROUND = (1, 12)
_RECEIVER = re.compile("[送报交][给到]?(?:哪个|什么|哪家|哪一个)(?:部门|单位|局)")  # 报哪个部门备案 asks for no lead
_FIGURES_APART = re.compile(r"(?<=附件\d)\s+(?=\d)")  # 附件2 5月底前: two figures, which folding would join
_PLAN_END = re.compile("方案|计划|清单|分工表|明细表")
_BARE_PLAN = re.compile(r"(?:(?<=[\0的个份张那这])|^)(?:方案|计划|清单|表)")  # 供地方案 keeps its word
_DENIED = re.compile(  # 不是配合, 没有配合单位: a role named to be left out
    "(?:不是|不算|并非|没有?|无)(?:单纯)?(?:配合|参与|协助|牵头)(?:单位|部门)?(?!的?(?:吗|么|吧|[?]|$))"
)
_TO_BE_WRITTEN = re.compile("(?:年度|部门|制定|编制|制订|拟定|出台|报送|上报)的?$")
_WHICH_BODY = re.compile(  # asks for no firm
    "哪(?:一|两|几)?家(?=来?(?:管|负责|牵头|抓|挑头|主管|配合|单位|部门|参与|落实|干|做))"
)
_ASKS = re.compile("多少|几|多久|多长|多大|多高|哪|谁|什么|怎么|如何|呢$")
_WITHOUT = re.compile("(?:不是|并非|不由|不归|除了|除去|排除|去掉|除|非)(?:由|以)?$")
_NO_TOPIC = (  # intents whose cues are no part of a topic; the longer cues first
    *("lacking", "most", "earliest", "latest"),
    *("together", "shared", "alone", "overdue", "lasting", "directed", "sorted"),
    *("lead", "support", "implement", "deadline", "count", "list", "conflict", "scope", "compare"),
)
_ROLE_FACETS = ("lead", "support", "implement", "deadline")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A last day as asked (``text``); which day it is depends on the plan's year. ``after`` asks for later days.

    A period means every last day in it: the ``months`` (first and last) of ``year``, which is the plan's own where None.
    """

    text: str
    after: bool = False
    year: int | None = None
    months: tuple[int, int] | None = None

    @property
    def period(self) -> str:
        """The name of the period, empty where a day is asked for: 2022年, 第三季度."""
        year = f"{self.year}年" if self.year else ""
        first, last = self.months or _YEAR_ROUND
        half = (
            "上半年"
            if (first, last) == (1, 6)
            else "下半年"
            if (first, last) == (7, 12)
            else f"第{'一二三四'[last // 3 - 1]}季度"
        )
        return year if (first, last) == _YEAR_ROUND else year + half

    def last(self, year: int | None) -> date | None:
        """The day in a plan of ``year``."""
        return next((d.date for d in deadlines_in_cell(Folded(self.text), year) if d.kind is DeadlineKind.BY), None)

    def names(self, day: date, year: int | None) -> bool:
        """Whether ``day``, in a plan of ``year``, is the day asked for or in the year asked for."""
        if not self.period:
            return day == self.last(year)
        first, last = self.months or _YEAR_ROUND
        return day.year == (self.year or year or day.year) and first <= day.month <= last


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood: its folded ``text``, the same without places and years (``bare``), its ``intents`` and slots.
    ``topic`` is what is left without bodies, cues and fillers; ``words`` are its words. ``picked`` is the id of a task that a
    follow-up points at. ``excluded`` are bodies whose tasks a list is to leave out (不是环保局牵头的有几项);
    ``days`` are the time limits that it names. ``wanted`` are patterns that an answering sentence should match; ``parts`` are the topics of
    several questions asked in one breath (录像存多久？自检记录呢？), empty where there is one.
    """

    text: str
    bare: str
    intents: frozenset[str]
    scope: Scope
    units: tuple[Mention, ...]
    topic: str
    words: tuple[str, ...]
    unstated: tuple[str, ...]
    dates: DateRange | None
    ordinal: int | None
    picked: str = ""
    wanted: tuple[re.Pattern[str], ...] = ()
    parts: tuple[str, ...] = ()
    excluded: tuple[Mention, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def is_courtesy(self) -> bool:
        """Whether it only says hello or thanks."""
        return self.intents == {"courtesy"} and not self.words and not self.units

    @property
    def facets(self) -> tuple[str, ...]:
        """Of lead, support, implement and deadline those that are asked for, in that order."""
        return tuple(facet for facet in _ROLE_FACETS if facet in self.intents)


def simplified(text: str) -> str:
    """``text`` in simplified characters. Text that GB 2312 can write is simplified already and costs nothing."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@cache
def _converter() -> Any:
    from opencc import OpenCC  # takes 40 ms to load: only where a question needs it

    return OpenCC("t2s")


class Reader:
    """Understands questions about one library. ``words`` cuts text into words; ``written`` tells whether a plan writes them."""

    def __init__(self, places: Places, units: UnitNames, words: Words, written: Callable[[str], bool]) -> None:
        self._places = places
        self._units = units
        self._cut = words
        self._written = written
        names = [*units.surfaces, *(fold(plan.region) for plan in places.plans)]
        self._spelling = Spelling(names, words.is_word, places.stems)
        self._wording: Wording = wording()
        self._titles = [fold(plan.title) for plan in places.plans]

    def read(self, question: str) -> Query:
        """The query that ``question`` poses on its own."""
        text = self._spelling.corrected(simplified(fold(_FIGURES_APART.sub("、", question))))
        scope = self._places.scope(text)
        units = tuple(m for m in self._units.mentions(text) if not _inside(m, scope.spans))
        intents = self._intents(text)
        if len(scope.regions) > 1 and "conflict" in intents and not self._wording.pairs["conflict"][0].search(text):
            intents = intents - {"conflict"} | {"compare"}  # places that differ from each other contradict nothing
        excluded = tuple(m for m in units if _is_excluded(text, m)) if intents & {"list", "count", "duties"} else ()
        dates = _dates(text)
        topic = self._topic(text, scope, units, dates)
        return Query(
            text=text,
            bare=_blanked(text, scope.spans).replace("\0", ""),
            intents=intents,
            scope=scope,
            units=tuple(m for m in units if m not in excluded),
            topic=topic,
            words=self.content_words(topic),
            unstated=self._unstated(text),
            dates=dates,
            ordinal=_ordinal(text),
            wanted=tuple(self._wanted(text)),
            parts=self._parts(text),
            excluded=excluded,
            days=tuple(dict.fromkeys(match[0] for match in _MONTH.finditer(text))),
        )

    def _wanted(self, text: str) -> Iterator[re.Pattern[str]]:
        """The kind of number asked for, and the days that the question names."""
        yield from [stated for asked, stated, _ in self._wording.measures if asked.search(text)][:1]
        days = [match[0] for match in _MONTH.finditer(text)]
        if days:
            yield re.compile("|".join(map(re.escape, days)))

    def _parts(self, text: str) -> tuple[str, ...]:
        """The topics of the questions in ``text`` where there are several."""
        pieces = list(questions_in(text))[:4]
        topics = [self._topic(piece, self._places.scope(piece), (), None) for piece in pieces]
        told = [topic for topic in topics if self.content_words(topic)]
        return tuple(told) if len(told) > 1 else ()

    def _without_plan_words(self, text: str) -> str:
        """Without the words for a plan; those for what is to be written (年度实施方案, 编制工作方案) stay."""
        return self._wording.plan_words.sub(
            lambda match: match[0] if _TO_BE_WRITTEN.search(text[: match.start()]) else "\0", text
        )

    def _without_titles(self, text: str) -> str:
        """Without stretches of four letters or more that end a plan's title: 土壤污染防治重点任务分工表."""
        for match in reversed(list(_PLAN_END.finditer(text))):
            start = match.start()
            while start > 0 and any(text[start - 1 : match.end()] in title for title in self._titles):
                start -= 1
            if match.end() - start >= 5 and start < match.start():
                text = text[:start] + "\0" * (match.end() - start) + text[match.end() :]
        return text

    def content_words(self, topic: str) -> tuple[str, ...]:
        """The words of ``topic`` that say something, each once."""
        cut = (word for piece in topic.split() for word in self._cut(piece))
        words = [word for word in cut if len(word) >= 2 and not word.isdigit()]
        strange = self._strange(topic, [word for word in words if self._written(word)])
        told = dict.fromkeys([*words, *strange, *self._wording.phrases.findall(topic.casefold())])
        return () if all(map(_PLAN_END.fullmatch, told)) else tuple(told)  # 方案里, 清单上: where, not what

    def _strange(self, topic: str, known: Sequence[str]) -> Iterator[str]:
        """Pairs of letters that a plan writes where the cutter saw no word that any plan knows: 散煤 in 卖散煤."""
        for word in sorted(known, key=len, reverse=True):
            topic = topic.replace(word, " ")
        for piece in topic.split():
            pairs = (piece[first : first + 2] for first in range(len(piece) - 1))
            named = (pair for pair in pairs if not re.search(r"\d", pair) and self._wording.binding.isdisjoint(pair))
            yield from filter(self._written, named)

    def _intents(self, text: str) -> frozenset[str]:
        text = _RECEIVER.sub("\0", text)
        told = {intent for intent, cues in self._wording.cues.items() if cues.search(text)}
        told -= {role for role in ("lead", "support") if not self._wording.cues[role].search(_DENIED.sub("\0", text))}
        return frozenset(told | set(self._paired(text)))

    def _paired(self, text: str) -> Iterator[str]:
        """The intents told by two cues that stand apart: 附件里的时间和|正文|不|一样."""
        yield from (intent for intent, pair in self._wording.pairs.items() if all(cues.search(text) for cues in pair))

    def _unstated(self, text: str) -> tuple[str, ...]:
        """The kinds of fact asked for that plans seldom state."""
        text = text.replace("为什么时候", "为\0什么时候")  # 行为什么时候完成 asks no cause
        text = _WHICH_BODY.sub("\0", text)
        return tuple(kind for kind, (asked, _, _) in self._wording.kinds.items() if asked.search(text))

    def _topic(self, text: str, scope: Scope, units: Sequence[Mention], dates: DateRange | None) -> str:
        """What is left when places, years, bodies, cues and fillers are taken out."""
        rest = _blanked(text, [*scope.spans, *((m.first, m.last) for m in units)])
        if dates:
            rest = rest.replace(dates.text, "\0")
        rest = self._without_plan_words(re.sub(r"附件[\d一二三四五六七八九十]*", "\0", rest))
        rest = _BARE_PLAN.sub("\0", self._without_titles(rest))
        for intent in _NO_TOPIC:
            rest = self._wording.cues[intent].sub("\0", rest)
        for intent in self._paired(text):
            for cues in self._wording.pairs[intent]:
                rest = cues.sub("\0", rest)
        rest = self._without_fillers(rest)
        rest = re.sub(r"第(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|条|款|件|个)", "\0", rest)
        rest = re.sub(
            r"20\d\d年?|[,。;:?!、()“”\"'《》]|(?:\d+|[几两]|(?<=[前后这那哪])[一二三四五六七八九十])(?:条|项|件|个|家|座|处|块)",
            "\0",
            rest,
        )
        return " ".join(piece for piece in rest.split("\0") if piece)

    def _without_fillers(self, text: str) -> str:
        """Without the words that name no topic; one that a plan writes between the same letters stays: 供(地方)案."""

        def blanked(match: re.Match[str]) -> str:
            around = text[max(match.start() - 1, 0) : match.end() + 1]
            whole = len(around) == len(match[0]) + 2 and "\0" not in around
            return match[0] if whole and self._written(around) else "\0"

        return self._wording.fillers.sub(blanked, text)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept = list(text)
    for first, last in spans:
        kept[first:last] = "\0" * (last - first)
    return "".join(kept)


def _inside(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= mention.first and mention.last <= last for first, last in spans)


def questions_in(text: str) -> Iterator[str]:
    """The questions in a folded text: what a comma divides is two where both parts ask (留多久,检修记录呢), else one."""
    for sentence in filter(None, re.split("[?;。]", text)):
        piece = ""
        for part in re.split("[,、]", sentence):
            if piece and _ASKS.search(piece) and _ASKS.search(part):
                yield piece
                piece = part
            else:
                piece = f"{piece}、{part}" if piece else part
        yield piece


def _quarter(number: str) -> tuple[int, int]:
    """The first and the last month of a quarter, written 三 or 3."""
    last = 3 * (int(number) if number.isdigit() else "一二三四".index(number) + 1)
    return last - 2, last


def _is_excluded(text: str, mention: Mention) -> bool:
    """不是环保局牵头的, 除环保局外: the list is to go without it."""
    return bool(_WITHOUT.search(text[: mention.first]) or re.match("以外|之外|除外|外[,的]", text[mention.last :]))


def _ordinal(text: str) -> int | None:
    """第三项, 第12条, 附件第5项."""
    match = re.search(r"第(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|条|个任务|款|件)", text)
    if not match:
        return None
    if match["n"].isdigit():
        return int(match["n"])
    digits = "零一二三四五六七八九"
    tens, _, ones = match["n"].partition("十")
    if "十" not in match["n"]:
        return digits.index(match["n"]) if match["n"] in digits else None
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones in digits and ones else 0)


def _dates(text: str) -> DateRange | None:
    """A time that limits a list: 2020年底前, 11月底前, 6月之前, 2022年要完成的. A bare year names a plan and limits nothing."""
    if not _LISTS.search(text):
        return None
    part = _PART_OF_YEAR.search(text)
    if part:
        months = {"上": (1, 6), "下": (7, 12)}.get(part["half"]) or _quarter(part["quarter"])
        return DateRange(part[0], year=int(part["year"]) if part["year"] else None, months=months)
    due = DUE_IN_YEAR.search(text)
    if due:
        return DateRange(due[0], year=int(due["year"]))
    found = [
        d for d in deadlines_in_text(Folded(text), None) if d.kind is DeadlineKind.BY and not _YEAR.fullmatch(d.text)
    ]
    match = None if found else _MONTH.search(text)
    if not found and not match:
        return None
    written = found[0].text if found else match[0] if match else ""
    return DateRange(written, after=bool(re.match("以后|之后|后", text[text.find(written) + len(written) :])))
