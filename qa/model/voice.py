"""A language model's part in an answer: it may rewrite a follow-up, plan a hard question and word the answer.

The deterministic answer is made first and is the measure of everything. A refusal stays a refusal, a list stays the ledger's;
what the model words is shown sentence by sentence once it was checked. Where the model fails, the reader gets the
deterministic answer within the time allowed, and one line that says so.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.text import fold
from qa.dialogue import Memory
from qa.model.chain import understand, word
from qa.model.client import ModelError, chat_model, pieces
from qa.model.facts import Fact, facts_of
from qa.model.holding import FACETS, Holder
from qa.model.planning import Understanding, is_founded, is_hard, is_valid, listed, read_understanding, schema
from qa.model.splitting import sentences_of, without_thoughts
from qa.settings import Settings
from qa.types import Answer, Dialogue

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.engine import PlanQA

MOST_FACTS = 8  # beyond, an answer is a list, which the ledger writes better than a model
_WORDED = FACETS | {"content", "target", "item"}
_AFTER = "（{reason}，以上为未经模型改写的原始答案）"
_BELOW = "（{reason}，以下为核对后的原始答案）"
_MENDED = "（模型有{count}句话没有通过核对，已换成台账原文或删去）"
_REWRITTEN = "（模型按上文理解为：{question}）"
_FAILED = "模型的话没有通过核对"
_REWROTE, _INHERITED = "（模型按上文", "（按上文"
_INCOMPLETE = "模型的话没有说全"
_POINTS = re.compile("它|其|这|那|该|此|刚才|上面|上述|前面|前者|后者|同样|也是|呢")
_SHARE = 0.4  # of the time allowed that understanding a question may take


class Voice:
    """A chat model that words the answers of a ``PlanQA``. Safe to share between threads."""

    def __init__(self, model: BaseChatModel, name: str, seconds: float) -> None:
        self.name = name
        self._seconds = seconds
        self._understand = understand(model)
        self._word = word(model)

    @classmethod
    def of(cls, settings: Settings) -> Voice:
        """The voice that the settings name."""
        return cls(chat_model(settings), settings.model, settings.model_timeout)

    def answer(
        self, qa: PlanQA, question: str, dialogue: Dialogue | None = None, plans: Collection[str] | None = None
    ) -> Answer:
        """The whole answer."""
        *_, answer = self.stream(qa, question, dialogue, plans)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, qa: PlanQA, question: str, dialogue: Dialogue | None = None, plans: Collection[str] | None = None
    ) -> Iterator[str | Answer]:
        """Checked pieces of the answer as they come, and last the Answer, whose text begins with them."""
        started = time.monotonic()
        plain = qa.ask(question, dialogue, plans, model=False)
        plain = self._understood(qa, plain, dialogue or Dialogue(), plans)
        for piece in self._worded(qa, plain, started + self._seconds):
            took = (time.monotonic() - started) * 1000
            yield replace(piece, latency_ms=took) if isinstance(piece, Answer) else piece

    def _understood(self, qa: PlanQA, plain: Answer, dialogue: Dialogue, plans: Collection[str] | None) -> Answer:
        """``plain``, or the deterministic answer to what the model makes of a question that is hard or leans on the talk."""
        question = plain.question
        memory = next((value for _, value in dialogue.slots if isinstance(value, Memory)), None)
        before = memory.said if memory else ""
        hard = plain.found and is_hard(qa.read(question))
        leans = (
            memory is not None and not plain.text.startswith(_INHERITED) and leans_on_talk(qa, question, plain.found)
        )
        found = self._asked(qa, question, before) if hard or leans else None
        if found is None:
            return plain
        talk = f"{before}\n{question}"
        if hard and found.query and is_valid(found.query, talk, qa.desk):
            reply = listed(found.query, qa.tasks_within(plans), qa.desk)
            return qa.answered(question, reply, plain) if reply.tasks else plain
        if leans and fold(found.question) != fold(question) and is_founded(found.question, talk):
            again = qa.ask(found.question, None, plans, model=False)
            said = f"{_REWRITTEN.format(question=found.question)}\n{again.text}"
            return replace(again, question=question, text=said) if again.found else plain
        return plain

    def _asked(self, qa: PlanQA, question: str, before: str) -> Understanding | None:
        """What the model makes of a question; None where it fails, for the deterministic understanding is there."""
        regions = "、".join(dict.fromkeys(plan.region for plan in qa.library.plans))
        given = {"schema": schema(), "regions": regions, "history": before, "question": question}
        try:
            text = "".join(without_thoughts(pieces(lambda: self._understand.stream(given), self._seconds * _SHARE)))
        except ModelError:
            return None
        return read_understanding(text)

    def _worded(self, qa: PlanQA, plain: Answer, end: float) -> Iterator[str | Answer]:
        facts = facts_of(plain, qa.desk.retrieval.tasks_of)
        if not may_word(plain, facts):
            yield plain
            return
        holder = Holder(plain, facts, qa.surfaces_in)
        given = {"facts": "\n\n".join(fact.told() for fact in facts), "question": plain.question}
        held_back = [f"{line}\n" for line in plain.text.splitlines() if line.startswith((_INHERITED, _REWROTE))]
        said: list[str] = []
        reason = ""
        try:
            chunks = pieces(lambda: self._word.stream(given), max(end - time.monotonic(), 0.1))
            for shown in holder.judged(sentences_of(without_thoughts(chunks))):
                held_back.append(shown)
                if holder.held.said:  # before a sentence held, the answer may still be the deterministic one alone
                    yield from held_back
                    said += held_back
                    held_back = []
        except ModelError as error:
            reason = str(error)
        yield self._closed(plain, holder, "".join([*said, *held_back]), reason)

    def _closed(self, plain: Answer, holder: Holder, said: str, reason: str) -> Answer:
        """What was said, completed from the deterministic answer; that answer alone where nothing held."""
        notes = tuple(note.text() for note in holder.held.notes)
        if not holder.held.said:
            text = f"{plain.text}\n{_AFTER.format(reason=reason or _FAILED)}"
            return replace(plain, text=text, model_notes=notes)
        rest = holder.rest()
        below = _BELOW.format(reason=reason or _INCOMPLETE) if rest else ""
        mended = _MENDED.format(count=holder.failed) if holder.failed else ""
        remarks = [line for line in holder.remarks if line not in said]
        lines = [said.rstrip("\n"), below, *rest, *remarks, mended]
        return replace(plain, text="\n".join(filter(None, lines)), worded_by=self.name, model_notes=notes)


def leans_on_talk(qa: PlanQA, question: str, found: bool) -> bool:
    """Whether a question points back at the talk. One that was refused must name no matter of its own: its refusal stands."""
    query = qa.read(question)
    refused = query.scope.missing or query.unstated or (not found and query.words)
    return bool(_POINTS.search(question)) and not refused


def may_word(answer: Answer, facts: tuple[Fact, ...]) -> bool:
    """Whether an answer is one that a model may word: found, no list, with few facts."""
    return answer.found and set(answer.intent.split("+")) <= _WORDED and 0 < len(facts) <= MOST_FACTS
