import csv
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.errors import InputError
from eval.gold import GOLD, Question, questions_from
from eval.selection import PARAPHRASES, bundled_questions, gold_ledgers, paraphrases_of, read_ledger
from eval.sheets import read_questions

EXPECTED = Question(
    id="bg-1",
    type="list",
    turns=("有哪些？",),
    must=(("清淤", "疏浚"), ("禁烧",)),
    must_not=("财政局",),
    evidence=("河道清淤", "秸秆禁烧"),
    persona="official",
    split="dev",
)
HEADER = ["id", "type", "persona", "question", "turns", "must", "must_not", "evidence", "split", ""]
ROW = ["bg-1", "list", "official", "有哪些？", "", "清淤|疏浚\n禁烧", "财政局", "河道清淤\n秸秆禁烧", "dev", "批注"]


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, rows: list[list[str]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(path)
    return path


@pytest.mark.parametrize(("write", "name"), [(write_csv, "q.csv"), (write_xlsx, "q.xlsx")])
def test_tables_give_the_questions_of_the_json_form(tmp_path, write, name):
    assert read_questions(write(tmp_path / name, [HEADER, ROW, [""] * 10])) == [EXPECTED]


def test_a_cell_may_hold_the_json_list_itself(tmp_path):
    row = [*ROW[:5], json.dumps([["清淤", "疏浚"], ["禁烧"]], ensure_ascii=False), *ROW[6:]]
    assert read_questions(write_csv(tmp_path / "q.csv", [HEADER, row])) == [EXPECTED]


def test_turns_of_a_dialogue_stand_one_a_line(tmp_path):
    path = write_csv(tmp_path / "q.csv", [["id", "type", "turns"], ["a", "followup", "谁牵头？\n那配合呢？"]])
    (question,) = read_questions(path)
    assert question.turns == ("谁牵头？", "那配合呢？")
    assert question.text() == "谁牵头？\n那配合呢？"


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([{"id": "a", "type": "lead"}], "第 1 题 缺少"),
        ([{"id": "a", "type": "lead", "question": "？", "must_nots": []}], "不认识的列：must_nots"),
        ([{"id": "a", "type": "lead", "question": "？"}] * 2, "编号重复：a"),
    ],
)
def test_faulty_records_are_refused_with_their_place(records, said):
    with pytest.raises(InputError, match=said):
        questions_from(records, "某文件")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("q.txt", b"", "不认识的题目文件格式"),
        ("q.json", b"{", "不是有效的 JSON"),
        ("q.json", b"{}", "应当是由对象组成的"),
        ("q.csv", b"", "是空的"),
        ("q.csv", "编号".encode("gbk"), "不是 UTF-8"),
        ("q.csv", b"id,must\na,[1", "第 2 行 的 must 列"),
        ("q.xlsx", b"PK", "读不到 Excel 文件"),
    ],
)
def test_faulty_files_are_refused(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_questions(path)


def test_bundled_questions_divide_into_splits_that_share_nothing() -> None:
    sizes = {
        split: {question.id for question in bundled_questions(split)}
        for split in ("dev", "sample", "extra", "test", "all")
    }
    assert sizes["sample"] < sizes["dev"]
    assert sizes["all"] == sizes["dev"] | sizes["extra"] | sizes["test"]
    assert len(sizes["all"]) == len(sizes["dev"]) + len(sizes["extra"]) + len(sizes["test"])


def test_every_bundled_question_can_be_judged() -> None:
    for question in bundled_questions("all"):
        assert bool(question.must) is question.answerable, question.id
        assert question.split, question.id


def test_a_paraphrase_replaces_the_last_turn_and_keeps_the_verdict() -> None:
    originals = bundled_questions("sample")
    paraphrases = paraphrases_of(originals, PARAPHRASES)
    known = {question.id: question for question in originals}
    assert {one.of for one in paraphrases} <= set(known)
    for one in paraphrases:
        original = known[one.of]
        assert one.turns[:-1] == original.turns[:-1]
        assert (one.must, one.evidence, one.type) == (original.must, original.evidence, original.type)


def test_bundled_ledgers_are_named_by_their_plan() -> None:
    ledgers = gold_ledgers()
    assert set(ledgers) == {path.stem.removeprefix("ledger-") for path in GOLD.glob("ledger-*.json")}
    assert all(row.text and row.plan for rows in ledgers.values() for row in rows)


def test_what_is_no_ledger_is_refused(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('[{"title": "x"}]', encoding="utf-8")
    with pytest.raises(InputError, match="不是台账"):
        read_ledger(path)
