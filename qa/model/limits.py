"""Time limits: by kind and day, of the record or of the sentence of the source that says the rest."""

from __future__ import annotations

import re

from corpus.text import fold
from corpus.types import DeadlineKind
from qa import render
from qa.model.blanking import GAP, Blanked, clause_at
from qa.model.covering import chunks_of
from qa.model.facts import Bound, Evidence, bound, limits_of, stated_limits

BARE_YEAR = re.compile(r"(20\d\d)年(?:度)?(?![底末\d前起]|以前|之前|以内|内)")


def check_limits(sentence: Blanked, evidence: Evidence, told: set[str]) -> str:
    """Every time limit must be one of the record, or stand in the sentence of the source that says the rest."""
    written = _as_written(sentence, evidence)
    told |= {"deadline"} if written else set()
    found = [
        limit
        for limit in stated_limits(sentence.left, evidence.plan.year)
        if not BARE_YEAR.fullmatch(limit.text) or _binds(sentence.left, limit.text)
    ]
    named = {bound(limit) for limit in found} | written
    days = {limit for limit in evidence.limits if limit[0] == DeadlineKind.BY}
    whole = days <= named or len(days) == 1
    for limit in sorted(found, key=lambda limit: -len(limit.text)):
        key = bound(limit)
        if not limit.date and fold(limit.text) in evidence.searched:
            told |= {"deadline"} if key in evidence.limits else set()
        elif key in evidence.limits and (whole or _in_its_sentence(sentence, limit.text, evidence, key)):
            told.add("deadline")
        elif key in evidence.limits_in_text and _in_its_sentence(sentence, limit.text, evidence, key):
            pass
        else:
            return f"时限“{limit.text}”与依据不符"
        for match in re.finditer(re.escape(fold(limit.text)), sentence.left):
            sentence.blank(match.start(), match.end())
    return ""


def _as_written(sentence: Blanked, evidence: Evidence) -> set[Bound]:
    """The limits of the record that a sentence gives just as answers show them: 2017年起（自 2017-01-01）, 变更前."""
    named = set()
    for limit in evidence.task.deadlines if evidence.task else ():
        for wording in (fold(render.deadline(limit)), fold(limit.text) if not limit.date else ""):
            at = sentence.left.find(wording) if wording else -1
            if at >= 0 and not sentence.left[max(at - 1, 0) : at].isdigit():
                sentence.blank(at, at + len(wording))
                named.add(bound(limit))
    return named


def _binds(text: str, year: str) -> bool:
    """2020年完成: a bare year that is said as a time limit."""
    end = text.find(year) + len(year)
    return bool(re.match(r"[^,;。]{0,4}(?:完成|办结|前|截止)", text[end:])) or bool(
        re.search(r"(?:时限|期限|时间)[^,;。]{0,4}$", text[: text.find(year)])
    )


def _in_its_sentence(sentence: Blanked, wording: str, evidence: Evidence, key: Bound) -> bool:
    """Whether a sentence of the source that gives this limit also says the other things that are said beside it."""
    start, end = clause_at(sentence.text, sentence.text.find(fold(wording)), ";。\n")
    others = list(chunks_of(sentence.text[start:end].replace(fold(wording), GAP), evidence.searched))
    fitting = [each for each in evidence.sentences if key in limits_of(each, evidence.plan.year)]
    return any(all(chunk in each or chunk in evidence.head for chunk in others) for each in fitting)
