"""The endpoints for programs: stateless, typed, the public contract's JSON out; an error is one Chinese line.

Each is a function made over the assistant; its docstring is not what callers read: the Chinese descriptions are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import gradio as gr
from gradio.events import api

from corpus.errors import InputError, PlanqaError
from corpus.types import Task
from page.assistant import Assistant, Registry
from page.contract import (
    AnswerReply,
    ConflictsReply,
    DocumentReply,
    DocumentsReply,
    DutiesReply,
    LedgerReply,
    TaskReply,
)
from page.ledger_query import Query, select
from qa.board import Board
from qa.briefing import briefing
from qa.records import conflict_record, plan_record, task_record
from qa.types import Dialogue

ASK = (
    "向资料库提问，返回带出处的回答。"
    "参数 question：问题（中文）；history：此前各轮的问题，按先后排列，用于追问，没有则留空；"
    "plans：只在这些方案里找，写方案编号（/documents 返回的 id）或完整标题，留空为全部。"
    "返回：answer 为带 [n] 编号的回答；answered 表示资料是否载明；"
    "citations 为各编号对应的文件、方案、章节、行号和原文；"
    "tasks 为所依据任务的编号；suggestions 为可以接着问的问题。问题不可用时返回一行中文错误说明。"
)
LEDGER = (
    "任务台账。各参数都可留空，留空即不限。"
    "plan：方案编号或完整标题；unit：单位，俗称也可；role：lead 牵头、support 配合、implement 落实；"
    "kind：by 截止、from 起始、ongoing 长期、recurring 定期、as_directed 按上级要求、other 其他、none 未写明；"
    "since、until：截止日期的范围，写作 2020-12-31；text：任务、章节、原文中的词，多个词用空格隔开。"
)
DUTIES = (
    "一个单位在各方案里的职责：牵头、配合、落实、按方案统一要求落实，各按时限先后排列。"
    "参数 region：地区，如 北关区；unit：单位，俗称也可，如 环保局。summary 为文字速览。"
)
CONFLICTS = "前后不一致之处：正文与附件、同地同年的方案之间。参数 plan：方案编号或完整标题，留空为全部。"
DOCUMENTS = "资料库的文件和方案，以及没能读入的文件和原因。"


def add_endpoints(assistant: Assistant, registry: Registry) -> None:
    """Add the endpoints to the page that is being built."""
    endpoints = {
        "ask": (ask_endpoint(assistant), ASK),
        "ledger": (ledger_endpoint(registry), LEDGER),
        "duties": (duties_endpoint(registry), DUTIES),
        "conflicts": (conflicts_endpoint(registry), CONFLICTS),
        "documents": (documents_endpoint(registry), DOCUMENTS),
    }
    for name, (function, description) in endpoints.items():
        api(function, api_name=name, api_description=description)


def ask_endpoint(assistant: Assistant) -> Callable[..., AnswerReply]:
    """The function behind ``/ask``; its type hints are what the API view shows."""

    def ask(question: str, history: list[str] | None = None, plans: list[str] | None = None) -> AnswerReply:
        with one_line():
            kept = _plans(assistant, plans or [])
            dialogue = Dialogue()
            for earlier in history or []:
                dialogue = assistant.ask(earlier, dialogue, kept).dialogue
            return cast(AnswerReply, assistant.ask(question, dialogue, kept).to_dict())

    return _returning(ask, AnswerReply)


def ledger_endpoint(registry: Registry) -> Callable[..., LedgerReply]:
    """The function behind ``/ledger``."""

    def ledger(
        plan: str = "", unit: str = "", role: str = "", kind: str = "", since: str = "", until: str = "", text: str = ""
    ) -> LedgerReply:
        query = Query(plan=plan, unit=unit, role=role, kind=kind, since=since, until=until, text=text)
        with one_line():
            _plans(registry.assistant, [plan] if plan else [])
            return LedgerReply(tasks=_records(select(registry.boards, registry.library.tasks, query)))

    return _returning(ledger, LedgerReply)


def duties_endpoint(registry: Registry) -> Callable[..., DutiesReply]:
    """The function behind ``/duties``."""

    def duties(region: str, unit: str) -> DutiesReply:
        with one_line():
            boards = registry.boards
            if region not in boards.regions:
                raise InputError(f"没有地区“{region}”的方案。现有：{'、'.join(boards.regions)}。")
            bodies = boards.find(region, unit)
            if not bodies:
                raise InputError(f"{region}的方案里没有“{unit}”这个单位。")
            return _duties(registry, boards.board(bodies[0]))

    return _returning(duties, DutiesReply)


def conflicts_endpoint(registry: Registry) -> Callable[..., ConflictsReply]:
    """The function behind ``/conflicts``."""

    def conflicts(plan: str = "") -> ConflictsReply:
        with one_line():
            ids = _plans(registry.assistant, [plan] if plan else [])
        found = registry.assistant.conflicts
        kept = [each for each in found if ids is None or {each.first.plan.id, each.second.plan.id} & set(ids)]
        return cast(ConflictsReply, {"conflicts": [conflict_record(each) for each in kept]})

    return _returning(conflicts, ConflictsReply)


def documents_endpoint(registry: Registry) -> Callable[..., DocumentsReply]:
    """The function behind ``/documents``."""

    def documents() -> DocumentsReply:
        library = registry.library
        skipped = {each.document: each.reason for each in library.skipped}
        return DocumentsReply(documents=[_document(registry, each.id) for each in library.documents], skipped=skipped)

    return _returning(documents, DocumentsReply)


def _document(registry: Registry, name: str) -> DocumentReply:
    library = registry.library
    document = next(each for each in library.documents if each.id == name)
    plans = [plan_record(plan) for plan in library.plans if plan.document == name]
    record = {"id": name, "title": document.title, "sha256": document.sha256, "lines": len(document.lines)}
    tasks = sum(task.document == name for task in library.tasks)
    return cast(DocumentReply, {**record, "plans": plans, "tasks": tasks})


def _duties(registry: Registry, board: Board) -> DutiesReply:
    remarks = briefing(registry.boards, board)
    reply = {
        "region": board.body.region,
        "unit": board.body.name,
        "names": list(board.body.names),
        "summary": [f"{remark.heading}：{remark.text}" for remark in remarks],
        "lead": _records(board.lead),
        "support": _records(board.support),
        "implement": _records(board.implement),
        "implement_by_default": _records(board.default),
        "conflicts": [conflict_record(each) for each in board.conflicts],
    }
    return cast(DutiesReply, reply)


def _records(tasks: Iterable[Task]) -> list[TaskReply]:
    return [cast(TaskReply, task_record(task)) for task in tasks]


def _plans(assistant: Assistant, names: list[str]) -> list[str] | None:
    """The ids of the plans that ``names`` (ids or titles) mean; None where none is named."""
    plans = assistant.library.plans
    unknown = set(names) - {plan.id for plan in plans} - {plan.title for plan in plans}
    if unknown:
        raise InputError(f"没有方案“{'、'.join(sorted(unknown))}”。编号和标题见 /documents。")
    return [plan.id for plan in plans if {plan.id, plan.title} & set(names)] or None


@contextmanager
def one_line() -> Iterator[None]:
    """Hands planqa's own errors to the caller as they are."""
    try:
        yield
    except PlanqaError as error:
        raise gr.Error(str(error), print_exception=False) from error


def _returning(function: Callable[..., Any], kind: type) -> Callable[..., Any]:
    """Gradio reads the return type from the annotation as it stands, and an annotation of this module is a string."""
    function.__annotations__["return"] = kind
    return function
