"""The evidence metric: does some gold evidence lie inside what a retriever returns first?

Every retriever is a function from a question to the texts it would hand on, best first, so that ours and the
baselines are measured by the same lines. A follow-up is searched with its earlier turns before it, on both sides.
Only questions with evidence apply. How many characters were handed on is reported too: longer texts hold more
evidence by being longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.gold import Question
from eval.matching import squash
from eval.scores import Share

DEPTH = 4  # passages handed on: what the usual pipelines give a language model
ANSWERING, INDEX = "planqa", "planqa 索引"  # ours: what answers are sought in, and the index alone
Retriever = Callable[[Question], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one retriever found for one question: the part of the evidence pieces, and how much text."""

    question: Question
    pieces: float
    characters: int

    @property
    def hit(self) -> bool:
        """Whether any piece of evidence was found."""
        return self.pieces > 0


@dataclass(frozen=True, slots=True)
class Retrieval:
    """One retriever over all questions with evidence; ``left_out`` counts those without."""

    name: str
    findings: tuple[Finding, ...]
    left_out: int

    @property
    def hits(self) -> Share:
        """The share of questions for which any evidence was found: the metric."""
        return Share(sum(one.hit for one in self.findings), len(self.findings), self.left_out)

    @property
    def pieces(self) -> Share:
        """The mean part of the evidence pieces found: stricter for questions that need several."""
        return Share(sum(one.pieces for one in self.findings), len(self.findings), self.left_out)

    @property
    def characters(self) -> float | None:
        """The mean length of what was handed on."""
        return sum(one.characters for one in self.findings) / len(self.findings) if self.findings else None

    def of_type(self, kind: str) -> Retrieval:
        """The same retriever over the questions of one type."""
        return Retrieval(self.name, tuple(one for one in self.findings if one.question.type == kind), 0)

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        return {
            "hits": self.hits.to_dict(),
            "pieces": self.pieces.to_dict(),
            "characters": self.characters,
            "missed": [one.question.id for one in self.findings if not one.hit],
        }


def evaluate(name: str, retrieve: Retriever, questions: Iterable[Question]) -> Retrieval:
    """Ask ``retrieve`` every question that has evidence; the others are counted as left out."""
    asked = list(questions)
    applying = [question for question in asked if question.answerable and question.evidence]
    findings = tuple(find(question, retrieve(question)) for question in applying)
    return Retrieval(name, findings, len(asked) - len(applying))


def find(question: Question, texts: Sequence[str]) -> Finding:
    """Look for each piece of evidence in each text; a piece that is cut between two texts is not found."""
    bodies = [squash(text) for text in texts]
    found = [any(squash(piece) in body for body in bodies) for piece in question.evidence]
    return Finding(question, sum(found) / len(found), sum(map(len, bodies)))
