"""Answers on contradictions: those in the ledger, and tasks that a question may be mixing up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.text import fold
from corpus.types import DeadlineKind, Task
from qa import render
from qa.clauses import sentences
from qa.conflicts import KINDS, Conflict
from qa.desk import Desk
from qa.question import DateRange, Query
from qa.reply import Reply
from qa.retrieval import Found

_NEAR = 0.55  # share of the best likeness down to which tasks are looked at for a time limit
_MOST = 4  # tasks stated twice that are told side by side
_COMPARED = ("lead", "support", "deadline")
_NAMED = {"deadline": "时间", "number": "数字|数值|数量|数目|指标", "scope": "范围"}


def contradictions(desk: Desk, query: Query) -> Reply | None:
    """The contradictions in scope, of the kind and on the topic asked for; without one on the topic, the tasks side by side."""
    ids = {plan.id for plan in query.scope.plans}
    wanted = _asked(query)
    found = [c for c in desk.conflicts if c.first.plan.id in ids and (not wanted or c.kind in wanted)]
    if query.words:
        strong = desk.strong(query)
        about = {task.id for task in desk.strictly_about(query, [_shorter(c.first, c.second) for c in found])}
        on_topic = [c for c in found if {c.first.id, c.second.id} & about]
        if strong and not on_topic:
            return _without_conflict(desk, query, strong) if "conflict" in query.intents else None
        found = on_topic or found
    if not found and not query.words:
        return _none_found(desk, query)
    if not found:
        return None
    reply = Reply("conflict", lines=[f"共发现{len(found)}处前后不一致："])
    reply.lines += [f"{number}. {_sentence(desk, conflict, reply)}" for number, conflict in enumerate(found, 1)]
    return reply


def days_apart(desk: Desk, query: Query) -> Reply | None:
    """Two time limits that a question holds against each other (有说3月底的，有说10月底的): what each is set for. None where
    a contradiction explains them, or one of them is set for nothing.
    """
    strong = desk.strong(query)
    near = [hit for hit in strong if hit.score >= _NEAR * strong[0].score]
    tasks = [task for hit in near for task in desk.retrieval.tasks_of(hit.passage)]
    others = [task for hit in strong[len(near) :] for task in desk.retrieval.tasks_of(hit.passage)]
    ids = {task.id for task in tasks}
    if any({c.first.id, c.second.id} & ids and c.kind == "deadline" for c in desk.conflicts):
        return None
    reply = Reply("conflict", lines=["没有发现同一任务前后矛盾，这几个时间分别是："])
    for text in query.days:
        day = DateRange(text)
        meant = _ending_on(day, tasks)[:_MOST] or _ending_on(day, others or desk.tasks(query))[:1]
        if not meant:
            return None
        for task in meant:
            reply.tasks.append(task)
            limits = {d.text for d in task.deadlines if d.date == day.last(task.plan.year)}
            said = next((s for s in sentences(task.text) if any(limit in s for limit in limits)), "")
            quote = f"：原文“{render.clause(said)}”" if said and "\t" not in task.text else ""
            facts = render.facets(task, ("deadline", "lead"))
            reply.lines.append(f"- {text}：{render.what(task, 80)}（{facts}）{quote}{reply.marks(desk.passage(task))}")
    return reply


def _ending_on(day: DateRange, tasks: Sequence[Task]) -> list[Task]:
    """The tasks of which ``day`` is a last day."""
    return [task for task in tasks if (last := day.last(task.plan.year)) and last in _last_days(task)]


def _last_days(task: Task) -> set[date]:
    return {limit.date for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date}


def _asked(query: Query) -> set[str]:
    """The kinds of difference that the question names; none where it asks for all."""
    named = {kind for kind in ("lead", "support", "deadline") if kind in query.intents}
    return named | {kind for kind, pattern in _NAMED.items() if re.search(pattern, query.text)}


def _none_found(desk: Desk, query: Query) -> Reply:
    """No contradiction in the plans asked about: said, with the plans compared."""
    reply = Reply("conflict")
    for plan in query.scope.plans:
        reply.lines.append(f"{render.plan_name(plan)}：没有发现前后不一致之处。{reply.marks(desk.front(plan))}")
    return reply


def _sentence(desk: Desk, conflict: Conflict, reply: Reply) -> str:
    """Both values, each with its place and mark."""
    sides = []
    for task, value in ((conflict.first, conflict.first_value), (conflict.second, conflict.second_value)):
        reply.tasks.append(task)
        sides.append(f"{task.part}写“{'、'.join(value)}”{reply.marks(desk.passage(task))}")
    return f"{conflict.matter}：{KINDS[conflict.kind]}{'，'.join(sides)}{_moved(conflict)}。"


def _moved(conflict: Conflict) -> str:
    """The bodies that lead in one place and only take part in the other."""
    told = ""
    for task, other in ((conflict.first, conflict.second), (conflict.second, conflict.first)):
        names = [name for name in other.lead if fold(name) in map(fold, task.support)]
        told += f"；{render.units(names)}在{task.part}中是配合（参与）单位" if names and conflict.kind == "lead" else ""
    return told


def _shorter(one: Task, other: Task) -> Task:
    """The record that states nothing but the task; a longer one may be a paragraph on several."""
    return min((one, other), key=lambda task: len(task.text))


def _without_conflict(desk: Desk, query: Query, strong: list[Found]) -> Reply:
    """What a question on a topic without contradictions gets: the two places that agree, else the tasks near it."""
    ids = {plan.id for plan in query.scope.plans}
    pairs = [pair for pair in desk.twins if pair[0].plan.id in ids]
    about = {task.id for task in desk.strictly_about(query, [_shorter(*pair) for pair in pairs])}
    meant = [pair for pair in pairs if {task.id for task in pair} & about]
    return _agreeing(desk, meant) if 0 < len(meant) <= _MOST else _side_by_side(desk, query, strong)


def _agreeing(desk: Desk, pairs: Sequence[tuple[Task, Task]]) -> Reply:
    """Tasks that are stated twice without a contradiction: what each place says."""
    reply = Reply("conflict", lines=["两处没有发现矛盾："])
    for number, pair in enumerate(pairs, 1):
        reply.tasks += pair
        sides = [f"{t.part}：{render.facets(t, _COMPARED) or '未写'}{reply.marks(desk.passage(t))}" for t in pair]
        reply.lines.append(f"{number}. {render.what(pair[1], 80)}：{'；'.join(sides)}")
    return reply


def _side_by_side(desk: Desk, query: Query, strong: list[Found]) -> Reply:
    """Up to three tasks that the question may be mixing up, each with its facts and what its text says."""
    reply = Reply("conflict", lines=["没有发现同一任务前后矛盾；与问题有关的任务逐条列出，请对照："])
    for hit in strong[:3]:
        for task in desk.retrieval.tasks_of(hit.passage)[:1]:
            reply.tasks.append(task)
            led = next((c.text for c in desk.clauses(query, [hit.passage]) if _speaks_of_lead(c.text)), "")
            quote = f"；文中另写到：“{render.clause(led)}”" if led else ""
            facts = render.facets(task, ("lead", "deadline"))
            number = len(reply.lines)
            reply.lines.append(f"{number}. {render.what(task, 120)}：{facts}{quote}{reply.marks(hit.passage)}")
    return reply


def _speaks_of_lead(text: str) -> bool:
    return "牵头" in text and not text.startswith(("（", "(", "牵头"))


def add_conflicts(desk: Desk, reply: Reply) -> None:
    """A note on every contradiction that the answer touches."""
    ids = {task.id for task in reply.tasks}
    touched = [c for c in desk.conflicts if {c.first.id, c.second.id} & ids]
    reply.lines += [f"注意：{_sentence(desk, conflict, reply)}" for conflict in touched]
