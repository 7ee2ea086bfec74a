"""What a reader asks of the ledger: filters and an order, applied to its records. No HTML, no Gradio."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from corpus.errors import InputError
from corpus.text import fold
from corpus.types import DeadlineKind, Task
from qa import render
from qa.board import Boards, due
from qa.versions import newest_of

ROLES = ("lead", "support", "implement")
NO_LIMIT = "none"
ORDERS: Mapping[str, Callable[[Task], Any]] = {
    "task": lambda task: fold(task.title),
    "lead": lambda task: render.units(task.lead) or "￿",
    "support": lambda task: render.units(task.support) or "￿",
    "due": lambda task: due(task) or date.max,
    "plan": lambda task: task.plan.title,
}


@dataclass(frozen=True, slots=True)
class Query:
    """Every field is as a form gives it; empty asks for nothing. ``order`` is a key of ``ORDERS`` or empty: source order.

    ``unit`` may be an everyday name; ``role`` is one of ``ROLES``; ``kind`` a ``DeadlineKind`` or ``NO_LIMIT``;
    ``since`` and ``until`` are ISO days that bound the last days. Of a plan in several versions the newest that the query
    leaves is meant, with ``older`` all of them.
    """

    plan: str = ""
    unit: str = ""
    role: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    text: str = ""
    older: bool = False
    order: str = ""
    down: bool = False
    page: int = 0

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Query:
        """The query that a form's values make; what is no field of a query is passed over."""
        names = {each.name for each in fields(cls)} - {"older", "down", "page", "order"}
        given: dict[str, Any] = {name: str(values.get(name) or "").strip() for name in names}
        return cls(**given, older=bool(values.get("older")))

    def sorted_by(self, order: str) -> Query:
        """Sorted by ``order``; by the order it already has, the other way round."""
        down = order == self.order and not self.down
        return replace(self, order=order if order in ORDERS else "", down=down, page=0)


def select(boards: Boards, tasks: Iterable[Task], query: Query) -> list[Task]:
    """The records that ``query`` asks for, in its order. InputError for a value that no field can have."""
    within = [task for task in tasks if query.plan in ("", task.plan.id, task.plan.title)]
    tests = [*_unit(boards, query), *_limits(query), *_words(query)]
    chosen = [task for task in (within if query.older else newest_of(within)) if all(test(task) for test in tests)]
    order = ORDERS.get(query.order)
    return sorted(chosen, key=order, reverse=query.down) if order else chosen


Test = Callable[[Task], bool]


def _unit(boards: Boards, query: Query) -> list[Test]:
    if query.role and query.role not in ROLES:
        raise InputError(f"不认识的角色：{query.role}。可用：{'、'.join(ROLES)}。")
    roles = (query.role,) if query.role else ROLES
    if not query.unit:
        return [lambda task: bool(getattr(task, query.role))] if query.role else []
    held = boards.holder(query.unit)
    return [lambda task: any(held(task, role) for role in roles)]


def _limits(query: Query) -> list[Test]:
    tests: list[Test] = []
    if query.kind == NO_LIMIT:
        tests.append(lambda task: not task.deadlines)
    elif query.kind:
        kind = _kind(query.kind)
        tests.append(lambda task: any(limit.kind is kind for limit in task.deadlines))
    if query.since or query.until:
        first, last = _day(query.since) or date.min, _day(query.until) or date.max
        tests.append(lambda task: any(first <= day <= last for day in _last_days(task)))
    return tests


def _kind(name: str) -> DeadlineKind:
    try:
        return DeadlineKind(name)
    except ValueError as error:
        kinds = "、".join([*DeadlineKind, NO_LIMIT])
        raise InputError(f"不认识的时限类型：{name}。可用：{kinds}。") from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"日期“{text}”不是 2020-12-31 这样的写法。") from error


def _last_days(task: Task) -> Sequence[date]:
    return [limit.date for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date]


def _words(query: Query) -> list[Test]:
    """Every word, divided by spaces, stands somewhere in the record."""
    words = [fold(word) for word in query.text.split()]
    return [lambda task: all(word in _whole(task) for word in words)] if words else []


def _whole(task: Task) -> str:
    names = (*task.lead, *task.support, *task.implement)
    return fold(" ".join([task.title, task.text, *task.section, *names, task.note, task.plan.title]))
