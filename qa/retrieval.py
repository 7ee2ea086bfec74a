"""Finding the tasks and passages that a topic means.

Three views of likeness are added: how many of the topic's words (each with its everyday synonyms, weighed by rarity) a passage
holds; how many of its letter pairs; how near its vector lies. Words weigh more in the title and the headings. ``Found`` keeps
the parts, because a refusal looks at the words alone: vectors of Chinese plans are all alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.text import fold
from corpus.types import Passage, Plan, Task
from index import Library
from qa.wording import wording

_DENSE_FLOOR, _DENSE_RANGE = 0.82, 0.09  # cosines of e5-small on these texts lie between
UNKNOWN = 0.5  # weight of a word that no passage holds
_WEIGHTS = {"words": 0.40, "head": 0.25, "pairs": 0.20, "dense": 0.35}


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its likeness to the topic; ``words`` is the share of the topic's weight that it holds (0 to 1)."""

    passage: Passage
    score: float
    words: float
    dense: float
    titled: bool = False


class Retrieval:
    """Search over one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        texts = {p.id: p.index_text().removeprefix(p.plan.title) for p in library.passages}
        self._text = {identity: fold(text).casefold() for identity, text in texts.items()}
        heads = {p.id: " ".join(p.section) + " " + _first_sentence(p.text) for p in library.passages}
        self._head = {identity: fold(head).casefold() for identity, head in heads.items()}
        self._weights: dict[str, float] = {}
        self._rarest = math.log(1 + len(self._text)) + 1
        self._tasks: dict[str, list[Task]] = {p.id: [] for p in library.passages}
        places = sorted(library.passages, key=lambda p: (p.document, p.span.first))
        for task in library.tasks:
            owner = next(p for p in places if p.document == task.document and p.span.overlaps(task.span))
            self._tasks[owner.id].append(task)
        self._owner = {task.id: passage for passage in places for task in self._tasks[passage.id]}

    def passage_of(self, task: Task) -> Passage:
        """The passage that holds the first lines of ``task``."""
        return self._owner[task.id]

    def tasks_of(self, passage: Passage) -> list[Task]:
        """The tasks whose first lines lie in ``passage``."""
        return self._tasks[passage.id]

    def rarity(self, word: str) -> float:
        """Inverse document frequency over passages (log of passages per holder, plus one)."""
        holders = sum(word in text for text in self._text.values())
        return math.log((1 + len(self._text)) / (1 + holders)) + 1

    def grasped(self, words: Sequence[str], passage: Passage) -> float:
        """The share of the topic's words that ``passage`` holds, a word that no plan knows counting as the rarest."""
        weights = {word: weight if weight > UNKNOWN else self._rarest for word, weight in self.weights(words).items()}
        text = self._text[passage.id]
        held = sum(weight * self.holds(word, text) for word, weight in weights.items())
        return held / (sum(weights.values()) or 1.0)

    def away(self, words: Sequence[str], plans: Iterable[Plan]) -> list[str]:
        """The words that are spoken of in other plans only."""
        ids = {plan.id for plan in plans}
        own = [self._text[p.id] for p in self.library.passages if p.plan.id in ids]
        weights = self.weights(words)
        return [w for w in words if weights[w] > UNKNOWN and not any(self.holds(w, text) for text in own)]

    def weights(self, words: Sequence[str]) -> dict[str, float]:
        """Each word with its rarity; one that no passage holds in any wording tells little and weighs half the least."""
        return {word: self._weight(word) for word in words}

    def _weight(self, word: str) -> float:
        """Kept for every word of the library's own language once asked; others are few and looked up again."""
        if word not in self._weights:
            known = any(self.holds(word, text) for text in self._text.values())
            if not known:
                return UNKNOWN
            self._weights[word] = self.rarity(word)
        return self._weights[word]

    def holds(self, word: str, text: str) -> float:
        """How far folded ``text`` holds ``word``: 1 as it stands, 0.9 by a synonym."""
        word = word.casefold()
        if word in text:
            return 1.0
        return 0.9 if any(other in text for other in alternatives(word)) else 0.0

    def search(self, topic: str, words: Sequence[str], plans: Iterable[Plan], spoken: str = "") -> list[Found]:
        """All passages of ``plans`` by likeness to the topic, best first; ``spoken`` is what the embedder is given (default:
        the topic).
        """
        ids = {plan.id for plan in plans}
        query = fold(topic).casefold()
        hits = self.library.search(
            expanded(spoken or query, words) or topic, len(self._text), plans=ids, legs=("dense",)
        )
        dense = {hit.passage.id: hit.dense for hit in hits}
        weights = self.weights(words)
        total = sum(weights.values()) or 1.0
        pairs = _pairs(query)
        found = []
        for passage in self.library.passages:
            if passage.plan.id not in ids:
                continue
            text, head = self._text[passage.id], self._head[passage.id]
            held = sum(weight * self.holds(word, text) for word, weight in weights.items()) / total
            in_head = sum(weight * self.holds(word, head) for word, weight in weights.items()) / total
            shared = sum(pair in text for pair in pairs) / max(1, len(pairs))
            near = min(1.2, max(0.0, (dense.get(passage.id, 0.0) - _DENSE_FLOOR) / _DENSE_RANGE))
            score = (
                _WEIGHTS["words"] * held
                + _WEIGHTS["head"] * in_head
                + _WEIGHTS["pairs"] * shared
                + _WEIGHTS["dense"] * near
            )
            found.append(Found(passage, score, held, near))
        return sorted(found, key=lambda f: -f.score)


def alternatives(word: str) -> tuple[str, ...]:
    """What plans call the everyday ``word``."""
    return wording().synonyms.get(word, ())


def expanded(topic: str, words: Sequence[str]) -> str:
    """The topic with plan words added after the everyday ones, for the embedder."""
    extra = [other for word in words for other in alternatives(word)]
    return " ".join([topic, *dict.fromkeys(extra)])


def _pairs(text: str) -> set[str]:
    plain = "".join(c for c in text if "一" <= c <= "鿿" or c.isalnum())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _first_sentence(text: str) -> str:
    return text.strip().split("。")[0][:80]
