"""Answering files of questions: JSON lines in, JSON lines out."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from qa.engine import PlanQA
from qa.types import Dialogue


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The questions of a JSONL file: ``{"id", "question"}`` or ``{"id", "turns"}`` a line. InputError names the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"问题文件“{path}”无法读取：{error}。请给出 UTF-8 编码的 JSONL 文件。") from error
    return [_question(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _question(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f'“{path}”第{number}行不是 JSON：{error}。每行应为 {{"id": …, "question": …}}。') from error
    turns = entry.get("turns") or [entry.get("question")] if isinstance(entry, dict) else []
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise InputError(f'“{path}”第{number}行缺少 question 或 turns（文字）。每行应为 {{"id": …, "question": …}}。')
    identity = entry.get("id", str(number))
    if any(0xD800 <= ord(c) <= 0xDFFF for c in f"{identity}{''.join(turns)}"):
        raise InputError(f"“{path}”第{number}行含有无法保存的字符，请删去后重试。")
    return {"id": identity, "turns": turns}


def answer_record(qa: PlanQA, entry: dict[str, Any]) -> dict[str, Any]:
    """The contract's record for one question; a question that cannot be asked gets its error as its answer."""
    dialogue, record = Dialogue(), {}
    for turn in entry["turns"]:
        try:
            answer = qa.ask(turn, dialogue)
        except InputError as error:
            record = {"question": turn, "answer": str(error), "answered": False, "intent": "error", "latency_ms": 0.0}
            record |= {"citations": [], "tasks": [], "suggestions": []}
            continue
        dialogue, record = answer.dialogue, answer.to_dict()
    return {"id": entry["id"], **record}


def write_answers(qa: PlanQA, entries: list[dict[str, Any]], path: Path, tick: Callable[[int], None]) -> None:
    """Answers to ``path``, whole or not at all. A path that cannot be written is refused before the work."""
    if path.is_dir():
        raise InputError(f"无法写入“{path}”：它是文件夹，请给出结果文件的名字。")
    write_atomically(path, (json.dumps(r, ensure_ascii=False) + "\n" for r in _records(qa, entries, tick)))


def _records(qa: PlanQA, entries: list[dict[str, Any]], tick: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    for number, entry in enumerate(entries, 1):
        yield answer_record(qa, entry)
        tick(number)


def write_atomically(path: Path, pieces: Iterator[str]) -> None:
    """Text to ``path`` by way of a file beside it. InputError when the disk or the folder refuses."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        partial.replace(path)
    except OSError as error:
        raise InputError(f"无法写入“{path}”：{error.strerror}。请检查文件夹和磁盘空间。") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
