"""The whole page: head, tabs and the endpoints for programs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import gradio as gr

from page.api import add_endpoints
from page.ask_tab import AskTab
from page.assistant import Assistant, Registry
from page.conversation import Conversation
from page.disputes_tab import DisputesTab
from page.duties_tab import DutiesTab
from page.feedback import Feedback
from page.files_tab import FilesTab
from page.ledger_query import Query
from page.ledger_tab import LedgerTab
from page.markup import tag
from page.parts import QUIET, live_html, still_html
from page.viewer import Viewer

DEFAULT_EXAMPLES = (
    "危险废物管理由谁牵头、什么时候完成？",
    "区农业农村局要做哪些工作？",
    "土壤环境质量定期调查多久一次？",
    "哪些任务要在2020年底前完成？",
)


def ready() -> str:
    """The status of an assistant that is open already."""
    return ""


def build_page(assistant: Assistant, home: Path, status: Callable[[], str] = ready) -> gr.Blocks:
    """The page over ``assistant``; while ``status`` gives a line, the page shows it and waits."""
    page = gr.Blocks(title="方案问答", fill_width=True, analytics_enabled=False)
    registry = Registry(assistant)
    with page:
        still_html("head", _head())
        banner = still_html("banner", "")
        parcels = live_html("parcel", "")
        viewer = Viewer(registry)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("问答", id="ask"):
                ask = AskTab(assistant, examples(), Feedback(home))
            with gr.Tab("部门职责", id="duties"):
                duties = DutiesTab(registry, viewer, parcels)
            with gr.Tab("任务台账", id="ledger"):
                ledger = LedgerTab(registry, viewer, parcels)
            with gr.Tab("矛盾核对", id="disputes"):
                disputes = DisputesTab(registry, viewer)
            with gr.Tab("文件", id="files"):
                shelf = FilesTab(assistant)

        add_endpoints(assistant, registry)

        def arrive(session: Conversation, query: Query, request: gr.Request) -> Iterator[dict[Any, Any]]:
            while line := status():
                yield {banner: tag("p", line, role="status")}
                time.sleep(0.3)
            yield {
                banner: "",
                shelf.shelf: shelf.listing(),
                **ask.arrive(session, request),
                duties.bodies: duties.arrive(),
                **ledger.arrive(query),
                **disputes.arrive(),
            }

        shown = [
            banner,
            shelf.shelf,
            ask.talks,
            ask.scope,
            duties.bodies,
            ledger.form,
            ledger.table,
            disputes.form,
            disputes.list,
        ]
        page.load(arrive, [ask.session, ledger.query], shown, **QUIET)
    page.queue(default_concurrency_limit=8)
    return page


def examples() -> tuple[str, ...]:
    """The example questions: one a line in ``prompts/examples.txt``, else a few of our own."""
    source = files("prompts") / "examples.txt"
    if not source.is_file():
        return DEFAULT_EXAMPLES
    lines = [line.strip() for line in source.read_text(encoding="utf-8").splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#")) or DEFAULT_EXAMPLES


def _head() -> str:
    return tag(
        "header",
        tag("h1", "方案问答"),
        tag("p", "政府工作方案、任务分工的查询与核对"),
        tag("button", "对话记录", type="button", id="talks-open"),
        tag("button", "接口", type="button", id="api", title="供程序调用的接口说明"),
        tag("button", "深色", type="button", id="shade", aria_pressed="false"),
    )
