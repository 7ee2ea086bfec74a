"""Answers from the ledger: a body's duties, lists by date, under a heading, by number; the standing rule on who carries out.

Lists are complete: they are made from all records in scope, never from the best hits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from corpus.headings import match_heading
from corpus.text import fold
from corpus.types import DeadlineKind, Plan, Task
from qa import render
from qa.clauses import sentences
from qa.desk import ROLES, Desk
from qa.names import Mention
from qa.overview import not_stated
from qa.question import Query
from qa.reply import Reply, refusal
from qa.retrieval import UNKNOWN

_PART = re.compile(r"第(?P<number>[一二三四五六七八九十]{1,3})(?:大?[块章项类](?!任务)|个?(?:部分|板块|方面))")
_THINGS = re.compile(
    r"(?:几|多少)(?:处|座|家|口|辆|台|吨|人|户|栋|所|公里|亩|株|个(?:点|村|镇|乡|区|县|断面|企业|小区|站))"
)
_EVERY_PLAN = re.compile("(?:各|每|所有|全部|这些|文库)[个份里]?(?:的)?(?:方案|计划|清单|分工表)")
_LONG_LIST = 8
_ONE_TASK = 0.75  # likeness from which a question that names a body asks about one task; set on the dev questions
_ROLE_NAMES = {"lead": "牵头", "support": "配合", "implement": "落实"}


def asks_duties(query: Query) -> bool:
    """A body is named and no task is asked about, or only what the body has to do with it."""
    asks = query.intents & {"duties", "list", "count"}
    return bool(query.units) and (not query.words or bool(asks and len(query.words) <= 4))


def duties(desk: Desk, query: Query) -> Reply | None:
    """What the bodies named lead, support and carry out, plan by plan. None where a task is asked about by its roles."""
    strong = desk.strong(query) if query.facets else []
    if strong and strong[0].score >= _ONE_TASK and strong[0].words >= 0.6:
        return None
    if query.facets and not strong and not query.intents & {"duties", "list", "count"} and _names_matter(desk, query):
        return not_stated(query)  # 耕地安全利用是农业局牵头还是环保局牵头, of a plan without that task
    reply = Reply("duties")
    wanted = _wanted_roles(query)
    for mention in query.units[:3]:
        _duties_of(desk, query, mention, wanted, reply)
    if not reply.tasks:
        reply.found = False
        plans = (
            "、".join(render.plan_name(plan) for plan in query.scope.plans[:3]) if query.scope.named else "文库各方案"
        )
        names = "、".join(mention.text for mention in query.units)
        roles = "或".join(_ROLE_NAMES[role] for role in wanted)
        reply.lines = [f"{plans}中没有写明“{names}”{roles}的任务。"]
    return reply


def duties_of_others(desk: Desk, query: Query) -> Reply | None:
    """The tasks that bodies other than those left out lead (or support), plan by plan, counted by body."""
    role = "support" if "support" in query.intents and "lead" not in query.intents else "lead"
    tasks = [task for task in desk.tasks(query) if getattr(task, role)]
    kept = [task for task in tasks if not any(role in desk.roles(task, m.text) for m in query.excluded)]
    if query.units or query.words or not kept:
        return None
    reply = Reply("list")
    names = "、".join(mention.text for mention in query.excluded)
    for plan in dict.fromkeys(task.plan for task in kept):
        own = [task for task in kept if task.plan.id == plan.id]
        written = {desk.units.key(name, plan): name for task in reversed(own) for name in reversed(getattr(task, role))}
        counted = Counter(desk.units.key(name, plan) for task in own for name in getattr(task, role))
        bodies = "、".join(f"{written[key]}{count}项" for key, count in counted.items())
        reply.lines.append(
            f"{render.plan_name(plan)}中，{_ROLE_NAMES[role]}单位不是{names}的共{len(own)}项（{bodies}）："
        )
        reply.lines += [row(desk, n, task, reply, len(kept), roles=True) for n, task in enumerate(own, 1)]
    return reply


def shared(desk: Desk, query: Query) -> Reply | None:
    """The tasks in which all bodies named take part, whatever the role of each."""
    names = "、".join(mention.text for mention in query.units)
    tasks = [task for task in desk.tasks(query) if all(desk.roles(task, m.text) for m in query.units)]
    tasks = desk.strictly_about(query, tasks) if query.words else tasks
    reply = Reply("list")
    for plan in dict.fromkeys(task.plan for task in tasks):
        own = [task for task in tasks if task.plan.id == plan.id]
        reply.lines.append(f"{render.plan_name(plan)}中{names}都有份的任务共{len(own)}项：")
        for number, task in enumerate(own, 1):
            said = "".join(
                f"；{m.text}：{'、'.join(_ROLE_NAMES[r] for r in desk.roles(task, m.text))}" for m in query.units
            )
            reply.lines.append(row(desk, number, task, reply, len(tasks), said=said))
    return reply if tasks else refusal(f"{names}都有份的任务")


def _names_matter(desk: Desk, query: Query) -> bool:
    """The question names a matter that some plan speaks of: two things at least."""
    weights = desk.retrieval.weights(query.words)
    things = [w for w in query.words if weights[w] > UNKNOWN and desk.library.words.names_thing(w)]
    return len(things) > 1


def _wanted_roles(query: Query) -> tuple[str, ...]:
    """The roles asked for; all where none is named, or where 哪个是牵头 only wants them told apart."""
    if "each_role" in query.intents:
        return ROLES
    named = tuple(role for role in ROLES if role in query.intents)
    return named if named and ("lead" in named or "support" in named) else ROLES


def _duties_of(desk: Desk, query: Query, mention: Mention, wanted: Sequence[str], reply: Reply) -> None:
    roles = {task.id: desk.roles(task, mention.text) for task in desk.tasks(query)}
    tasks = [task for task in desk.tasks(query) if set(roles[task.id]) & set(wanted)]
    if query.dates:
        tasks = [task for task in tasks if due_then(task, query)]
    fitting = {task.id for task in desk.strictly_about(query, tasks)}
    tasks = sorted(tasks, key=lambda task: task.id not in fitting)  # complete, what speaks of the topic first
    tasks = sorted(tasks, key=by_day) if "sorted" in query.intents else tasks
    if "together" in query.intents:
        tasks = [task for task in tasks if all("lead" in desk.roles(task, other.text) for other in query.units)]
    if "unsupported" in query.intents:
        tasks = [task for task in tasks if not task.support]
    if "alone" in query.intents:
        tasks = [task for task in tasks if len(task.lead) == 1 and "lead" in roles[task.id]]
    for plan in dict.fromkeys(task.plan for task in tasks):
        own = [task for task in tasks if task.plan.id == plan.id]
        _list_duties(desk, plan, mention, own, {role: _in_role(own, roles, role, wanted) for role in ROLES}, reply)


def _in_role(tasks: Sequence[Task], roles: dict[str, tuple[str, ...]], role: str, wanted: Sequence[str]) -> list[Task]:
    """The tasks in which the body has ``role``; default implementers are told in one line, not listed."""
    held = [task for task in tasks if role in roles[task.id] and role in wanted]
    return [task for task in held if role != "implement" or not task.implement_is_default]


def _list_duties(
    desk: Desk, plan: Plan, mention: Mention, tasks: list[Task], by_role: dict[str, list[Task]], reply: Reply
) -> None:
    total = len({task.id for held in by_role.values() for task in held})
    counted = "、".join(f"{_ROLE_NAMES[role]}{len(held)}项" for role, held in by_role.items() if held)
    name = _written_names(desk, mention, plan, tasks)
    if counted:
        reply.lines.append(f"{render.plan_name(plan)}中，{name}{counted}（{_by_section(by_role, total)}）：")
    for role, held in by_role.items():
        if held:
            reply.lines.append(f"【{_ROLE_NAMES[role]}】")
            reply.lines.extend(row(desk, number, task, reply, total) for number, task in enumerate(held, 1))
    default = [task for task in tasks if task.implement_is_default and task not in by_role["lead"] + by_role["support"]]
    if default:
        add_standing(desk, plan, reply, default)


def _by_section(by_role: dict[str, list[Task]], total: int) -> str:
    """共8项，or 共8项：三、主要任务7项，四、工作要求1项 where the tasks stand under several first headings of the body."""
    tasks = {task.id: task for held in by_role.values() for task in held}.values()
    tops = Counter(task.section[0] for task in tasks if task.section and "\t" not in task.text)
    detail = "，".join(f"{top}{count}项" for top, count in tops.items())
    return f"共{total}项：{detail}" if len(tops) > 1 and sum(tops.values()) == total else f"共{total}项"


def _written_names(desk: Desk, mention: Mention, plan: Plan, tasks: Sequence[Task]) -> str:
    """The body as this plan writes it; all its spellings where there are several."""
    keys = desk.units.in_plan(mention.text, plan)
    names = [name for task in tasks for role in ROLES for name in getattr(task, role)]
    written = dict.fromkeys(name for name in names if desk.units.key(name, plan) in keys)
    return "／".join(written) or mention.text


def row(desk: Desk, number: int, task: Task, reply: Reply, among: int, *, roles: bool = False, said: str = "") -> str:
    """One line of a list: what, who when ``roles``, by when, where, its mark."""
    reply.tasks.append(task)
    limits = render.deadlines(task.deadlines)
    who = f"；牵头：{render.units(task.lead) or render.NONE_STATED}" if roles else ""
    when = f"；时限：{limits}" if limits else ""
    where = f"（{render.place(task)}）" if render.place(task) else ""
    text = render.what(task, 160 if among <= _LONG_LIST else 70)
    return f"{number}. {text}{who}{when}{where}{said}{reply.marks(desk.passage(task))}"


def due(desk: Desk, query: Query) -> Reply | None:
    """Tasks by the day asked for: those whose last day it is, then those due earlier (or, for 以后, all that are due later)."""
    dates = query.dates
    if dates is None or query.units:
        return None
    reply = Reply("list")
    then = [task for task in desk.tasks(query) if due_then(task, query)]
    then = desk.about(query, then) if query.words else then
    if dates.after:
        later = [t for t in desk.tasks(query) if (day := dates.last(t.plan.year)) and any(d > day for d in _days(t))]
        _list_due(desk, f"“{dates.text}”以后到期的", later, reply, query)
    else:
        _list_due(desk, f"{dates.period}到期的" if dates.period else f"时限为“{dates.text}”的", then, reply, query)
        if dates.period and not then and not query.words:
            return refusal(f"{dates.period}到期的任务")
        if not query.words and then and not dates.period:
            earlier = [t for t in desk.tasks(query) if t not in then and _due_earlier(t, query)]
            reply.lines.append(f"另有{len(earlier)}项更早到期。" if earlier else "")
    return reply if reply.tasks else None


def _list_due(desk: Desk, name: str, tasks: list[Task], reply: Reply, query: Query) -> None:
    if not tasks:
        return
    reply.lines.append(f"{name}共{len(tasks)}项：")
    for plan in dict.fromkeys(task.plan for task in tasks):
        own = sorted((task for task in tasks if task.plan.id == plan.id), key=lambda task: min(_days(task)))
        reply.lines.append(render.plan_name(plan))
        for number, task in enumerate(own, 1):
            said = _due_clause(task, query)
            reply.lines.append(row(desk, number, task, reply, len(tasks), roles=True, said=said))


def _due_clause(task: Task, query: Query) -> str:
    """What a prose task with several dates has to finish by the day asked for."""
    asked = query.dates
    if "\t" in task.text or asked is None:
        return ""
    limits = [d.text for d in task.deadlines if d.date in _days(task) and asked.names(d.date, task.plan.year)]
    said = [s for s in sentences(task.text) if any(text in s for text in limits)]
    return "".join(f"；原文：“{render.clause(sentence)}”" for sentence in said[:3])


def _days(task: Task) -> list[date]:
    return [d.date for d in task.deadlines if d.kind is DeadlineKind.BY and d.date]


def by_day(task: Task) -> date:
    """A key that puts tasks in the order of their first last day; those without one come last."""
    return min(_days(task), default=date.max)


def _due_earlier(task: Task, query: Query) -> bool:
    last = query.dates.last(task.plan.year) if query.dates else None
    return last is not None and any(day < last for day in _days(task))


def due_then(task: Task, query: Query) -> bool:
    """Whether one of the task's last days is the day asked for."""
    asked = query.dates
    return asked is not None and any(asked.names(day, task.plan.year) for day in _days(task))


