"""A tiny assistant with the contract of ``qa.PlanQA``, whose arithmetic can be checked by hand.

Documents are read as they are read in earnest, so that the ledger is the real one; one more is made by hand. What
answers is a toy: passages are the table rows and paragraphs of the documents, a question is scored against each by the
pairs of neighbouring characters that both have, and the best three are quoted. A question that begins with 那 inherits
the words of the one before, one with 慢 in it is answered late. Fewer than two pairs in common means not found.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus import read_document
from corpus.errors import InputError
from corpus.types import Document, Passage, Plan, Reading, Span, Task
from page.layout import blocks
from qa.conflicts import Conflict, find_conflicts
from qa.types import Answer, Citation, Dialogue

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class FakeLibrary:
    documents: tuple[Document, ...]
    plans: tuple[Plan, ...]
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...]
    skipped: tuple[object, ...] = ()

    def words(self, text: str) -> list[str]:
        return [text[place : place + 2] for place in range(0, len(text), 2)]


def read(path: Path) -> Reading:
    return read_document(path.name, path.read_bytes())


def document(name: str, title: str, lines: list[str], region: str = "", year: int | None = None) -> Reading:
    """A document of one plan, made by hand; each line with 牵头 in it is a task whose parts are all made of that line."""
    span = Span(1, len(lines))
    plan = Plan(f"{name}#1", name, title, region, year, "", "", None, span)
    tasks = tuple(_task(plan, number, line) for number, line in enumerate(lines, 1) if "牵头" in line)
    made = Document(name, title, "", tuple(lines))
    return Reading(made, (plan,), (), tuple(_passages(made, plan)), tasks)


def _task(plan: Plan, number: int, line: str) -> Task:
    name = line.partition("由")[2].partition("牵头")[0]
    return Task(
        id=f"{plan.document}:{number}-{number}", document=plan.document, plan=plan, part="正文", section=(line,),
        title=line, text=line, lead=(name,), support=(), implement=(), implement_is_default=False, deadlines=(),
        note="", inherited=(), span=Span(number, number),
    )  # fmt: skip


def pairs(text: str) -> set[str]:
    kept = [char for char in text if char.isalnum()]
    return {first + second for first, second in pairwise(kept)}


class FakeQA:
    def __init__(self, *readings: Reading) -> None:
        plans = tuple(plan for reading in readings for plan in reading.plans)
        passages = [each for reading in readings for each in _passages(reading.document, reading.plans[0])]
        tasks = tuple(task for reading in readings for task in reading.tasks)
        self.library = FakeLibrary(tuple(each.document for each in readings), plans, tuple(passages), tasks)
        self.passages: list[Passage] = passages
        self.conflicts: tuple[Conflict, ...] = find_conflicts(tasks)

    model = ""

    def stream(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Iterator[str | Answer]:
        yield self.ask(question, dialogue, plans)

    def ask(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Answer:
        if "慢" in question:
            time.sleep(3)  # long enough to be stopped, also on a busy machine
        if len(question) > LONGEST:
            message = f"问题有 {len(question)} 个字，超过 {LONGEST} 个字；请缩短后再问"
            raise InputError(message)
        slots = dict(dialogue.slots) if dialogue else {}
        topic = f"{slots.get('topic', '')} {question}" if question.startswith("那") else question
        passages = [each for each in self.passages if plans is None or each.plan.id in plans]
        return self._answer(question, topic, passages)

    def _answer(self, question: str, topic: str, passages: list[Passage]) -> Answer:
        wanted = pairs(topic)
        scores = [(len(wanted & pairs(passage.text)), -place) for place, passage in enumerate(passages)]
        best = sorted(scores, reverse=True)[:3]
        found = [passages[-place] for score, place in best if score > 1]
        next_dialogue = Dialogue((("topic", topic),))
        if not found:
            text = f"资料库里没有与“{topic}”有关的内容。"
            return Answer(question, text, False, "none", dialogue=next_dialogue)
        citations = tuple(Citation(mark, passage) for mark, passage in enumerate(found, 1))
        lines = [f"- {passage.plan.title}：{_brief(passage)}[{mark}]" for mark, passage in enumerate(found, 1)]
        text = "\n".join([f"关于“{topic}”，找到 {len(found)} 处：", *lines])
        suggestions = ("那配合单位是谁？", "那完成时限呢？")
        return Answer(question, text, True, "search", citations, (), suggestions, next_dialogue, 12.0)


def _passages(source: Document, plan: Plan) -> list[Passage]:
    result = []
    heading = ""
    for block in blocks(source.lines):
        lines = [line for line in block.lines if not line.blank]
        if not lines:
            continue
        span = Span(lines[0].number, lines[-1].number)
        text = source.text(span)
        if text[:2] in {"一、", "二、", "三、", "四、"}:
            heading = text[:20]
        name = f"{source.id}:{span.first}-{span.last}"
        result.append(Passage(name, source.id, plan, (heading,) if heading else (), "正文", span, text))
    return result


def _brief(passage: Passage) -> str:
    flat = "，".join(piece.strip() for piece in passage.text.split("\n") if piece.strip())
    return flat if len(flat) < 80 else flat[:78] + "……"
