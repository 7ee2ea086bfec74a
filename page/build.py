"""The whole page: head, tabs and the endpoints for programs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from page.api import add_endpoints
from page.ask_tab import AskTab
from page.conversation import Conversation, Plans
from page.disputes_tab import DisputesTab
from page.duties_tab import DutiesTab
from page.exam import Examiner
from page.exam_tab import ExamTab
from page.examples import examples
from page.feedback import Feedback
from page.files_tab import FilesTab
from page.ledger_tab import LedgerTab
from page.markup import tag
from page.originals import Pictures, none
from page.parts import QUIET, live_html, still_html
from page.viewer import Viewer
from qa.ledger_query import Query
from serve.accounts import Accounts
from serve.holdings import Holdings
from serve.service import Service

NOBODY = Accounts()
Updates = dict[Any, Any]


def ready() -> str:
    """The status of an assistant that is open already."""
    return ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page is made of. ``home`` keeps what readers think of answers; while ``status`` gives a line, the page shows
    it and waits. Without ``holdings`` the library cannot be changed; without ``examiner`` there is no tab 评测. ``pictures`` shows
    the pages that a source stands on.
    """

    service: Service
    home: Path
    status: Callable[[], str] = ready
    holdings: Holdings | None = None
    accounts: Accounts = NOBODY
    examiner: Examiner | None = None
    pictures: Pictures = none


def build_page(parts: Parts) -> gr.Blocks:
    """The page made of ``parts``."""
    page = gr.Blocks(title="方案问答", fill_width=True, analytics_enabled=False)
    with page:
        still_html("head", _head(parts.accounts))
        content = Content(parts)
        add_endpoints(parts.service)
        content.wire(page)
    page.queue(default_concurrency_limit=8)
    return page


class Content:
    """The tabs, and what fills them when a browser arrives and when the library has changed."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.registry = registry = parts.service.registry
        assistant = registry.assistant
        self.banner = still_html("banner", "")
        parcels = live_html("parcel", "")
        viewer = Viewer(registry, parts.pictures)
        self.seen = gr.State("")  # the stamp of the library that the session's tabs show
        with gr.Tabs(elem_id="tabs") as self.tabs:
            with gr.Tab("问答", id="ask"):
                self.ask = AskTab(assistant, examples(), Feedback(parts.home), parts.pictures)
            with gr.Tab("部门职责", id="duties"):
                self.duties = DutiesTab(registry, viewer, parcels)
            with gr.Tab("任务台账", id="ledger"):
                self.ledger = LedgerTab(registry, viewer, parcels)
            with gr.Tab("矛盾核对", id="disputes"):
                self.disputes = DisputesTab(registry, viewer)
            with gr.Tab("文件", id="files"):
                self.files = FilesTab(assistant, viewer, parts.holdings, parts.accounts)
            with gr.Tab("评测", id="exam", visible=parts.examiner is not None):
                self.exam = ExamTab(assistant, parts.examiner, parts.accounts, parcels)

    def wire(self, page: gr.Blocks) -> None:
        """The events that concern more than one tab."""
        held = [self.seen, self.ask.session, self.ask.plans, self.ledger.query]
        library = [self.seen, self.ask.plans, self.ask.scope, self.duties.bodies, self.ledger.form, self.ledger.table,
                   self.disputes.form, self.disputes.list, self.files.shelf]  # fmt: skip
        page.load(self.arrive, held, [self.banner, self.ask.talks, self.exam.form, *library], **QUIET)
        self.tabs.select(self.renew, held, library, **QUIET)
        for change in self.files.changes:
            change.then(self.renew, held, library, **QUIET)

    def arrive(
        self, _: str, session: Conversation, plans: Plans, query: Query, request: gr.Request
    ) -> Iterator[Updates]:
        """Say what is going on until the library is open, then fill every tab."""
        while line := self.parts.status():
            yield {self.banner: tag("p", line, role="status")}
            time.sleep(0.3)
        own = {**self.ask.arrive(session, request), **self.exam.arrive(request)}
        yield {self.banner: Markup(""), **own, **self.renew("", session, plans, query, request)}

    def renew(self, seen: str, _: Conversation, plans: Plans, query: Query, request: gr.Request) -> Updates:
        """Everything that shows the library, when it is another than the session has seen."""
        stamp = self.registry.stamp
        if seen == stamp:
            return {self.seen: stamp}
        shown = [self.ask.renew(plans), self.duties.arrive(), self.ledger.arrive(query), self.disputes.arrive(),
                 self.files.arrive(request)]  # fmt: skip
        return {self.seen: stamp, **{component: value for each in shown for component, value in each.items()}}


def _head(accounts: Accounts) -> Markup:
    leave = tag("a", "退出", href="/logout", id="leave") if accounts else None
    return tag(
        "header",
        tag("h1", "方案问答"),
        tag("p", "政府工作方案、任务分工的查询与核对"),
        tag("button", "对话记录", type="button", id="talks-open"),
        tag("button", "接口", type="button", id="api", title="供程序调用的接口说明"),
        tag("button", "深色", type="button", id="shade", aria_pressed="false"),
        leave,
    )
