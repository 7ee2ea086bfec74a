"""Follow-up questions that can really be answered: made from the records that the answer rests on."""

from __future__ import annotations

import re

from corpus.types import Task
from qa import render
from qa.question import Query
from qa.reply import Reply

_MOST = 3
_LONGEST_TITLE = 24


def suggest(query: Query, reply: Reply) -> tuple[str, ...]:
    """Up to three questions about the first record that the answer did not ask; none after a refusal."""
    if not reply.found or not reply.tasks:
        return ()
    task = next((task for task in reply.tasks if task.lead), reply.tasks[0])
    options = [*_about_task(task, query), *_about_body(task, query)]
    return tuple(dict.fromkeys(options))[:_MOST]


def _about_task(task: Task, query: Query) -> list[str]:
    name = re.split("[，,；;。（(：:]", render.title(task, 200))[0]
    if not 4 <= len(name) <= _LONGEST_TITLE:
        return []
    if query.intents & {"duties", "list", "conflict", "scope"}:
        return [f"{task.plan.region}{name}由谁牵头？"] if task.lead else []
    asked = [
        ("lead", bool(task.lead), "由谁牵头"),
        ("support", bool(task.support), "有哪些配合单位"),
        ("deadline", bool(task.deadlines), "什么时候完成"),
        ("implement", bool(task.implement), "由谁负责落实"),
    ]
    return [f"{task.plan.region}{name}{words}？" for facet, held, words in asked if held and facet not in query.facets]


def _about_body(task: Task, query: Query) -> list[str]:
    if not task.lead or "duties" in query.intents:
        return []
    region = task.plan.region
    name = task.lead[0].removeprefix(region[-1:])  # 北关区 + 区财政局
    return [f"{region}{name}牵头哪些任务？"]
