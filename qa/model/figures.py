"""Figures: by value, measure, bound, and what they measure."""

from __future__ import annotations

import re

from corpus.lexicon import words as lexicon_words
from corpus.text import fold
from qa.model.blanking import GAP, NUMBER, Blanked
from qa.model.facts import Evidence
from qa.model.vocabulary import Vocabulary

_FIGURE = re.compile(r"[≥≤<>?]?(?P<value>\d+(?:\.\d+)?)(?P<measure>[^\d□,;。、()]{0,2}(?:/[一-鿿]+)?)")
# What names the thing that a figure measures: the two letters before it, or before the row of figures that it stands in;
# of figures given 分别 all that stands before them, for they are told apart by their order.
_CONTEXT = re.compile(r"(?:[^□,;。]{4,}分别|[^\d□,;。≥≤<>?、]{2})[\d≥≤<>?、.:%/-]*$")


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


def check_figures(sentence: Blanked, evidence: Evidence, words: Vocabulary) -> str:
    """Every figure with its measure, its bound and the letters that name what it measures must stand so in the source."""
    if not NUMBER.search(sentence.left):
        return ""
    said = _measured(sentence.left, words)
    sources = [_measured(each, words) for each in (*evidence.sentences, evidence.head, evidence.searched)]
    for match in _FIGURE.finditer(said):
        context = _CONTEXT.search(said[: match.start()])
        measure = _measure(match["measure"], words)
        piece = f"{context[0]}{said[match.start() : match.end('value')]}{measure}" if context else ""
        if not piece or not any(piece in source for source in sources):
            return f"数字“{match['value']}”与依据不符"
    sentence.left = re.sub(r"\d+(?:\.\d+)?[%‰]?", lambda found: GAP * len(found[0]), sentence.left)
    return ""


def _measure(behind: str, words: Vocabulary) -> str:
    """What is measured, of the letters behind a figure: none where they only tie words together (90%由…)."""
    known = [name for name in map(fold, lexicon_words("contrasts", "measures")) if behind.startswith(name)]
    ties = behind[:1] in words.letters or any(word.startswith(behind[:1]) for word in words.glue)
    return max(known, key=len, default="" if ties else behind[:1]) + "".join(re.findall("/.*", behind))
