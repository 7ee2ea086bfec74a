"""What became of a language model's words in the answers to an exam.

Faithfulness is measured by planqa's own checker, which is strict where plans are: a sentence of the model held, or it was
put right or left out, and the answer says which. Libraries that let another model judge are not used (docs/dependencies.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.asking import Record
from eval.results import Faithfulness
from eval.scores import Share

_FAILED = ("已按台账改正", "已删去")
_REMARKED = ("（", "注意：", "【")


def faithfulness(records: Sequence[Record]) -> Faithfulness:
    """From the answers given with a model; those that it was not asked for (refusals, lists) count as not worded."""
    asked = [record for record in records if record.get("worded_by") or record.get("model_notes")]
    return Faithfulness(
        worded=Share.over(bool(record.get("worded_by")) for record in records if "error" not in record),
        untouched=Share.over(bool(record.get("worded_by")) and not _notes(record) for record in asked),
        held=Share.over(held for record in asked for held in _sentences(record)),
    )


def _sentences(record: Record) -> list[bool]:
    """For each sentence of the model whether it held: those shown, and those that the notes tell of."""
    failed = sum(note.startswith(_FAILED) for note in _notes(record))
    lines = str(record["answer"]).splitlines() if record.get("worded_by") else []
    shown = [line for line in lines if line and not line.startswith(_REMARKED)]
    return [True] * max(len(shown) - failed, 0) + [False] * failed


def _notes(record: Mapping[str, Any]) -> list[str]:
    return [str(note) for note in record.get("model_notes") or ()]
