"""Answering files of questions; the name of a file tells its format: JSON lines, CSV or Excel, on either side."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from qa import render
from qa.engine import PlanQA
from qa.export import csv_bytes, workbook
from qa.sheets import csv_rows, under_header, xlsx_rows
from qa.types import Answer, Dialogue

TABLES = {".csv": csv_rows, ".xlsx": xlsx_rows}
IDENTITY, QUESTION, TURNS = ("id", "编号"), ("question", "问题"), ("turns", "对话")
"""The names that a column may have; a cell of ``TURNS`` holds one turn a line."""
COLUMNS = {"编号": 14, "问题": 40, "回答": 70, "是否载明": 10, "出处": 50, "原文": 70, "任务": 30, "还可以问": 40}
"""The columns of answers as a table, and their widths in characters."""
LONGEST_CELL = 32_000
"""Characters; Excel holds 32,767 (its specifications and limits)."""


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The questions of a file: ``{"id", "question"}`` or ``{"id", "turns"}`` a line, or such columns. InputError names the line."""
    if path.suffix.lower() in TABLES:
        return _of_table(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"问题文件“{path}”无法读取：请核对路径，并给出 UTF-8 编码的 JSONL 文件。") from error
    return [_question(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _of_table(path: Path) -> list[dict[str, Any]]:
    rows = TABLES[path.suffix.lower()](path)
    named = {name.strip() for name in rows[0]} if rows else set()
    if not named & {*QUESTION, *TURNS}:
        raise InputError(f"“{path}”的第一行应是列名，其中要有“问题”（或 question），还可以有“编号”“对话”。")
    return [_row(path, number, cells) for number, cells in under_header(rows)]


def _row(path: Path, number: int, cells: dict[str, str]) -> dict[str, Any]:
    turns = [line.strip() for line in _first(cells, TURNS).splitlines() if line.strip()]
    turns = turns or [question for question in [_first(cells, QUESTION)] if question]
    if not turns:
        raise InputError(f"“{path}”第{number}行没有问题，请补上或删去这一行。")
    return {"id": _first(cells, IDENTITY) or str(number - 1), "turns": turns}


def _first(cells: dict[str, str], names: Iterable[str]) -> str:
    return next((cells[name] for name in names if name in cells), "")


def _question(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f'“{path}”第{number}行不是 JSON。每行应为 {{"id": …, "question": …}}。') from error
    turns = entry.get("turns") or [entry.get("question")] if isinstance(entry, dict) else []
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise InputError(f'“{path}”第{number}行缺少 question 或 turns（文字）。每行应为 {{"id": …, "question": …}}。')
    identity = entry.get("id", str(number))
    if any(0xD800 <= ord(c) <= 0xDFFF for c in f"{identity}{''.join(turns)}"):
        raise InputError(f"“{path}”第{number}行含有无法保存的字符，请删去后重试。")
    return {"id": identity, "turns": turns}


def final_answer(qa: PlanQA, turns: Iterable[str]) -> Answer:
    """The answer to the last turn; one that cannot be asked gets its error as its answer, and leaves nothing behind."""
    dialogue, answer = Dialogue(), Answer("", "", False, "error")
    for turn in turns:
        try:
            answer = qa.ask(turn, dialogue)
        except InputError as error:
            answer = Answer(turn, str(error), False, "error")
            continue
        dialogue = answer.dialogue
    return answer


def write_answers(qa: PlanQA, entries: list[dict[str, Any]], path: Path, tick: Callable[[int], None]) -> None:
    """Answers to ``path``, whole or not at all. A path that cannot be written is refused before the work."""
    if path.is_dir():
        raise InputError(f"无法写入“{path}”：它是文件夹，请给出结果文件的名字。")
    writers = {".csv": _csv, ".xlsx": _xlsx}
    write_atomically(path, writers.get(path.suffix.lower(), _jsonl)(_answered(qa, entries, tick)))


Answered = Iterator[tuple[Any, Answer]]


def _answered(qa: PlanQA, entries: list[dict[str, Any]], tick: Callable[[int], None]) -> Answered:
    for number, entry in enumerate(entries, 1):
        yield entry["id"], final_answer(qa, entry["turns"])
        tick(number)


def _jsonl(answers: Answered) -> Iterator[bytes]:
    for identity, answer in answers:
        yield (json.dumps({"id": identity, **answer.to_dict()}, ensure_ascii=False) + "\n").encode()


def _csv(answers: Answered) -> Iterator[bytes]:
    yield csv_bytes(COLUMNS, (_cells(identity, answer) for identity, answer in answers))


def _xlsx(answers: Answered) -> Iterator[bytes]:
    yield workbook({"回答": (COLUMNS, [_cells(identity, answer) for identity, answer in answers])})


def _cells(identity: Any, answer: Answer) -> list[Any]:
    """An answer under ``COLUMNS``."""
    citations = answer.citations
    places = [f"[{each.mark}] {render.plan_name(each.passage.plan)}{render.source(each.passage)}" for each in citations]
    quotes = [f"[{each.mark}] {each.passage.text.strip()}" for each in citations]
    state = "出错" if answer.intent == "error" else "是" if answer.found else "否"
    texts = [answer.question, answer.text, state, "\n".join(places), "\n".join(quotes),
             "\n".join(task.id for task in answer.tasks), "\n".join(answer.suggestions)]  # fmt: skip
    return [str(identity), *(_cut(text) for text in texts)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "……（太长，余下略）"


def write_atomically(path: Path, pieces: Iterator[bytes]) -> None:
    """Bytes to ``path`` by way of a file beside it. InputError when the disk or the folder refuses."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(pieces)
        partial.replace(path)
    except OSError as error:
        raise InputError(f"无法写入“{path}”：{error.strerror}。请检查文件夹和磁盘空间。") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
