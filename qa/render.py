"""Wording of facts: units, dates, tasks and plans, as the answer shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.text import Folded, fold
from corpus.types import Deadline, DeadlineKind, Passage, Plan, Span, Task

NONE_STATED = "原文未写明"
_BROKEN_OFF = 30  # letters from which a title may be a sentence that is broken off
_ROLE_NAMES = {"lead": "牵头", "support": "配合", "implement": "落实", "deadline": "时限"}


def plain(text: str) -> str:
    """``text`` whose own [2021] cannot be taken for a mark of a citation."""
    return re.sub(r"\[(\d+)\]", r"〔\1〕", text)


def topic(text: str) -> str:
    """A topic in words: its pieces without the letters that only tie them to the question."""
    pieces = (piece.strip("是要的有在那把让就都由样被给个花怎") for piece in text.split())
    return plain("".join(piece for piece in pieces if len(piece) > 1))


def units(names: Sequence[str]) -> str:
    """Names in a row, as written."""
    return "、".join(names)


def deadline(limit: Deadline) -> str:
    """As written, with the day beside it where it is computed."""
    if limit.kind is DeadlineKind.BY and limit.date:
        return f"{limit.text}（{limit.date.isoformat()}）"
    if limit.kind is DeadlineKind.FROM and limit.date:
        return f"{limit.text}（自 {limit.date.isoformat()}）"
    return limit.text


def deadlines(limits: Iterable[Deadline]) -> str:
    """Several limits in a row; a range is shown once."""
    shown: dict[str, str] = {}
    for limit in limits:
        shown.setdefault(limit.text, deadline(limit))
    return "；".join(shown.values())


def title(task: Task, limit: int = 60) -> str:
    """The task's short title, cut where it is long; of a title that breaks a sentence off as much as fits."""
    short = re.sub(r"\s+", "", task.title)
    sentence = re.split("[。；]", re.sub(r"[\s*]+", "", body(task)), maxsplit=1)[0]
    text = plain(sentence if len(short) >= _BROKEN_OFF and sentence.startswith(short) else short).rstrip("。；，")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def body(task: Task) -> str:
    """The task's own text on one line: a table row without its unit and date cells, prose without its heading mark."""
    if "\t" in task.text or task.text.lstrip().startswith("|"):
        held = {fold(task.group), fold(task.number), ""}
        cells = [" ".join(cell.split()) for cell in re.split(r"\n?\t|\|", task.text)]
        return "；".join(cell for cell in cells if fold(cell) not in held)
    return re.sub(r"\s*\n\s*", "", task.text).strip()


def what(task: Task, limit: int) -> str:
    """What a task is about in up to ``limit`` characters."""
    return title(task, limit).rstrip("。；，")


def taken_from(task: Task) -> str:
    """Where the fields that a task inherits stand: in the cell above its row, in the heading above its text."""
    return "合并单元格" if "\t" in task.text or task.text.lstrip().startswith("|") else "上文"


def facet(task: Task, name: str) -> str:
    """One fact of a task, such as 牵头：区农委; says so where the text gives none."""
    if name == "deadline":
        return f"时限：{deadlines(task.deadlines) or NONE_STATED}"
    value = units(getattr(task, name))
    note = "（按方案统一要求）" if name == "implement" and task.implement_is_default and value else ""
    note = f"（{taken_from(task)}，同上）" if name in task.inherited and name != "lead" and not note else note
    return f"{_ROLE_NAMES[name]}：{value or NONE_STATED}{note}"


def facets(task: Task, asked: Sequence[str]) -> str:
    """The facts asked for first, then the others that the text gives."""
    rest = [name for name in ("lead", "support", "deadline") if name not in asked]
    given = [name for name in rest if (task.deadlines if name == "deadline" else getattr(task, name))]
    if task.implement and "implement" not in asked and (not task.lead or not task.implement_is_default):
        given.append("implement")
    return "；".join(facet(task, name) for name in [*asked, *given])


def plan_name(plan: Plan) -> str:
    """The plan's title in title marks."""
    return f"《{plan.title}》"


def place(task: Task) -> str:
    """Where in the plan: 正文 三、主要任务 or 附件2 第3项."""
    number = f"第{task.number}项" if task.number and "\t" in task.text else ""
    return " ".join(piece for piece in (task.part if task.part != "正文" else "", number) if piece)


def lines_of(span: Span) -> str:
    """``span`` as people say it: 第3行, 第3–5行."""
    return f"第{span.first}行" if span.first == span.last else f"第{span.first}–{span.last}行"


def source(record: Passage | Task) -> str:
    """Where ``record`` stands: 第3页，表2第4行 in the original, else its lines."""
    return record.place or lines_of(record.span)


def clause(text: str) -> str:
    """A quoted clause on one line."""
    folded = Folded(text)
    return plain(folded.written() if len(folded) < 400 else folded.written(0, 398) + "……")


def section(passage: Passage) -> str:
    """The heading path in words."""
    return " › ".join(passage.section)
