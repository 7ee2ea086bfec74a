"""A body's duties over all plans of its region: what it leads, what it supports, what it carries out, by when.

``Boards`` knows the bodies of a library; ``Board`` is the desk of one of them. Tasks that a body carries out only by
a plan's standing rule (``default``) are kept apart from those that name it. Words about a board: ``qa.briefing``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from corpus.lexicon import load
from corpus.text import fold
from corpus.types import Deadline, DeadlineKind, Plan, Task
from qa.conflicts import Conflict
from qa.names import UnitNames
from qa.versions import current

ROLES = ("lead", "support", "implement")
_KINDS = (
    DeadlineKind.BY,
    DeadlineKind.FROM,
    DeadlineKind.OTHER,
    DeadlineKind.RECURRING,
    DeadlineKind.AS_DIRECTED,
    DeadlineKind.ONGOING,
)


class Ledger(Protocol):
    """The part of ``index.Library`` that is read here."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every record, in source order."""

    def words(self, text: str) -> list[str]:
        """The words of ``text``."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body of ``region``. ``names`` are as the plans write it, first the fullest that it leads by; ``spoken`` what people call it.

    ``led``, ``supported`` and ``implemented`` count its tasks; ``defaults`` those it carries out by a standing rule only.
    """

    region: str
    key: str
    names: tuple[str, ...]
    spoken: tuple[str, ...]
    led: int
    supported: int
    implemented: int
    defaults: int

    @property
    def name(self) -> str:
        """The name to show where the region is known."""
        return self.names[0]

    @property
    def full_name(self) -> str:
        """The name with its place: 区财政局 of 北关区 is 北关区财政局."""
        if self.name.startswith(self.region):
            return self.name
        return self.region + (self.name[1:] if self.name[0] == self.region[-1] else self.name)


@dataclass(frozen=True, slots=True)
class Board:
    """The duties of ``body``, each list by deadline; a task stands in every list whose role the body has in it."""

    body: Body
    lead: tuple[Task, ...]
    support: tuple[Task, ...]
    implement: tuple[Task, ...]
    default: tuple[Task, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def own(self) -> tuple[Task, ...]:
        """The tasks that name the body, each once, by deadline."""
        return by_deadline({task.id: task for task in (*self.lead, *self.support, *self.implement)}.values())

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that give the body a task."""
        return tuple({task.plan.id: task.plan for task in (*self.own, *self.default)}.values())


class Boards:
    """The bodies of a library and their duties, of plans with several versions those of the newest. Read-only."""

    def __init__(self, ledger: Ledger, conflicts: Sequence[Conflict]) -> None:
        self._units = UnitNames(ledger.plans, ledger.tasks, ledger.words)
        self._plans = ledger.plans
        self._conflicts = conflicts
        self._tasks: dict[str, list[Task]] = {plan.region: [] for plan in ledger.plans}
        for task in current(ledger.plans, ledger.tasks):
            self._tasks[task.plan.region].append(task)
        self._bodies = {region: self._bodies_of(region) for region in self._tasks}

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions of the plans, in source order; "" where a plan names none."""
        return tuple(self._tasks)

    def bodies(self, region: str) -> tuple[Body, ...]:
        """The bodies of ``region``, those with most to lead first."""
        return self._bodies.get(region, ())

    def find(self, region: str, text: str) -> tuple[Body, ...]:
        """The bodies of ``region`` that ``text`` means, as plans write them or as people say (环保局, 科工局)."""
        wanted = fold(text)
        exact = [body for body in self.bodies(region) if wanted in {fold(name) for name in (*body.names, body.key)}]
        if exact or not wanted:
            return tuple(exact)
        plans = [plan for plan in self._plans if plan.region == region]
        keys = {key for plan in plans for key in self._units.in_plan(wanted, plan)}
        return tuple(body for body in self.bodies(region) if body.key in keys)

    def board(self, body: Body) -> Board:
        """The duties of ``body``."""
        tasks = self._tasks[body.region]
        held = {role: [task for task in tasks if self._holds(body, task, role)] for role in ROLES}
        named = [task for task in held["implement"] if not task.implement_is_default]
        default = [task for task in held["implement"] if task.implement_is_default]
        ids = {task.id for task in (*held["lead"], *held["support"], *named)}
        conflicts = tuple(each for each in self._conflicts if {each.first.id, each.second.id} & ids)
        lists = [by_deadline(tasks) for tasks in (held["lead"], held["support"], named, default)]
        return Board(body, lists[0], lists[1], lists[2], lists[3], conflicts)

    def holder(self, said: str) -> Callable[[Task, str], bool]:
        """Whether a task gives a role to the body that people call ``said``, in whatever region."""
        keys = {plan.id: self._units.in_plan(fold(said), plan) for plan in self._plans}
        return lambda task, role: any(self.key(name, task) in keys[task.plan.id] for name in getattr(task, role))

    def key(self, name: str, task: Task) -> str:
        """The canonical form of ``name`` as ``task`` has it."""
        return self._units.key(name, task.plan)

    def _holds(self, body: Body, task: Task, role: str) -> bool:
        names: tuple[str, ...] = getattr(task, role)
        return any(self._units.key(name, task.plan) == body.key for name in names)

    def _bodies_of(self, region: str) -> tuple[Body, ...]:
        held: dict[str, list[tuple[str, str]]] = {}
        for task, role, name in _parts(self._tasks[region]):
            held.setdefault(self._units.key(name, task.plan), []).append((name, _kind(task, role)))
        found = [_body(region, key, parts) for key, parts in held.items()]
        return tuple(sorted(found, key=lambda body: (-body.led, -body.supported, -body.implemented, -body.defaults)))


def _parts(tasks: Iterable[Task]) -> list[tuple[Task, str, str]]:
    return [(task, role, name) for task in tasks for role in ROLES for name in getattr(task, role)]


def _kind(task: Task, role: str) -> str:
    return "default" if role == "implement" and task.implement_is_default else role


def _body(region: str, key: str, parts: Sequence[tuple[str, str]]) -> Body:
    """The body whose ``parts`` are (name, kind of part). A list drops the level of all names but its first: 区农委、财政局."""
    names = Counter(name for name, _ in parts)
    leading = {name for name, kind in parts if kind == "lead"}
    written = sorted(names, key=lambda name: (name in leading, len(name), names[name]), reverse=True)
    spoken = [name for name in dict.fromkeys(_spoken().get(key, ())) if name not in written]
    counts = Counter(kind for _, kind in parts)
    roles = (counts[kind] for kind in (*ROLES, "default"))
    return Body(region, key, tuple(written), tuple(spoken), *roles)


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """The everyday names of each office, by its key."""
    return {fold(key): (key, *names) for key, names in load("aliases")["offices"].items()}


def due(task: Task) -> date | None:
    """The first of the task's last days; None where it has none."""
    return min((limit.date for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date), default=None)


def by_deadline(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Those with a last day first, the earliest first; then by how their limit binds, in source order."""
    return tuple(sorted(tasks, key=lambda task: (due(task) or date.max, _urgency(task.deadlines))))


def _urgency(limits: Sequence[Deadline]) -> int:
    return min((_KINDS.index(limit.kind) for limit in limits), default=len(_KINDS))
