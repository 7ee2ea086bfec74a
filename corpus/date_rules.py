"""The wordings of time limits, as one table: a pattern over folded text and a function that builds the bounds.

A limit without a year takes the one that is handed in. 前 includes the day, the 月底 or the 年底 that it follows, and excludes a
bare month or year (6月前 ends on 31 May). Of a range the first day and the last are kept, of a list (6月和12月底前) each.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.lexicon import alternation, words
from corpus.types import DeadlineKind

Match = re.Match[str]
Bound = tuple[DeadlineKind, date | None]
Build = Callable[[Match, int | None], list[Bound]]

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:(?P<y>20\d\d|[次明])年)?"
_DASH = r"(?:至|到|-|—|–|~|－|——)"
_BEFORE = r"(?:之前|以前|前|止)"
_CHINESE = {name: number for number, name in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_NOT_EACH = r"(?<![每\d])"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_THIRD = "[上中下]旬"


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording; ``cell_only`` where it binds only in a field that says it holds the time limit."""

    pattern: re.Pattern[str]
    build: Build
    cell_only: bool = False


def _end_of_month(year: int | None, month: int) -> date | None:
    if year is None or not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return None if year is None else date(year, month, day)
    except ValueError:
        return None


def _own_year(match: Match, year: int | None, group: str = "y") -> int | None:
    written = match.groupdict().get(group)
    if written in ("次", "明"):
        return None if year is None else year + 1
    return int(written) if written else year


def _month(written: str) -> int:
    """11, 十一 → 11."""
    return _CHINESE.get(written) or int(written)


def _by_day(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.BY, _day(_own_year(match, year), _month(match["m"]), int(match["d"])))]


def _by_month(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.BY, _end_of_month(_own_year(match, year), _month(match["m"])))]


def _by_third(match: Match, year: int | None) -> list[Bound]:
    own, month = _own_year(match, year), _month(match["m"])
    last = {"上": 10, "中": 20}.get(match["third"])
    return [(DeadlineKind.BY, _day(own, month, last) if last else _end_of_month(own, month))]


def _before_month(match: Match, year: int | None) -> list[Bound]:
    first = _day(_own_year(match, year), _month(match["m"]), 1)
    return [(DeadlineKind.BY, first and first - timedelta(days=1))]


def _before_year(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.BY, date(int(match["y"]) - 1, 12, 31))]


def _by_year(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.BY, _end_of_month(_own_year(match, year), 12))]


def _by_half(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.BY, _end_of_month(_own_year(match, year), 6 if match["half"] == "上" else 12))]


def _by_quarter(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.BY, _end_of_month(_own_year(match, year), 3 * _NUMERALS[match["q"]]))]


def _by_five_years(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.BY, date({"二": 2015, "三": 2020, "四": 2025, "五": 2030}[match["plan"]], 12, 31))]


def _from(match: Match, year: int | None) -> list[Bound]:
    parts = match.groupdict()
    first = _day(_own_year(match, year), _month(parts["m"] or "1"), int(parts["d"] or 1))
    return [(DeadlineKind.FROM, first)]


def _from_quarter(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.FROM, _day(_own_year(match, year), 3 * _NUMERALS[match["q"]] - 2, 1))]


def _range_days(match: Match, year: int | None) -> list[Bound]:
    """3月至5月, 3月1日—5月31日, 6月10—20日, 5月上旬至次年6月中旬."""
    parts: dict[str, str | None] = {
        "y2": None,
        "d": None,
        "d2": None,
        "third": None,
        "third2": None,
        **match.groupdict(),
    }
    start_year = _own_year(match, year)
    end_year = _own_year(match, start_year, "y2") if parts["y2"] else start_year
    first = _month(match["m"])
    last = _month(parts.get("m2") or match["m"])
    if parts["y2"] is None and end_year is not None and last < first:
        end_year += 1
    day = int(parts["d"] or {"中": 11, "下": 21}.get(parts["third"] or "", 1))
    last_day = int(parts["d2"] or {"上": 10, "中": 20}.get(parts["third2"] or "", 0))
    end = _day(end_year, last, last_day) if last_day else _end_of_month(end_year, last)
    return [(DeadlineKind.FROM, _day(start_year, first, day)), (DeadlineKind.BY, end)]


