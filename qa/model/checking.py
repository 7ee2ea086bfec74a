"""Whether a sentence says only what the facts it cites say.

A sentence is taken apart: bodies and their roles, time limits, years, figures, denials, and what is left in words. Bodies must
be those of the record, each in its role, and a role must be told in full. Time limits must be equal by kind and day, figures
by value, measure, bound and what they measure. What is left must stand in the record or tie words together: no list of
dangers is kept, for what is not founded is refused. ``Fault`` says what did not hold, in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.text import fold
from qa.model.blanking import GAP, NUMBER, Blanked, clause_at
from qa.model.covering import chunks_of, common, joined, pieces_of, spliced, uncovered
from qa.model.facts import Evidence
from qa.model.figures import check_figures
from qa.model.limits import BARE_YEAR, check_limits
from qa.model.roles import Claim, Named, claims_of
from qa.model.vocabulary import CHARGE, Vocabulary, vocabulary

_NAMES = {"lead": "牵头", "support": "配合", "implement": "落实", CHARGE: "负责", "deadline": "时限"}
_TITLE = re.compile("《([^《》]*)》")
_QUOTE = re.compile("“([^“”]{4,})”")
_PLAN_YEAR = re.compile(r"(20\d\d)年(?:度)?的?(?=方案|计划|清单|文件|分工表)")
_BODY = re.compile(
    r"(?:[一-鿿]{1,10}?)(?:分局|总局|局|厅|委员会|委|办公室|管委会|办事处|政府|法院|检察院|大队|支队|总队|指挥部|领导小组|集团|公司)"
)
_SUBJECT = 4  # letters in common with a record's name that tell of which record a sentence speaks
_DENIED = 4  # letters beside a denial that must stand so in the source too: 未完成 alone is said of many things


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check of one sentence against one record found. ``fault`` is empty where it holds; ``told`` are the facets that
    the sentence tells, ``subject`` whether it names the record, ``says`` whether it says anything of it at all.
    """

    fault: str
    evidence: Evidence
    told: frozenset[str] = frozenset()
    subject: bool = False
    says: bool = False


def examine(text: str, evidence: Evidence, surfaces: Iterable[str]) -> Finding:
    """Check ``text`` (without marks) against one record; ``surfaces`` are the names of bodies that the library knows."""
    words = vocabulary()
    sentence = Blanked(_digits(fold(text)))
    told: set[str] = set()
    for step in (_titles, _quotes):
        if fault := step(sentence, evidence):
            return Finding(fault, evidence)
    bodies = list(_bodies(sentence, evidence, surfaces))
    subject = _has_subject(sentence.text, evidence)
    fault = (
        _silences(sentence, evidence, words, told)
        or check_limits(sentence, evidence, told)
        or _years(sentence, evidence)
        or _roles(sentence, evidence, bodies, words, told)
        or _denials(sentence, evidence, bodies, words)
        or check_figures(sentence, evidence, words)
        or _rest(sentence, evidence, words)
    )
    named = sentence.text.replace(fold(evidence.plan.title), GAP).replace(fold(evidence.plan.region), GAP)
    says = bool(bodies or told) or any(chunks_of(named, evidence.searched))
    return Finding(fault, evidence, frozenset(told), subject, says)


def _digits(text: str) -> str:
    """二〇二一年 and 百分之九十 in figures."""
    text = re.sub(
        r"[〇零一二三四五六七八九]{4}(?=年)",
        lambda m: "".join(str("〇一二三四五六七八九".find(c.replace("零", "〇"))) for c in m[0]),
        text,
    )
    return re.sub(r"百分之(\d+(?:\.\d+)?)", r"\1%", text)


def _titles(sentence: Blanked, evidence: Evidence) -> str:
    for match in _TITLE.finditer(sentence.text):
        if match[1] != fold(evidence.plan.title) and match[0] not in evidence.searched:
            return f"依据里没有《{match[1]}》"
        sentence.blank(match.start(), match.end())
    return ""


