"""Batches as tables: the same answers whatever the form, on either side."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

Run = Callable[..., tuple[int, str, str]]
HAZARD = "东河区危险废物由谁牵头，什么时候完成？"
ENTRIES = [("a", [HAZARD]), ("b", [HAZARD, "配合单位呢？"]), ("=c", ["洛阳市危险废物由谁牵头"]), ("d", ["长" * 600])]
ROWS = [["备注", "编号", "问题", "对话"]] + [
    ["", name, turns[0] if len(turns) == 1 else "", "\n".join(turns) if len(turns) > 1 else ""]
    for name, turns in ENTRIES
]


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    elif path.suffix == ".xlsx":
        book = Workbook()
        for place, text in ((place, text) for place, text in cells(rows) if text):
            book.active.cell(*place, text).data_type = "s"  # else "=c" would be a formula
        book.save(path)
    else:
        lines = (json.dumps({"id": name, "turns": turns}, ensure_ascii=False) for name, turns in ENTRIES)
        path.write_text("\n".join(lines), encoding="utf-8")
    return path


def cells(rows: list[list[str]]) -> list[tuple[tuple[int, int], str]]:
    return [((row, column), text) for row, line in enumerate(rows, 1) for column, text in enumerate(line, 1)]


def read(path: Path) -> list[list[str]]:
    """Id, question, answer, and whether it is answered; of each answer."""
    if path.suffix == ".jsonl":
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        state = ["出错" if each["intent"] == "error" else "是" if each["answered"] else "否" for each in records]
        return [[r["id"], r["question"], r["answer"], s] for r, s in zip(records, state, strict=True)]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [[row[0].removeprefix("'"), *row[1:4]] for row in csv.reader(file)][1:]
    sheet = load_workbook(path).active
    assert "f" not in {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row}
    return [list(row[:4]) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize(("given", "wanted"), list(product((".jsonl", ".csv", ".xlsx"), repeat=2)))
def test_every_form_gives_the_same_answers(run: Run, small: Path, given: str, wanted: str) -> None:
    source, plain = write(small / f"in{given}", ROWS), write(small / "plain.jsonl", [])
    assert run("ask", "--batch", source, "--out", small / f"out{wanted}")[:2] == (0, "")
    run("ask", "--batch", plain, "--out", small / "out.jsonl")
    answers = read(small / f"out{wanted}")
    assert answers == read(small / "out.jsonl")
    assert [answer[0] for answer in answers] == [name for name, _ in ENTRIES]
    assert [answer[3] for answer in answers] == ["是", "是", "否", "出错"]


def test_a_table_tells_where_each_answer_stands_and_in_what_words(run: Run, small: Path) -> None:
    write(small / "in.csv", ROWS[:2])
    run("ask", "--batch", small / "in.csv", "--out", small / "out.xlsx")
    header, row = load_workbook(small / "out.xlsx").active.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert cells["出处"] == "[1] 《东河区2021年土壤污染防治实施方案》第3行"
    assert cells["原文"].startswith("[1] （一）严格危险废物管理。11月底前完成")
    assert cells["任务"] == "east.txt:3-3"


def test_a_csv_as_a_chinese_excel_saves_it(run: Run, small: Path) -> None:
    write(small / "in.csv", ROWS[:2], "gb18030")
    assert run("ask", "--batch", small / "in.csv", "--out", small / "out.jsonl")[0] == 0
    assert "生态环境分局" in read(small / "out.jsonl")[0][2]


def test_rows_without_an_id_are_numbered_and_english_names_do(run: Run, small: Path) -> None:
    write(small / "in.xlsx", [["question"], [HAZARD], [""], [HAZARD]])
    run("ask", "--batch", small / "in.xlsx", "--out", small / "out.jsonl")
    assert [answer[0] for answer in read(small / "out.jsonl")] == ["1", "3"]


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("in.csv", [], "第一行应是列名"),
        ("in.csv", [["题目"], [HAZARD]], "其中要有“问题”"),
        ("in.xlsx", [["编号", "问题"], ["a", HAZARD], ["b", ""]], "第3行没有问题"),
    ],
)
def test_a_table_that_is_none_is_told_in_one_line(run: Run, small: Path, name: str, rows, said: str) -> None:
    code, out, err = run("ask", "--batch", write(small / name, rows), "--out", small / "out.csv")
    assert (code, out, len(err.splitlines())) == (3, "", 1)
    assert said in err
    assert not (small / "out.csv").exists()


@pytest.mark.parametrize(("name", "data"), [("in.xlsx", b"PK"), ("in.csv", bytes(range(256)) * 8)])
def test_a_file_that_is_no_table_is_told_in_one_line(run: Run, small: Path, name: str, data: bytes) -> None:
    (small / name).write_bytes(data)
    code, _, err = run("ask", "--batch", small / name, "--out", small / "out.jsonl")
    assert (code, len(err.splitlines())) == (3, 1)
    assert name in err
