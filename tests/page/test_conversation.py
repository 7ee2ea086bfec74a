"""What is said in a session: states and steps, without a browser."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fake_qa import LONGEST, FakeQA, document
from hypothesis import given
from hypothesis import strategies as st

from page.ask_tab import AskTab
from page.conversation import FAULT, MARK, STEPS, Conversation, Turn, inherited, reply, strides, used
from page.scope import chooser
from page.transcript import transcript
from qa.types import Answer, Citation, Dialogue


@pytest.fixture
def small() -> FakeQA:
    return FakeQA(document("甲.txt", "甲县方案", ["危险废物由环保局牵头。", "", "秸秆由农业局牵头。"]))


def states(assistant: FakeQA, before: Conversation, question: str) -> list[Conversation]:
    async def gather() -> list[Conversation]:
        return [state async for state in reply(assistant, before, question)]

    with ThreadPoolExecutor(1) as thread:  # beside a browser a loop runs in this one
        return thread.submit(asyncio.run, gather()).result()


def test_a_reply_shows_the_question_then_grows_then_opens_its_first_source(small: FakeQA) -> None:
    first, *growing, last = states(small, Conversation(), "危险废物由谁牵头")
    assert first.turns == (Turn("危险废物由谁牵头"),)
    lengths = [state.turns[0].shown for state in growing]
    assert lengths == sorted(lengths)
    assert all(state.turns[0].live for state in [first, *growing])
    assert not last.turns[0].live
    assert last.opened == (0, 1)


def test_an_error_is_a_reply_and_the_talk_before_it_stays(small: FakeQA) -> None:
    before = states(small, Conversation(), "危险废物由谁牵头")[-1]
    after = states(small, before, "长" * (LONGEST + 1))[-1]
    assert after.turns[0] == before.turns[0]
    assert "请缩短" in after.turns[1].error
    assert inherited(small, after) == inherited(small, before)
    assert after.opened == before.opened


def test_a_fault_is_told_without_its_inside(small: FakeQA, monkeypatch, caplog) -> None:
    monkeypatch.setattr(small, "passages", None)
    after = states(small, Conversation(), "危险废物由谁牵头")[-1]
    assert after.turns[0].error == FAULT
    assert "TypeError" in caplog.text


def test_a_follow_up_inherits_from_the_last_answer(small: FakeQA) -> None:
    talk = states(small, Conversation(), "秸秆由谁牵头")[-1]
    talk = states(small, talk, "那时限呢？")[-1]
    assert "秸秆" in talk.turns[1].answer.text
    assert inherited(small, talk.undone()) == talk.turns[0].answer.dialogue
    assert talk.undone().undone() == Conversation()


def test_undoing_closes_a_source_of_the_undone_turn_only(small: FakeQA) -> None:
    talk = states(small, Conversation(), "秸秆由谁牵头")[-1]
    talk = states(small, talk, "危险废物由谁牵头")[-1]
    assert talk.undone().opened is None
    assert talk.opening(0, 1).undone().opened == (0, 1)


def test_halting_touches_only_what_is_under_way(small: FakeQA) -> None:
    waiting, *_, done = states(small, Conversation(), "秸秆由谁牵头")
    assert waiting.halted().turns[0].stopped
    assert done.halted() == done
    assert Conversation().halted() == Conversation()
    assert waiting.asked("又一问").turns[0].stopped


@given(st.text(alphabet="字12[]，\n", max_size=200))
def test_strides_grow_and_never_cut_a_mark(text: str) -> None:
    ends = strides(text)
    assert ends == sorted(set(ends))
    assert len(ends) <= STEPS
    assert all(0 < end < len(text) for end in ends)
    assert not [mark for mark in MARK.finditer(text) for end in ends if mark.start() < end < mark.end()]


def test_only_cited_numbers_are_marks(small: FakeQA) -> None:
    passage = small.passages[0]
    answer = Answer("问", "北环攻坚[2021]3号[2]，见[1]。", True, "x", (Citation(2, passage), Citation(3, passage)))
    assert [each.mark for each in used(answer)] == [2]
    html = transcript(Conversation((Turn("问", answer),)), ())
    assert html.count('class="mark"') == 1
    assert "北环攻坚[2021]3</span><span" in html  # the mark is tied to the character before it
    assert "见[1]。" in html


def test_a_new_conversation_has_an_empty_dialogue(small: FakeQA) -> None:
    assert inherited(small, Conversation()) == Dialogue()
    assert Conversation().source is None


def test_named_facts_are_set_apart_from_their_subject(small: FakeQA) -> None:
    text = "甲县·危险废物<b>：牵头：环保局；时限：年底[1]"
    answer = Answer("问", text, True, "x", (Citation(1, small.passages[0]),))
    html = transcript(Conversation((Turn("问", answer),)), ())
    assert "<strong>甲县·危险废物&lt;b&gt;：</strong><em>牵头：</em>" in html
    assert ">环保局；</span><em>时限：</em>" in html


class Worded(FakeQA):
    """Says its answer in two pieces, as a model does; only when it may."""

    model = "tiny"

    def stream(self, question, dialogue=None, plans=None, *, model=True):
        answer = self.ask(question, dialogue, plans)
        if not model:
            yield answer
            return
        first, rest = answer.text[:10], "剩下的。"
        yield first
        yield rest
        yield replace(answer, text=first + rest, worded_by=self.model)


def test_what_a_model_words_is_shown_as_it_comes() -> None:
    assistant = Worded(document("甲.txt", "甲县方案", ["危险废物由环保局牵头。"]))
    *growing, last = states(assistant, Conversation(), "危险废物由谁牵头")
    texts = [state.turns[0].answer.text for state in growing if state.turns[0].answer]
    assert len(texts) == 2
    assert all(last.turns[0].answer.text.startswith(text) for text in texts)
    assert all(state.turns[0].live for state in growing)
    assert "由模型 tiny 措辞" in transcript(last, ())


def test_the_model_can_be_left_out() -> None:
    assistant = Worded(document("甲.txt", "甲县方案", ["危险废物由环保局牵头。"]))
    last = states(assistant, Conversation(worded=False), "危险废物由谁牵头")[-1]
    assert last.turns[0].answer.worded_by == ""
    assert "由模型" not in transcript(last, ())


def test_a_stop_that_comes_late_leaves_the_next_question_alone(small: FakeQA) -> None:
    tab = object.__new__(AskTab)  # without its components: Gradio would leave loops open in this process
    tab.assistant, tab.stopped, tab.examples = small, set(), ()
    tab.session, tab.talk, tab.box = "session", "talk", "box"
    first = Conversation().asked("危险废物由谁牵头")
    stopped = tab.stop(first)["session"]
    assert tab.stay(first)["session"].turns[0].stopped
    second = stopped.asked("秸秆禁烧由谁牵头")
    assert "session" not in tab.stay(second)
    assert len(tab.stopped) == 1


def test_a_switch_is_there_only_with_a_model(small: FakeQA) -> None:
    plans = small.library.plans
    assert "用模型措辞" not in chooser(plans, ())
    assert "用模型措辞" in chooser(plans, (), "tiny")
