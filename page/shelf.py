"""文件 as HTML: the list of documents and their plans, and one document for reading, with its facts and sections."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpus.types import Document, Passage, Plan, Span, Task
from page.layout import blocks
from page.markup import join, tag
from page.source import text
from page.viewer import opener
from qa import render
from qa.reporting import PlanReport, reports
from qa.versions import Difference, Revision, revisions, superseded
from serve.assistant import Library
from serve.holdings import LARGEST

_PIECES = re.compile("([、；])")
MOST = 12  # doubts shown at once


def shelf(library: Library, opened: str = "", suffixes: Sequence[str] = ()) -> Markup:
    """Every document with the plans in it; ``opened`` is the id of the one being read.

    ``suffixes`` are those of files that this reader may add; empty when they may not.
    """
    documents, plans = library.documents, library.plans
    older = superseded(plans)
    count = f"{len(documents)} 份文件，{len(plans)} 个方案"
    return tag(
        "nav",
        tag("header", tag("h2", "资料库", tag("span", count)), _adder(suffixes) if suffixes else None),
        _skipped(library),
        tag("ul", *(_document(each, plans, older, each.id == opened) for each in documents), class_="shelf"),
        aria_label="资料库文件",
    )


def _adder(suffixes: Sequence[str]) -> Markup:
    field = tag("input", type="file", multiple=True, accept=",".join(suffixes), class_="unseen", aria_label="添加文件")
    title = f"可以添加：{'、'.join(suffixes)}，也可以拖到这里"
    return tag(
        "div",
        tag("label", field, "添加文件", class_="primary adder", title=title),
        tag("small", f"单个文件不超过 {LARGEST >> 20} MB"),
    )


def _skipped(library: Library) -> Markup | None:
    if not library.skipped:
        return None
    rows = (tag("li", f"{each.document}：{each.reason}") for each in library.skipped)
    return tag("div", tag("strong", "没能读入的文件"), tag("ul", *rows), class_="skipped", role="alert")


def progress(line: str, *, failed: bool = False, over: bool = False) -> Markup:
    """What is being done to the library, or what became of it."""
    kind = "failed" if failed else "done" if over else "busy"
    return tag("p", line, role="alert" if failed else "status", class_=kind) if line else Markup("")


def _document(document: Document, plans: Sequence[Plan], older: Container[str], opened: bool) -> Markup:
    """A document with its plans below it; one that is a plan itself says so in its own line."""
    own = [plan for plan in plans if plan.document == document.id]
    alone = len(own) == 1 and own[0].title == document.title
    facts = [*(_facts(own[0], older) if alone else ()), document.id, f"{len(document.lines)} 行"]
    head = tag(
        "button",
        tag("strong", document.title or document.id),
        tag("small", " · ".join(facts)),
        type="button",
        data_act="select",
        data_document=document.id,
        aria_current="true" if opened else None,
    )
    return tag("li", head, tag("ul", *(_plan(plan, older) for plan in own)) if own and not alone else None)


def _plan(plan: Plan, older: Container[str]) -> Markup:
    button = tag(
        "button",
        plan.title,
        tag("small", " · ".join(_facts(plan, older))),
        type="button",
        data_act="select",
        data_document=plan.document,
        data_line=plan.span.first,
    )
    return tag("li", button)


def _facts(plan: Plan, older: Container[str]) -> list[str]:
    facts = (
        "旧版" if plan.id in older else "",
        plan.region,
        f"{plan.year}年" if plan.year else "年份未写明",
        plan.number,
        plan.issuer,
    )
    return [fact for fact in facts if fact]


def reading(document: Document, library: Library, line: int = 1, *, removable: bool = False) -> Markup:
    """A whole document, to be scrolled to ``line``, between what is known of it and its sections."""
    made = reports(document, library.plans, library.passages, library.tasks)
    passages = [passage for passage in library.passages if passage.document == document.id]
    return tag(
        "article",
        _heading(document, removable),
        tag("details", tag("summary", _summary(made)), *(_report(each) for each in made), class_="report"),
        *(_revision(each, document) for each in revisions(library.plans, library.tasks)),
        tag("div", _tree(outline(passages)), tag("div", text(blocks(document.lines)), class_="lines", tabindex=0,
            role="region", aria_label="全文"), class_="book"),
        class_="view",
        data_line=line,
    )  # fmt: skip


def _heading(document: Document, removable: bool) -> Markup:
    remove = tag("button", "移除这份文件", type="button", class_="plain", data_act="remove", data_document=document.id,
                 data_confirm=f"从资料库移除“{document.id}”？其中的方案和任务将不再能查到。")  # fmt: skip
    place = tag("p", f"{document.id} · {len(document.lines)} 行", class_="place")
    return tag("header", tag("h3", document.title or document.id), place, remove if removable else None)


def _summary(made: Sequence[PlanReport]) -> str:
    doubts = sum(len(each.doubts) for each in made)
    counts = (
        f"{len(made)} 个方案，{sum(each.tasks for each in made)} 项任务，{sum(each.passages for each in made)} 个段落"
    )
    return f"读入情况：{counts}{f'，{doubts} 处请核对' if doubts else ''}"


def _report(report: PlanReport) -> Markup:
    plan = report.plan
    facts = {
        "地区": plan.region, "年份": f"{plan.year}" if plan.year else "", "文号": plan.number, "印发单位": plan.issuer,
        "印发日期": f"{plan.date}" if plan.date else "", "任务": _parts(report),
        "没有牵头单位": f"{report.without_lead} 项", "没有时限": f"{report.without_deadline} 项",
        "有文字的行": f"{report.lines} 行，其中 {report.in_tasks} 行在任务里，{len(report.unclaimed)} 行无归属",
        "只出现一次的单位": "、".join(report.once),
    }  # fmt: skip
    rows = (tag("div", tag("dt", name), tag("dd", value or "未写明")) for name, value in facts.items())
    return tag("section", tag("h4", plan.title), tag("dl", *rows), _doubts(report))


def _revision(revision: Revision, document: Document) -> Markup | None:
    """What differs between two versions of a plan, where ``document`` holds one of them."""
    older, newest, found = revision.older, revision.newest, revision.differences
    if document.id not in (older.document, newest.document):
        return None
    this, that, other = ("旧版", "新版", newest) if document.id == older.document else ("新版", "旧版", older)
    told = f"{len(found)} 处任务不同" if found else "任务没有不同"
    summary = tag("summary", f"《{newest.title}》有新旧两版，这一份是{this}，另一份是 {other.document}：{told}")
    switch = tag("button", f"打开{that}", type="button", class_="open", data_act="select", data_document=other.document,
                 data_line=other.span.first)  # fmt: skip
    return tag("details", summary, tag("p", switch), _differences(found) if found else None, class_="report versions")


def _differences(found: Sequence[Difference]) -> Markup:
    head = tag("tr", *(tag("th", name, scope="col") for name in ("任务", "不同的是", "旧版", "新版")))
    rows = (
        tag("tr", tag("th", each.title, scope="row"), tag("td", each.field, data_name="不同的是"),
            tag("td", _beside(each.before, each.after, "del"), _place(each.older, "旧版"), data_name="旧版"),
            tag("td", _beside(each.after, each.before, "ins"), _place(each.newer, "新版"), data_name="新版"))
        for each in found
    )  # fmt: skip
    caption = tag("caption", "新旧两版的不同", class_="unseen")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="records")


def _beside(value: str, other: str, mark: str) -> Markup | str:
    """``value`` with the names and limits marked that ``other`` has not."""
    pieces = _PIECES.split(value)
    known = {"、", "；", *_PIECES.split(other)}
    return join(piece if piece in known else tag(mark, piece) for piece in pieces) if value else "（无）"


def _place(task: Task | None, version: str) -> Markup | None:
    """A button that opens the record in its version."""
    return opener(task.id, render.source(task), f"打开{version}原文：{render.title(task)}") if task else None


def _parts(report: PlanReport) -> str:
    pieces = []
    for part in report.parts:
        merged = f"，其中 {part.inherited} 行有合并单元格" if part.inherited else ""
        rows = f"（表格行 {part.rows}{merged}）" if part.rows else ""
        pieces.append(f"{part.part} {part.tasks} 项{rows}")
    return "；".join(pieces)


def _doubts(report: PlanReport) -> Markup | None:
    if not report.doubts:
        return None
    rows = [tag("li", _jump(each.span), f" {each.text}") for each in report.doubts[:MOST]]
    if len(report.doubts) > MOST:
        rows.append(tag("li", f"另有 {len(report.doubts) - MOST} 处"))
    return join([tag("p", "请核对：", class_="warning"), tag("ul", *rows)])


def _jump(span: Span) -> Markup:
    return tag("button", render.lines_of(span), type="button", class_="open", data_go=span.first)


@dataclass(frozen=True, slots=True)
class Node:
    """A heading of a document: how deep it lies, and the first line below it."""

    depth: int
    title: str
    line: int


def outline(passages: Sequence[Passage]) -> list[Node]:
    """The headings over ``passages`` in source order, each once where it begins: plan, part, then its sections."""
    nodes: list[Node] = []
    before: tuple[str, ...] = ()
    for passage in passages:
        part = () if passage.part == "正文" else (passage.part,)
        path = (passage.plan.title, *part, *passage.section)
        shared = next(
            (at for at, pair in enumerate(zip(path, before, strict=False)) if pair[0] != pair[1]), len(before)
        )
        nodes += [
            Node(at, title, passage.span.first) for at, title in enumerate(path) if at >= min(shared, len(before))
        ]
        before = path
    return nodes


def _tree(nodes: Sequence[Node]) -> Markup:
    rows = (
        tag("li", tag("button", node.title, type="button", data_go=node.line), class_=f"depth-{min(node.depth, 4)}")
        for node in nodes
    )
    return tag("nav", tag("ol", *rows), class_="tree", aria_label="目录")


def unread() -> Markup:
    """The reading side while nothing is open."""
    return tag("p", "选择左边的文件或方案，在这里阅读全文。", class_="hint")