def _range_quarters(match: Match, year: int | None) -> list[Bound]:
    start_year = _own_year(match, year)
    end_year = _own_year(match, start_year, "y2") if match["y2"] else start_year
    start = _day(start_year, 3 * _NUMERALS[match["q"]] - 2, 1)
    return [(DeadlineKind.FROM, start), (DeadlineKind.BY, _end_of_month(end_year, 3 * _NUMERALS[match["q2"]]))]


def _by_months(match: Match, year: int | None) -> list[Bound]:
    """6月和12月底前: each of them."""
    months = re.findall(rf"({_MONTH})月", match["months"])
    return [(DeadlineKind.BY, _end_of_month(_own_year(match, year), _month(month))) for month in months]


def _by_quarters(match: Match, year: int | None) -> list[Bound]:
    """一、三季度: each of them."""
    quarters = re.findall("[一二三四1-4]", match["quarters"])
    return [(DeadlineKind.BY, _end_of_month(_own_year(match, year), 3 * _NUMERALS[quarter])) for quarter in quarters]


def _range_years(match: Match, year: int | None) -> list[Bound]:
    return [(DeadlineKind.FROM, date(int(match["y"]), 1, 1)), (DeadlineKind.BY, date(int(match["y2"]), 12, 31))]


def _undated(kind: DeadlineKind) -> Build:
    return lambda match, year: [(kind, None)]


