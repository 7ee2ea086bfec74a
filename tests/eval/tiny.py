"""A tiny system that keeps the contract, so that every measurement can be checked by hand.

Passages are the lines of its documents. Two texts are as near as they share characters; the assistant answers with
the nearest line, and refuses when that line lacks half of the question's characters.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from corpus.types import Deadline, DeadlineKind, Document, Passage, Plan, Span, Task
from index.types import Hit
from qa.types import Answer, Citation, Dialogue

LINES = (
    "东河区2021年治水方案",
    "危险废物由环境分局牵头，公安局参与。",
    "河道清淤由水利局牵头，11月底前完成。",
    "秸秆禁烧由农业局牵头。",
)
LETTERS = sorted(set("".join(LINES)))


class TinyEncoder:
    """A text's vector counts the letters of the library, scaled to unit length."""

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.vstack([self._vector(text) for text in texts])

    questions = passages

    def _vector(self, text: str) -> NDArray[np.float32]:
        counts = np.array([text.count(letter) for letter in LETTERS], np.float32)
        return counts / max(1.0, float(np.linalg.norm(counts)))


class TinyLibrary:
    def __init__(self, lines: Sequence[str]) -> None:
        plan = Plan("tiny.txt#1", "tiny.txt", lines[0], "东河区", 2021, "", "", None, Span(1, len(lines)))
        self.documents = (Document("tiny.txt", lines[0], "0" * 64, tuple(lines)),)
        self.passages = tuple(passage(plan, place, line) for place, line in enumerate(lines, 1))
        self.tasks = (task(plan, 2, lines[1], "环境分局"), task(plan, 3, lines[2], "水利局", "2021-11-30"))

    def search(
        self, query: str, k: int = 10, *, plans: Collection[str] | None = None, legs: tuple[str, ...] = ("dense",)
    ) -> list[Hit]:
        scores = {one.id: float(shared(query, one.text)) for one in self.passages}
        ranked = sorted(self.passages, key=lambda one: -scores[one.id])
        return [Hit(one, scores[one.id], 0.0, 0.0) for one in ranked[: k if "dense" in legs else 1]]

    def embed(self, questions: Sequence[str]) -> NDArray[np.float32]:
        return TinyEncoder().questions(questions)

    def words(self, text: str) -> list[str]:
        return [letter for letter in text if letter in LETTERS]


class TinyAssistant:
    """``ask`` crashes on "崩溃" and refuses unusable questions as the real one does."""

    def __init__(self, library: TinyLibrary) -> None:
        self.library = library

    def ask(self, question: str, dialogue: Dialogue = Dialogue()) -> Answer:  # noqa: B008  # the contract's default
        if question == "崩溃":
            raise InputError("问题无法使用")
        heard = "".join(str(text) for _, text in dialogue.slots)
        best = self.library.search(heard + question, 1)[0].passage
        found = 2 * shared(question, best.text) >= len(question) or bool(heard)
        said = Dialogue((*dialogue.slots, ("said", question)))
        cited = (Citation(1, best),) if found else ()
        tasks = tuple(one for one in self.library.tasks if found and one.span == best.span)
        return Answer(question, best.text if found else "文中没有。", found, "tiny", cited, tasks, (), said, 2.0)

    def search(self, question: str, k: int = 4, dialogue: Dialogue | None = None) -> list[Passage]:
        heard = "".join(str(text) for _, text in dialogue.slots) if dialogue else ""
        return [hit.passage for hit in self.library.search(heard + question, k)]


def shared(one: str, other: str) -> int:
    return len(set(one) & set(other))


def passage(plan: Plan, place: int, line: str) -> Passage:
    return Passage(f"tiny.txt:{place}-{place}", "tiny.txt", plan, (), "正文", Span(place, place), line)


def task(plan: Plan, place: int, text: str, lead: str, day: str = "") -> Task:
    by = (Deadline(DeadlineKind.BY, np.datetime64(day).astype(object), day),) if day else ()
    return Task(
        id=f"tiny.txt:{place}-{place}",
        document="tiny.txt",
        plan=plan,
        part="正文",
        section=(),
        title=text,
        text=text,
        lead=(lead,),
        support=(),
        implement=(),
        implement_is_default=False,
        deadlines=by,
        note="",
        inherited=(),
        span=Span(place, place),
    )
