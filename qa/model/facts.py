"""The numbered facts that a model is given, and by which its sentences are checked: those of the deterministic answer.

A ``Fact`` is what stands at one mark: the passage and the records of the ledger that it holds. ``Evidence`` is one record
seen by itself: a passage that holds several tasks gives one for each, so that the leader of the one is not taken for that
of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.bodies import BodyNames
from corpus.dates import deadlines_in_cell, deadlines_in_text
from corpus.text import Folded, fold
from corpus.types import Deadline, DeadlineKind, Passage, Plan, Task
from qa import render
from qa.clauses import sentences
from qa.types import Answer

ROLES = ("lead", "support", "implement")
Bound = tuple[str, str]
"""A time limit as it is compared: its kind and its day, or its words where it has no day."""


def bound(limit: Deadline) -> Bound:
    """What must be equal in two wordings of one time limit."""
    return limit.kind.value, limit.date.isoformat() if limit.date else fold(limit.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands at ``mark``: a passage and the records that it holds; ``asked`` are those that the answer tells of."""

    mark: int
    passage: Passage
    tasks: tuple[Task, ...]
    asked: tuple[Task, ...]

    def told(self) -> str:
        """The fact as the model is given it, without line breaks within a part."""
        plan = self.passage.plan
        head = f"[{self.mark}] {render.plan_name(plan)}（{plan.region}）"
        records = [self._record(task) for task in (self.asked or self.tasks)]
        return "\n".join([head, *records, f"原文：{render.clause(self.passage.text)}"])

    def _record(self, task: Task) -> str:
        names = [name for name in ROLES if name != "implement" or task.implement]
        facts = "；".join(render.facet(task, name) for name in [*names, "deadline"])
        return f"任务：{render.title(task)}；{facts}"


@dataclass(frozen=True)
class Evidence:
    """One record at a mark, or a passage as a whole where ``task`` is None. All texts are folded."""

    mark: int
    plan: Plan
    text: str
    task: Task | None
    names: BodyNames = field(compare=False)

    @cached_property
    def head(self) -> str:
        """What the record is called: its titles, its headings and its plan."""
        task = self.task
        own = (task.title, task.group, task.part, *task.section) if task else ()
        return fold("\n".join((*own, self.plan.title)))

    @cached_property
    def searched(self) -> str:
        """Everything in which the words of a sentence may stand; the parts are apart."""
        pieces = [self.text, *(fold(piece) for piece in self._pieces())]
        return "\0".join(pieces)

    def _pieces(self) -> Iterable[str]:
        task = self.task
        yield from (self.plan.title, self.plan.region, self.plan.number, self.plan.issuer)
        if task:
            yield from (task.title, task.text, task.group, task.note, task.part, *task.section)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of its text, folded."""
        source = self.task.text if self.task else self.text
        return tuple(fold(sentence) for sentence in sentences(source)) or (self.text,)

    @cached_property
    def limits(self) -> frozenset[Bound]:
        """The time limits of the record."""
        return frozenset(bound(limit) for limit in self.task.deadlines) if self.task else frozenset()

    @cached_property
    def limits_in_text(self) -> frozenset[Bound]:
        """Every time limit that its text states."""
        return frozenset(limit for sentence in self.sentences for limit in limits_of(sentence, self.plan.year))

    def keys(self, role: str) -> frozenset[str]:
        """The bodies in ``role``, by their canonical names."""
        return frozenset(self.names.key(name) for name in getattr(self.task, role)) if self.task else frozenset()

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every spelling under which its bodies may be named → canonical name: as written, and with place or level."""
        found: dict[str, str] = {}
        level = fold(self.plan.region)[-1:]
        for name in (name for role in ROLES for name in (getattr(self.task, role) if self.task else ())):
            key, written, core = self.names.key(name), fold(name), self.names.core(name)
            for spelling in (written, core, *(f"{place}{core}" for place in (level, *self.names.places))):
                if len(spelling) > 1:
                    found.setdefault(spelling, key)
            found[written] = key
        return found


def stated_limits(text: str, year: int | None) -> tuple[Deadline, ...]:
    """The time limits that folded ``text`` states, a bare day or year included; not the text as a whole."""
    found = (*deadlines_in_cell(Folded(text), year), *deadlines_in_text(Folded(text), year))
    return tuple(dict.fromkeys(limit for limit in found if limit.kind is not DeadlineKind.OTHER or limit.text != text))


def limits_of(text: str, year: int | None) -> frozenset[Bound]:
    """The same as they are compared."""
    return frozenset(bound(limit) for limit in stated_limits(text, year))


def facts_of(answer: Answer, tasks_of: Callable[[Passage], Sequence[Task]]) -> tuple[Fact, ...]:
    """The facts of ``answer``, one a citation; ``tasks_of`` gives the records of a passage."""
    asked = {task.id for task in answer.tasks}
    return tuple(
        Fact(each.mark, each.passage, tasks, tuple(task for task in tasks if task.id in asked))
        for each in answer.citations
        for tasks in (tuple(tasks_of(each.passage)),)
    )


def evidence_of(fact: Fact) -> tuple[Evidence, ...]:
    """The records at a mark, each by itself, and the passage as a whole where it holds none or several."""
    plan, names, whole = fact.passage.plan, BodyNames(fact.passage.plan.region), fold(fact.passage.text)
    alone = len(fact.tasks) == 1
    records = tuple(Evidence(fact.mark, plan, whole if alone else fold(task.text), task, names) for task in fact.tasks)
    return records if alone else (*records, Evidence(fact.mark, plan, whole, None, names))
