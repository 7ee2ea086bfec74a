"""Putting the questions: turns threaded through one dialogue, replies kept in the public contract's form.

A question that makes the system fail is recorded with its error and counts as wrong (also where a refusal would
have been right); the run goes on, for one crash must not hide the other answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from eval.gold import Question
from eval.questions import Reply
from eval.system import Assistant
from qa.types import Answer

Record = Mapping[str, Any]
"""One line of answers.jsonl: a contract answer with its ``id``, or an ``id`` with an ``error``."""


def converse(assistant: Assistant, turns: Sequence[str]) -> Answer:
    """The answer to the last of ``turns``, each turn hearing the dialogue of those before it."""
    answer = assistant.ask(turns[0])
    for turn in turns[1:]:
        answer = assistant.ask(turn, answer.dialogue)
    return answer


def ask(assistant: Assistant, question: Question) -> Record:
    """The record of one question."""
    try:
        return {"id": question.id, **converse(assistant, question.turns).to_dict()}
    except Exception as error:  # whatever the system raises is its fault, and a finding of this run
        return {"id": question.id, "question": question.turns[-1], "error": f"{type(error).__name__}: {error}"}


def ask_all(assistant: Assistant, questions: Sequence[Question], tick: Callable[[], None]) -> list[Record]:
    """The records of all questions, in order; ``tick`` is called after each."""
    records = []
    for question in questions:
        records.append(ask(assistant, question))
        tick()
    return records


def replies_from(records: Iterable[Record]) -> dict[str, Reply]:
    """Replies by question id; a record with an error is no reply."""
    return {str(record["id"]): Reply.from_record(record) for record in records if "error" not in record}


def read_answers(path: Path) -> list[Record]:
    """The records of an answers.jsonl, also one that ``planqa ask --batch`` wrote."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines if line.strip()]
        replies_from(records)
    except OSError as error:
        raise InputError(f"读不到答案文件 {path}：请检查路径。") from error
    except ValueError as error:
        raise InputError(f"{path} 不是每行一个 JSON 对象的答案文件：{error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} 中的答案缺少字段：{error}") from error
    return records


def write_answers(path: Path, records: Iterable[Record]) -> None:
    """One JSON object a line."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")
