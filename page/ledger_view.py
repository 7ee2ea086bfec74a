"""任务台账 as HTML: the filters, the table with its pages, and two charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from corpus.types import Plan, Task
from page.charts import Bar, bars, months
from page.markup import join, tag
from page.records import KINDS, ROLES, Cell, limits_cell, plan_cell, source_cell, table, task_cell, units_cell
from qa.board import Boards, due
from qa.ledger_query import NO_LIMIT, Query
from qa.versions import superseded

PAGE = 50
UNITS = 8  # bars of the chart of bodies
FORMATS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}
_COLUMNS: tuple[tuple[str, str, Cell], ...] = (
    ("task", "任务", task_cell),
    ("lead", "牵头", units_cell("lead", "牵头")),
    ("support", "配合", units_cell("support", "配合")),
    ("due", "时限", limits_cell),
)


def form(plans: Sequence[Plan], names: Iterable[str]) -> Markup:
    """The filters; ``names`` are offered while a unit is typed. Where plans have older versions, these are on a switch."""
    older = superseded(plans)
    titles = {plan.id: f"{plan.title}（旧版）" if plan.id in older else plan.title for plan in plans}
    roles = {role: word for role, word in ROLES.items() if role != "default"}
    kinds = {**{kind.value: word for kind, word in KINDS.items()}, NO_LIMIT: "未写明"}
    return tag(
        "form",
        _choice("plan", "方案", "全部方案", titles),
        _field("unit", "单位", "search", placeholder="名称或俗称", list="unit-names"),
        _choice("role", "角色", "不限", roles),
        _choice("kind", "时限类型", "不限", kinds),
        _field("since", "截止日期从", "date"),
        _field("until", "到", "date"),
        _field("text", "全文", "search", placeholder="任务、章节、原文中的词"),
        _switch("older", "含旧版") if older else None,
        tag("button", "清除条件", type="reset", class_="plain"),
        tag("datalist", *(tag("option", value=name) for name in names), id="unit-names"),
        role="search",
        aria_label="筛选任务",
    )


def _choice(name: str, label: str, every: str, options: dict[str, str]) -> Markup:
    shown = [tag("option", every, value=""), *(tag("option", word, value=value) for value, word in options.items())]
    return tag("label", tag("span", label), tag("select", *shown, name=name), class_=name)


def _field(name: str, label: str, kind: str, **attributes: object) -> Markup:
    return tag(
        "label", tag("span", label), tag("input", type=kind, name=name, autocomplete="off", **attributes), class_=name
    )


def _switch(name: str, label: str) -> Markup:
    return tag("label", tag("input", type="checkbox", name=name, value="1"), tag("span", label), class_="switch")


def results(chosen: Sequence[Task], total: int, query: Query, boards: Boards) -> Markup:
    """The chosen records, a page at a time, under what can be done with all of them."""
    if not chosen:
        return tag("div", _summary(chosen, total), tag("p", "没有符合条件的任务。放宽条件再试。", class_="blank"))
    page = max(0, min(query.page, (len(chosen) - 1) // PAGE))
    rows = chosen[page * PAGE : (page + 1) * PAGE]
    older = superseded([task.plan for task in chosen]) if query.older else ()
    named = (*_COLUMNS, ("plan", "方案", plan_cell(older)))
    columns = [*((_sorter(key, word, query), cell) for key, word, cell in named), ("出处", source_cell)]
    return tag(
        "div",
        _summary(chosen, total),
        _pictures(chosen, boards),
        tag("div", table(rows, columns, "任务台账", page * PAGE + 1), data_top=page),
        _pager(page, len(chosen)),
    )


def wrong(reason: str) -> Markup:
    """Instead of the table, when a field holds what it cannot."""
    return tag("p", reason, class_="blank", role="alert")


def _summary(chosen: Sequence[Task], total: int) -> Markup:
    words = f"共 {total} 项任务" if len(chosen) == total else f"符合条件 {len(chosen)} 项，共 {total} 项"
    buttons = (
        tag("button", f"导出 {word}", type="button", data_act="export", data_format=kind)
        for kind, word in FORMATS.items()
    )
    exports = tag("div", *buttons, class_="exports") if chosen else None
    return tag("header", tag("p", words, role="status"), exports)


def _sorter(key: str, word: str, query: Query) -> Markup:
    """A column's name; a click sorts by it, another turns the order round."""
    sign = ("▼" if query.down else "▲") if query.order == key else ""
    spoken = f"按{word}排序" + ("，现为降序" if sign == "▼" else "，现为升序" if sign else "")
    return tag("button", word, tag("i", sign, aria_hidden="true"), type="button", data_act="sort", data_order=key,
               aria_label=spoken)  # fmt: skip


def _pager(page: int, count: int) -> Markup | None:
    last = (count - 1) // PAGE
    if not last:
        return None
    return tag(
        "nav",
        tag("button", "上一页", type="button", data_act="turn", data_page=page - 1, disabled=page == 0),
        tag("span", f"第 {page + 1} 页，共 {last + 1} 页"),
        tag("button", "下一页", type="button", data_act="turn", data_page=page + 1, disabled=page == last),
        class_="pager",
        aria_label="翻页",
    )


def _pictures(chosen: Sequence[Task], boards: Boards) -> Markup | None:
    by_month = months("各月到期的任务", [day for task in chosen if (day := due(task))])
    by_unit = bars("各单位的任务", _unit_bars(chosen, boards))
    legend = tag("p", tag("span", "牵头", class_="lead"), tag("span", "配合", class_="support"), class_="legend")
    figures = [
        tag("figure", tag("figcaption", "各月到期的任务"), by_month) if by_month else None,
        tag("figure", tag("figcaption", "各单位的任务"), legend, by_unit),
    ]
    return tag("div", join(figures), class_="charts")


def _unit_bars(tasks: Sequence[Task], boards: Boards) -> list[Bar]:
    """The bodies with most tasks among ``tasks``; the same name in two regions is two bodies."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for task in tasks:
        for role in ("lead", "support"):
            for key in {boards.key(name, task) for name in getattr(task, role)}:
                counts.setdefault((task.plan.region, key), Counter())[role] += 1
    ranked = sorted(counts, key=lambda body: -counts[body].total())[:UNITS]
    bodies = {(region, body.key): body.full_name for region in boards.regions for body in boards.bodies(region)}
    return [Bar(bodies[key], (("lead", counts[key]["lead"]), ("support", counts[key]["support"]))) for key in ranked]
