import json

import pytest

from eval.cli import main
from eval.compare import chance, changes, unshared
from eval.results import SCORES, read_scores


@pytest.fixture
def two_runs(tmp_path, question_file, opener):
    """A run, and one in which a question was dropped, one went wrong and one answer changed."""
    main(["--questions", str(question_file), "--out", str(tmp_path / "a"), "--baseline"], opener)
    main(["--questions", str(question_file), "--out", str(tmp_path / "b"), "--baseline"], opener)
    path = tmp_path / "b" / SCORES
    scores = json.loads(path.read_text(encoding="utf-8"))
    judged = scores["exams"]["questions"]["judgements"]
    judged.pop()
    judged[0] |= {"correct": False, "answer": "换了一个答案[/b][1]"}
    judged[1] |= {"answer": "说法不同"}
    scores["recipe"]["commit"] = "另一个提交"
    path.write_text(json.dumps(scores, ensure_ascii=False), encoding="utf-8")
    return tmp_path / "a", tmp_path / "b"


def test_changes_are_told_question_by_question(two_runs):
    before, after = map(read_scores, two_runs)
    found = changes(before, after, "questions")
    assert [(one.id, one.kind) for one in found] == [("d-1", "变错"), ("d-2", "仍对")]
    assert unshared(before, after, "questions") == 1


def test_the_other_way_round_a_loss_is_a_gain(two_runs):
    after, before = map(read_scores, two_runs)
    assert [one.kind for one in changes(before, after, "questions")] == ["变对", "仍对"]


def test_compare_prints_scores_changes_and_recipes(two_runs, capsys):
    capsys.readouterr()
    assert main(["compare", *map(str, two_runs)]) == 0
    shown = capsys.readouterr().out
    for words in ("自备题目 答对", "检索 planqa", "变对 0 题，变错 1 题", "换了一个答案[/b][1]", "另一个提交"):
        assert words in shown


@pytest.mark.parametrize(("better", "worse", "likely"), [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (1, 9, 0.021484375)])
def test_chance_is_mcnemars_exact_test(better, worse, likely):
    assert chance(better, worse) == pytest.approx(likely)
    assert chance(worse, better) == pytest.approx(likely)
