"""What holds for every question: no crash, marks that resolve, no matter how it is spaced or who else is asking."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from checking import check
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from qa import Answer, Dialogue, PlanQA

PIECES = [
    *(
        "北关区",
        "中原区",
        "平原示范区",
        "郑州市",
        "新城区",
        "洛阳市",
        "2019年",
        "2021年",
        "2030年",
        "附件2",
        "正文",
        "第3项",
    ),
    *(
        "危险废物",
        "农膜",
        "扬尘",
        "尾矿库",
        "黑臭水体",
        "公益诉讼",
        "地铁",
        "生态环境分局",
        "农委",
        "公安局",
        "科工局",
        "柏庄镇",
    ),
    *(
        "谁牵头",
        "谁配合",
        "由谁落实",
        "什么时候完成",
        "有哪些任务",
        "一共几项",
        "目标是多少",
        "怎么处理",
        "前后不一致",
        "11月底前",
    ),
    *(
        "方案",
        "清单",
        "分几部分",
        "电话",
        "多少钱",
        "呢？",
        "那",
        "，",
        "？",
        "的",
        "\\",
        "%s",
        "<b>",
        "\t",
        "\u2028",
    ),
]
SPOKEN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)
ANY = st.text(max_size=60) | st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40)
FEW = settings(derandomize=True, deadline=None, database=None, max_examples=80)

QUESTIONS = [
    "北关区危险废物管理由谁牵头,什么时候完成?",
    "中原区公益诉讼由谁牵头",
    "新城区城管局牵头哪些任务",
    "郑州市2019年11月底前要完成的任务有哪些",
    "平原示范区2020年PM2.5浓度目标是多少",
    "北关区附件2有多少项任务",
    "化肥农药减量由谁牵头",
    "洛阳市危险废物由谁牵头",
    "北关区生态环境分局的电话是多少",
    "北关区方案前后有哪些矛盾",
    "中原区第58项是什么任务",
    "文库里2019年的方案有哪些",
    "北关区地膜厚度有什么要求",
]


def ask(qa: PlanQA, question: str, dialogue: Dialogue) -> Answer | None:
    """The answer, checked; None for a question refused as one that cannot be asked."""
    try:
        return check(qa, qa.ask(question, dialogue))
    except InputError:
        return None


@FEW
@given(question=ANY)
def test_any_text_is_answered_or_refused_as_a_question(qa: PlanQA, question: str) -> None:
    ask(qa, question, Dialogue())


@FEW
@given(turns=st.lists(SPOKEN, min_size=1, max_size=3))
def test_any_talk_is_answered_and_every_mark_resolves(qa: PlanQA, turns: list[str]) -> None:
    dialogue = Dialogue()
    for turn in turns:
        answer = ask(qa, turn, dialogue)
        dialogue = answer.dialogue if answer else dialogue


def wide(text: str) -> str:
    """ASCII in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@FEW
@given(question=st.sampled_from(QUESTIONS), data=st.data())
def test_spaces_and_width_change_nothing(qa: PlanQA, question: str, data: st.DataObject) -> None:
    spaces = data.draw(st.lists(st.sampled_from(["", "", " ", "\u3000", "\n", "\u200b"]), min_size=40, max_size=40))
    text = wide(question) if data.draw(st.booleans()) else question
    spaced = "".join(c + space for c, space in zip(text, spaces, strict=False))
    plain, other = qa.ask(question), qa.ask(spaced)
    assert (other.found, other.intent, other.tasks) == (plain.found, plain.intent, plain.tasks)
    assert other.text == plain.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_each_time(qa: PlanQA, question: str) -> None:
    first, second = (qa.ask(question).to_dict() | {"latency_ms": 0} for _ in range(2))
    assert first == second


def told(answer: Answer) -> dict[str, object]:
    return answer.to_dict() | {"latency_ms": 0}


def test_threads_that_ask_at_once_get_the_answers_of_one(qa: PlanQA) -> None:
    alone = [told(qa.ask(question)) for question in QUESTIONS]
    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(qa.ask, QUESTIONS * 3))
    assert [told(answer) for answer in together] == alone * 3


def test_threads_may_ask_a_library_just_opened(small: Path) -> None:
    questions = ["东河区危险废物由谁牵头", "西山县黑臭水体谁配合", "农膜回收谁管", "洛阳市扬尘谁管"]
    alone = [told(PlanQA.open().ask(question)) for question in questions]
    fresh = PlanQA.open()
    with ThreadPoolExecutor(4) as threads:
        assert [told(answer) for answer in threads.map(fresh.ask, questions)] == alone


def test_an_answer_to_a_talk_leaves_the_dialogue_it_was_given(qa: PlanQA) -> None:
    dialogue = qa.ask(QUESTIONS[0]).dialogue
    first = told(qa.ask("那配合单位呢？", dialogue))
    qa.ask("郑州市呢？", dialogue)
    assert told(qa.ask("那配合单位呢？", dialogue)) == first
