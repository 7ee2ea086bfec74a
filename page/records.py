"""Records of the ledger as rows: the table that 部门职责 and 任务台账 share, and the words for its cells."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from markupsafe import Markup

from corpus.text import fold
from corpus.types import Deadline, DeadlineKind, Task
from page.markup import join, tag
from page.viewer import opener
from qa import render

ROLES = {"lead": "牵头", "support": "配合", "implement": "落实", "default": "统一要求落实"}
KINDS = {
    DeadlineKind.BY: "截止日期",
    DeadlineKind.FROM: "起始日期",
    DeadlineKind.RECURRING: "定期",
    DeadlineKind.ONGOING: "长期持续",
    DeadlineKind.AS_DIRECTED: "按上级要求",
    DeadlineKind.OTHER: "其他",
}
UNSURE = "（识别存疑）"  # beside what a scan does not show for certain
DATED = frozenset({DeadlineKind.BY, DeadlineKind.FROM})
Cell = Callable[[Task], Markup]


def units_cell(role: str, label: str) -> Cell:
    """The bodies of a task in ``role``; what comes from a merged cell, a heading or a standing rule is told."""

    def cell(task: Task) -> Markup:
        names: tuple[str, ...] = getattr(task, role)
        note = f"（{render.taken_from(task)}）" if role in task.inherited else ""
        note = "（统一要求）" if role == "implement" and task.implement_is_default and names else note
        note += UNSURE if set(names) & set(task.doubtful) else ""
        return tag("td", _nothing() if not names else render.units(names), tag("small", note) if note else None,
                   data_name=label)  # fmt: skip

    return cell


def limits_cell(task: Task) -> Markup:
    """The limits as written, and the days beside them."""
    limits = {limit.text: limit for limit in task.deadlines}.values()
    shown = [_limit(limit) for limit in limits] or [_nothing()]
    unsure = any(limit.text in task.doubtful for limit in limits)
    return tag("td", *shown, tag("small", UNSURE) if unsure else None, data_name="时限")


def _limit(limit: Deadline) -> Markup:
    day = limit.date if limit.kind in DATED else None
    start = "自 " if limit.kind is DeadlineKind.FROM else ""
    return tag("span", limit.text, tag("time", f"{start}{day}") if day else None, class_="limit")


def _nothing() -> Markup:
    return tag("span", "未写明", class_="nothing")


def source_cell(task: Task) -> Markup:
    """The place, which opens the record in its document."""
    part = "" if task.part == "正文" else f"{task.part} "
    lines = render.source(task)
    name = f"打开原文：{task.plan.title} {part}{lines}"
    return tag("td", opener(task.id, f"{part}{lines}", name), data_name="出处", class_="from")


def plan_cell(older: Container[str] = ()) -> Cell:
    """The plan's title; of plans whose ids are in ``older`` that it is an older version."""

    def cell(task: Task) -> Markup:
        note = tag("small", f"旧版 · {task.plan.document}") if task.plan.id in older else None
        return tag("td", tag("span", task.plan.title), note, data_name="方案", class_="plan")

    return cell


def task_cell(task: Task) -> Markup:
    """What is to be done, under its heading."""
    heading = task.section[-1] if task.section and fold(task.title) not in fold(task.section[-1]) else ""
    return tag("th", tag("span", render.title(task, 120)), tag("small", heading) if heading else None, scope="row")


def table(tasks: Sequence[Task], columns: Sequence[tuple[str, Cell]], caption: str, first: int = 1) -> Markup:
    """Rows numbered from ``first``; every row can be jumped to by its id, which ``caption`` tells from other tables'."""
    head = tag("tr", tag("th", "#", scope="col", class_="no"), *(tag("th", name, scope="col") for name, _ in columns))
    rows = (
        tag("tr", tag("td", str(number), class_="no"), *(cell(task) for _, cell in columns), id=anchor(task, caption))
        for number, task in enumerate(tasks, first)
    )
    words = tag("caption", caption, class_="unseen")
    return tag("table", words, tag("thead", head), tag("tbody", join(rows)), class_="records")


def anchor(task: Task, caption: str) -> str:
    """The id of a task's row in the table called ``caption``."""
    return f"{caption}:{task.id}"
