"""Which gold is run: the bundled sets, a file of one's own, or paraphrases of either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import InputError
from eval.gold import GOLD, Question, read_json, read_records, refuse_repeats
from eval.ledger import Row, row_from_record
from eval.sheets import read_questions

SPLITS = ("dev", "sample", "extra", "test", "all")
PARAPHRASES = GOLD / "paraphrases.json"
_FILES = {"questions-sample.json": "sample", "questions.json": "dev", "questions-extra.json": "extra"}


def bundled_questions(split: str, folder: Path = GOLD) -> list[Question]:
    """The bundled questions of one of ``SPLITS``; "dev" is what one may tune on: the sample and the dev split.

    "extra" may be tuned on too; it holds mostly what the plans do not state, and would tip the balance of "dev".
    """
    wanted = {"dev": ("sample", "dev"), "all": ("sample", "dev", "extra", "test")}.get(split, (split,))
    every = [question for name, own in _FILES.items() for question in read_questions(folder / name, own)]
    refuse_repeats([question.id for question in every], str(folder))
    return [question for question in every if question.split in wanted]


def paraphrases_of(originals: Sequence[Question], path: Path) -> list[Question]:
    """The paraphrases of ``originals`` in a file of ``{"id": original, "paraphrases": [text, …]}``.

    They are judged as the question that they say in other words; of a dialogue they replace the last turn.
    """
    known = {question.id: question for question in originals}
    said = [(known.get(record.get("id", "")), record.get("paraphrases") or ()) for record in read_records(path)]
    return [_paraphrase(one, number, text) for one, texts in said if one for number, text in enumerate(texts, 1)]


def _paraphrase(original: Question, number: int, text: str) -> Question:
    turns = (*original.turns[:-1], text)
    return replace(original, id=f"{original.id}~{number}", turns=turns, of=original.id)


def gold_ledgers(paths: Sequence[Path] = ()) -> dict[str, list[Row]]:
    """Gold ledgers by name: the given files, or all the bundled ones."""
    files = paths or sorted(GOLD.glob("ledger-*.json"))
    return {path.stem.removeprefix("ledger-"): read_ledger(path) for path in files}


def read_ledger(path: Path) -> list[Row]:
    """The rows of a ledger file: a gold list, or what ``planqa ledger --json`` prints."""
    value = read_json(path)
    try:
        return [row_from_record(record) for record in (value["tasks"] if isinstance(value, dict) else value)]
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} 不是台账：应当是任务列表，或 planqa ledger --json 的输出（{error!r}）。") from error
