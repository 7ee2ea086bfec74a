"""The endpoint ``/ask`` for programs: one question in, the public contract's JSON out, stateless.

A program that follows up sends the questions before this one as ``history``; they are answered in order, as the
contract's ``turns`` are, and the answer to ``question`` is returned.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, cast

import gradio as gr

from corpus.errors import PlanqaError
from page.conversation import Assistant
from qa.types import Dialogue

DESCRIPTION = (
    "向资料库提问，返回带出处的回答。"
    "参数 question：问题（中文）；history：此前各轮的问题，按先后排列，用于追问，没有则留空。"
    "返回：answer 为带 [n] 编号的回答；answered 表示资料是否载明；"
    "citations 为各编号对应的文件、方案、章节、行号和原文；"
    "tasks 为所依据任务的编号；suggestions 为可以接着问的问题。问题不可用时返回一行中文错误说明。"
)


class CitationReply(TypedDict):
    """``quote`` is verbatim source text; ``lines`` its first and last line."""

    mark: int
    document: str
    plan: str
    section: list[str]
    lines: list[int]
    quote: str


class AnswerReply(TypedDict):
    """The public contract's answer, without ``id``."""

    question: str
    answer: str
    answered: bool
    intent: str
    latency_ms: float
    citations: list[CitationReply]
    tasks: list[str]
    suggestions: list[str]


def ask_endpoint(assistant: Assistant) -> Callable[..., AnswerReply]:
    """The function behind ``/ask``; its type hints are what the API view shows."""

    def ask(question: str, history: list[str] | None = None) -> AnswerReply:
        dialogue = Dialogue()
        try:
            for earlier in history or []:
                dialogue = assistant.ask(earlier, dialogue).dialogue
            return cast(AnswerReply, assistant.ask(question, dialogue).to_dict())
        except PlanqaError as error:
            raise gr.Error(str(error), print_exception=False) from error

    # Gradio reads the return type from the annotation as it stands, and an annotation of this module is a string.
    ask.__annotations__["return"] = AnswerReply
    return ask
