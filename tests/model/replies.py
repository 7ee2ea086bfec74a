"""Replies of a language model drawn from real facts: which question it is asked, what it says, and what of it is false.

The false piece is known from how the reply was made, not from any check of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.types import Deadline, DeadlineKind, Task
from qa import Answer, PlanQA

STRANGERS = ("市应急管理局", "区审计局", "省生态环境厅", "区教育体育局", "县林业和草原局", "国家税务局")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model says to ``question``. ``bit`` is the piece that is false; empty for a good reply."""

    question: str
    text: str
    bit: str
    kind: str


@dataclass(frozen=True, slots=True)
class Case:
    """A task of the bundled plans, the deterministic answer on it, and the mark at which it stands."""

    task: Task
    limit: Deadline
    question: str
    answer: Answer
    mark: int


def cases(qa: PlanQA, most: int, seed: int = 7) -> list[Case]:
    """Tasks with a lead, support and one last day, whose question is answered with them."""
    fitting = [task for task in qa.library.tasks if _fits(task)]
    random.Random(seed).shuffle(fitting)
    found: list[Case] = []
    for task in fitting:
        question = f"{task.plan.region}{task.title}由谁牵头，谁配合，什么时候完成？"
        answer = qa.ask(question, model=False)
        marks = [c.mark for c in answer.citations if c.passage == qa.desk.passage(task)]
        if answer.found and task in answer.tasks and marks and len(answer.citations) <= 8:
            found.append(Case(task, _days(task)[0], question, answer, marks[0]))
        if len(found) == most:
            break
    return found


def _fits(task: Task) -> bool:
    return bool(
        task.lead and task.support and len(_days(task)) == 1 and len(task.deadlines) == 1 and 4 <= len(task.title) <= 60
    )


def _days(task: Task) -> list[Deadline]:
    return [limit for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date]


Lies = Mapping[str, Sequence[tuple[str, str]]]


def good(drawn: Sequence[Case], wordings: Sequence[str], count: int) -> Iterator[Reply]:
    """``count`` replies: every wording in turn, filled from case after case."""
    for place in range(count):
        case, wording = drawn[place % len(drawn)], wordings[place % len(wordings)]
        yield Reply(case.question, wording.format(**facts_in(case)), "", "good")


def bad(drawn: Sequence[Case], wordings: Lies, count: int) -> Iterator[Reply]:
    """``count`` replies with something false in each: every lie in turn, filled from case after case."""
    lies = [(kind, *lie) for kind, some in wordings.items() for lie in some]
    for place in range(count):
        case = drawn[place % len(drawn)]
        kind, wording, bit = lies[place % len(lies)]
        values = facts_in(case) | _wrong(case, drawn, place)
        yield Reply(case.question, wording.format(**values), bit.format(**values), kind)


def facts_in(case: Case) -> dict[str, str]:
    """What a wording is filled with."""
    task, day = case.task, case.limit.date or date.min
    return {
        "title": task.title.rstrip("。；，"),
        "region": task.plan.region,
        "plan": task.plan.title,
        "year": str(task.plan.year),
        "lead": "、".join(task.lead),
        "support": "、".join(task.support),
        "limit": case.limit.text,
        "day": f"{day.year}年{day.month}月{day.day}日",
        "iso": day.isoformat(),
        "m": str(case.mark),
    }


def _wrong(case: Case, drawn: Sequence[Case], place: int) -> dict[str, str]:
    known = "".join(citation.passage.text for citation in case.answer.citations)
    strangers = [name for name in STRANGERS if name not in known]
    other = next(
        each
        for each in (*drawn[place + 1 :], *drawn)
        if set(each.task.lead).isdisjoint({*case.task.lead, *case.task.support})
    )
    away = next(each for each in (*drawn[place + 1 :], *drawn) if each.task.plan.region != case.task.plan.region)
    day = (case.limit.date or date.min) - timedelta(days=61 + place % 7)
    return {
        "stranger": strangers[place % len(strangers)],
        "wrong_day": f"{day.year}年{day.month}月{day.day}日",
        "wrong_iso": day.isoformat(),
        "wrong_limit": f"{day.year}年{day.month}月底前",
        "wrong_year": str((case.task.plan.year or 2020) - 2),
        "other_title": other.task.title.rstrip("。；，"),
        "other_lead": "、".join(other.task.lead),
        "other_region": away.task.plan.region,
        "other_plan": away.task.plan.title,
    }
