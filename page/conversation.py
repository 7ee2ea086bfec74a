"""What has been said in one browser session, as a value that only moves forward.

A ``Conversation`` is held by the session's ``gr.State``; every step returns a new one, so two sessions can share
nothing. ``reply`` lists the states that the page passes through while one question is answered; it knows no Gradio.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from anyio import sleep, to_thread

from corpus.errors import PlanqaError
from corpus.types import Document, Plan
from qa.types import Answer, Citation, Dialogue

MARK = re.compile(r"\[(\d+)\]")
FAULT = "回答时出了内部错误，详情见服务窗口的日志。问题已保留，可重试。"
# A ready answer is painted in at most this many steps, this far apart: a fifth of a second in all.
STEPS, PAUSE = 12, 0.016


class Library(Protocol):
    """The part of ``index.Library`` that the page reads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document, rendered to lines."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan in them."""


class Assistant(Protocol):
    """The part of ``qa.PlanQA`` that the page uses; the tests' fake keeps the same contract."""

    @property
    def library(self) -> Library:
        """What the answers rest on."""

    def ask(self, question: str, dialogue: Dialogue = ...) -> Answer:
        """The answer to ``question``; InputError when it cannot be used."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it. ``shown`` counts the characters painted so far; None means all."""

    question: str
    answer: Answer | None = None
    error: str = ""
    shown: int | None = None
    stopped: bool = False

    @property
    def live(self) -> bool:
        """Still being answered or painted."""
        return not (self.error or self.stopped) and (self.answer is None or self.shown is not None)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of a session, and which source is open: the turn's place and the mark."""

    turns: tuple[Turn, ...] = ()
    opened: tuple[int, int] | None = None

    @property
    def dialogue(self) -> Dialogue:
        """What a follow-up inherits: that of the last question that got an answer."""
        answers = [turn.answer for turn in self.turns if turn.answer]
        return answers[-1].dialogue if answers else Dialogue()

    @property
    def source(self) -> tuple[Answer, int] | None:
        """The answer and the mark whose source is open."""
        if self.opened is None:
            return None
        turn, mark = self.opened
        answer = self.turns[turn].answer if turn < len(self.turns) else None
        return (answer, mark) if answer else None

    def asked(self, question: str) -> Conversation:
        """With a new turn that waits for its answer; one still under way stays as it is."""
        return replace(self, turns=(*self.halted().turns, Turn(question)))

    def settled(self, **changes: Any) -> Conversation:
        """With fields of the last turn changed."""
        return replace(self, turns=(*self.turns[:-1], replace(self.turns[-1], **changes)))

    def undone(self) -> Conversation:
        """Without the last turn; a source opened from it is closed."""
        kept = len(self.turns) - 1
        opened = self.opened if self.opened and self.opened[0] < kept else None
        return Conversation(self.turns[:-1], opened)

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

    The answer is made on a thread that is left behind when the reader stops: stopping never waits for it.
    """
    asked = before.asked(question)
    yield asked
    try:
        answer = await to_thread.run_sync(assistant.ask, question, before.dialogue, abandon_on_cancel=True)
    except PlanqaError as error:
        yield asked.settled(error=str(error))
        return
    except Exception:
        logging.getLogger(__name__).exception("answering failed: %s", question)
        yield asked.settled(error=FAULT)
        return
    for shown in strides(answer.text):
        yield asked.settled(answer=answer, shown=shown)
        await sleep(PAUSE)
    sources = used(answer)
    opened = (len(before.turns), sources[0].mark) if sources else None
    yield replace(asked.settled(answer=answer), opened=opened)


def strides(text: str) -> list[int]:
    """Growing lengths at which to paint ``text``, none of them inside a mark, the last short of the whole."""
    ends = [match.end() for match in re.finditer(r"\[\d+\]|.", text, re.DOTALL)]
    stride = max(1, -(-len(ends) // STEPS))
    return ends[stride - 1 : -1 : stride]
