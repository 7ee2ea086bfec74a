"""A tiny assistant with the contract of ``qa.PlanQA``, whose arithmetic can be checked by hand.

Passages are the table rows and paragraphs of real documents. A question is scored against each by the pairs of
neighbouring characters that both have; the best three are quoted. A question that begins with 那 inherits the words
of the one before, one with 慢 in it is answered late. Fewer than two pairs in common means not found.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.errors import InputError
from corpus.types import Document, Passage, Plan, Span
from page.layout import blocks
from qa.types import Answer, Citation, Dialogue

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class FakeLibrary:
    documents: tuple[Document, ...]
    plans: tuple[Plan, ...]


def read(name: str, title: str, region: str = "", year: int | None = None) -> tuple[Document, Plan]:
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    return document(name, title, text.split("\n"), region, year)


def document(
    name: str, title: str, lines: list[str], region: str = "", year: int | None = None
) -> tuple[Document, Plan]:
    span = Span(1, len(lines))
    return Document(name, title, "", tuple(lines)), Plan(f"{name}#1", name, title, region, year, "", "", None, span)


def pairs(text: str) -> set[str]:
    kept = [char for char in text if char.isalnum()]
    return {first + second for first, second in pairwise(kept)}


class FakeQA:
    def __init__(self, *sources: tuple[Document, Plan]) -> None:
        self.library = FakeLibrary(tuple(each for each, _ in sources), tuple(plan for _, plan in sources))
        self.passages = [passage for source, plan in sources for passage in _passages(source, plan)]

    def ask(self, question: str, dialogue: Dialogue | None = None) -> Answer:
        if "慢" in question:
            time.sleep(1.5)
        if len(question) > LONGEST:
            message = f"问题有 {len(question)} 个字，超过 {LONGEST} 个字；请缩短后再问"
            raise InputError(message)
        slots = dict(dialogue.slots) if dialogue else {}
        topic = f"{slots.get('topic', '')} {question}" if question.startswith("那") else question
        return self._answer(question, topic)

    def _answer(self, question: str, topic: str) -> Answer:
        wanted = pairs(topic)
        scores = [(len(wanted & pairs(passage.text)), -place) for place, passage in enumerate(self.passages)]
        best = sorted(scores, reverse=True)[:3]
        found = [self.passages[-place] for score, place in best if score > 1]
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
