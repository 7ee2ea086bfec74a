"""What became of a language model's words in the answers to an exam.

Faithfulness is measured by planqa's own checker, which is strict where plans are: a sentence of the model held, or it was
put right or left out, and the answer says which. Libraries that let another model judge are not used (docs/dependencies.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from eval.asking import Record
from eval.results import Faithfulness, Wording
from eval.scores import Share

_FAILED = ("已按台账改正", "已删去")
_REMARKED = ("（", "注意：", "【")


def wordings(records: Iterable[Record]) -> dict[str, Wording]:
    """By question what became of the model's words; a crash has none."""
    return {str(record["id"]): _wording(record) for record in records if "error" not in record}


def faithfulness(answers: Iterable[Wording]) -> Faithfulness:
    """Over all answers given with a model; those that it was not asked for (refusals, lists) count as not worded."""
    answers = tuple(answers)
    asked = [one for one in answers if one.asked]
    return Faithfulness(
        worded=Share.over(one.worded for one in answers),
        untouched=Share.over(one.worded and not one.notes for one in asked),
        held=Share.over(held for one in asked for held in [True] * one.held + [False] * one.failed),
    )


def _wording(record: Record) -> Wording:
    """Sentences held where they are shown and no note tells of them."""
    notes = tuple(str(note) for note in record.get("model_notes") or ())
    failed = sum(note.startswith(_FAILED) for note in notes)
    lines = str(record["answer"]).splitlines() if record.get("worded_by") else []
    shown = [line for line in lines if line and not line.startswith(_REMARKED)]
    return Wording(bool(record.get("worded_by")), max(len(shown) - failed, 0), failed, notes)
