from dataclasses import replace

import pytest

from eval.gold import Question
from eval.matching import squash
from eval.questions import SLICES, Judgement, Reply, judge, judge_all, sliced, summarise

SOURCE = "（二）危险废物管理。生态环境分局牵头，\n公安局参与。2021年11月底前完成。"
LEAD = Question(
    id="bg-1",
    type="lead",
    persona="official",
    split="dev",
    turns=("危险废物谁牵头？",),
    must=(("生态环境分局", "环境分局"), ("11月底", "2021-11-30")),
    must_not=("水利局",),
    evidence=("生态环境分局牵头",),
)
BUDGET = Question(id="bg-2", type="unanswerable", turns=("预算多少？",))
DUTIES = Question(id="dq-3", type="duties", turns=("公安局有哪些事？",), must=(("危险废物",), ("秸秆",), ("扬尘",)))


def verdict(question: Question, text: str, *, answered: bool = True, quotes: tuple[str, ...] = ()) -> Judgement:
    return judge(question, Reply(question.id, text, answered, quotes), [squash(SOURCE)])


@pytest.mark.parametrize(
    ("text", "correct"),
    [
        ("由生态环境分局牵头，11月底前。[1]", True),
        ("由 生态环境 分局牵头，１１月底前", True),  # white space and width do not count
        ("由**环境**分局牵头，2021-11-30", True),
        ("由生态环境分局牵头", False),
        ("由生态环境分局、水利局牵头，11月底前", False),
    ],
)
def test_correct_needs_every_group_and_nothing_forbidden(text: str, correct: bool) -> None:
    assert verdict(LEAD, text).correct is correct


def test_a_refusal_of_an_answerable_question_is_wrong_whatever_it_says() -> None:
    found = verdict(LEAD, "生态环境分局 11月底", answered=False)
    assert not found.correct
    assert found.refused


@pytest.mark.parametrize("answered", [True, False])
def test_what_the_plans_do_not_state_must_be_refused(answered: bool) -> None:
    assert verdict(BUDGET, "一百万元", answered=answered).correct is not answered


def test_a_citation_counts_when_a_quote_holds_the_evidence() -> None:
    found = verdict(LEAD, "", quotes=("公安局参与。", "危险废物管理。生态环境分局牵头，\n公安局参与"))
    assert found.cited is True
    assert found.on_target == (False, True)
    assert found.verbatim == (True, True)


def test_an_invented_quote_is_not_verbatim() -> None:
    assert verdict(LEAD, "", quotes=("水利局牵头",)).verbatim == (False,)


def test_citation_does_not_apply_without_evidence() -> None:
    found = verdict(DUTIES, "危险废物", quotes=("公安局参与",))
    assert (found.cited, found.on_target) == (None, ())


def test_a_question_without_a_reply_is_wrong_but_no_refusal() -> None:
    summary = summarise(judge_all([LEAD, BUDGET], {}, [SOURCE]))
    assert (summary.correct.value, summary.refusal_recall.value, summary.false_refusals.value) == (0, 0, 0)
    assert summary.cited.value is None
    assert summary.p50 is None


def test_completeness_is_the_part_of_the_groups_that_is_met() -> None:
    judgements = [verdict(DUTIES, "危险废物和秸秆"), verdict(LEAD, "")]
    share = summarise(judgements).completeness
    assert (share.value, share.of, share.left_out) == (pytest.approx(2 / 3), 1, 1)


def test_refusals_are_counted_on_their_own_side() -> None:
    judgements = [verdict(LEAD, "", answered=False), verdict(DUTIES, "有"), verdict(BUDGET, "无", answered=False)]
    summary = summarise(judgements)
    assert (summary.false_refusals.met, summary.false_refusals.of) == (1, 2)
    assert (summary.refusal_recall.met, summary.refusal_recall.of) == (1, 1)


def test_slices_cover_every_question_once() -> None:
    judgements = [verdict(LEAD, ""), verdict(BUDGET, ""), verdict(DUTIES, "")]
    for key in SLICES.values():
        assert sum(summary.correct.of for summary in sliced(judgements, key).values()) == 3
    assert list(sliced(judgements, SLICES["plan"])) == ["bg", "dq"]
    numbered = [verdict(replace(LEAD, id=number), "") for number in ("1", "2")]
    assert list(sliced(numbered, SLICES["plan"])) == [""]