def _quotes(sentence: Blanked, evidence: Evidence) -> str:
    for match in _QUOTE.finditer(sentence.text):
        if match[1].rstrip("。;,") in evidence.text:
            sentence.blank(match.start(), match.end())
    return ""


def _bodies(sentence: Blanked, evidence: Evidence, surfaces: Iterable[str]) -> Iterator[Named]:
    """The bodies that a sentence names: those of the record by any of their spellings, others by the library's or by their ending."""
    known = sorted({*evidence.spellings, *surfaces}, key=len, reverse=True)
    known = [name for name in known if name in sentence.left]
    text, position = sentence.left, 0
    while position < len(text):
        name = next((name for name in known if text.startswith(name, position)), "")
        match = None if name else _BODY.match(text, position)
        piece = name or (match[0] if match and not any(each in match[0] for each in known) else "")
        if not piece or (not name and piece in evidence.searched):
            position += len(piece) if piece and name else 1
            continue
        yield Named(position, position + len(piece), evidence.spellings.get(piece, ""), piece)
        position += len(piece)


def _has_subject(text: str, evidence: Evidence) -> bool:
    size = min(_SUBJECT, max(2, len(fold(evidence.task.title)) if evidence.task else _SUBJECT))
    pieces = (text[at : at + size] for at in range(len(text) - size + 1))
    return any(piece in evidence.head for piece in pieces) or any(place in text for place in evidence.names.places)


def _silences(sentence: Blanked, evidence: Evidence, words: Vocabulary, told: set[str]) -> str:
    """没有写明完成时限, which must be true of the record."""
    for match in words.silence.finditer(sentence.left):
        start, end = clause_at(sentence.left, match.start())
        clause = sentence.left[start:end]
        fields = [(name, text) for name, texts in words.silent.items() for text in texts if text in clause]
        if not fields:
            return f"“{match[0]}”没有说明是哪一项"
        for name in {name for name, _ in fields}:
            if evidence.limits if name == "deadline" else evidence.keys(name):
                return f"说没有写明{_NAMES[name]}，原文写了"
            if evidence.task is None:
                return f"依据里没有任务，不能说没有写明{_NAMES[name]}"
            told.add(name)
        sentence.blank(match.start(), match.end())
        for _, text in sorted(fields, key=lambda each: -len(each[1])):
            at = sentence.left.find(text, start, end)
            if at >= 0:
                sentence.blank(at, at + len(text))
    return ""


def _years(sentence: Blanked, evidence: Evidence) -> str:
    for match in _PLAN_YEAR.finditer(sentence.left):
        if int(match[1]) != evidence.plan.year:
            return f"依据不是{match[1]}年的"
    for match in BARE_YEAR.finditer(sentence.left):
        if int(match[1]) != evidence.plan.year and match[0] not in evidence.searched:
            return f"依据里没有“{match[0]}”"
        sentence.blank(match.start(), match.end())
    return ""


def _roles(sentence: Blanked, evidence: Evidence, bodies: Sequence[Named], words: Vocabulary, told: set[str]) -> str:
    """Every body in its role, and every role that is told told in full."""
    claims, free = claims_of(_without_names(sentence.left, evidence), bodies, words)
    for claim in claims:
        role = _role(claim, evidence)
        if not claim.bodies:
            return f"没有说清由谁{_NAMES[claim.role]}"
        for body in claim.bodies:
            if not body.key or body.key not in evidence.keys(role):
                return f"依据里{_NAMES[claim.role]}单位没有“{body.text}”"
        told.add(role)
    said: dict[str, set[str]] = {}
    for claim in claims:
        said.setdefault(_role(claim, evidence), set()).update(body.key for body in claim.bodies)
    for role, keys in said.items():
        if evidence.keys(role) - keys and not any(claim.open_end for claim in claims if _role(claim, evidence) == role):
            return f"{_NAMES[role]}单位没有列全"
    plain = _without_names(sentence.left, evidence)
    for body in free:
        start, end = clause_at(plain, body.first)
        if not body.key and any(cue in plain[start:end] for cue, _, _ in words.cues if len(cue) > 1):
            return f"没有说清“{body.text}”的角色"
        acting = evidence.keys("lead") or evidence.keys("implement")
        if body.key not in acting and body.text not in evidence.text:
            return f"依据里没有“{body.text}”" if not body.key else f"没有说清“{body.text}”的角色"
        if body.key and body.key not in acting:
            return f"没有说清“{body.text}”的角色"
    for body in bodies:
        sentence.blank(body.first, body.last)
    return ""


