"""What has been said in one browser session, as a value that only moves forward.

A ``Conversation`` is held by the session's ``gr.State``; every step returns a new one, so two sessions can share
nothing. ``reply`` lists the states that the page passes through while one question is answered; it knows no Gradio.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from anyio import sleep, to_thread

from corpus.errors import PlanqaError
from qa.types import Answer, Citation, Dialogue
from serve.assistant import Assistant

MARK = re.compile(r"\[(\d+)\]")
FAULT = "回答时出了内部错误，详情见服务窗口的日志。问题已保留，可重试。"
# A ready answer is painted in at most this many steps, this far apart: a fifth of a second in all.
STEPS, PAUSE = 12, 0.016
Plans = tuple[str, ...]
"""Ids of the plans that a question is kept to; empty means all."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it. ``shown`` counts the characters painted so far; None means all.

    ``verdict`` is what the reader thinks of the answer: "good", "bad" or nothing yet. ``recalled`` tells that the answer
    was given in an earlier visit and comes from the browser's memory, without what a follow-up could inherit.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    shown: int | None = None
    stopped: bool = False
    plans: Plans = ()
    verdict: str = ""
    recalled: bool = False

    @property
    def live(self) -> bool:
        """Still being answered or painted."""
        return not (self.error or self.stopped) and (self.answer is None or self.shown is not None)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of a session, which source is open (the turn's place and the mark), and the plans in scope.

    ``key`` names the conversation in the browser's memory from its first question on. ``worded`` lets a language model word
    the answers, where there is one.
    """

    turns: tuple[Turn, ...] = ()
    opened: tuple[int, int] | None = None
    plans: Plans = ()
    key: str = field(default="", compare=False)
    worded: bool = True

    @property
    def source(self) -> tuple[Answer, int] | None:
        """The answer and the mark whose source is open."""
        if self.opened is None:
            return None
        turn, mark = self.opened
        answer = self.turns[turn].answer if 0 <= turn < len(self.turns) else None
        return (answer, mark) if answer else None

    def asked(self, question: str) -> Conversation:
        """With a new turn that waits for its answer; one still under way stays as it is."""
        turns = (*self.halted().turns, Turn(question, plans=self.plans))
        return replace(self, turns=turns, key=self.key or secrets.token_hex(8))

    def heeding(self, plans: Plans, worded: bool) -> Conversation:
        """With what the next question is to be kept to, and whether a language model may word its answer."""
        return replace(self, plans=plans, worded=worded)

    def settled(self, **changes: Any) -> Conversation:
        """With fields of the last turn changed."""
        return self.changed(len(self.turns) - 1, **changes)

    def changed(self, place: int, **changes: Any) -> Conversation:
        """With fields of the turn at ``place`` changed."""
        turns = (replace(turn, **changes) if at == place else turn for at, turn in enumerate(self.turns))
        return replace(self, turns=tuple(turns))

    def before(self, place: int) -> Conversation:
        """Without the turn at ``place`` and those after it; a source opened from one of them is closed."""
        opened = self.opened if self.opened and self.opened[0] < place else None
        return replace(self, turns=self.turns[:place], opened=opened)

    def undone(self) -> Conversation:
        """Without the last turn."""
        return self.before(max(0, len(self.turns) - 1))

    def opening(self, turn: int, mark: int) -> Conversation:
        """With another source open."""
        return replace(self, opened=(turn, mark))

    def halted(self) -> Conversation:
        """With the last turn stopped where it is, when it was still under way."""
        return self.settled(stopped=True) if self.turns and self.turns[-1].live else self


def used(answer: Answer) -> list[Citation]:
    """The citations whose mark stands in the answer's text, by mark."""
    marks = {int(mark) for mark in MARK.findall(answer.text)}
    return sorted((each for each in answer.citations if each.mark in marks), key=lambda each: each.mark)


async def reply(assistant: Assistant, before: Conversation, question: str) -> AsyncIterator[Conversation]:
    """Every state from the question's appearance to the whole answer, its first source open.

    What a language model words is shown as it is checked; an answer that is ready at once is painted in a few strides.
    The answer is made on a thread that is left behind when the reader stops: stopping never waits for it.
    """
    asked = before.asked(question)
    yield asked
    said, answer = "", None
    try:
        pieces = await to_thread.run_sync(started, assistant, before, question, abandon_on_cancel=True)
        while (piece := await to_thread.run_sync(next, pieces, None, abandon_on_cancel=True)) is not None:
            if isinstance(piece, Answer):
                answer = piece
                break
            said += piece
            yield asked.settled(answer=Answer(question, said, True, ""), shown=len(said))
    except PlanqaError as error:
        yield asked.settled(error=str(error))
        return
    except Exception:
        logging.getLogger(__name__).exception("answering failed: %s", question)
        yield asked.settled(error=FAULT)
        return
    assert answer is not None
    for shown in strides(answer.text) if not said else ():
        yield asked.settled(answer=answer, shown=shown)
        await sleep(PAUSE)
    sources = used(answer)
    opened = (len(before.turns), sources[0].mark) if sources else None
    yield replace(asked.settled(answer=answer), opened=opened)


def started(assistant: Assistant, before: Conversation, question: str) -> Iterator[str | Answer]:
    """The answer to ``question`` after ``before``, as it comes."""
    dialogue = inherited(assistant, before)
    return assistant.stream(question, dialogue, before.plans or None, model=before.worded)


def inherited(assistant: Assistant, conversation: Conversation) -> Dialogue:
    """What a follow-up inherits: that of the last question that got an answer.

    Recalled turns do not hold it (it never leaves the server), so those before it are asked once more.
    """
    turns = [turn for turn in conversation.turns if turn.answer]
    last = turns[-1].answer if turns else None
    dialogue = last.dialogue if last else Dialogue()
    for turn in turns if turns and turns[-1].recalled else ():
        dialogue = assistant.ask(turn.question, dialogue, turn.plans or None, model=False).dialogue
    return dialogue


def strides(text: str) -> list[int]:
    """Growing lengths at which to paint ``text``, none of them inside a mark, the last short of the whole."""
    ends = [match.end() for match in re.finditer(r"\[\d+\]|.", text, re.DOTALL)]
    stride = max(1, -(-len(ends) // STEPS))
    return ends[stride - 1 : -1 : stride]
