"""Time limits in plan text: 2021年11月底前, 年底前, 2017年起, 每年, 长期, 自接到通知之日起六个月内.

No date library reads these: they know days, not bounds. The wordings are one table (``corpus.date_rules``); matches that
overlap are settled by the earlier, then the longer one. A limit without a year takes the last year written before it in the
sentence, else the plan's. Titles in 《》 and document numbers are blanked first. In running text a bare year or month binds
only with a cue (底, 前, 起, 内, 完成…); in a field that says it holds the time limit (a cell, a label) it binds as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.date_rules import Rule, rules
from corpus.text import Folded
from corpus.types import Deadline, DeadlineKind

_REACHED = re.compile(
    "(?:全部|基本|至少|全面|累计)?(?:完成|建成|实现|达到|开工|动工|启动|投用|投入使用|验收|竣工|见效|报送)[^、,;。]{0,12}$"
)


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    rule: Rule
    match: re.Match[str]


def deadlines_in_text(folded: Folded, year: int | None) -> tuple[Deadline, ...]:
    """The time limits stated in running text; ``year`` is the plan's."""
    return _deadlines(folded, year, cell=False)


def deadlines_in_cell(folded: Folded, year: int | None) -> tuple[Deadline, ...]:
    """The time limits of a field that holds nothing else; one that no rule reads is kept as OTHER."""
    found = _deadlines(folded, year, cell=True)
    if found or not re.search(r"[\w]", folded.text):
        return found
    return (Deadline(DeadlineKind.OTHER, None, folded.written(0, len(folded))),)


def looks_like_deadline(text: str) -> bool:
    """Whether folded ``text`` is, as a whole, a time limit: used to tell columns apart."""
    if not text or len(text) > 40:
        return False
    covered = sum(found.last - found.first for found in _settle(_scan(text, cell=True)))
    return covered >= 0.6 * len(text)


def opens_with_deadline(text: str, *, cell: bool = False) -> bool:
    """Whether folded ``text`` is a time limit and what is to be reached by then: 6月底前完成一半以上."""
    found = next(iter(_settle(_scan(text, cell=cell))), None)
    return found is not None and found.first == 0 and bool(_REACHED.match(text, found.last))


def _deadlines(folded: Folded, year: int | None, *, cell: bool) -> tuple[Deadline, ...]:
    text = _blank(folded.text)
    deadlines: list[Deadline] = []
    for found in _settle(_scan(text, cell=cell)):
        context = _year_before(text, found, year)
        bounds = found.rule.build(found.match, context)
        past = year is not None and all(day is not None and day.year < year for _, day in bounds)
        if cell or not past:
            written = folded.written(found.first, found.last)
            deadlines.extend(Deadline(kind, day, written) for kind, day in bounds)
    return tuple(dict.fromkeys(deadlines))


def _blank(text: str) -> str:
    """Titles and document numbers replaced by as many blanks: their years bind nothing."""
    return re.sub(r"《[^《》]*》|[〔\[(]20\d\d[〕\])]\d*号?|\(?20\d\d[-—]20\d\d年\)", lambda m: "□" * len(m[0]), text)


def _scan(text: str, *, cell: bool) -> Iterator[_Found]:
    for rule in rules():
        if rule.cell_only and not cell:
            continue
        for match in rule.pattern.finditer(text):
            yield _Found(match.start(), match.end(), rule, match)


def _settle(found: Iterator[_Found]) -> list[_Found]:
    """Of matches that overlap, the earlier wins, then the longer, then the rule listed first (sort is stable)."""
    settled: list[_Found] = []
    for candidate in sorted(found, key=lambda f: (f.first, -f.last)):
        if not settled or candidate.first >= settled[-1].last:
            settled.append(candidate)
    return settled


def _year_before(text: str, found: _Found, year: int | None) -> int | None:
    """The last year of a time limit written earlier in the sentence, when not before the plan's, else the plan's."""
    start = max(text.rfind("。", 0, found.first), -1) + 1
    years = [int(y) for y in re.findall(r"(20\d\d)年(?=[年底末\d起,、至]|采暖)", text[start : found.first])]
    later = [y for y in years if year is None or y >= year]
    return later[-1] if later else year
