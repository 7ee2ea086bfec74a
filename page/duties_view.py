"""部门职责 as HTML: the bodies of a region to choose from, and the duties of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from corpus.types import Task
from page.charts import Event, timeline
from page.markup import join, tag
from page.records import (
    ROLES,
    anchor,
    limits_cell,
    plan_cell,
    source_cell,
    table,
    task_cell,
    units_cell,
)
from page.viewer import opener
from qa.board import Board, Boards, Body, due
from qa.briefing import Remark

_BESIDE = {
    "lead": ("support", "配合"),
    "support": ("lead", "牵头"),
    "implement": ("lead", "牵头"),
    "default": ("lead", "牵头"),
}
NOTES = {"default": "方案总则统一规定的落实单位，任务本身没有点名。"}


def chooser(boards: Boards, region: str) -> Markup:
    """The regions, and the bodies of the chosen one; typing narrows the list, also by everyday names."""
    regions = [tag("option", name or "未写明地区", value=name, selected=name == region) for name in boards.regions]
    bodies = boards.bodies(region)
    return tag(
        "nav",
        tag("label", tag("span", "地区"), tag("select", *regions, name="region")),
        tag("label", tag("span", "单位"), tag("input", type="search", name="unit", autocomplete="off",
            placeholder="单位名称或俗称，如环保局")),
        tag("p", f"{len(bodies)} 个单位", class_="hint", role="status"),
        tag("ul", *(_body(body) for body in bodies), class_="bodies"),
        aria_label="选择单位",
    )  # fmt: skip


def _body(body: Body) -> Markup:
    counts = [("牵头", body.led), ("配合", body.supported), ("落实", body.implemented), ("统一要求", body.defaults)]
    words = " · ".join(f"{word} {count}" for word, count in counts if count)
    return tag(
        "li",
        tag("button", tag("strong", body.name), tag("small", words), type="button", data_act="pick",
            data_region=body.region, data_unit=body.key),
        data_names=" ".join((*body.names, *body.spoken, body.key)),
    )  # fmt: skip


def unchosen() -> Markup:
    """The board while no body is chosen."""
    return tag(
        "div",
        tag("h2", "选一个单位，看它在各方案里的职责"),
        tag("p", "牵头、配合、落实分开列出，按时限先后排列，每一行都能打开原文。刚到岗的同志可以先看“新人速览”。"),
        class_="blank",
    )


def unknown(region: str, unit: str) -> Markup:
    """The board when a name means no body."""
    return tag(
        "div",
        tag("h2", f"{region}的方案里没有“{unit}”"),
        tag("p", "换一个叫法，或从左边的名单里选。"),
        class_="blank",
        role="alert",
    )


def board_view(board: Board, remarks: Sequence[Remark]) -> Markup:
    """The duties of a body, from the words about it to the last row."""
    body = board.body
    others = f"也写作：{'、'.join(body.names[1:])}" if len(body.names) > 1 else None
    return tag(
        "article",
        tag("header", tag("h2", body.full_name, tabindex=-1), tag("p", others) if others else None, _exports(body)),
        _counts(board),
        _words(remarks),
        _picture(board),
        *(_list(role, getattr(board, role)) for role in ROLES if getattr(board, role)),
        class_="duties",
        data_top=body.full_name,
    )


def _exports(body: Body) -> Markup:
    buttons = (
        tag(
            "button",
            label,
            type="button",
            data_act="export",
            data_region=body.region,
            data_unit=body.key,
            data_format=kind,
        )
        for label, kind in (("导出 Excel", "xlsx"), ("导出 Word", "docx"))
    )
    return tag("div", *buttons, class_="exports")


def _counts(board: Board) -> Markup:
    """The lists in figures; a figure leads to its list."""
    counts = [(f"#list-{role}", word, len(getattr(board, role))) for role, word in ROLES.items()]
    counts += [("#list-time", "有截止日期", sum(due(task) is not None for task in board.own))]
    counts += [("#list-words", "前后不一致", len(board.conflicts))]
    return tag("ul", *(_count(*each) for each in counts if each[2]), class_="counts")


def _count(target: str, word: str, count: int) -> Markup:
    return tag("li", tag("a", tag("b", str(count)), tag("span", word), href=target, data_jump=target))


def _words(remarks: Sequence[Remark]) -> Markup:
    """新人速览: the remarks under their headings; a remark about a few tasks leads to each of them."""
    headings = dict.fromkeys(remark.heading for remark in remarks)
    groups = (
        tag("div", tag("dt", heading), *(_remark(remark) for remark in remarks if remark.heading == heading),
            class_="warning" if heading == "须核实" else None)
        for heading in headings
    )  # fmt: skip
    return tag("section", tag("h3", "新人速览"), tag("dl", *groups), id="list-words", class_="words")


def _remark(remark: Remark) -> Markup:
    few = remark.tasks if len(remark.tasks) <= 2 else ()
    links = (opener(task.id, f"原文{number if len(few) > 1 else ''}", f"打开原文：{task.title}")
             for number, task in enumerate(few, 1))  # fmt: skip
    return tag("dd", remark.text, *links)


def _picture(board: Board) -> Markup | None:
    roles = {task.id: role for role in ("implement", "support", "lead") for task in getattr(board, role)}
    events = [
        Event(day, task.title, roles[task.id], anchor(task, ROLES[roles[task.id]]))
        for task in board.own
        if (day := due(task))
    ]
    drawn = timeline("截止日期", events)
    if drawn is None:
        return None
    kinds = [role for role in ROLES if role in roles.values()]
    legend = tag("p", *(tag("span", ROLES[role], class_=role) for role in kinds), class_="legend")
    return tag(
        "section", tag("h3", "时间轴", tag("span", "每个点是一项有截止日期的任务")), legend, drawn, id="list-time"
    )


def _list(role: str, tasks: Sequence[Task]) -> Markup:
    beside, label = _BESIDE[role]
    columns = [("任务", task_cell), ("时限", limits_cell), (label, units_cell(beside, label)), ("方案", plan_cell()),
               ("出处", source_cell)]  # fmt: skip
    note = tag("p", NOTES[role], class_="hint") if role in NOTES else None
    heading = tag("h3", ROLES[role], tag("span", f"{len(tasks)} 项"))
    return tag("section", join([heading, note]), table(tasks, columns, ROLES[role]), id=f"list-{role}")
