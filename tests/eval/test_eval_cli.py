import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from eval.args import chinese_error
from eval.cli import filed_floors, main, run_parser
from eval.results import ANSWERS, REPORT, SCORES

ROOT = Path(__file__).parents[2]
GOLD = {
    "id": "d-1",
    "plan": "东河区2021年治水方案",
    "anchor": "河道清淤",
    "lead": ["水利局"],
    "support": [],
    "implement": [],
    "deadlines": [{"kind": "by", "date": "2021-11-30"}],
    "lines": [3, 3],
}


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    path = tmp_path / "ledger-tiny.json"
    path.write_text(json.dumps([GOLD], ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def paraphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "paraphrases.json"
    said = [
        {"id": "d-1", "paraphrases": ["危险废物谁牵头", "牵头危险废物的是"]},
        {"id": "other", "paraphrases": ["？"]},
    ]
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def scores(folder: Path) -> dict:
    return json.loads((folder / SCORES).read_text(encoding="utf-8"))


def test_a_run_measures_everything_and_writes_it_down(
    tmp_path, question_file, gold_file, paraphrase_file, opener, capsys
):
    out = tmp_path / "out"
    arguments = ["--questions", str(question_file), "--ledger", str(gold_file), "--paraphrases", str(paraphrase_file)]
    code = main([*arguments, "--baseline", "--show", "3", "--out", str(out)], opener)

    assert code == 1  # one question crashed
    found = scores(out)
    summary = found["exams"]["questions"]["summary"]
    assert (summary["correct"]["met"], summary["correct"]["of"]) == (4, 5)
    assert (summary["cited"]["met"], summary["cited"]["of"], summary["cited"]["left_out"]) == (2, 3, 2)
    assert summary["verbatim"]["value"] == 1
    assert found["exams"]["questions"]["errors"] == {"d-5": "InputError: 问题无法使用"}
    assert found["steady"] == {"value": 1, "met": 1, "of": 1, "left_out": 3}
    assert found["ledgers"]["tiny"]["recall"]["value"] == found["ledgers"]["合计"]["score"] == 1
    assert set(found["retrievals"]) == {"planqa", "planqa 索引", "切块＋向量", "切块＋向量＋BM25"}
    shown = capsys.readouterr().out
    for words in ("自备题目（5 题）", "按题型", "改写题", "换个说法", "台账", "前 4 段中有证据的题", "没有答对的 1 题"):
        assert words in shown


def test_answers_are_kept_in_the_public_form(tmp_path, question_file, opener):
    main(["--questions", str(question_file), "--out", str(tmp_path / "out")], opener)
    lines = (tmp_path / "out" / ANSWERS).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["id"] for record in records] == ["d-1", "d-2", "d-3", "d-4", "d-5"]
    assert records[0]["citations"][0]["quote"] == "危险废物由环境分局牵头，公安局参与。"
    assert records[3]["question"] == "那时限呢"  # the answer is to the last turn, which heard the first
    assert records[3]["answered"] is True
    assert "error" in records[4]


def test_the_recipe_says_what_made_the_numbers_and_keeps_secrets(tmp_path, question_file, opener):
    main(["--questions", str(question_file), "--out", str(tmp_path / "out"), "--seed", "3"], opener)
    recipe = scores(tmp_path / "out")["recipe"]
    assert (recipe["seed"], recipe["embedder"]) == (3, "tiny:1")
    assert recipe["settings"] == {"embedder": "tiny"}
    assert re.fullmatch("[0-9a-f]{64}", recipe["corpus"])
    assert recipe["libraries"]["numpy"]
    assert "not to be written" not in (tmp_path / "out" / REPORT).read_text(encoding="utf-8")


def test_two_runs_of_the_same_give_the_same_but_for_the_date(tmp_path, question_file, opener):
    found = []
    for name in ("a", "b"):
        main(["--questions", str(question_file), "--out", str(tmp_path / name)], opener)
        found.append(scores(tmp_path / name))
        for changing in ("date", "command"):
            found[-1]["recipe"].pop(changing)
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("bound", "code"),
    [(["--min-correct", "0.8"], 0), (["--min-correct", "0.9"], 1), (["--max-false-refusals", "0"], 0)],
)
def test_floors_of_the_command_line_decide_the_exit_code(tmp_path, questions, question_file, opener, bound, code):
    sound = json.loads(question_file.read_text(encoding="utf-8"))[:4]
    sound.append({"id": "d-6", "type": "lead", "question": "河道清淤", "must": [["财政局"]]})
    question_file.write_text(json.dumps(sound, ensure_ascii=False), encoding="utf-8")
    assert main(["--questions", str(question_file), "--out", str(tmp_path / "out"), *bound], opener) == code
    assert bool(scores(tmp_path / "out")["shortfalls"]) is bool(code)


