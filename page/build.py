"""The whole page: head, tabs and the endpoint for programs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import gradio as gr
from gradio.events import api

from page.api import DESCRIPTION, ask_endpoint
from page.ask_tab import AskTab
from page.conversation import Assistant
from page.files_tab import FilesTab
from page.markup import tag
from page.parts import QUIET, still_html

DEFAULT_EXAMPLES = (
    "危险废物管理由谁牵头、什么时候完成？",
    "区农业农村局要做哪些工作？",
    "土壤环境质量定期调查多久一次？",
    "哪些任务要在2020年底前完成？",
)


def ready() -> str:
    """The status of an assistant that is open already."""
    return ""


def build_page(assistant: Assistant, status: Callable[[], str] = ready) -> gr.Blocks:
    """The page over ``assistant``; while ``status`` gives a line, the page shows it and waits."""
    page = gr.Blocks(title="方案问答", fill_width=True, analytics_enabled=False)
    with page:
        still_html("head", _head())
        banner = still_html("banner", "")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("问答", id="ask"):
                AskTab(assistant, examples())
            with gr.Tab("文件", id="files"):
                shelf = FilesTab(assistant)
        api(ask_endpoint(assistant), api_name="ask", api_description=DESCRIPTION)

        def arrive() -> Iterator[dict[Any, Any]]:
            while line := status():
                yield {banner: tag("p", line, role="status")}
                time.sleep(0.3)
            yield {banner: "", shelf.shelf: shelf.listing()}

        page.load(arrive, None, [banner, shelf.shelf], **QUIET)
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
        tag("button", "接口", type="button", id="api", title="供程序调用的接口说明"),
        tag("button", "深色", type="button", id="shade", aria_pressed="false"),
    )
