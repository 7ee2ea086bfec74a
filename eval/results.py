"""The results of one run: recipe, judged questions, ledgers, retrievers, and what fell below a floor.

``measured`` is the flat view that floors bind; ``to_dict`` is what ``scores.json`` keeps and runs are compared by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from eval.floors import Scores, Shortfall
from eval.gold import read_json
from eval.ledger import LedgerScore
from eval.names import change_of
from eval.questions import SLICES, Judgement, Summary, sliced, summarise
from eval.recipe import Recipe
from eval.retrieval import INDEX, Retrieval
from eval.scores import Share

ANSWERS, WORDED, SCORES, REPORT = "answers.jsonl", "answers-model.jsonl", "scores.json", "report.html"


@dataclass(frozen=True, slots=True)
class Exam:
    """A set of questions as judged. ``part`` is a key of ``names.PARTS``; ``errors`` are crashes by question id."""

    part: str
    judgements: tuple[Judgement, ...]
    errors: Mapping[str, str]

    @property
    def summary(self) -> Summary:
        """The scores over all its questions."""
        return summarise(self.judgements)

    def slices(self) -> dict[str, dict[str, Summary]]:
        """The scores by every way of slicing that tells questions apart here."""
        cut = {name: sliced(self.judgements, key) for name, key in SLICES.items()}
        return {name: parts for name, parts in cut.items() if len(parts) > 1}

    def failures(self) -> tuple[Judgement, ...]:
        """The questions answered wrongly or not at all, in order."""
        return tuple(one for one in self.judgements if not one.correct)

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        slices = {name: {key: one.to_dict() for key, one in parts.items()} for name, parts in self.slices().items()}
        return {
            "summary": self.summary.to_dict(),
            "slices": slices,
            "errors": dict(self.errors),
            "judgements": [one.to_dict() for one in self.judgements],
        }


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """What became of a model's words: answers that it worded, those of them shown as it wrote them, and its sentences that held."""

    worded: Share
    untouched: Share
    held: Share

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        return {name: getattr(self, name).to_dict() for name in ("worded", "untouched", "held")}


@dataclass(frozen=True, slots=True)
class Wording:
    """What became of a model's words in one answer: ``held`` and ``failed`` count its sentences, ``notes`` tell of what failed."""

    worded: bool
    held: int
    failed: int
    notes: tuple[str, ...]

    @property
    def asked(self) -> bool:
        """Whether the model was asked at all."""
        return self.worded or bool(self.notes)


@dataclass(frozen=True, slots=True)
class Pair:
    """A question answered without and with a model; ``wording`` is None where the second answer did not come."""

    plain: Judgement
    worded: Judgement
    wording: Wording | None

    @property
    def change(self) -> str:
        """What happened to the verdict, one of ``CHANGES``."""
        return change_of(self.plain.correct, self.worded.correct)

    @property
    def differs(self) -> bool:
        """Whether there is anything to compare: another verdict, other text, or sentences that the checker judged."""
        one, other = self.plain, self.worded
        texts = [each.reply.text if each.reply else None for each in (one, other)]
        return one.correct != other.correct or texts[0] != texts[1] or bool(self.wording and self.wording.asked)


@dataclass(frozen=True, slots=True)
class Worded:
    """An exam taken without and with a model; ``wordings`` by question."""

    plain: Exam
    worded: Exam
    wordings: Mapping[str, Wording]
    faithfulness: Faithfulness

    def pairs(self) -> tuple[Pair, ...]:
        """Both answers to each question, in order."""
        both = zip(self.plain.judgements, self.worded.judgements, strict=True)
        return tuple(Pair(one, other, self.wordings.get(one.question.id)) for one, other in both)

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        wordings = {name: asdict(one) for name, one in self.wordings.items()}
        return {**self.worded.to_dict(), "faithfulness": self.faithfulness.to_dict(), "wordings": wordings}


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run measured; what it did not measure is empty.

    The first exam holds the questions, the second their paraphrases. The last ledger is the total; the first retriever
    is ours.
    """

    recipe: Recipe
    exams: tuple[Exam, ...] = ()
    ledgers: tuple[LedgerScore, ...] = ()
    retrievals: tuple[Retrieval, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    worded: Worded | None = None

    @property
    def steady(self) -> Share | None:
        """How steady answers are when a question is put in other words; None where no paraphrases were asked."""
        return steadiness(*self.exams) if len(self.exams) == 2 else None

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        return {
            "recipe": self.recipe.to_dict(),
            "exams": {exam.part: exam.to_dict() for exam in self.exams},
            "ledgers": {one.name: one.to_dict() for one in self.ledgers},
            "steady": self.steady.to_dict() if self.steady else None,
            "retrievals": {one.name: one.to_dict() for one in self.retrievals},
            "shortfalls": [asdict(one) for one in self.shortfalls],
            "worded": self.worded.to_dict() if self.worded else None,
        }


def steadiness(originals: Exam, paraphrases: Exam) -> Share:
    """Of the questions answered right as first worded, the share answered right in all their other words too."""
    said: dict[str, list[bool]] = {}
    for one in paraphrases.judgements:
        said.setdefault(one.question.of, []).append(one.correct)
    right = [one.question.id for one in originals.judgements if one.correct]
    return Share.over(all(said[name]) if name in said else None for name in right)


def measured(exams: Sequence[Exam], ledgers: Sequence[LedgerScore], retrievals: Sequence[Retrieval]) -> Scores:
    """The scores by part and name, as floors name them."""
    scores: dict[str, dict[str, float | None]] = {}
    for exam in exams:
        scores[exam.part] = {name: share.value for name, share in exam.summary.shares().items()}
    if len(exams) == 2:
        scores["paraphrases"] = {**scores["paraphrases"], "steady": steadiness(*exams).value}
    if ledgers:
        scores["ledger"] = _ledger_scores(ledgers[-1])
    if retrievals:
        scores["retrieval"] = _retrieval_scores(retrievals[0], retrievals[1:])
    return scores


def _ledger_scores(total: LedgerScore) -> dict[str, float | None]:
    fields = {field.name: field.agreement.f1 for field in total.fields}
    return {"score": total.score, "recall": total.recall.value, "precision": total.precision.value, **fields}


def _retrieval_scores(ours: Retrieval, others: Sequence[Retrieval]) -> dict[str, float | None]:
    best = max((one.hits.value or 0.0 for one in others if one.name != INDEX), default=None)
    hits = ours.hits.value
    lead = hits - best if hits is not None and best is not None else None
    return {"hits": hits, "pieces": ours.pieces.value, "lead_over_baseline": lead}


def write_scores(folder: Path, results: Results) -> None:
    """``scores.json`` in ``folder``."""
    text = json.dumps(results.to_dict(), ensure_ascii=False, indent=1)
    (folder / SCORES).write_text(text + "\n", encoding="utf-8")


def read_scores(folder: Path) -> dict[str, Any]:
    """The ``scores.json`` of an earlier run."""
    scores = read_json(folder / SCORES)
    if not isinstance(scores, dict) or "exams" not in scores:
        raise InputError(f"{folder / SCORES} 不是 python -m eval 写出的结果。")
    return scores