@pytest.mark.parametrize(
    ("arguments", "bound"),
    [
        ([], {"dev", "ledger", "retrieval"}),
        (["--questions", "own.json"], {"ledger"}),
        (["--sample", "3"], {"ledger"}),
        (["--ledger", "own.json"], {"dev", "retrieval"}),
        (["--no-floors"], set()),
    ],
)
def test_filed_floors_bind_only_what_they_were_measured_on(tmp_path, arguments, bound):
    path = tmp_path / "floors.toml"
    path.write_text("[dev]\ncorrect = 1\n[ledger]\nscore = 1\n[retrieval]\nhits = 1\n", encoding="utf-8")
    assert set(filed_floors(run_parser().parse_args([*arguments, "--floors", str(path)]))) == bound


def test_a_sample_is_the_same_for_the_same_seed(tmp_path, question_file, opener):
    def asked(seed: str) -> list[str]:
        arguments = ["--questions", str(question_file), "--sample", "2", "--seed", seed]
        main([*arguments, "--out", str(tmp_path / "out")], opener)
        return [one["id"] for one in scores(tmp_path / "out")["exams"]["questions"]["judgements"]]

    assert asked("1") == asked("1")
    assert len(asked("1")) == 2
    assert len({tuple(asked(str(seed))) for seed in range(5)}) > 1


def test_score_judges_recorded_answers(tmp_path, question_file, opener, capsys):
    main(["--questions", str(question_file), "--out", str(tmp_path / "out")], opener)
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text("危险废物由环境分局牵头，公安局参与。", encoding="utf-8")
    answers = tmp_path / "out" / ANSWERS
    code = main(["score", str(answers), "--questions", str(question_file), "--sources", str(sources), "--show", "2"])
    assert code == 0
    assert "1/3" in capsys.readouterr().out  # of three quotes one occurs in the sources given


def test_ledger_judges_a_ledger_file(tmp_path, gold_file, capsys):
    tasks = tmp_path / "tasks.json"
    wrong = {**GOLD, "text": "河道清淤由水利局牵头", "lead": ["公安局"]}
    tasks.write_text(json.dumps({"tasks": [wrong]}, ensure_ascii=False), encoding="utf-8")
    assert main(["ledger", str(tasks), "--gold", str(gold_file), "--show", "5"]) == 0
    assert main(["ledger", str(tasks), "--gold", str(gold_file), "--min", "0.76"]) == 1  # recall, support and deadlines
    shown = capsys.readouterr().out
    assert "合计" in shown
    assert "公安局" in shown


def test_ablate_shows_where_the_evidence_comes_from(question_file, opener, capsys):
    assert main(["ablate", "--questions", str(question_file)], opener) == 0
    shown = capsys.readouterr().out
    for leg in ("只用台账", "只用向量", "只用 BM25", "向量＋BM25", "全部"):
        assert leg in shown


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "每行一个 JSON 对象"), ('{"id": "d-1", "answer": "x"}', "缺少字段：'answered'"), ("[]", "缺少字段")],
)
def test_answers_that_are_none_are_refused(tmp_path, question_file, capsys, line, said):
    path = tmp_path / "answers.jsonl"
    path.write_text(line, encoding="utf-8")
    assert main(["score", str(path), "--questions", str(question_file)]) == 3
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--questions", "没有.json"], 3, "读不到文件"),
        (["score", "没有.jsonl"], 3, "读不到答案文件"),
        (["compare", "没有", "也没有"], 3, "读不到文件"),
        (["--floors", "没有.toml"], 2, "读不了底线文件"),
    ],
)
def test_faults_are_one_chinese_line(arguments, code, said, capsys, opener):
    assert main(arguments, opener) == code
    error = capsys.readouterr().err.strip()
    assert said in error
    assert "\n" not in error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--split", "其他"], "不能是 其他，可选：dev, sample, extra, test, all"),
        (["--show", "三"], "--show 的值不对：三"),
        (["--out"], "--out 后面少了值"),
        (["--没有"], "不认识的参数：--没有"),
        (["compare"], "缺少参数：甲, 乙"),
    ],
)
def test_wrong_usage_exits_with_two_in_chinese(arguments, said, capsys, opener):
    with pytest.raises(SystemExit) as stopped:
        main(arguments, opener)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err.replace("'", "")


def test_a_message_that_is_not_known_stays() -> None:
    assert chinese_error("something new") == "something new"


def test_help_is_chinese() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "eval", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("用法：")
    assert not re.search("usage|options|show this", done.stdout)
