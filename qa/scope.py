"""Which plans a question is about: places, years, subjects and parts that it names, and those that it names in vain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.text import fold
from corpus.types import Plan

_REGION_END = re.compile(r"(?:示范区|开发区|高新区|新区|自治[区州县]|[省市区县旗州盟镇乡])$")
_SUBJECTS = {
    "大气": re.compile(r"大气|空气|蓝天|治气"),
    "水": re.compile(
        r"水(?=[、和与及](?:大气|土壤))|(?<=[气壤][、和与及])水(?=[两三方的])|(?<![地下饮用节污供排])水(?:污染防治|污染(?:实施|工作)?(?:方案|计划|清单)|方案|计划|清单|里|这块|这份|攻坚|环境方案)|碧水|治水方案"
    ),
    "土壤": re.compile(
        r"土壤(?=[、和与及](?:大气|水))|(?<=[气水][、和与及])土壤(?=[两三方的])|(?:土壤|净土|土)(?:污染(?:防治)?)?(?:攻坚战?)?(?:实施|工作)?(?:方案|计划|清单|分工|这张|这份|里|保卫)|净土"
    ),
}
_TITLE_SUBJECTS = {
    "大气": ("大气", "空气", "蓝天"),
    "水": ("水污染", "水环境", "碧水", "黑臭水体"),
    "土壤": ("土壤", "净土"),
}
_PLAN_YEAR = re.compile(
    r"(?P<year>20\d\d)年?(?:度)?(?=的?(?:这份|那份|那个)?[一-鿿]{0,12}(?:方案|计划|清单|分工表|攻坚|保卫战|文件))"
)
_BARE_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)年?(?!\d|[底末前内起]|[年]|\d*月|采暖)")
DUE_IN_YEAR = re.compile(
    r"(?:到|在|于)?(?<!\d)(?P<year>20\d\d)年(?:度|之?内|里|当年)?(?:才?[要需须得应该就])*(?:必须|应该|需要)?(?:[完办做干弄搞]完|完成|到期|截止|完工|办结)的?"
)
_PLACE = re.compile(
    r"(?:^|(?<=[,。;:?!、的在和与跟比年\d]))(?P<name>[一-鿿]{2,5}?(?:示范区|开发区|新区|自治[区州县]|[省市区县乡镇]))"
)
_NO_PLACE = re.compile(
    r"[哪某几在我你这那个有由也归]|什么|[全本各我贵该哪几同社园小辖地郊灾库校景街片林牧矿某两三四五厂老旧]区|^城区|[主老建县新心]城区|[全本各我该哪几地]市|^城市|[一-鿿]{2}城市|[全本各我该哪几]县|[全各]省|省市|县市|市区|"
    r"乡镇|城镇|集镇|各[乡镇]|[我本该哪几]镇|[我本该哪几]乡|城乡|保护区|禁煤区|禁养区|集聚区|管控区|禁燃区|产业区|工业区|种植区|补给区|功能区|服务区|休息区|卸油区|密集区|生产区|涉农区"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """``plans`` that a question is about. ``named`` tells that it named them; ``missing`` what it names that the library
    does not hold (a place, a year), in words; ``span`` the stretches of text that say so.
    """

    plans: tuple[Plan, ...]
    named: bool
    missing: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    part: str = ""
    years: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


class Places:
    """The places of a library. ``holds`` tells whether its texts mention a place that no plan is named after."""

    def __init__(self, plans: Sequence[Plan], holds: Callable[[str], bool]) -> None:
        self.plans = tuple(plans)
        self._holds = holds
        forms: dict[str, str] = {}
        for plan in plans:
            region = fold(plan.region)
            stem = _REGION_END.sub("", region)
            for form in (region, stem, re.sub(r"区$", "", region), f"{stem}区" if region.endswith("区") else ""):
                if len(form) >= 2:
                    forms.setdefault(form, region)
        self._forms = sorted(forms.items(), key=lambda item: -len(item[0]))

    @property
    def stems(self) -> frozenset[str]:
        """What people say for the places: 郑州, 平原."""
        return frozenset(form for form, _ in self._forms)

    def of_year(self, text: str) -> tuple[Plan, ...]:
        """The plans of a year that folded ``text`` names in any place; empty where it names none."""
        years = {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)}
        return tuple(plan for plan in self.plans if plan.year in years)

    def scope(self, text: str) -> Scope:
        """The scope of folded ``text``, with no dialogue in mind."""
        regions, spans = self._regions(text)
        unknown = self._unknown(text, spans)
        if unknown and not regions:
            return Scope((), named=True, missing=unknown[0], spans=tuple(unknown[1]))
        subjects = tuple(s for s, pattern in _SUBJECTS.items() if pattern.search(text))
        chosen = [plan for plan in self.plans if not regions or fold(plan.region) in regions]
        chosen = _narrow(chosen, subjects)
        years = self._years_beside(text, regions)
        if len(years) > 1:  # 郑州2019和平原示范区2020
            several = [plan for plan in chosen if plan.year in (None, *years)]
            spans = [*spans, *_subject_spans(text, subjects)]
            return Scope(tuple(several), True, "", tuple(spans), _part(text), years, subjects, tuple(regions))
        year, year_spans = self._year(text, regions)
        if (
            year
            and not _PLAN_YEAR.search(text)
            and all(p.year not in (None, year) for p in chosen)
            and self._holds(f"{year}年")
        ):
            year, year_spans = None, []  # 平原示范区2019年工业“六治理”: the plan of another year speaks of that year
        if year and DUE_IN_YEAR.search(text) and all(plan.year != year for plan in chosen):
            year, year_spans = None, []  # 2022年要完成的有哪些: of all plans
        spans = [*spans, *year_spans, *_subject_spans(text, subjects)]
        part = _part(text)
        if year:
            fitting = [plan for plan in chosen if plan.year is None or plan.year == year]
            dated = [plan for plan in chosen if plan.year == year]
            if not fitting or (not dated and not regions):
                where = regions[0] if regions else ""
                return Scope(
                    tuple(chosen), True, f"{where}{year}年", tuple(spans), part, (year,), subjects, tuple(regions)
                )
            chosen = fitting
        named = bool(regions or year or subjects)
        years = (year,) if year else ()
        return Scope(tuple(chosen), named, "", tuple(spans), part, years, subjects, tuple(regions))

    @staticmethod
    def _years_beside(text: str, regions: Sequence[str]) -> tuple[int, ...]:
        """The years written right behind places, in order."""
        names = [name for region in regions for name in (region, _REGION_END.sub("", region))]
        behind = re.findall(rf"(?:{'|'.join(map(re.escape, names))})(20\d\d)(?!\d)", text) if names else []
        return tuple(dict.fromkeys(map(int, behind)))

    def _regions(self, text: str) -> tuple[list[str], list[tuple[int, int]]]:
        found: dict[str, None] = {}
        spans: list[tuple[int, int]] = []
        for form, region in self._forms:
            for match in re.finditer(re.escape(form), text):
                inside = any(first < match.end() and match.start() < last for first, last in spans)
                if inside or re.match(r"分局|局", text[match.end() :]) or self._is_part_of_name(text, match):
                    continue
                found[region] = None
                spans.append(match.span())
        ordered = sorted(zip(found, strict=False), key=lambda item: text.find(item[0][: max(2, len(item[0]) - 1)]))
        return [item[0] for item in ordered], spans

    @staticmethod
    def _is_part_of_name(text: str, match: re.Match[str]) -> bool:
        """平原 in 平原公安分局 names an office, not a scope; 中原区公安分局 names both."""
        return not _REGION_END.search(match[0]) and bool(re.match(r"[一-鿿]{0,3}分局", text[match.end() :]))

    def _unknown(self, text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]] | None:
        for match in _PLACE.finditer(text):
            name = match["name"]
            inside = any(first < match.end() and match.start() < last for first, last in spans)
            known = (
                any(self._holds(name[i:]) for i in range(len(name) - 2)) and _REGION_END.sub("", name) not in _cities()
            )
            if not inside and not _NO_PLACE.search(name) and not known:
                return name, [match.span("name")]
        for match in re.finditer(r"(?:^|(?<=[,。;:?!、的在和与跟比那改成换]))(?=(?P<at>[一-鿿]{2,4}))", text):
            name = _city(match["at"], text[match.start() :])
            start, stop = match.start(), match.start() + len(name)
            if name and not any(first < stop and start < last for first, last in spans):
                return name, [(start, stop)]
        return None

    def _year(self, text: str, regions: Sequence[str]) -> tuple[int | None, list[tuple[int, int]]]:
        """A year that names the plan: before 方案 and the like, or right beside the place."""
        match = _PLAN_YEAR.search(text)
        if not match:
            for candidate in _BARE_YEAR.finditer(text):
                before = text[: candidate.start()]
                if any(before.endswith((r, _REGION_END.sub("", r))) for r in regions) or candidate.start() == 0:
                    match = candidate
        return (int(match["year"]), [match.span()]) if match else (None, [])


def _city(start: str, text: str) -> str:
    """The city that ``text`` opens with: alone, or followed by what may follow a place (not 大理石, 白银冶炼)."""
    names = (start[:length] for length in (4, 3, 2) if start[:length] in _cities())
    return next(
        (
            n
            for n in names
            if re.match(r"$|[,。?!、的呢那市有和与今去明在]|20\d\d|地区|大气|土壤|水污染|空气", text[len(n) :])
        ),
        "",
    )


def _narrow(plans: list[Plan], subjects: Sequence[str]) -> list[Plan]:
    if not subjects:
        return plans
    words = [word for subject in subjects for word in _TITLE_SUBJECTS[subject]]
    return [plan for plan in plans if any(word in fold(plan.title) for word in words)] or plans


def _subject_spans(text: str, subjects: Sequence[str]) -> list[tuple[int, int]]:
    """The subject words that only say which plan is meant: those right before a word for a plan, and 净土, 蓝天, 碧水."""
    plan = r"(?:[这那]?[两三四几][个份张])?(?:污染防治)?(?:攻坚战?)?(?:实施|工作)?(?:方案|计划|清单|分工表?|表|这张|这份|文件|保卫战|里|的?任务|这块|那块|这边|方面|领域)"
    pattern = re.compile(
        rf"(?:大气|水|土壤)(?=[、和与及](?:大气|水|土壤))|(?:大气|空气|水|土壤|净土|土|蓝天|碧水)(?:污染(?:防治)?)?(?={plan})|净土|蓝天保卫|碧水保卫"
    )
    return [match.span() for match in pattern.finditer(text)] if subjects else []


def _part(text: str) -> str:
    if re.search(r"正文", text) and not re.search(r"附件", text):
        return "正文"
    match = re.search(r"附件(?P<number>[\d一二三四五六七八九十]+)", text)
    return f"附件{match['number']}" if match and "正文" not in text else ""


@cache
def _cities() -> frozenset[str]:
    """Names of provinces and prefecture-level cities without their suffix, from ``prompts/cities.txt``."""
    text = resources.files("prompts").joinpath("cities.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
