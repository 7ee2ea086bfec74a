"""Whether a sentence says only what the facts it cites say.

A sentence is taken apart: bodies and their roles, time limits, years, figures, denials, and what is left in words. Bodies must
be those of the record, each in its role, and a role must be told in full. Time limits must be equal by kind and day, figures
by value, measure, bound and what they measure. What is left must stand in the record or tie words together: no list of
dangers is kept, for what is not founded is refused. ``Fault`` says what did not hold, in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from corpus.lexicon import words as lexicon_words
from corpus.text import fold
from corpus.types import DeadlineKind
from qa import render
from qa.model.facts import ROLES, Bound, Evidence, bound, limits_of, stated_limits
from qa.model.roles import Claim, Named, claims_of
from qa.model.vocabulary import CHARGE, Vocabulary, vocabulary

_GAP = "□"
_NAMES = {"lead": "牵头", "support": "配合", "implement": "落实", CHARGE: "负责", "deadline": "时限"}
_TITLE = re.compile("《([^《》]*)》")
_QUOTE = re.compile("“([^“”]{4,})”")
_YEAR = re.compile(r"(20\d\d)年(?:度)?(?![底末\d前起]|以前|之前|以内|内)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PLAN_YEAR = re.compile(r"(20\d\d)年(?:度)?的?(?=方案|计划|清单|文件|分工表)")
_BODY = re.compile(
    r"(?:[一-鿿]{1,10}?)(?:分局|总局|局|厅|委员会|委|办公室|管委会|办事处|政府|法院|检察院|大队|支队|总队|指挥部|领导小组|集团|公司)"
)
_PUNCTUATION = re.compile(r"[\s,.;:!?。、/|()\[\]<>“”\"'《》—\-–~·…*#`+=□\0]")
_SUBJECT = 4  # letters in common with a record's name that tell of which record a sentence speaks
_FIGURE = re.compile(r"[≥≤<>?]?(?P<value>\d+(?:\.\d+)?)(?P<measure>[^\d□,;。、()]{0,2}(?:/[一-鿿]+)?)")
# What names the thing that a figure measures: the two letters before it, or before the row of figures that it stands in;
# of figures given 分别 all that stands before them, for they are told apart by their order.
_CONTEXT = re.compile(r"(?:[^□,;。]{4,}分别|[^\d□,;。≥≤<>?、]{2})[\d≥≤<>?、.:%/-]*$")
_NEAR = 12  # letters that a sentence may leave out between two pieces of the source
_LONGEST_TIE = 12
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


@dataclass(slots=True)
class _Sentence:
    """A folded sentence of which what has been settled is blanked."""

    text: str
    left: str = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.text

    def blank(self, first: int, last: int) -> None:
        self.left = self.left[:first] + _GAP * (last - first) + self.left[last:]


def examine(text: str, evidence: Evidence, surfaces: Iterable[str]) -> Finding:
    """Check ``text`` (without marks) against one record; ``surfaces`` are the names of bodies that the library knows."""
    words = vocabulary()
    sentence = _Sentence(_digits(fold(text)))
    told: set[str] = set()
    for step in (_titles, _quotes):
        if fault := step(sentence, evidence):
            return Finding(fault, evidence)
    bodies = list(_bodies(sentence, evidence, surfaces))
    subject = _has_subject(sentence.text, evidence)
    fault = (
        _silences(sentence, evidence, words, told)
        or _limits(sentence, evidence, told)
        or _years(sentence, evidence)
        or _roles(sentence, evidence, bodies, words, told)
        or _denials(sentence, evidence, bodies, words)
        or _figures(sentence, evidence, words)
        or _rest(sentence, evidence, words)
    )
    named = sentence.text.replace(fold(evidence.plan.title), _GAP).replace(fold(evidence.plan.region), _GAP)
    says = bool(bodies or told) or any(_chunks(named, evidence))
    return Finding(fault, evidence, frozenset(told), subject, says)


def _digits(text: str) -> str:
    """二〇二一年 and 百分之九十 in figures."""
    text = re.sub(
        r"[〇零一二三四五六七八九]{4}(?=年)",
        lambda m: "".join(str("〇一二三四五六七八九".find(c.replace("零", "〇"))) for c in m[0]),
        text,
    )
    return re.sub(r"百分之(\d+(?:\.\d+)?)", r"\1%", text)


def _titles(sentence: _Sentence, evidence: Evidence) -> str:
    for match in _TITLE.finditer(sentence.text):
        if match[1] != fold(evidence.plan.title) and match[0] not in evidence.searched:
            return f"依据里没有《{match[1]}》"
        sentence.blank(match.start(), match.end())
    return ""


def _quotes(sentence: _Sentence, evidence: Evidence) -> str:
    for match in _QUOTE.finditer(sentence.text):
        if match[1].rstrip("。;,") in evidence.text:
            sentence.blank(match.start(), match.end())
    return ""


def _bodies(sentence: _Sentence, evidence: Evidence, surfaces: Iterable[str]) -> Iterator[Named]:
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


def _silences(sentence: _Sentence, evidence: Evidence, words: Vocabulary, told: set[str]) -> str:
    """没有写明完成时限, which must be true of the record."""
    for match in words.silence.finditer(sentence.left):
        start, end = _clause(sentence.left, match.start())
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


def _limits(sentence: _Sentence, evidence: Evidence, told: set[str]) -> str:
    """Every time limit must be one of the record, or stand in the sentence of the source that says the rest."""
    written = _as_written(sentence, evidence)
    told |= {"deadline"} if written else set()
    found = [
        limit
        for limit in stated_limits(sentence.left, evidence.plan.year)
        if not _YEAR.fullmatch(limit.text) or _binds(sentence.left, limit.text)
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


def _as_written(sentence: _Sentence, evidence: Evidence) -> set[Bound]:
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


def _in_its_sentence(sentence: _Sentence, wording: str, evidence: Evidence, key: Bound) -> bool:
    """Whether a sentence of the source that gives this limit also says the other things that are said beside it."""
    start, end = _clause(sentence.text, sentence.text.find(fold(wording)), ";。\n")
    others = list(_chunks(sentence.text[start:end].replace(fold(wording), _GAP), evidence))
    fitting = [each for each in evidence.sentences if key in limits_of(each, evidence.plan.year)]
    return any(all(chunk in each or chunk in evidence.head for chunk in others) for each in fitting)


def _chunks(text: str, evidence: Evidence) -> Iterator[str]:
    """The longest pieces of ``text`` that stand in the source, of three letters or more."""
    position = 0
    while position < len(text):
        size = _common(text, position, evidence.searched)
        if size >= 3:
            yield text[position : position + size]
        position += max(size, 1)


def _years(sentence: _Sentence, evidence: Evidence) -> str:
    for match in _PLAN_YEAR.finditer(sentence.left):
        if int(match[1]) != evidence.plan.year:
            return f"依据不是{match[1]}年的"
    for match in _YEAR.finditer(sentence.left):
        if int(match[1]) != evidence.plan.year and match[0] not in evidence.searched:
            return f"依据里没有“{match[0]}”"
        sentence.blank(match.start(), match.end())
    return ""


def _roles(sentence: _Sentence, evidence: Evidence, bodies: Sequence[Named], words: Vocabulary, told: set[str]) -> str:
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
    for body in free:
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
        size = _common(text, at, evidence.head)
        text = f"{text[:at]}{_GAP * size}{text[at + size :]}" if size >= _SUBJECT else text
        at += max(size, 1)
    return text


def _common(text: str, at: int, source: str) -> int:
    """How many letters from here on stand together in ``source``."""
    size = 0
    while at + size < len(text) and text[at + size] != _GAP and text[at : at + size + 1] in source:
        size += 1
    return size


def _role(claim: Claim, evidence: Evidence) -> str:
    if claim.role != CHARGE:
        return claim.role
    return "lead" if evidence.keys("lead") else "implement"


def _clause(text: str, at: int, ends: str = ",;。:\n") -> tuple[int, int]:
    """The clause around a place."""
    first = max((text.rfind(end, 0, at) for end in ends), default=-1) + 1
    behind = [place for end in ends if (place := text.find(end, at)) >= 0]
    return first, min(behind, default=len(text))


def _denials(sentence: _Sentence, evidence: Evidence, bodies: Sequence[Named], words: Vocabulary) -> str:
    """A denial must stand so in the source, and what the source denies must not be said without it."""
    text = sentence.left
    for match in words.denial.finditer(text):
        if _bounding(text, match.start(), words):
            continue
        before = re.search(rf"[^{_GAP}\W]{{0,2}}$", text[: match.start()])
        behind = re.match(rf"[^{_GAP}\W]{{0,4}}", text[match.end() :])
        around = f"{before[0] if before else ''}{match[0]}{behind[0] if behind else ''}"
        if len(around) < len(match[0]) + _DENIED or around not in evidence.searched:
            return f"“{match[0]}”与依据不符"
    for chunk in _chunks(text, evidence):
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


def _measured(text: str, words: Vocabulary) -> str:
    """``text`` with the bounds of its figures in one form: 均达到92%以上 and 不低于92% are both ≥92%."""
    signs = {"least": "≥", "most": "≤", "more": ">", "less": "<"}
    names = "|".join(sorted(map(re.escape, words.bounds), key=len, reverse=True))
    measures = "|".join(
        sorted(map(re.escape, map(fold, lexicon_words("contrasts", "measures"))), key=len, reverse=True)
    )

    def signed(match: re.Match[str]) -> str:
        rows = {words.bounds[name] for name in (match["before"], match["behind"]) if name}
        rows -= {"least"} if match["before"] in ("达到", "达") and match["behind"] else set()
        rows |= {words.bounds[match["behind"]]} if match["behind"] else set()
        sign = signs[rows.pop()] if len(rows) == 1 else "?" if rows else ""
        return f"{sign}{match['figure']}"

    pattern = rf"(?:均|都|应|要|须|需|为|是|的)*(?P<before>{names})?(?P<figure>\d+(?:\.\d+)?(?:{measures})?)(?P<behind>{names})?"
    return re.sub(pattern, signed, text)


def _figures(sentence: _Sentence, evidence: Evidence, words: Vocabulary) -> str:
    """Every figure with its measure, its bound and the letters that name what it measures must stand so in the source."""
    if not _NUMBER.search(sentence.left):
        return ""
    said = _measured(sentence.left, words)
    sources = [_measured(each, words) for each in (*evidence.sentences, evidence.head, evidence.searched)]
    for match in _FIGURE.finditer(said):
        context = _CONTEXT.search(said[: match.start()])
        measure = _measure(match["measure"], words)
        piece = f"{context[0]}{said[match.start() : match.end('value')]}{measure}" if context else ""
        if not piece or not any(piece in source for source in sources):
            return f"数字“{match['value']}”与依据不符"
    sentence.left = re.sub(r"\d+(?:\.\d+)?[%‰]?", lambda found: _GAP * len(found[0]), sentence.left)
    return ""


def _measure(behind: str, words: Vocabulary) -> str:
    """What is measured, of the letters behind a figure: none where they only tie words together (90%由…)."""
    known = [name for name in map(fold, lexicon_words("contrasts", "measures")) if behind.startswith(name)]
    ties = behind[:1] in words.letters or any(word.startswith(behind[:1]) for word in words.glue)
    return max(known, key=len, default="" if ties else behind[:1]) + "".join(re.findall("/.*", behind))


def _rest(sentence: _Sentence, evidence: Evidence, words: Vocabulary) -> str:
    """What is left must stand in the source or tie words together."""
    for name in sorted(words.bounds, key=len, reverse=True):
        sentence.left = (
            sentence.left.replace(name, _GAP * len(name)) if name not in evidence.searched else sentence.left
        )
    region = fold(evidence.plan.region)
    found = pieces_of(sentence.left.replace(region, _GAP * len(region)), (evidence.searched,), words)
    left = next((piece.text for piece in _joined(found) if piece.kind == "left"), "") or _spliced(
        found, evidence.searched
    )
    return f"依据里没有“{left}”" if left else ""


def _joined(found: Sequence[Piece]) -> list[Piece]:
    """Letters that are left over side by side as one piece."""
    return [
        Piece("".join(piece.text for piece in group), kind) for kind, group in groupby(found, lambda piece: piece.kind)
    ]


def unfounded_heading(text: str, evidence: Sequence[Evidence], surfaces: Iterable[str]) -> bool:
    """Whether words without a mark claim anything: they may only tie together and name what records are called."""
    words = vocabulary()
    folded = _digits(fold(text))
    claims = [name for name in surfaces if name in folded] or _NUMBER.search(re.sub(r"20\d\d年", "", folded))
    if claims or (_BODY.search(folded) and not any(_BODY.search(each.head) for each in evidence)):
        return True
    heads = tuple({each.head for each in evidence} | {fold(each.plan.region) for each in evidence})
    return bool(uncovered(re.sub(r"\d", _GAP, folded), heads, words))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: "said" where a source has it, "tie" where it only ties words together, else "left"."""

    text: str
    kind: str


