"""An exam taken twice, without and with a language model."""

import json
import re
from dataclasses import replace

from tiny import TinyAssistant

from eval.cli import main
from eval.gold import Question
from eval.questions import Reply, judge
from eval.recipe import make_recipe
from eval.report import render
from eval.results import REPORT, WORDED, Exam, Results, Worded
from eval.worded import faithfulness, wordings
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


def worded_page(plain_text: str, worded_text: str, *notes: str) -> str:
    """The report on a question whose right answer names 环境分局."""
    question = Question("d-1", "lead", ("<b>谁</b>牵头？",), (("环境分局",),))
    records = [{"id": "d-1", "answer": worded_text, "answered": True, "worded_by": "m", "model_notes": list(notes)}]
    replies = Reply("d-1", plain_text, True), Reply.from_record(records[0])
    plain, worded = (Exam("dev", (judge(question, reply, []),), {}) for reply in replies)
    said = wordings(records)
    both = Worded(plain, worded, said, faithfulness(said.values()))
    return render(Results(make_recipe([], {}), (plain,), worded=both))


def table_of(page: str) -> str:
    return page[page.index("逐题并排") : page.index('<h2 id="recipe"')]


def test_the_report_puts_both_answers_to_a_question_side_by_side():
    shown = table_of(worded_page("环境分局牵头[1]。", "由水利局牵头[1]。", "已删去：“另有五局”（没有注明依据）"))
    assert "变对 0 题，变错 1 题" in shown
    before, after, checked = re.findall(r'<td class="said">(.*?)</td>', shown, re.DOTALL)[1:]
    assert "对</span>" in before
    assert "环境分局牵头[1]。" in before
    assert "错</span>" in after
    assert "由水利局牵头[1]。" in after
    assert "由模型措辞，通过 0/1 句" in checked
    assert "已删去：“另有五局”（没有注明依据）" in checked


def test_the_report_escapes_what_a_model_says():
    page = worded_page("环境分局", "<script>alert(1)</script>环境分局", "已删去：“<img src=x onerror=alert(2)>”")
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;环境分局" in page
    assert "&lt;img src=x onerror=alert(2)&gt;" in page


def test_a_crash_stands_beside_the_answer_that_came(tmp_path, question_file, opener):
    class Crashing(Wordy):
        def ask(self, question, dialogue=Dialogue()):  # noqa: B008  # the contract's default
            if "危险废物" in question:
                raise ValueError("<模型坏了>")
            return super().ask(question, dialogue)

    def both(home, progress):
        system = opener(home, progress)
        return replace(system, worded=Crashing(system.assistant.library))

    out = tmp_path / "out"
    main(["--questions", str(question_file), "--model", "--out", str(out)], both)
    shown = table_of((out / REPORT).read_text(encoding="utf-8"))
    assert "变对 0 题，变错 1 题" in shown
    assert "ValueError: &lt;模型坏了&gt;" in shown
    assert "两次回答一样的 2 题" in shown  # the one that is refused, and the one that crashes either way
    assert json.loads((out / "scores.json").read_text(encoding="utf-8"))["worded"]["wordings"].keys() == {
        "d-2",
        "d-3",
        "d-4",
    }


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
    found = faithfulness(wordings(records).values())
    assert (found.worded.met, found.worded.of) == (2, 4)
    assert (found.untouched.met, found.untouched.of) == (1, 3)
    assert (found.held.met, found.held.of) == (3, 6)
