"""Judging replies against gold questions, one by one and summed up.

The rules are those of the acceptance scorer: ``correct`` when every must group is met and nothing of must_not
occurs, or, for what the plans do not state, when the reply refuses; ``cited`` when some gold evidence lies inside
a cited quote; ``verbatim`` for a quote that occurs in a source. Beside them stand stricter scores of our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from eval.gold import LISTING, Question
from eval.matching import squash
from eval.scores import Share, percentile


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system answered, as the public contract has it. ``quotes`` are those of its citations."""

    id: str
    text: str
    answered: bool
    quotes: tuple[str, ...] = ()
    latency_ms: float = 0.0
    intent: str = ""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Reply:
        """A reply from a line of ``planqa ask --batch``."""
        return cls(
            id=str(record["id"]),
            text=record["answer"] or "",
            answered=bool(record["answered"]),
            quotes=tuple(citation["quote"] for citation in record.get("citations") or ()),
            latency_ms=float(record.get("latency_ms") or 0.0),
            intent=str(record.get("intent") or ""),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question, its reply (None: none came) and the verdicts; a verdict of None does not apply."""

    question: Question
    reply: Reply | None
    correct: bool
    unmet: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    cited: bool | None
    verbatim: tuple[bool, ...]
    on_target: tuple[bool, ...]

    @property
    def refused(self) -> bool:
        """Whether a reply came that says: not stated. No reply is no refusal."""
        return self.reply is not None and not self.reply.answered

    def completeness(self) -> float | None:
        """The part of the must groups that is met, for questions that ask for all of something."""
        groups = len(self.question.must)
        applies = self.question.type in LISTING and groups
        return (groups - len(self.unmet)) / groups if applies else None

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json, from which runs are compared."""
        question, reply = self.question, self.reply
        return {
            "id": question.id,
            "type": question.type,
            "persona": question.persona,
            "split": question.split,
            "of": question.of,
            "turns": list(question.turns),
            "correct": self.correct,
            "cited": self.cited,
            "refused": self.refused,
            "unmet": [list(group) for group in self.unmet],
            "forbidden": list(self.forbidden),
            "answer": reply.text if reply else None,
            "latency_ms": reply.latency_ms if reply else None,
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """The scores over a set of judgements. All but ``false_refusals`` are better when higher.

    ``length`` is the median number of characters of an answer: whoever answers with whole pages meets most groups.
    """

    correct: Share
    cited: Share
    verbatim: Share
    false_refusals: Share
    refusal_recall: Share
    completeness: Share
    citation_precision: Share
    p50: float | None
    p95: float | None
    length: float | None

    def shares(self) -> dict[str, Share]:
        """The shares by name, in reading order."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, Share)}

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        shares = {name: share.to_dict() for name, share in self.shares().items()}
        return {**shares, "latency_ms": {"p50": self.p50, "p95": self.p95}, "length": self.length}


SLICES: dict[str, Callable[[Question], str]] = {
    "type": lambda question: question.type,
    "persona": lambda question: question.persona,
    "plan": lambda question: question.plan,
    "split": lambda question: question.split,
}


def judge(question: Question, reply: Reply | None, sources: Sequence[str]) -> Judgement:
    """The verdicts on one reply; ``sources`` are the squashed texts that a quote may come from."""
    text = squash(reply.text) if reply else ""
    quotes = [squash(quote) for quote in reply.quotes] if reply else []
    evidence = [squash(piece) for piece in question.evidence]
    unmet = tuple(group for group in question.must if not any(squash(one) in text for one in group))
    forbidden = tuple(one for one in question.must_not if squash(one) in text)
    on_target = tuple(any(piece in quote for piece in evidence) for quote in quotes)
    judged_for_citation = reply is not None and question.answerable and evidence
    return Judgement(
        question=question,
        reply=reply,
        correct=_correct(question, reply, not unmet and not forbidden),
        unmet=unmet,
        forbidden=forbidden,
        cited=any(on_target) if judged_for_citation else None,
        verbatim=tuple(any(quote in source for source in sources) for quote in quotes),
        on_target=on_target if judged_for_citation else (),
    )


def judge_all(questions: Iterable[Question], replies: Mapping[str, Reply], sources: Iterable[str]) -> list[Judgement]:
    """Judgements in the order of the questions; a question without a reply is wrong, not left out."""
    squashed = [squash(source) for source in sources]
    return [judge(question, replies.get(question.id), squashed) for question in questions]


def summarise(judgements: Sequence[Judgement]) -> Summary:
    """The scores over ``judgements``."""
    replied = [one.reply.latency_ms for one in judgements if one.reply]
    return Summary(
        correct=Share.over(one.correct for one in judgements),
        cited=Share.over(one.cited for one in judgements),
        verbatim=Share.over(verdict for one in judgements for verdict in one.verbatim),
        false_refusals=Share.over(one.refused if one.question.answerable else None for one in judgements),
        refusal_recall=Share.over(None if one.question.answerable else one.refused for one in judgements),
        completeness=Share.over(one.completeness() for one in judgements),
        citation_precision=Share.over(verdict for one in judgements for verdict in one.on_target),
        p50=percentile(replied, 0.5),
        p95=percentile(replied, 0.95),
        length=percentile([len(one.reply.text) for one in judgements if one.reply], 0.5),
    )


def sliced(judgements: Iterable[Judgement], key: Callable[[Question], str]) -> dict[str, Summary]:
    """The scores of each slice, sorted by its name."""
    groups: dict[str, list[Judgement]] = {}
    for one in judgements:
        groups.setdefault(key(one.question), []).append(one)
    return {name: summarise(groups[name]) for name in sorted(groups)}


def _correct(question: Question, reply: Reply | None, content_right: bool) -> bool:
    if reply is None:
        return False
    return reply.answered and content_right if question.answerable else not reply.answered