def uncovered(text: str, sources: Sequence[str], words: Vocabulary) -> list[str]:
    """What of ``text`` neither stands in ``sources`` nor ties words together."""
    return [piece.text for piece in pieces_of(text, sources, words) if piece.kind == "left"]


def pieces_of(text: str, sources: Sequence[str], words: Vocabulary) -> list[Piece]:
    """``text`` as few pieces: with the fewest letters left over, then the fewest pieces of a source (dynamic programming)."""
    size = len(text)
    best: list[tuple[int, int]] = [(0, 0)] * (size + 1)
    step: list[Piece] = [Piece("", "tie")] * size
    for at in range(size - 1, -1, -1):
        choices = [*_single(text[at], words), *_longer(text, at, sources, words)]
        costs = {piece: _cost(piece, best[at + len(piece.text)]) for piece in choices}
        step[at] = min(costs, key=lambda piece: costs[piece])
        best[at] = costs[step[at]]
    found, at = [], 0
    while at < size:
        found.append(step[at])
        at += len(step[at].text)
    return found


def _cost(piece: Piece, rest: tuple[int, int]) -> tuple[int, int]:
    return rest[0] + (len(piece.text) if piece.kind == "left" else 0), rest[1] + (piece.kind == "said")


def _single(letter: str, words: Vocabulary) -> list[Piece]:
    ties = bool(_PUNCTUATION.match(letter)) or letter in words.letters or letter in words.glue
    return [Piece(letter, "tie" if ties else "left")]


def _longer(text: str, at: int, sources: Sequence[str], words: Vocabulary) -> Iterator[Piece]:
    """The pieces of two letters and more that begin here."""
    for length in range(2, len(text) - at + 1):
        piece = text[at : at + length]
        if _GAP in piece:
            return
        in_source = any(piece in source for source in sources)
        other = words.everyday.get(piece.casefold(), ())
        if piece in words.glue or any(word in source for word in other for source in sources):
            yield Piece(piece, "tie")
        elif in_source:
            yield Piece(piece, "said")
        elif length > _LONGEST_TIE:
            return


def _spliced(found: Sequence[Piece], source: str) -> str:
    """Two pieces that the sentence joins and the source does not: not in one sentence, not in this order, or far apart."""
    for one, other in pairwise(found):
        apart = _PUNCTUATION.match(one.text[-1:]) or _PUNCTUATION.match(other.text)
        if one.kind == other.kind == "said" and not apart:
            near = rf"{re.escape(one.text)}[^。\0]{{0,{_NEAR}}}?{re.escape(other.text)}"
            if not re.search(near, source):
                return one.text + other.text
    return ""


def names_of_roles() -> dict[str, str]:
    """The roles in Chinese."""
    return {role: _NAMES[role] for role in ROLES}