def _without_names(text: str, evidence: Evidence) -> str:
    """``text`` with what the record is called blanked: a word in a title (严格管控类耕地) gives nobody a role."""
    at = 0
    while at < len(text):
        size = common(text, at, evidence.head)
        text = f"{text[:at]}{GAP * size}{text[at + size :]}" if size >= _SUBJECT else text
        at += max(size, 1)
    return text


def _role(claim: Claim, evidence: Evidence) -> str:
    if claim.role != CHARGE:
        return claim.role
    return "lead" if evidence.keys("lead") else "implement"


def _denials(sentence: Blanked, evidence: Evidence, bodies: Sequence[Named], words: Vocabulary) -> str:
    """A denial must stand so in the source, and what the source denies must not be said without it."""
    text = sentence.left
    for match in words.denial.finditer(text):
        if _bounding(text, match.start(), words):
            continue
        before = re.search(rf"[^{GAP}\W]{{0,2}}$", text[: match.start()])
        behind = re.match(rf"[^{GAP}\W]{{0,4}}", text[match.end() :])
        around = f"{before[0] if before else ''}{match[0]}{behind[0] if behind else ''}"
        if len(around) < len(match[0]) + _DENIED or around not in evidence.searched:
            return f"“{match[0]}”与依据不符"
    for chunk in chunks_of(text, evidence.searched):
        if len(chunk) >= 4 and _always_denied(chunk, evidence, words) and not words.denial.match(chunk):
            return f"依据否定了“{chunk}”"
    return ""


def _bounding(text: str, at: int, words: Vocabulary) -> bool:
    """不 of 不低于92%, which bounds a figure."""
    around = [
        (at - back, name)
        for name in words.bounds
        for back in range(len(name))
        if text.startswith(name, at - back) and at >= back
    ]
    return any(start <= at < start + len(name) for start, name in around) or bool(re.match("不(?:晚|迟)于", text[at:]))


def _always_denied(chunk: str, evidence: Evidence, words: Vocabulary) -> bool:
    """Every time the source says ``chunk`` a denial stands right before it."""
    places = [match.start() for match in re.finditer(re.escape(chunk), evidence.searched)]
    return bool(places) and all(
        any(
            found.end() == min(place, 4)
            for found in words.denial.finditer(evidence.searched[max(place - 4, 0) : place])
        )
        for place in places
    )


def _rest(sentence: Blanked, evidence: Evidence, words: Vocabulary) -> str:
    """What is left must stand in the source or tie words together."""
    for name in sorted(words.bounds, key=len, reverse=True):
        sentence.left = sentence.left.replace(name, GAP * len(name)) if name not in evidence.searched else sentence.left
    region = fold(evidence.plan.region)
    found = pieces_of(sentence.left.replace(region, GAP * len(region)), (evidence.searched,), words)
    left = next((piece.text for piece in joined(found) if piece.kind == "left"), "") or spliced(
        found, evidence.searched
    )
    return f"依据里没有“{left}”" if left else ""


def unfounded_heading(text: str, evidence: Sequence[Evidence], surfaces: Iterable[str]) -> bool:
    """Whether words without a mark claim anything: they may only tie together and name what records are called."""
    words = vocabulary()
    folded = _digits(fold(text))
    claims = [name for name in surfaces if name in folded] or NUMBER.search(re.sub(r"20\d\d年", "", folded))
    if claims or (_BODY.search(folded) and not any(_BODY.search(each.head) for each in evidence)):
        return True
    heads = tuple({each.head for each in evidence} | {fold(each.plan.region) for each in evidence})
    return bool(uncovered(re.sub(r"\d", GAP, folded), heads, words))