def under_heading(desk: Desk, query: Query) -> Reply | None:
    """All tasks below a heading (or in a merged group) that the question names, by its words or its number (第四部分)."""
    if set(query.facets) & {"support", "implement"}:
        return None
    groups: dict[tuple[str, str, str], list[Task]] = {}
    for task in desk.tasks(query):
        for title in task.section:
            groups.setdefault((task.plan.id, task.part, title), []).append(task)
    named = {key: tasks for key, tasks in groups.items() if len(tasks) > 1 and _names_heading(query.text, key[2])}
    numbered = _PART.search(query.text) if query.scope.named and not named else None
    if numbered:
        mark = re.compile(rf"第?{numbered['number']}[章、.]")
        named = {key: tasks for key, tasks in groups.items() if mark.match(fold(key[2]))}
    if not named:
        return None
    longest = max(len(_plain(key[2])) for key in named)
    reply = Reply("list")
    for (_, part, title), tasks in named.items():
        if numbered or len(_plain(title)) == longest:
            where = "" if part == "正文" else part
            reply.lines.append(f"{render.plan_name(tasks[0].plan)}{where}“{title}”下共{len(tasks)}项：")
            reply.lines += [row(desk, n, task, reply, len(tasks), roles=True) for n, task in enumerate(tasks, 1)]
    return reply


