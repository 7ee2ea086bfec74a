"""An exam taken twice, without and with a language model."""

from dataclasses import replace

from tiny import TinyAssistant

from eval.cli import main
from eval.results import WORDED
from eval.worded import faithfulness
from qa.types import Answer, Dialogue


class Wordy(TinyAssistant):
    """Says every answer in a model's words, of which the second sentence did not hold."""

    def ask(self, question: str, dialogue: Dialogue = Dialogue()) -> Answer:  # noqa: B008  # the contract's default
        answer = super().ask(question, dialogue)
        notes = ("已删去：“此外还有别的。”（没有注明依据）",)
        return replace(answer, worded_by="tiny", model_notes=notes) if answer.found else answer


def test_both_stand_side_by_side(tmp_path, question_file, opener, capsys):
    def both(home, progress):
        system = opener(home, progress)
        return replace(system, worded=Wordy(system.assistant.library))

    out = tmp_path / "out"
    main(["--questions", str(question_file), "--model", "--out", str(out)], both)
    shown = capsys.readouterr().out
    assert "不用模型和用模型" in shown
    assert "模型的句子通过核对的" in shown
    assert (out / WORDED).read_text(encoding="utf-8").count("worded_by") == 3


def test_without_a_model_there_is_nothing_to_compare(tmp_path, question_file, opener, capsys):
    code = main(["--questions", str(question_file), "--model", "--out", str(tmp_path / "out")], opener)
    assert code == 2
    assert "PLANQA_MODEL" in capsys.readouterr().err


def test_sentences_that_held_are_counted():
    records = [
        {"id": "1", "answer": "甲牵头[1]。\n乙配合[1]。", "worded_by": "m", "model_notes": []},
        {
            "id": "2",
            "answer": "甲牵头[1]。\n原文[2]\n（模型有1句话…）",
            "worded_by": "m",
            "model_notes": ["已按台账改正：“乙”"],
        },
        {"id": "3", "answer": "原文[1]", "worded_by": "", "model_notes": ["已删去：“丙”", "已删去：“丁”"]},
        {"id": "4", "answer": "没有写明"},
    ]
    found = faithfulness(records)
    assert (found.worded.met, found.worded.of) == (2, 4)
    assert (found.untouched.met, found.untouched.of) == (1, 3)
    assert (found.held.met, found.held.of) == (3, 6)
