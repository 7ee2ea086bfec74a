"""The door for clients of OpenAI's protocol: ``/v1/chat/completions``, whole or streamed, and ``/v1/models``.

The dialogue is what the client sends: the messages of the user are its turns, the last one is answered; those of the
system and the assistant are passed over, because nothing but the documents decides an answer. The text ends with the
sources of its marks, for chat windows that show nothing else; programs read the same from the extra field ``planqa``.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response, StreamingResponse

from corpus.errors import InputError
from qa import render
from qa.types import Answer
from serve.faults import Refused
from serve.forms import Form
from serve.limits import Crew
from serve.service import Service

MODEL = "planqa"
NO_TOKENS = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""Clients sum them up."""


class Part(BaseModel):
    """A part of a message; only text can be read."""

    model_config = ConfigDict(extra="ignore")
    type: Literal["text"]
    text: str


class Message(BaseModel):
    """A message; what clients add to it (name, tool calls of the assistant) is passed over."""

    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(Form):
    """How to stream."""

    include_usage: bool = False
    include_obfuscation: bool = False


class PlainText(Form):
    """The only format of a reply."""

    type: Literal["text"]


class ChatForm(Form):
    """A request. The fields after ``plans`` are those of OpenAI's that clients send by habit and that change nothing here."""

    model: Annotated[str, Field(description="固定为 planqa。")]
    messages: Annotated[list[Message], Field(min_length=1, description="对话；回答最后一条 user 消息。")]
    stream: Annotated[bool, Field(description="逐行返回（SSE）。")] = False
    stream_options: StreamOptions | None = None
    plans: Annotated[tuple[str, ...], Field(description="只在这些方案里找（本系统的扩展字段），留空为全部。")] = ()
    n: Literal[1] | None = None
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    max_completion_tokens: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    seed: int | None = None
    stop: str | list[str] | None = None
    logprobs: Literal[False] | None = None
    response_format: PlainText | None = None
    reasoning_effort: str | None = None
    service_tier: str | None = None
    store: bool | None = None
    metadata: dict[str, str] | None = None
    safety_identifier: str | None = None
    user: str | None = None

    @property
    def turns(self) -> list[str]:
        """The turns of the dialogue."""
        return [message.text for message in self.messages if message.role == "user"]


def chat(service: Service, crew: Crew) -> APIRouter:
    """The doors under ``/v1``."""
    router = APIRouter(prefix="/v1", tags=["OpenAI 兼容"])

    @router.get("/models", summary="可用的模型名")
    async def models() -> JSONResponse:
        return JSONResponse({"object": "list", "data": [_model()]})

    @router.get("/models/{name}", summary="一个模型名")
    async def model(name: str) -> JSONResponse:
        _check(name)
        return JSONResponse(_model())

    @router.post("/chat/completions", summary="对话，可逐行返回")
    async def completions(form: ChatForm) -> Response:
        _check(form.model)
        if form.messages[-1].role != "user":
            raise InputError("messages 的最后一条应为 user 的问题。")
        if not form.stream:
            return JSONResponse(completion(form, await crew.run(service.ask, form.turns, form.plans)))
        coming = crew.stream(service.stream, form.turns, form.plans)
        events = stream(
            form, await anext(coming), coming
        )  # what cannot be answered is refused before the stream begins
        return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-cache"})

    return router


def completion(form: ChatForm, answer: Answer) -> dict[str, Any]:
    """The whole reply."""
    message = {"role": "assistant", "content": "".join(pieces(answer)), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return _head(form, "chat.completion") | {"choices": [choice], "usage": NO_TOKENS, "planqa": answer.to_dict()}


async def stream(form: ChatForm, first: str | Answer, coming: AsyncIterator[str | Answer]) -> AsyncIterator[str]:
    """The reply as server-sent events: what a model says as it is checked, the rest line by line; the last one with a
    choice has the sources.
    """
    head = _head(form, "chat.completion.chunk")
    yield _event(head | {"choices": [_delta({"role": "assistant", "content": ""})]})
    said, piece = "", first
    while not isinstance(piece, Answer):
        said += piece
        yield _event(head | {"choices": [_delta({"content": piece})]})
        piece = await anext(coming)
    for line in pieces(piece, said):
        yield _event(head | {"choices": [_delta({"content": line})]})
    yield _event(head | {"choices": [_delta({}, "stop")], "planqa": piece.to_dict()})
    if form.stream_options and form.stream_options.include_usage:
        yield _event(head | {"choices": [], "usage": NO_TOKENS})
    yield "data: [DONE]\n\n"


def pieces(answer: Answer, said: str = "") -> list[str]:
    """The text line by line, without what was ``said`` of it already, then the sources of its marks."""
    lines = answer.text.removeprefix(said).splitlines(keepends=True)
    if not answer.citations:
        return lines
    sources = (f"[{each.mark}] 《{each.passage.plan.title}》{render.source(each.passage)}" for each in answer.citations)
    return [*lines, "\n\n依据：", *(f"\n{source}" for source in sources)]


def _head(form: ChatForm, kind: str) -> dict[str, Any]:
    now = time.time_ns()
    asked = f"{now}{form.turns}{form.plans}"
    name = f"chatcmpl-{hashlib.sha256(asked.encode(errors='replace')).hexdigest()[:24]}"
    return {"id": name, "object": kind, "created": now // 10**9, "model": MODEL}


def _delta(delta: dict[str, str], reason: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def _check(name: str) -> None:
    """Refused (404) for a model that is none."""
    if name != MODEL:
        raise Refused(404, "model_not_found", f"没有模型“{name[:40]}”，请用 {MODEL}。", param="model")


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