@cache
def rules() -> tuple[Rule, ...]:
    """All wordings; of two that match the same stretch the one listed first holds."""

    def rule(pattern: str, build: Build, *, cell_only: bool = False) -> Rule:
        return Rule(re.compile(pattern), build, cell_only)

    month, day = rf"(?P<m>{_MONTH})月", r"(?P<d>[12]\d|3[01]|0?[1-9])[日号](?:24时)?(?:\(含\))?"
    day2 = r"(?P<d2>[12]\d|3[01]|0?[1-9])[日号]"
    later = rf"(?:(?P<y2>20\d\d|[次明])年)?(?P<m2>{_MONTH})月"
    event, verb = alternation(words("time", "events")), alternation(words("time", "event_verbs"))
    done = r"(?:全面|基本|力争|全部|组织|要|前|应)*(?:完成|建成|实现|达到|投入使用|投用|竣工)"
    number = r"[\d一二三四五六七八九十两]+"
    times = rf"(?:(?:{_MONTH})月(?:份|{_THIRD}|\d{{1,2}}[日号])?|第?[一二三四1-4]季度|[上下]半年|[春夏秋冬]季)(?:[底末]?{_BEFORE}|[底末])?"
    other, recurring = _undated(DeadlineKind.OTHER), _undated(DeadlineKind.RECURRING)
    return (
        # ranges
        rule(
            rf"(?:自|从)?{_NOT_EACH}{_YEAR}{month}(?:{day}|(?P<third>[上中下])旬)?(?:份|底)?{_DASH}{later}(?:{day2}|(?P<third2>[上中下])旬|底|份)?",
            _range_days,
        ),
        rule(rf"{_NOT_EACH}{_YEAR}{month}(?P<d>[12]\d|3[01]|0?[1-9])[日号]?{_DASH}{day2}", _range_days),
        rule(
            rf"(?<![每第\d.-]){_YEAR}(?P<m>{_MONTH}){_DASH}(?P<m2>{_MONTH})月(?:份|底)?(?!龄)",
            _range_days,
            cell_only=True,
        ),
        rule(
            rf"(?<![每第\d.-]){_YEAR}(?P<m>{_MONTH}){_DASH}(?P<m2>{_MONTH})月(?:份|底)?(?={done}|,?(?:集中|组织|开展))",
            _range_days,
        ),
        rule(
            rf"(?P<y>20\d\d)[./](?P<m>{_MONTH}){_DASH}(?P<y2>20\d\d)[./](?P<m2>{_MONTH})(?!\d)",
            _range_days,
            cell_only=True,
        ),
        rule(
            rf"{_YEAR}(?<!每)第?(?P<q>[一二三四1-4])(?:季度)?{_DASH}(?:(?P<y2>20\d\d|[次明])年)?第?(?P<q2>[一二三四1-4])季度",
            _range_quarters,
            cell_only=True,
        ),
        rule(rf"(?P<y>20\d\d)年?{_DASH}(?P<y2>20\d\d)年(?:底)?", _range_years, cell_only=True),
        rule(rf"(?P<y>20\d\d)年?{_DASH}(?P<y2>20\d\d)年(?=[^,。;]{{0,4}}{done})", _range_years),
        # a first day
        rule(rf"(?:自|从)?(?P<y>20\d\d)年(?:{month}(?:{day})?)?(?:份)?(?:开始|起)", _from),
        rule(rf"(?:自|从)?(?<![每\d])(?:(?P<y>[次明])年)?{month}(?:{day})?(?:份)?(?:开始|起)(?!草|来|点|到)", _from),
        rule(
            r"(?:自|从)?(?<!每)(?:(?P<y>20\d\d|[次明])年)?第?(?P<q>[一二三四1-4])季度(?:开始|起)(?!草|来|点|到)",
            _from_quarter,
        ),
        # a last day
        rule(rf"{_NOT_EACH}{_YEAR}{month}{day}{_BEFORE}", _by_day),
        rule(rf"(?:截至|截止到?|最迟|不迟于|不晚于){_YEAR}{month}{day}", _by_day),
        rule(rf"{_NOT_EACH}{_YEAR}{month}{day}", _by_day, cell_only=True),
        rule(rf"{_NOT_EACH}{_YEAR}{month}(?:份)?[底末](?:{_BEFORE})?", _by_month),
        rule(
            rf"{_NOT_EACH}{_YEAR}(?P<months>(?:(?:{_MONTH})月[、和及])+(?:{_MONTH})月)(?:份)?[底末](?:{_BEFORE})?",
            _by_months,
        ),
        rule(rf"{_NOT_EACH}{_YEAR}{month}(?P<third>[上中下])旬(?:{_BEFORE}|底|末)?", _by_third),
        rule(rf"{_NOT_EACH}{_YEAR}{month}(?:份)?{_BEFORE}", _before_month),
        rule(rf"(?P<y>20\d\d)年{month}(?:份)?(?=[,、;]?{done}|,)", _by_month),
        rule(rf"{_NOT_EACH}{_YEAR}{month}(?:份)?", _by_month, cell_only=True),
        rule(r"(?P<y>20\d\d)[-./](?P<m>1[0-2]|0?[1-9])[-./](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)", _by_day, cell_only=True),
        rule(r"(?P<y>20\d\d)[-./](?P<m>1[0-2]|0?[1-9])(?![\d])", _by_month, cell_only=True),
        rule(rf"(?<![去上每次前])(?:(?P<y>20\d\d)年?)?年[底末](?:{_BEFORE})?", _by_year),
        rule(r"(?:(?P<y>20\d\d)|(?<![\d一二三四五六七八九十两几多每])(?:今|本|当)?)年(?:度)?内", _by_year),
        rule(rf"(?<!有效期)(?<!保存)(?<!保留)(?:到|至)(?P<y>20\d\d)年(?:[底末](?:{_BEFORE})?|(?=[,全]|$))", _by_year),
        rule(rf"(?P<y>20\d\d)年(?=,?{done})", _by_year),
        rule(r"(?<![^。;:])(?P<y>20\d\d)年(?=,)", _by_year),
        rule(rf"(?P<y>20\d\d)年{_BEFORE}", _before_year),
        rule(r"(?P<y>20\d\d)年(?:度)?", _by_year, cell_only=True),
        rule(rf"{_YEAR}(?<!每)(?P<half>[上下])半年(?:{_BEFORE}|底|末|内)?(?={done}|.)?", _by_half, cell_only=True),
        rule(rf"{_YEAR}(?<!每)(?P<half>[上下])半年(?:{_BEFORE}|底|末|内|(?={done}))", _by_half),
        rule(rf"{_YEAR}(?<!每)第?(?P<q>[一二三四1-4])季度(?:{_BEFORE}|底|末|内)*", _by_quarter, cell_only=True),
        rule(
            rf"{_YEAR}(?<!每)第?(?P<q>[一二三四1-4])季度(?:(?:底|末|内)(?:{_BEFORE})?|{_BEFORE}|(?={done}))",
            _by_quarter,
        ),
        rule(
            rf"{_YEAR}(?<!每)第?(?P<quarters>(?:[一二三四1-4][、和])+[一二三四1-4])季度(?:底|末)?",
            _by_quarters,
            cell_only=True,
        ),
        rule(rf"“?十(?P<plan>[二三四五])五”?(?:期)?末(?:期)?(?:{_BEFORE})?", _by_five_years),
        # bounds without a date
        rule(rf"[自从在]?[^,。;、:()]{{0,24}}之日起{number}(?:个工作日|个月|日|天|年)(?:之)?内", other),
        rule(rf"(?:20\d\d年)?(?:{event})(?:来临|到来)?{_BEFORE}", other),
        rule(
            rf"(?:在|于|(?<![一-鿿]))[^,。;、:()\d“”]{{0,14}}(?:{verb})[^,。;、:()“”]{{0,8}}(?<![目以之提当此日空面眼事])前(?![期提述列景瞻])",
            other,
        ),
        rule(r"(?:20\d\d年)?[春夏秋冬]季", other, cell_only=True),
        rule(rf"(?:20\d\d年)?(?:{event})(?:期间|期内)?", other, cell_only=True),
        rule(rf"每年{times}(?:[、和及]{times})*(?:{_DASH}(?:次年)?{times})?", recurring),
        rule(
            rf"每(?:{number}个?)?(?:半年|年|季度?|月|周|日|天|个工作日|旬|学期)"
            rf"(?:\d{{1,2}}(?:[-至—~、]\d{{1,2}})?月份?(?:\d{{1,2}}[日号])?[底末]?{_BEFORE}?|\d{{1,2}}[日号]?{_BEFORE}?|[底末初]{_BEFORE}?)?"
            rf"(?:至少|不少于|定期|开展|组织)*(?:{number}次)?(?![的检率]|[^,。;]{{0,4}}率|处理能力|产能|产量|提高|增长|下降|减少|递增|不低于|达到|排放)",
            recurring,
        ),
        rule(r"月(?:调度|通报|部署|考核|报告|督导)|季(?:总结|通报|调度)|年(?:评估|考核)", recurring),
        rule(
            rf"(?<=[,。;])(?:[该此本]项)?(?:工作|任务)?(?:{alternation(words('time', 'ongoing_clause'))})(?=[,。;(]|$)",
            _undated(DeadlineKind.ONGOING),
        ),
        rule(
            r"按照?[^,。;()]{0,14}时限(?:要求|节点)?(?=[^,。;]{0,4}(?:完成|落实|推进|整改))",
            _undated(DeadlineKind.AS_DIRECTED),
        ),
        # fields only
        rule(f"(?:{alternation(words('time', 'ongoing'))})", _undated(DeadlineKind.ONGOING), cell_only=True),
        rule(
            r"(?:按照?|根据|依据|随)[^,。;]{0,14}(?:要求|部署|安排|规定|计划|进度|节点)(?:定期)?(?:开展|推进|实施|执行|完成)?",
            _undated(DeadlineKind.AS_DIRECTED),
            cell_only=True,
        ),
        rule(f"(?:{alternation(words('time', 'other'))})", other, cell_only=True),
    )
