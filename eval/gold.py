"""Gold questions, as types and as JSON files. Tables of the same columns are read by ``eval.sheets``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InputError

GOLD = Path(__file__).parent / "gold"
UNANSWERABLE = "unanswerable"
LISTS = ("turns", "must", "must_not", "evidence", "tasks")  # the columns that hold several items
COLUMNS = ("id", "type", "persona", "question", "answer", "split", *LISTS)
LISTING = frozenset({"list", "count", "duties"})  # the types whose answers are judged for completeness


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a right answer holds.

    Each group of ``must`` needs one of its alternatives in the answer; nothing of ``must_not`` may be in it.
    ``evidence`` pieces are verbatim source text that a right answer cites. ``of`` names the question that a
    paraphrase says in other words, and is empty elsewhere.
    """

    id: str
    type: str
    turns: tuple[str, ...]
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    persona: str = ""
    split: str = ""
    answer: str = ""
    of: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the plans state what is asked; if not, a right reply refuses."""
        return self.type != UNANSWERABLE

    @property
    def plan(self) -> str:
        """The plan prefix of the id: ``bg`` of ``bg-q09`` and of ``q-bg-001``; empty for an id without one, such as a bare number."""
        prefix, dash, _ = self.id.removeprefix("q-").partition("-")
        return prefix if dash else ""

    def text(self) -> str:
        """All turns in order, one a line: what is searched where no dialogue is kept."""
        return "\n".join(self.turns)


def read_json(path: Path) -> Any:
    """The JSON value in ``path``; InputError says which file could not be read and why."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"读不到文件 {path}：请检查路径。") from error
    except ValueError as error:
        raise InputError(f"{path} 不是有效的 JSON：{error}") from error


def read_records(path: Path) -> list[Mapping[str, Any]]:
    """The list of objects in a JSON file."""
    records = read_json(path)
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise InputError(f"{path} 应当是由对象组成的 JSON 列表。")
    return records


def questions_from(records: Iterable[Mapping[str, Any]], origin: str, split: str = "") -> list[Question]:
    """Records to questions; ``split`` fills in where a record names none. InputError names the faulty record."""
    questions = [_question(record, f"{origin} 第 {number} 题", split) for number, record in enumerate(records, 1)]
    refuse_repeats([question.id for question in questions], origin)
    return questions


def refuse_repeats(ids: Sequence[str], origin: str) -> None:
    """InputError when an id occurs twice: scores are kept by id, so one of the two would be lost."""
    repeated = sorted({one for one in ids if ids.count(one) > 1})
    if repeated:
        raise InputError(f"{origin} 中的编号重复：{'、'.join(repeated)}。")


def _question(record: Mapping[str, Any], place: str, split: str) -> Question:
    unknown = sorted(set(record) - set(COLUMNS))
    if unknown:  # a misspelt must_not would otherwise make a question easier without a word
        raise InputError(f"{place} 有不认识的列：{'、'.join(unknown)}。可用的列：{'、'.join(COLUMNS)}。")
    turns = record.get("turns") or [record.get("question")]
    if not record.get("id") or not record.get("type") or not all(turns):
        raise InputError(f"{place} 缺少 id、type 或 question（turns）。")
    return Question(
        id=str(record["id"]),
        type=str(record["type"]),
        turns=tuple(turns),
        must=tuple(tuple(group) for group in record.get("must") or ()),
        must_not=tuple(record.get("must_not") or ()),
        evidence=tuple(record.get("evidence") or ()),
        persona=str(record.get("persona") or ""),
        split=str(record.get("split") or split),
        answer=str(record.get("answer") or ""),
    )
