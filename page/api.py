"""The endpoints that Gradio serves: stateless, typed, the public contract's JSON out; an error is one Chinese line.

Each is a function made over the service that all doors share; its docstring is not what callers read: the Chinese descriptions are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import gradio as gr
from gradio.events import api

from corpus.errors import PlanqaError
from qa.ledger_query import Query
from serve.contract import AnswerReply, ConflictsReply, DocumentsReply, DutiesReply, LedgerReply
from serve.service import Service

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
    "since、until：截止日期的范围，写作 2020-12-31；text：任务、章节、原文中的词，多个词用空格隔开；older：同一方案有新旧版的，旧版也列出。"
)
DUTIES = (
    "一个单位在各方案里的职责：牵头、配合、落实、按方案统一要求落实，各按时限先后排列。"
    "参数 region：地区，如 北关区；unit：单位，俗称也可，如 环保局。summary 为文字速览。"
)
CONFLICTS = "前后不一致之处：正文与附件、同地同年的方案之间。参数 plan：方案编号或完整标题，留空为全部。"
DOCUMENTS = "资料库的文件和方案，以及没能读入的文件和原因。"


def add_endpoints(service: Service) -> None:
    """Add the endpoints to the page that is being built."""
    endpoints = {
        "ask": (ask_endpoint(service), ASK),
        "ledger": (ledger_endpoint(service), LEDGER),
        "duties": (duties_endpoint(service), DUTIES),
        "conflicts": (conflicts_endpoint(service), CONFLICTS),
        "documents": (documents_endpoint(service), DOCUMENTS),
    }
    for name, (function, description) in endpoints.items():
        api(function, api_name=name, api_description=description)


def ask_endpoint(service: Service) -> Callable[..., AnswerReply]:
    """The function behind ``/ask``; its type hints are what the API view shows."""

    def ask(question: str, history: list[str] | None = None, plans: list[str] | None = None) -> AnswerReply:
        with one_line():
            return cast(AnswerReply, service.ask([*(history or []), question], plans or []).to_dict())

    return _returning(ask, AnswerReply)


def ledger_endpoint(service: Service) -> Callable[..., LedgerReply]:
    """The function behind ``/ledger``."""

    def ledger(
        plan: str = "", unit: str = "", role: str = "", kind: str = "", since: str = "", until: str = "", text: str = "",
        older: bool = False,
    ) -> LedgerReply:  # fmt: skip
        query = Query(plan=plan, unit=unit, role=role, kind=kind, since=since, until=until, text=text, older=older)
        with one_line():
            return LedgerReply(tasks=service.ledger(query)["tasks"])

    return _returning(ledger, LedgerReply)


def duties_endpoint(service: Service) -> Callable[..., DutiesReply]:
    """The function behind ``/duties``."""

    def duties(region: str, unit: str) -> DutiesReply:
        with one_line():
            return service.duties(region, unit)

    return _returning(duties, DutiesReply)


def conflicts_endpoint(service: Service) -> Callable[..., ConflictsReply]:
    """The function behind ``/conflicts``."""

    def conflicts(plan: str = "") -> ConflictsReply:
        with one_line():
            return ConflictsReply(conflicts=service.conflicts(plan))

    return _returning(conflicts, ConflictsReply)


def documents_endpoint(service: Service) -> Callable[..., DocumentsReply]:
    """The function behind ``/documents``."""

    def documents() -> DocumentsReply:
        return service.documents()

    return _returning(documents, DocumentsReply)


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
