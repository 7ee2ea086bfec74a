"""PlanQA: the door to everything. Opens the library, reads the question, answers it, remembers what a follow-up may inherit."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.text import fold
from corpus.types import Passage, Plan, Reading, Task
from index import IndexConfig, Library, Progress, ensure_library
from qa.answering import answer
from qa.conflicts import Conflict
from qa.desk import Desk
from qa.dialogue import inherit, remember
from qa.doubts import unsure
from qa.names import UnitNames
from qa.question import Query, Reader, questions_in
from qa.reply import Reply
from qa.retrieval import Retrieval
from qa.scope import Places
from qa.settings import Settings, load_settings
from qa.suggesting import suggest
from qa.types import Answer, Dialogue
from qa.versions import asks_for_older, newest_of, superseded, version_remark

if TYPE_CHECKING:
    from qa.model.voice import Voice

LONGEST_QUESTION = 500
_COUNTED = ("count", "duties")  # intents of answers that are complete by themselves
OUTSIDE = "所选范围内没有{names}的方案。请在范围里加上它，或改为全部方案。"


class PlanQA:
    """Question answering over one library. Read-only and safe to share between threads.

    ``model`` is the name of the language model that words answers, empty where there is none.
    """

    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        self.library = library
        self.model = settings.model if settings else ""
        self._settings = settings
        text = "\n".join(fold(passage.text) for passage in library.passages)
        self._units = UnitNames(library.plans, library.tasks, library.words)
        places = Places(library.plans, text.__contains__)
        self._reader = Reader(places, self._units, library.words, text.__contains__)
        self._older = superseded(library.plans)
        self._desk = Desk(library, self._units, Retrieval(library), places.of_year)

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        *,
        settings: Settings | None = None,
        progress: Progress | None = None,
        read: Callable[[str, bytes], Reading] | None = None,
    ) -> PlanQA:
        """Open the library of ``home`` (default: the setting), building the index first where it is missing or stale.

        ``read`` takes the place of ``corpus.read_document``.
        """
        settings = settings or load_settings(Path(home) if home is not None else None)
        if settings.model:
            from qa.model.client import check_ready

            check_ready()
        config = IndexConfig(settings.embedder, settings.vector_store)
        return cls(ensure_library(settings.home, settings.library, config, progress, read=read), settings)

    @cached_property
    def voice(self) -> Voice | None:
        """The language model, None where there is none; its libraries are loaded when the first question is asked."""
        if not self.model or self._settings is None:
            return None
        from qa.model.voice import Voice

        return Voice.of(self._settings)

    def ask(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Answer:
        """The answer to ``question``; pass the last answer's ``dialogue`` to follow up. InputError for what cannot be asked.

        ``plans`` are ids: no other plans are looked at, whatever the question names. Without ``model`` no language model
        is asked, also where one is configured.
        """
        if model and self.voice:
            return self.voice.answer(self, question, dialogue, plans)
        return self._ask(question, dialogue, plans)

    def stream(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Iterator[str | Answer]:
        """Like ``ask``, piece by piece: checked text as the model words it, and last the Answer, whose text begins with it."""
        if model and self.voice:
            yield from self.voice.stream(self, question, dialogue, plans)
        else:
            yield self._ask(question, dialogue, plans)

    def _ask(self, question: str, dialogue: Dialogue | None, plans: Collection[str] | None) -> Answer:
        started = time.perf_counter()
        text = check_question(question)
        query, inherited = inherit(self._reader, text, dialogue or Dialogue())
        reply = self._reply(query, plans)
        if inherited and not reply.found:
            alone, place = inherit(self._reader, text, dialogue or Dialogue(), own_topic=True)
            second = self._reply(alone, plans) if alone.topic != query.topic else reply
            query, inherited, reply = (alone, place, second) if second.found else (query, inherited, reply)
        self._add_further(query, reply, plans)
        if inherited:
            reply.lines.insert(0, f"（按上文：{inherited}）")
        result = self._answer(text, reply, suggest(query, reply))
        talk = dialogue if dialogue and query.is_courtesy else remember(query, reply)
        return replace(result, dialogue=talk, latency_ms=(time.perf_counter() - started) * 1000)

    def _reply(self, query: Query, plans: Collection[str] | None) -> Reply:
        return answer(self._desk, self._newest(query)) if plans is None else self._answer_within(query, plans)

    def _add_further(self, query: Query, reply: Reply, plans: Collection[str] | None) -> None:
        """Of several questions in one breath, the counts and duties that ``reply`` does not give: 任务总数？环保局牵头几项？"""
        pieces = [piece for piece in questions_in(query.text) if fold(piece)]
        for piece in pieces if reply.found and len(pieces) > 1 else ():
            own = self._reader.read(piece)
            own = own if own.scope.named else replace(own, scope=query.scope)
            further = self._reply(own, plans)
            if further.found and further.intent in _COUNTED and further.intent != reply.intent:
                reply.add(further)

    def _answer_within(self, query: Query, plans: Collection[str]) -> Reply:
        kept = tuple(plan for plan in query.scope.plans if plan.id in plans)
        if not kept and not query.scope.missing:
            names = "、".join(dict.fromkeys(plan.region for plan in query.scope.plans))
            return Reply("unanswerable", found=False, lines=[OUTSIDE.format(names=names)])
        return answer(self._desk, self._newest(replace(query, scope=replace(query.scope, plans=kept, named=True))))

    def _newest(self, query: Query) -> Query:
        """``query`` without the plans of which a newer version is in its scope, unless it asks for those."""
        ids = {plan.id for plan in query.scope.plans}
        kept = tuple(plan for plan in query.scope.plans if not self._is_older(plan, ids))
        if len(kept) == len(ids) or asks_for_older(query.text):
            return query
        return replace(query, scope=replace(query.scope, plans=kept))

    def _is_older(self, plan: Plan, ids: Collection[str]) -> bool:
        newer = self._older.get(plan.id)
        return newer is not None and newer.id in ids

    def search(self, question: str, k: int = 4, dialogue: Dialogue | None = None) -> list[Passage]:
        """The ``k`` passages that an answer to ``question`` would be sought in, best first, with what a follow-up inherits."""
        query, _ = inherit(self._reader, check_question(question), dialogue or Dialogue())
        return self._desk.nearest(self._newest(query))[:k]

    def signs(self, question: str) -> dict[str, float]:
        """What tells whether the best passage is about ``question``; empty where it is not looked for by topic."""
        query = self._reader.read(check_question(question))
        found = self._desk.found(query)[:1] if query.words and not query.scope.missing else []
        return self._desk.signs(query, found[0]) if found else {}

    @property
    def desk(self) -> Desk:
        """What every way of answering works with."""
        return self._desk

    def read(self, question: str) -> Query:
        """What ``question`` asks, on its own."""
        return self._reader.read(check_question(question))

    def surfaces_in(self, text: str) -> frozenset[str]:
        """The names of bodies that the library knows and ``text`` holds."""
        folded = fold(text)
        return frozenset(name for name in self._units.surfaces if name in folded)

    def tasks_within(self, plans: Collection[str] | None) -> list[Task]:
        """The ledger without plans that have a newer version, kept to ``plans`` (ids) where given."""
        return [t for t in self.library.tasks if t.plan.id not in self._older and (plans is None or t.plan.id in plans)]

    def answered(self, question: str, reply: Reply, like: Answer) -> Answer:
        """``reply`` as an answer in the place of ``like``, whose dialogue and suggestions it keeps."""
        return replace(self._answer(question, reply, like.suggestions), dialogue=like.dialogue)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All contradictions in the library."""
        return self._desk.conflicts

    def tasks(self, plan: str | None = None, unit: str | None = None, *, older: bool = False) -> list[Task]:
        """The ledger in source order: of plans whose title holds ``plan``, of the body that ``unit`` names in each plan.

        Of a plan in several versions the newest of those is meant, with ``older`` all of them.
        """
        within = [task for task in self.library.tasks if fold(plan or "") in fold(task.plan.title)]
        chosen = within if older else newest_of(within)
        return [task for task in chosen if unit is None or self._takes_part(task, fold(unit))]

    def _takes_part(self, task: Task, unit: str) -> bool:
        keys = self._units.in_plan(unit, task.plan)
        return any(self._units.key(name, task.plan) in keys for name in (*task.lead, *task.support, *task.implement))

    def _answer(self, question: str, reply: Reply, suggestions: tuple[str, ...]) -> Answer:
        unique = tuple({task.id: task for task in reply.tasks}.values())
        cited = {citation.passage.plan.id: citation.passage.plan for citation in reply.marks.citations}
        reply.lines.extend(filter(None, (unsure(unique), version_remark(cited.values(), self._older))))
        return Answer(question, reply.text, reply.found, reply.intent, reply.marks.citations, unique, suggestions)


def check_question(question: str) -> str:
    """``question`` without control characters. InputError when nothing is left or it is too long."""
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in question).strip()
    if not fold(text):
        raise InputError("问题是空的，请输入要问的内容，例如：危险废物管理由谁牵头，什么时候完成？")
    if len(text) > LONGEST_QUESTION:
        raise InputError(f"问题太长（{len(text)}字），请控制在{LONGEST_QUESTION}字以内，一次问一件事。")
    return text
