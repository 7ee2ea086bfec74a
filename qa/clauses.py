"""Reading: the sentences of a passage that answer, not the whole page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.headings import match_heading
from corpus.text import Folded
from corpus.types import Passage
from qa.retrieval import Retrieval

_SENTENCE = re.compile(r"[^。;!?\n\t]+[。;!?]?")
_FIGURE = re.compile(
    r"\d[\d.]*(?:%|[万亿]?元|[万千百]|个|项|处|家|座|吨|次|天|小时|倍|成|微克|毫克|蒸吨|公里|米|亩|辆|类|以[上下])"
    r"|(?<!\d)\d{1,2}年(?:以上)?|[百千万]分之|[一二三四五六七八九十两]+(?:个月|年以上|年|次|倍|成|类)|(?:I{1,3}|IV|V)类|零增长|负增长"
)


_WANTED = 0.2  # likeness that a sentence gains for each thing wanted of it; set on the dev questions


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of ``passage``, as written, with its likeness to what is asked."""

    passage: Passage
    text: str
    score: float
    words: float


def sentences(text: str) -> Iterator[str]:
    """The sentences of source text as written without white space; a table row of one line is one sentence."""
    folded = Folded(text)
    if re.search(r"\S\t\S", text):
        for line in text.splitlines():
            if line.strip():
                yield " ".join(line.split())
        return
    if text.lstrip(" ").startswith("\t") or "\n\t" in text:
        for cell in re.split(r"(?:^|\n)\t", text):
            if cell.strip():
                yield Folded(cell).written()
        return
    for match in _SENTENCE.finditer(folded.text):
        written = folded.written(match.start(), match.end())
        if len(written) > 1:
            yield written


def best_clauses(
    retrieval: Retrieval,
    passages: Sequence[Passage],
    topic: str,
    words: Sequence[str],
    *,
    figures: bool,
    wanted: Sequence[re.Pattern[str]] = (),
) -> list[Clause]:
    """The sentences of ``passages`` by likeness to the topic, best first; with ``figures`` those that hold one gain, and so
    do those that match a ``wanted`` pattern (the kind of number, the day that is asked about).
    """
    weights = retrieval.weights(words)
    total = sum(weights.values()) or 1.0
    pairs = {topic[i : i + 2] for i in range(len(topic) - 1) if " " not in topic[i : i + 2]}
    clauses = []
    for rank, passage in enumerate(passages):
        for sentence in sentences(passage.text):
            text = Folded(sentence).text.casefold()
            held = sum(weight * retrieval.holds(word, text) for word, weight in weights.items()) / total
            shared = sum(pair in text for pair in pairs) / max(1, len(pairs))
            bonus = 0.25 * bool(figures and _FIGURE.search(text)) + _WANTED * sum(bool(p.search(text)) for p in wanted)
            title = 0.25 if _is_title(text) else 0.0
            score = held + 0.6 * shared + bonus - title - (0.04 if figures else 0.08) * rank
            clauses.append(Clause(passage, sentence, score, held))
    return sorted(clauses, key=lambda c: -c.score)


def _is_title(text: str) -> bool:
    """A numbered heading that stands as a sentence of its own says what follows, and answers nothing."""
    heading = match_heading(text)
    return heading is not None and not heading.runs_on and len(text) <= 40
