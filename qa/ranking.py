"""Lists by what a record lacks or where it stands among the others: no lead stated, who leads most, what is due first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from corpus.types import DeadlineKind, Plan, Task
from qa import render
from qa.desk import ROLES, Desk
from qa.duties import row
from qa.question import Query
from qa.reply import Reply

_LACKED = (
    ("deadline", "时限", re.compile("时限|期限|时间|日期|哪天|截止")),
    ("support", "配合单位", re.compile("配合|参与|协助")),
    ("lead", "牵头单位", re.compile("牵头|责任|负责|主管|单位|部门")),
)
_SHOWN = 5  # bodies shown of those that lead most


def lacking(desk: Desk, query: Query) -> Reply | None:
    """The tasks that state no lead, no supporting body or no time limit, plan by plan."""
    field, name = next(((field, name) for field, name, asked in _LACKED if asked.search(query.text)), ("", ""))
    if not field or query.words:
        return None
    reply = Reply("list")
    for plan in query.scope.plans:
        own = [task for task in desk.tasks(query) if task.plan.id == plan.id]
        blank = [task for task in own if not _stated(task, field)]
        front = reply.marks(desk.front(plan)) if not blank else ""
        reply.lines.append(
            f"{render.plan_name(plan)}的{len(own)}项任务中，没有写明{name}的{len(blank)}项{'：' if blank else '。'}{front}"
        )
        reply.lines += [row(desk, n, task, reply, len(blank), roles=field != "lead") for n, task in enumerate(blank, 1)]
    return reply


def _stated(task: Task, field: str) -> bool:
    return bool(task.deadlines if field == "deadline" else getattr(task, field))


def busiest(desk: Desk, query: Query) -> Reply | None:
    """The bodies by the number of tasks that they lead (or support), plan by plan, the most first."""
    if query.words or query.units:
        return None
    role = "support" if "support" in query.intents and "lead" not in query.intents else "lead"
    reply = Reply("count")
    for plan in query.scope.plans:
        held = _by_body(desk, [task for task in desk.tasks(query) if task.plan.id == plan.id], role)
        if not held:
            continue
        verb = "配合" if role == "support" else "牵头"
        reply.lines.append(f"{render.plan_name(plan)}中{verb}任务最多的：")
        for number, (name, tasks) in enumerate(held[:_SHOWN], 1):
            mark = reply.marks(desk.passage(tasks[0]), desk.passage(tasks[-1]))
            reply.lines.append(f"{number}. {name}：{len(tasks)}项{mark}")
            reply.tasks += tasks
    return reply if reply.lines else None


def bodies(desk: Desk, query: Query) -> Reply | None:
    """The bodies of a plan by role, each with the number of its tasks, those with most first."""
    if query.words or query.units or query.excluded or query.ordinal is not None or not query.scope.named:
        return None
    roles = [role for role in ("lead", "support") if role in query.intents] or ["lead", "support"]
    reply = Reply("count" if "count" in query.intents else "list")
    for plan in query.scope.plans:
        own = [task for task in desk.tasks(query) if task.plan.id == plan.id]
        for role in roles:
            held = _by_body(desk, own, role)
            if held:
                mark = reply.marks(*dict.fromkeys(desk.passage(tasks[0]) for _, tasks in held[:_SHOWN]))
                named = "、".join(f"{name}（{len(tasks)}项）" for name, tasks in held)
                title = "配合（参与）单位" if role == "support" else "牵头单位"
                reply.lines.append(f"{render.plan_name(plan)}的{title}共{len(held)}个：{named}{mark}")
    return reply if reply.lines else None


def _by_body(desk: Desk, tasks: Sequence[Task], role: str) -> list[tuple[str, list[Task]]]:
    """Each body as first written with its tasks; those with most first."""
    held: dict[str, list[Task]] = {}
    written: dict[str, str] = {}
    for task in tasks:
        for name in getattr(task, role):
            key = desk.units.key(name, task.plan)
            written.setdefault(key, name)
            held.setdefault(key, []).append(task)
    counts = Counter({key: len(own) for key, own in held.items()})
    return [(written[key], held[key]) for key, _ in counts.most_common()]


def first_due(desk: Desk, query: Query) -> Reply | None:
    """The tasks whose last day is the first (or, for 最晚到期, the last) of a plan; of the body named, where one is."""
    if query.words or len(query.units) > 1:
        return None
    reply = Reply("list")
    latest = "latest" in query.intents
    for plan in query.scope.plans:
        days = {task.id: day for task in _own(desk, query, plan) if (day := _last_day(task, latest=latest))}
        if not days:
            continue
        chosen = max(days.values()) if latest else min(days.values())
        due = [task for task in _own(desk, query, plan) if days.get(task.id) == chosen]
        reply.lines.append(
            f"{render.plan_name(plan)}中最{'晚' if latest else '早'}到期的是{chosen.isoformat()}，共{len(due)}项："
        )
        reply.lines += [row(desk, number, task, reply, len(due), roles=True) for number, task in enumerate(due, 1)]
    return reply if reply.lines else None


def _own(desk: Desk, query: Query, plan: Plan) -> list[Task]:
    tasks = [task for task in desk.tasks(query) if task.plan.id == plan.id]
    for mention in query.units:
        roles = [role for role in ROLES if role in query.intents and role != "implement"] or ROLES
        tasks = [task for task in tasks if set(desk.roles(task, mention.text)) & set(roles)]
    return tasks


def _last_day(task: Task, *, latest: bool) -> date | None:
    days = [limit.date for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date]
    return (max(days) if latest else min(days)) if days else None
