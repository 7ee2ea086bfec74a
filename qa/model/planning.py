"""What a model understands of a question: one sentence that stands by itself, and a query of the ledger.

Both are only proposals. The sentence may hold no place, year, body or matter that the talk does not hold; the query is typed,
its vocabulary closed, and every value of it must be named in the talk. What does not hold is dropped, and the deterministic
understanding stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.text import fold
from corpus.types import DeadlineKind, Task
from qa import render
from qa.desk import Desk
from qa.duties import row
from qa.model.covering import uncovered
from qa.model.facts import stated_limits
from qa.model.vocabulary import vocabulary
from qa.question import Query
from qa.reply import Reply

_HARD = re.compile("同时|并且|而且|而(?!言)|既|又|且|除了|以外|之外|但|不过|凡是|最早|最晚的")
_ROLES = {"牵头": "lead", "配合": "support", "落实": "implement"}
_FROM_MODEL = "（模型理解为：{query}。请核对）"


class Part(BaseModel):
    """A body and the role that it must have."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unit: str = Field(min_length=2, max_length=30)
    role: Literal["牵头", "配合", "落实"]


class LedgerQuery(BaseModel):
    """Conditions that a task must meet, all of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    regions: tuple[str, ...] = Field(default=(), max_length=5)
    parts: tuple[Part, ...] = Field(default=(), max_length=4)
    due_from: date | None = None
    due_until: date | None = None
    words: tuple[str, ...] = Field(default=(), max_length=4)

    def in_words(self) -> str:
        """The conditions in Chinese, for the reader to check."""
        pieces = [
            "、".join(self.regions),
            "，".join(f"{part.unit}{part.role}" for part in self.parts),
            f"{self.due_from}起到期" if self.due_from else "",
            f"{self.due_until}前到期" if self.due_until else "",
            "、".join(f"含“{word}”" for word in self.words),
        ]
        return "，".join(piece for piece in pieces if piece) + "的任务"


class Understanding(BaseModel):
    """What the model makes of a question."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    question: str = Field(min_length=2, max_length=200)
    query: LedgerQuery | None = None


def schema() -> str:
    """The form of an understanding, as the model is told it."""
    return json.dumps(Understanding.model_json_schema(), ensure_ascii=False)


def read_understanding(text: str) -> Understanding | None:
    """The first JSON object in a reply, where it is an understanding."""
    match = re.search(r"\{.*\}", text, re.DOTALL)
    if not match:
        return None
    try:
        return Understanding.model_validate_json(match[0])
    except ValidationError:
        return None


def is_hard(query: Query) -> bool:
    """Several conditions at once, which the wordings alone do not tell apart."""
    several = len(query.units) > 1 or (bool(query.units) and query.dates is not None)
    return several and bool(query.intents & {"list", "count", "duties"}) and bool(_HARD.search(query.text))


def is_founded(question: str, talk: str) -> bool:
    """Whether a rewritten question holds nothing but what the talk holds; ``talk`` is all that was said, folded here."""
    words = vocabulary()
    said = fold(talk)
    return not uncovered(fold(question), (said,), words) and set(re.findall(r"\d+", question)) <= set(
        re.findall(r"\d+", said)
    )


def is_valid(query: LedgerQuery, talk: str, desk: Desk) -> bool:
    """Whether a query asks for something, and names only what the talk names and the library knows."""
    said = fold(talk)
    regions = {plan.region for plan in desk.library.plans}
    days = {
        limit.date
        for year in {None, *(plan.year for plan in desk.library.plans)}
        for limit in stated_limits(said, year)
    }
    return (
        bool(query.parts or query.due_from or query.due_until)
        and all(region in regions and fold(region) in said for region in query.regions)
        and all(fold(part.unit) in said and _known(part, desk) for part in query.parts)
        and all(day is None or day in days for day in (query.due_from, query.due_until))
        and all(fold(word) in said for word in query.words)
    )


def _known(part: Part, desk: Desk) -> bool:
    return any(desk.roles(task, fold(part.unit)) for task in desk.library.tasks)


def tasks_of(query: LedgerQuery, tasks: Collection[Task], desk: Desk) -> list[Task]:
    """Those of ``tasks`` that meet every condition."""
    return [task for task in tasks if _meets(query, task, desk)]


def _meets(query: LedgerQuery, task: Task, desk: Desk) -> bool:
    days = [limit.date for limit in task.deadlines if limit.kind is DeadlineKind.BY and limit.date]
    first, last = query.due_from or date.min, query.due_until or date.max
    text = fold(task.text + "".join(task.section))
    return (
        (not query.regions or task.plan.region in query.regions)
        and all(_ROLES[part.role] in desk.roles(task, fold(part.unit)) for part in query.parts)
        and (not (query.due_from or query.due_until) or any(first <= day <= last for day in days))
        and all(fold(word) in text for word in query.words)
    )


def listed(query: LedgerQuery, tasks: Collection[Task], desk: Desk) -> Reply:
    """The tasks found, with what was looked for on the first line."""
    found = tasks_of(query, tasks, desk)
    reply = Reply("list")
    reply.lines.append(_FROM_MODEL.format(query=query.in_words()))
    reply.lines.append(f"共{len(found)}项：")
    for plan in dict.fromkeys(task.plan for task in found):
        own = [task for task in found if task.plan.id == plan.id]
        reply.lines.append(render.plan_name(plan))
        reply.lines += [row(desk, number, task, reply, len(found), roles=True) for number, task in enumerate(own, 1)]
    return reply
