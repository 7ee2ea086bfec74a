"""Which way of answering fits a question: the first that applies and has an answer gives it.

Exact questions go to the ledger (``duties``), questions about the library to ``overview``, contradictions to ``disputes``,
questions about a topic to ``topics``. What no way can answer is refused in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa import figures, overview, ranking
from qa.conditions import CONDITIONS, meeting
from qa.desk import Desk
from qa.disputes import contradictions, days_apart
from qa.duties import asks_duties, count_all, due, duties, duties_of_others, shared, standing, under_heading
from qa.question import Query
from qa.reply import Reply
from qa.topics import fact_line, topic

_HOW = re.compile("怎么|如何|怎样")  # asks what is done about a body, not what it does
Way = Callable[[Desk, Query], Reply | None]


def answer(desk: Desk, query: Query) -> Reply:
    """The reply to ``query``; a refusal where no way has an answer."""
    if query.is_courtesy:
        return overview.courtesy()
    if query.scope.missing:
        return overview.missing_scope(desk, query)
    if query.picked:
        return _picked(desk, query)
    for applies, way in _WAYS:
        if applies(query):
            reply = way(desk, query)
            if reply is not None:
                return reply
    return overview.not_stated(query)


def _picked(desk: Desk, query: Query) -> Reply:
    """The task that a follow-up points at in the list before it."""
    reply = Reply("item")
    task = next(task for task in desk.library.tasks if task.id == query.picked)
    reply.lines.append(fact_line(desk, query, task, reply))
    return reply


def _by_number(desk: Desk, query: Query) -> Reply | None:
    """第N项 of a table or a numbered plan."""
    tasks = [task for task in desk.tasks(query) if task.number == str(query.ordinal)]
    if not tasks or not query.scope.named or len(tasks) > 6:
        return None
    reply = Reply("item")
    reply.lines += [fact_line(desk, query, task, reply) for task in tasks]
    return reply


def _standing_without_topic(desk: Desk, query: Query) -> Reply | None:
    return None if desk.strong(query) else standing(desk, query)


def _lists_by_condition(query: Query) -> bool:
    """A list of what meets a condition is asked for; of a body's own tasks ``duties`` keeps those that do."""
    of_bodies = {"together", "alone"} if query.units else frozenset()
    asks = query.intents & {"list", "count", "duties"} and not (query.words and set(query.facets) - {"lead"})
    return bool(asks and query.intents & CONDITIONS.keys() - of_bodies)


_WAYS: tuple[tuple[Callable[[Query], bool], Way], ...] = (
    (lambda q: bool(q.unstated), overview.unstated_kind),
    (lambda q: "standing" in q.intents, standing),
    (lambda q: bool(q.intents & {"conflict", "doubt"}) and len(q.days) > 1, days_apart),
    (lambda q: bool(q.intents & {"conflict", "doubt"}), contradictions),
    (lambda q: "target" in q.intents and bool(q.words), overview.unstated_year),
    (lambda q: "goals" in q.intents and not q.facets, overview.goals),
    (lambda q: _lists_by_condition(q), meeting),
    (lambda q: "scope" in q.intents, overview.library_facts),
    (lambda q: "outline" in q.intents, overview.outline),
    (lambda q: "lacking" in q.intents, ranking.lacking),
    (lambda q: "most" in q.intents, ranking.busiest),
    (lambda q: bool(q.intents & {"earliest", "latest"}), ranking.first_due),
    (lambda q: "bodies" in q.intents, ranking.bodies),
    (lambda q: "shared" in q.intents and len(q.units) > 1, shared),
    (lambda q: bool(q.words), figures.listed),
    (lambda q: "target" in q.intents and bool(q.words) and not q.facets, figures.indicator),
    (lambda q: bool(q.words), overview.unstated_number),
    (lambda q: q.ordinal is not None, _by_number),
    (lambda q: bool(q.excluded), duties_of_others),
    (asks_duties, duties),
    (lambda q: q.dates is not None, due),
    (lambda q: bool(q.intents & {"list", "count", "duties"}) or "“" in q.text, under_heading),
    (lambda q: "implement" in q.intents, _standing_without_topic),
    (lambda q: "count" in q.intents and not q.facets, count_all),
    (lambda q: bool(q.words), topic),
    (lambda q: bool(q.units) and not (q.words and _HOW.search(q.text)), duties),
)
