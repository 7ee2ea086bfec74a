"""Bad input: each one clear line on standard error, its exit code, and nothing lost."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from small_home import EAST, NORTH

Run = Callable[..., tuple[int, str, str]]
HAZARD = "东河区危险废物由谁牵头？"
GOOD = json.dumps({"id": 1, "question": HAZARD}, ensure_ascii=False)


def one_line(said: str) -> str:
    """What was said on standard error, which must be one line for people."""
    (line,) = said.strip().splitlines()
    assert "Traceback" not in line
    assert re.search(r"[一-鿿]", line)
    return line


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but the empty lock."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "LOCK")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


QUESTIONS = {
    "empty": ("", "问题是空的"),
    "blanks": (" 　\t\n ", "问题是空的"),
    "control characters": ("\0\x01\x1b\x7f\u200b\ufeff\u202e", "问题是空的"),
    "10,000 characters": ("危险废物" * 2500, "问题太长（10000字）"),
    "501 characters": ("谁" * 501, "问题太长（501字）"),
}


@pytest.mark.parametrize(("question", "said"), QUESTIONS.values(), ids=QUESTIONS)
def test_an_unusable_question_is_refused_in_one_line(run: Run, small: Path, question: str, said: str) -> None:
    code, out, err = run("ask", question)
    assert (code, out) == (3, "")
    assert said in one_line(err)


def test_the_longest_question_is_answered(run: Run, small: Path) -> None:
    assert run("ask", HAZARD + "谁" * (500 - len(HAZARD)))[0] == 0


def test_control_characters_inside_a_question_are_passed_over(run: Run, small: Path) -> None:
    code, out, _ = run("ask", "东河区\0危险\u200b废物由谁\x1b牵头？")
    assert code == 0
    assert "牵头：生态环境分局" in out
    assert "\x1b" not in out


BATCHES = {
    "no JSON": (GOOD + "\n\n{'id': 1}\n", "第3行不是 JSON"),
    "cut off": (GOOD + '\n{"id": 2, "question": "东', "第2行不是 JSON"),
    "no object": ("[1]\n", "第1行缺少 question"),
    "no question": (GOOD + '\n{"id": 2}\n', "第2行缺少 question"),
    "question no text": ('{"id": 1, "question": 5}\n', "第1行缺少 question"),
    "question null": ('{"id": 1, "question": null}\n', "第1行缺少 question"),
    "turn no text": ('{"id": 1, "turns": ["东河区", null]}\n', "第1行缺少 question"),
    "no turns": ('{"id": 1, "turns": []}\n', "第1行缺少 question"),
}


@pytest.mark.parametrize(("text", "said"), BATCHES.values(), ids=BATCHES)
def test_an_ill_formed_batch_names_its_line_and_loses_nothing(run: Run, small: Path, text: str, said: str) -> None:
    (small / "in.jsonl").write_text(text, encoding="utf-8")
    (small / "out.jsonl").write_text("earlier results", encoding="utf-8")
    code, out, err = run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")
    assert (code, out) == (3, "")
    assert said in one_line(err)
    assert "in.jsonl" in err
    assert (small / "out.jsonl").read_text(encoding="utf-8") == "earlier results"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", '{"id": 1, "question": "东河区"}'.encode("gb18030")])
def test_an_undecodable_batch_is_refused_in_one_line(run: Run, small: Path, data: bytes) -> None:
    (small / "in.jsonl").write_bytes(data)
    code, out, err = run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")
    assert (code, out) == (3, "")
    assert "UTF-8" in one_line(err)
    assert not (small / "out.jsonl").exists()


def test_a_missing_batch_is_refused_in_one_line(run: Run, small: Path) -> None:
    code, out, err = run("ask", "--batch", small / "none.jsonl", "--out", small / "out.jsonl")
    assert (code, out) == (3, "")
    assert "none.jsonl”无法读取" in one_line(err)
    assert not (small / "out.jsonl").exists()


@pytest.mark.parametrize("place", ["none/out.jsonl", "in.jsonl/out.jsonl", "home"])
def test_results_that_cannot_be_written_are_refused_in_one_line(run: Run, small: Path, place: str) -> None:
    (small / "in.jsonl").write_text(GOOD, encoding="utf-8")
    code, out, err = run("ask", "--batch", small / "in.jsonl", "--out", small / place)
    assert (code, out) == (3, "")
    assert "无法写入" in one_line(err.replace("回答 1/1\n", ""))
    assert (small / "in.jsonl").read_text(encoding="utf-8") == GOOD


def test_a_disk_that_is_full_costs_no_earlier_results(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / "in.jsonl").write_text(GOOD, encoding="utf-8")
    (small / "out.jsonl").write_text("earlier results", encoding="utf-8")
    before = sorted(small.iterdir())
    real = Path.open

    def opened(path: Path, mode: str = "r", *rest: Any, **named: Any) -> IO[Any]:
        """``/dev/full`` refuses every byte as a disk without room does."""
        return (
            real(Path("/dev/full"), mode) if "w" in mode and path.parent == small else real(path, mode, *rest, **named)
        )

    monkeypatch.setattr(Path, "open", opened)
    code, out, err = run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")
    assert (code, out) == (3, "")
    assert "无法写入" in one_line(err.replace("回答 1/1\n", ""))
    assert "磁盘空间" in err
    assert (small / "out.jsonl").read_text(encoding="utf-8") == "earlier results"
    assert sorted(small.iterdir()) == before


BROKEN = {
    "empty": b"",
    "blank": b" \n\t\n",
    "binary": bytes(range(256)) * 8,
    "cut off inside a character": EAST.encode()[:-2] + b"\xe5",
    "nothing but zeros": b"\0" * 1000,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_document_that_cannot_be_read_is_left_out_and_named(run: Run, small: Path, data: bytes) -> None:
    (small / "documents" / "broken.txt").write_bytes(data)
    code, out, err = run("index")
    assert code == 0
    assert "2个文件，2个方案，3项任务" in out
    assert any("broken.txt" in line for line in err.splitlines())
    code, out, err = run("documents")
    assert "broken.txt" in one_line(err)
    assert len(json.loads(run("ledger", "--json")[1])["tasks"]) == 3


def test_a_folder_without_a_readable_document_is_refused_and_the_index_kept(run: Run, small: Path) -> None:
    before = contents(small / "home" / "index")
    for path in (small / "documents").iterdir():
        path.write_bytes(b"")
    code, out, err = run("index")
    assert (code, out) == (3, "")
    assert "Traceback" not in err
    assert contents(small / "home" / "index") == before


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir, Path.touch], ids=["missing", "empty", "a file"])
def test_no_documents_at_all_are_refused_in_one_line(run: Run, small: Path, make: Callable[[Path], None]) -> None:
    make(small / "elsewhere")
    code, out, err = run("index", "--documents", small / "elsewhere")
    assert (code, out) == (3, "")
    assert "elsewhere" in one_line(err)


@pytest.mark.parametrize("file", ["library.sqlite", "dense.faiss", "lexical.npz", "manifest.json", "CURRENT"])
def test_a_damaged_index_is_rebuilt_with_one_line_saying_why(run: Run, small: Path, file: str) -> None:
    before = run("ledger", "--json")[1]
    (path,) = (small / "home" / "index").rglob(file)
    data = bytearray(path.read_bytes())
    for place in range(0, len(data), 97):
        data[place] ^= 0xFF
    path.write_bytes(data)
    code, out, err = run("ledger", "--json")
    assert (code, out) == (0, before)
    (why,) = (line for line in err.splitlines() if "现在建立索引" in line)
    assert file in why
    assert run("ledger", "--json") == (0, before, "")


def test_a_deleted_index_is_rebuilt(run: Run, small: Path) -> None:
    (small / "home" / "index" / "CURRENT").unlink()
    code, _, err = run("documents")
    assert code == 0
    assert "尚未建立索引，现在建立索引" in err


def test_a_changed_document_is_read_again(run: Run, small: Path) -> None:
    (small / "documents" / "north.txt").write_text(NORTH, encoding="utf-8")
    code, out, err = run("ask", "北塘区危险废物谁牵头")
    assert code == 0
    assert "牵头：区环保局" in out
    assert "索引已过期" in err


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_is_full_while_indexing_costs_nothing(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    before = contents(small / "home" / "index")
    (small / "documents" / "north.txt").write_text(NORTH, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        status, out, err = run("index")
    assert (status, out) == (3, "")
    assert "磁盘空间不足" in err.splitlines()[-1]
    assert "原有索引未受影响" in err
    assert "Traceback" not in err
    assert contents(small / "home" / "index") == before
    assert "3个文件，3个方案，4项任务" in run("index")[1]


@pytest.mark.parametrize("place", ["documents/east.txt", "documents/east.txt/home"])
def test_a_home_that_cannot_be_written_is_refused_in_one_line(run: Run, small: Path, place: str) -> None:
    code, out, err = run("index", "--home", small / place)
    assert (code, out) == (3, "")
    assert "无法写入" in one_line(err)
    assert (small / "documents" / "east.txt").read_text(encoding="utf-8") == EAST
