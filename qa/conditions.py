"""Lists by a condition that every record of the ledger either meets or not: 几家一起牵头的有哪些, 发文前就到期的有哪些, 每月要做的有几项."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.text import fold
from corpus.types import DeadlineKind, Task
from qa import render
from qa.desk import Desk
from qa.duties import by_day, row
from qa.question import Query
from qa.reply import Reply, refusal
from qa.retrieval import UNKNOWN

_EVERY = re.compile("[每逐按](?P<span>半年|年|季度?|月|周|旬|日)")


@dataclass(frozen=True, slots=True)
class Condition:
    """``meets`` tells of a task and a folded question whether the task is meant; ``name`` says it in words."""

    name: str
    meets: Callable[[Task, str], bool]


def _past_when_issued(task: Task, _: str) -> bool:
    issued = task.plan.date
    days = [limit.date for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date]
    return issued is not None and any(day < issued for day in days)


def _recurs(task: Task, text: str) -> bool:
    """The task says 每月 where the question does; any span of time where it names none."""
    limits = [fold(limit.text) for limit in task.deadlines if limit.kind is DeadlineKind.RECURRING]
    asked = _EVERY.search(text)
    if asked is None:
        return bool(limits)
    span = asked["span"].removesuffix("度")
    every = re.compile(f"[每逐按]{span}")
    return any(every.search(written) for written in [*limits, fold(task.text)])


def _of_kind(kind: DeadlineKind) -> Callable[[Task, str], bool]:
    return lambda task, _: any(limit.kind is kind for limit in task.deadlines)


CONDITIONS = {
    "together": Condition("由几家一起牵头", lambda task, _: len(task.lead) > 1),
    "alone": Condition("只有一个牵头单位、没有配合单位", lambda task, _: len(task.lead) == 1 and not task.support),
    "overdue": Condition("时限早于印发日期", _past_when_issued),
    "lasting": Condition("时限为长期或持续", _of_kind(DeadlineKind.ONGOING)),
    "recurring": Condition("要定期做", _recurs),
    "directed": Condition("时限按上级要求", _of_kind(DeadlineKind.AS_DIRECTED)),
}


def meeting(desk: Desk, query: Query) -> Reply | None:
    """The tasks that meet the condition asked for, plan by plan; None where none does, or a topic is named that none speaks of."""
    condition = next(CONDITIONS[name] for name in CONDITIONS if name in query.intents)
    tasks = [task for task in desk.tasks(query) if condition.meets(task, query.text)]
    roles = {role for role in ("lead", "support") if role in query.intents} or {"lead", "support"}
    for mention in query.units:
        tasks = [task for task in tasks if roles & set(desk.roles(task, mention.text))]
    weights = desk.retrieval.weights(query.words)
    tasks = desk.strictly_about(query, tasks) if any(weight > UNKNOWN for weight in weights.values()) else tasks
    reply = Reply("count" if "count" in query.intents else "list")
    for plan in dict.fromkeys(task.plan for task in tasks):
        own = [task for task in tasks if task.plan.id == plan.id]
        own = sorted(own, key=by_day) if "sorted" in query.intents else own
        reply.lines.append(f"{render.plan_name(plan)}中{condition.name}的任务共{len(own)}项：")
        reply.lines += [row(desk, number, task, reply, len(tasks), roles=True) for number, task in enumerate(own, 1)]
    if tasks or query.words:
        return reply if tasks else None
    return refusal(f"{condition.name}的任务")
