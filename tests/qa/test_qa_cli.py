"""The command line: help, the public JSON, batches, exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa import Dialogue, PlanQA

Run = Callable[..., tuple[int, str, str]]
PROGRAM = Path(sys.executable).parent / "planqa"
COMMANDS = ["ask", "chat", "ledger", "conflicts", "index", "documents"]

ANSWER = {"question", "answer", "answered", "intent", "latency_ms", "citations", "tasks", "suggestions"}
CITATION = {"mark", "document", "plan", "section", "lines", "quote"}
TASK = {
    *("id", "document", "plan", "region", "year", "part", "section", "task", "text", "lead", "support", "implement"),
    *("implement_is_default", "deadlines", "note", "inherited", "lines"),
}
HAZARD = "东河区危险废物由谁牵头，什么时候完成？"


def one_line(said: str) -> str:
    """What was said on standard error, which must be one line for people."""
    (line,) = said.strip().splitlines()
    assert "Traceback" not in line
    assert re.search(r"[一-鿿]", line)
    return line


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)], ids=" ".join)
def test_help_is_in_chinese(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith("用法：")
    assert not re.search(r"usage|options|positional|show this|optional", out)
    for line in out.splitlines():
        if match := re.match(r"  +(-\S+|[a-z]+)(?:,? +\S+)*? {2,}(.+)", line):
            assert re.search(r"[一-鿿]|JSON", match[2]), line


def test_every_command_is_told_of(run: Run) -> None:
    out = run("--help")[1]
    assert all(re.search(rf"^    {command}\s", out, re.MULTILINE) for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数"),
        (["answer"], "不能是"),
        (["ask", "--jsn", "问"], "不认识的参数"),
        (["ask", "问", "--home"], "后面要跟一个值"),
        (["ledger", "多余"], "不认识的参数"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_said_in_chinese(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "error" not in err


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--batch", "in.jsonl"]])
def test_a_missing_question_or_out_is_exit_code_2(run: Run, small: Path, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    one_line(err)


def test_an_unknown_setting_is_exit_code_2(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANQA_HOEM", "/x")
    code, out, err = run("ask", HAZARD)
    assert (code, out) == (2, "")
    assert "PLANQA_HOEM" in one_line(err)


def test_an_answer_shows_its_citations(run: Run, small: Path) -> None:
    code, out, err = run("ask", HAZARD)
    assert (code, err) == (0, "")
    assert "牵头：生态环境分局" in out
    assert "11月底前（2021-11-30）" in out
    assert "[1] 东河区2021年土壤污染防治实施方案 第3行" in out
    assert "11月底前完成危险废物排查。（生态环境分局牵头，区财政局、区公安局参与）" in out
    assert "第3行" not in run("ask", HAZARD, "--no-citations")[1]


def test_a_refusal_is_an_answer(run: Run, small: Path) -> None:
    code, out, err = run("ask", "洛阳市危险废物由谁牵头")
    assert (code, err) == (0, "")
    assert "没有写明“洛阳市”" in out


def test_an_answer_as_json_has_the_keys_of_the_contract(run: Run, small: Path) -> None:
    code, out, err = run("ask", HAZARD, "--json")
    record = json.loads(out)
    assert (code, err) == (0, "")
    assert set(record) - {"id"} == ANSWER
    assert (record["question"], record["answered"], record["intent"]) == (HAZARD, True, "lead+deadline")
    assert record["tasks"] == ["east.txt:3-3"]
    assert isinstance(record["latency_ms"], float)
    (citation,) = record["citations"]
    assert set(citation) == CITATION
    assert citation["section"] == ["一、主要任务", "（一）严格危险废物管理"]
    assert (citation["document"], citation["mark"], citation["lines"]) == ("east.txt", 1, [3, 3])
    assert citation["quote"] == (small / "documents" / "east.txt").read_text(encoding="utf-8").splitlines()[2]


def test_the_ledger_as_json_has_the_keys_of_the_contract(run: Run, small: Path) -> None:
    code, out, err = run("ledger", "--json")
    record = json.loads(out)
    assert (code, err) == (0, "")
    assert set(record) == {"tasks"}
    assert all(set(task) == TASK for task in record["tasks"])
    assert record["tasks"][0] == {
        "id": "east.txt:3-3",
        "document": "east.txt",
        "plan": "东河区2021年土壤污染防治实施方案",
        "region": "东河区",
        "year": 2021,
        "part": "正文",
        "section": ["一、主要任务", "（一）严格危险废物管理"],
        "task": "严格危险废物管理",
        "text": "（一）严格危险废物管理。11月底前完成危险废物排查。（生态环境分局牵头，区财政局、区公安局参与）",
        "lead": ["生态环境分局"],
        "support": ["区财政局", "区公安局"],
        "implement": [],
        "implement_is_default": False,
        "deadlines": [{"kind": "by", "date": "2021-11-30", "text": "11月底前"}],
        "note": "",
        "inherited": [],
        "lines": [3, 3],
    }


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ([], ["east.txt:3-3", "east.txt:4-4", "west.txt:3-3"]),
        (["--plan", "东河区"], ["east.txt:3-3", "east.txt:4-4"]),
        (["--plan", "2020"], ["west.txt:3-3"]),
        (["--unit", "环保局"], ["east.txt:3-3"]),
        (["--unit", "财政局"], ["east.txt:3-3", "east.txt:4-4"]),
        (["--unit", "住建局", "--plan", "西山"], ["west.txt:3-3"]),
        (["--unit", "住建局", "--plan", "东河"], []),
        (["--plan", "没有"], []),
    ],
)
def test_the_ledger_can_be_narrowed(run: Run, small: Path, arguments: list[str], ids: list[str]) -> None:
    code, out, _ = run("ledger", "--json", *arguments)
    assert code == 0
    assert [task["id"] for task in json.loads(out)["tasks"]] == ids
    assert f"共{len(ids)}项任务" in run("ledger", *arguments)[1]


def test_documents_and_their_plans(run: Run, small: Path) -> None:
    code, out, err = run("documents")
    assert (code, err) == (0, "")
    assert "east.txt（" in out
    assert "东河区2021年土壤污染防治实施方案：东河区，2021，2项任务" in out
    plans = json.loads(run("documents", "--json")[1])["plans"]
    assert [(plan["id"], plan["region"], plan["year"], plan["lines"][0]) for plan in plans] == [
        ("east.txt#1", "东河区", 2021, 1),
        ("west.txt#1", "西山县", 2020, 1),
    ]


def test_conflicts_as_text_and_as_json(run: Run, small: Path) -> None:
    assert run("conflicts") == (0, "共0处。\n", "")
    assert json.loads(run("conflicts", "--json")[1]) == {"conflicts": []}


def test_the_contradictions_of_the_bundled_plans_with_both_sides(run: Run, qa: PlanQA) -> None:
    record = json.loads(run("conflicts", "--json")[1])
    assert len(record["conflicts"]) == len(qa.conflicts)
    for conflict in record["conflicts"]:
        assert set(conflict) == {"kind", "matter", "plan", "sides"}
        assert [set(side) for side in conflict["sides"]] == [{"task", "plan", "part", "value", "lines"}] * 2
        assert conflict["sides"][0]["value"] != conflict["sides"][1]["value"]


def test_an_index_that_is_up_to_date_is_said_to_be_so(run: Run, small: Path) -> None:
    code, out, _ = run("index")
    assert code == 0
    assert out.startswith("索引已是最新：2个文件，2个方案，3项任务")


def test_home_wins_over_the_environment(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANQA_HOME", "/nowhere")
    assert run("documents", "--home", small / "home")[0] == 0


def test_a_batch_answers_each_question_and_the_last_of_each_turns(run: Run, small: Path) -> None:
    entries = [
        {"id": "a", "question": HAZARD},
        {"id": 7, "turns": [HAZARD, "配合单位呢？"]},
        {"id": "c", "turns": ["西山县黑臭水体谁管", "配合单位有哪些？"]},
        {"id": "d", "question": ""},
        {"id": "e", "question": "洛阳市危险废物由谁牵头"},
        {"question": HAZARD},
    ]
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    (small / "in.jsonl").write_text("\ufeff" + "\n\n".join(lines), encoding="utf-8")
    code, out, _ = run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")
    assert (code, out) == (0, "")
    records = [json.loads(line) for line in (small / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(set(record) == ANSWER | {"id"} for record in records)
    assert [record["id"] for record in records][:5] == ["a", 7, "c", "d", "e"]
    assert [record["answered"] for record in records] == [True, True, True, False, False, True]
    assert [record["tasks"] for record in records][:3] == [["east.txt:3-3"], ["east.txt:3-3"], ["west.txt:3-3"]]
    assert "配合：区财政局、区公安局" in records[1]["answer"]
    assert "配合：县水利局" in records[2]["answer"]
    assert (records[3]["intent"], records[3]["citations"]) == ("error", [])
    assert not list(small.glob("tmp*"))


def test_a_batch_gives_the_answers_of_python(run: Run, small: Path) -> None:
    (small / "in.jsonl").write_text(json.dumps({"id": "a", "turns": [HAZARD, "配合单位呢？"]}), encoding="utf-8")
    run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")
    record = json.loads((small / "out.jsonl").read_text(encoding="utf-8"))
    qa = PlanQA.open()
    answer = qa.ask("配合单位呢？", qa.ask(HAZARD, Dialogue()).dialogue).to_dict()
    assert {**record, "latency_ms": 0} == {"id": "a", **answer, "latency_ms": 0}


def test_a_chat_follows_up_shows_citations_and_ends(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["1", HAZARD, "配合单位呢？", "[1]", "9", "", "退出"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    code, out, err = run("chat")
    assert code == 0
    assert "牵头：生态环境分局" in out
    assert "（按上文：东河区·" in out
    assert "第3行" in out
    assert "没有编号为 9 的引文" in out
    assert "问题是空的" in one_line(err)


def test_a_chat_ends_where_the_input_ends(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("chat")[0] == 0


def planqa(folder: Path, *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ["PATH"], "PLANQA_HOME": str(folder / "home"), "LC_ALL": "C.UTF-8"}
    environment["PLANQA_DOCUMENTS"] = str(folder / "documents")
    return subprocess.run([PROGRAM, *arguments], cwd="/", env=environment, capture_output=True, check=False)


def test_the_program_prints_json_and_nothing_else(small: Path) -> None:
    done = planqa(small, "ask", HAZARD, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["tasks"] == ["east.txt:3-3"]


def test_the_program_refuses_undecodable_arguments_in_one_line(small: Path) -> None:
    done = planqa(small, "ask", b"\xff\xfe\xff")
    assert (done.returncode, done.stdout) == (3, b"")
    assert "问题是空的" in one_line(done.stderr.decode())