def _plain(title: str) -> str:
    heading = match_heading(fold(title))
    return fold(title)[heading.mark_end if heading else 0 :]


def _names_heading(text: str, title: str) -> bool:
    return len(_plain(title)) >= 4 and _plain(title) in text


def count_all(desk: Desk, query: Query) -> Reply | None:
    """How many tasks a plan or a part of it has; things (几处, 多少家) are no tasks."""
    if _THINGS.search(query.text):
        return None
    tasks = desk.tasks(query)
    titles = fold("".join(plan.title for plan in query.scope.plans))
    topic = [word for word in query.words if word not in titles]
    if not tasks or query.units or len(topic) > 1 or not (query.scope.named or _EVERY_PLAN.search(query.text)):
        return None
    reply = Reply("count", tasks=list(tasks))
    for plan in dict.fromkeys(task.plan for task in tasks):
        own = [task for task in tasks if task.plan.id == plan.id]
        parts = {part: sum(task.part == part for task in own) for part in dict.fromkeys(task.part for task in own)}
        detail = "：" + "、".join(f"{part} {n}项" for part, n in parts.items()) if len(parts) > 1 else ""
        mark = reply.marks(desk.passage(own[0]), desk.passage(own[-1]))
        reply.lines.append(f"{render.plan_name(plan)}{query.scope.part}共{len(own)}项任务{detail}。{mark}")
    return reply


def standing(desk: Desk, query: Query) -> Reply | None:
    """Who carries out all tasks of a plan by its standing rule; of the plan that speaks of the topic where one does."""
    reply = Reply("implement")
    best = desk.strong(query)[:1]
    for plan in [hit.passage.plan for hit in best] or query.scope.plans:
        tasks = [task for task in desk.library.tasks if task.plan.id == plan.id and task.implement_is_default]
        if tasks:
            add_standing(desk, plan, reply, tasks)
    return reply if reply.lines else None


def add_standing(desk: Desk, plan: Plan, reply: Reply, tasks: Sequence[Task]) -> None:
    """A line on the standing rule, quoted."""
    names = render.units(tasks[0].implement)
    rule = desk.rule(plan)
    quote = f"原文：“{rule[1]}”{reply.marks(rule[0])}" if rule else ""
    reply.lines.append(f"{render.plan_name(plan)}统一规定，各项任务均由{names}负责落实。{quote}")
    reply.tasks.extend(tasks)
