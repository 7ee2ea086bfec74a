"""A model that is slow, down, cut off or talks nonsense: the deterministic answer comes in time and says so."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest
from replies import Case, good
from scripted import Script
from wordings import GOOD

from qa import Answer, PlanQA
from qa.model.client import chat_model
from qa.model.voice import Voice
from qa.settings import Settings

QUESTION = "秸秆禁烧归哪个部门管，谁配合？"
TRUE = "秸秆禁烧由区农业农村局牵头，行政综合执法局、财政局配合[1]。"
SECONDS = 1.5


@pytest.fixture
def hasty(qa: PlanQA, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> PlanQA:
    """The same with little patience."""
    short = settings.model_copy(update={"model_timeout": SECONDS})
    monkeypatch.setitem(vars(qa), "voice", Voice(chat_model(short), "scripted", SECONDS))
    return qa


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("429", "模型正忙"),
        ("500", "模型服务出错"),
        ("401", "模型的密钥不对"),
        ("404", "模型的名称或地址不对"),
        ("400", "模型不接受这个请求"),
        ("garbage", "模型"),
        ("nonsense", "模型的回复读不懂"),
        ("silent", "模型没有及时回答"),
        ("slow", "模型没有及时回答"),
        ("cut", "模型"),
        ("endless", "模型的回复太长"),
    ],
)
def test_the_deterministic_answer_comes_in_time_and_says_so(
    fault: str, reason: str, hasty: PlanQA, script: Script
) -> None:
    script.says(TRUE.rstrip("。") * 3, fault)
    plain = hasty.ask(QUESTION, model=False)
    started = time.monotonic()
    answer = hasty.ask(QUESTION)
    assert time.monotonic() - started < SECONDS + 1
    assert answer.text.startswith(plain.text)
    assert answer.text.splitlines()[-1].startswith(f"（{reason}")
    assert "原始答案" in answer.text.splitlines()[-1]
    assert (answer.citations, answer.tasks, answer.worded_by) == (plain.citations, plain.tasks, "")


@pytest.mark.parametrize("reply", ["", "   ", "好的。", "嗯嗯嗯嗯嗯嗯", "[1][2][3]", "<think>想一想", "{}"])
def test_a_reply_without_content_leaves_the_deterministic_answer(reply: str, qa: PlanQA, script: Script) -> None:
    script.says(reply)
    answer = qa.ask(QUESTION)
    assert answer.text.startswith(qa.ask(QUESTION, model=False).text)
    assert not answer.worded_by


def test_no_server_at_all(settings: Settings, qa: PlanQA) -> None:
    nowhere = settings.model_copy(update={"model_url": "http://127.0.0.1:9/v1"})
    answer = Voice(chat_model(nowhere), "nobody", 5).answer(qa, QUESTION)
    assert answer.text.endswith("（连不上模型，以上为未经模型改写的原始答案）")


def test_sentences_are_shown_as_they_are_checked(qa: PlanQA, script: Script) -> None:
    script.says(f"{TRUE}\n{TRUE}\n", "wait")
    stream = qa.stream(QUESTION)
    first = next(stream)
    assert isinstance(first, str)
    assert "区农业农村局牵头" in first
    assert "".join(script.sent) != script.reply  # the rest is still to come
    script.go_on.set()
    assert isinstance(list(stream)[-1], Answer)


def test_what_was_streamed_is_how_the_answer_begins(qa: PlanQA, script: Script, drawn: Sequence[Case]) -> None:
    for reply in good(drawn, GOOD, 25):
        script.says(reply.text + "由省应急管理厅牵头[1]。")
        *said, answer = qa.stream(reply.question)
        assert isinstance(answer, Answer)
        assert answer.text.startswith("".join(_texts(said)).rstrip("\n"))
        assert "省应急管理厅" not in answer.text


def _texts(said: Sequence[str | Answer]) -> Iterator[str]:
    for piece in said:
        assert isinstance(piece, str)
        yield piece


def test_a_reply_cut_off_after_a_true_sentence_keeps_it(qa: PlanQA, script: Script) -> None:
    script.says(f"{TRUE}\n{TRUE}\n{TRUE}", "cut")
    answer = qa.ask(QUESTION)
    assert answer.worded_by == "scripted"
    assert answer.text.startswith(TRUE[:10])


@pytest.mark.parametrize("question", ["洛阳市秸秆禁烧归谁管？", "秸秆禁烧的举报电话是多少？", "地铁由谁牵头建设？"])
def test_a_refusal_is_never_put_to_the_model(question: str, qa: PlanQA, script: Script) -> None:
    script.says("由区农业农村局牵头[1]。")
    answer = qa.ask(question)
    assert not answer.found
    assert not script.asked
    assert answer.text == qa.ask(question, model=False).text


@pytest.mark.parametrize(
    "question", ["北关区财政局牵头哪些任务？", "北关区土壤方案的正文和附件有哪些时限不一致？", "文库里有哪些方案？"]
)
def test_lists_stay_the_ledgers(question: str, qa: PlanQA, script: Script) -> None:
    script.says("只有一项[1]。")
    assert qa.ask(question).text == qa.ask(question, model=False).text
    assert not script.asked


def test_without_the_model_when_asked_so(qa: PlanQA, script: Script) -> None:
    script.says(TRUE)
    assert qa.ask(QUESTION, model=False).worded_by == ""
    assert not script.asked


def test_contradictions_are_told_whatever_the_model_says(qa: PlanQA, script: Script) -> None:
    question = "北关区涉镉等重金属行业企业排查什么时候完成？"
    plain = qa.ask(question, model=False)
    notes = [line for line in plain.text.splitlines() if line.startswith("注意：")]
    assert notes
    script.says("好[1]。")
    assert all(note in qa.ask(question).text for note in notes)
