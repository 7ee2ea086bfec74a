"""The doors over plain HTTP: ``/ask``, ``/ledger``, ``/duties``, ``/conflicts``, ``/documents``; JSON in, JSON out.

A response is sent as the service made it: its shape is held by types and tests, and to have pydantic check each of some
thousand records again would take longer than to find them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Body, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from corpus.errors import InputError
from serve.contract import (
    AnswerReply,
    ChangeReply,
    ConflictsReply,
    DocumentsReply,
    DutiesReply,
    LinesReply,
    PagedLedgerReply,
)
from serve.faults import Refused
from serve.forms import AskForm, ConflictsForm, DutiesForm, LedgerForm, LinesForm
from serve.holdings import Holdings, MissingFileError
from serve.job import Job
from serve.limits import Crew
from serve.service import Service

File = Annotated[bytes, Body(media_type="application/octet-stream")]
FORM = "请求的正文是表单，应为文件内容本身：用 curl -T 文件名 发送，或 --data-binary @文件名。"
NOT_MANAGING = "这个密钥只能查询，不能增减文件；请用“管理”角色的密钥。"


def questions(service: Service, asking: Crew, looking: Crew) -> APIRouter:
    """The doors that ask."""
    router = APIRouter(tags=["查询"])

    @router.post("/ask", response_model=AnswerReply, summary="提问，返回带出处的回答")
    async def ask(form: AskForm) -> JSONResponse:
        if form.question and form.turns:
            raise InputError("question 和 turns 只写一个：单独一问用 question，多轮对话用 turns。")
        turns = form.turns or (form.question,)
        answer = await asking.run(service.ask, turns, form.plans)
        return JSONResponse(answer.to_dict())

    @router.get("/ledger", response_model=PagedLedgerReply, summary="任务台账")
    async def ledger(form: Annotated[LedgerForm, Query()]) -> JSONResponse:
        return JSONResponse(await looking.run(service.ledger, form.query(), form.offset, form.limit))

    @router.get("/duties", response_model=DutiesReply, summary="一个单位在各方案里的职责")
    async def duties(form: Annotated[DutiesForm, Query()]) -> JSONResponse:
        return JSONResponse(await looking.run(service.duties, form.region, form.unit))

    @router.get("/conflicts", response_model=ConflictsReply, summary="前后不一致之处")
    async def conflicts(form: Annotated[ConflictsForm, Query()]) -> JSONResponse:
        return JSONResponse({"conflicts": await looking.run(service.conflicts, form.plan)})

    return router


def documents(service: Service, looking: Crew, holdings: Holdings | None) -> APIRouter:
    """The doors to the files of the library; without ``holdings`` it cannot be changed."""
    router = APIRouter(tags=["文件"])

    @router.get("/documents", response_model=DocumentsReply, summary="资料库的文件和方案")
    async def listed() -> JSONResponse:
        return JSONResponse(await looking.run(service.documents))

    @router.get("/documents/{name:path}/lines", response_model=LinesReply, summary="打开原文：一份文件的若干行")
    async def lines(name: str, form: Annotated[LinesForm, Query()]) -> JSONResponse:
        return JSONResponse(await looking.run(service.lines, name, form.first, form.last))

    if holdings is not None:
        _add_changes(router, holdings)
    return router


def _add_changes(router: APIRouter, holdings: Holdings) -> None:
    async def change(request: Request, begin: Callable[[], Job]) -> JSONResponse:
        key = request.state.key
        if key is not None and not key.may_change:
            raise Refused(403, "not_managing", NOT_MANAGING)
        job = await run_in_threadpool(begin)  # waits where the library is not open yet
        await run_in_threadpool(job.over.wait)  # takes as long as the index
        if job.failed:
            raise InputError(job.line)
        return JSONResponse({"message": job.line})

    @router.put(
        "/documents/{name:path}",
        response_model=ChangeReply,
        summary="添加或更新一份文件（正文为文件内容）",
    )
    async def put(name: str, request: Request, data: File = b"") -> JSONResponse:
        if request.headers.get("content-type", "").startswith("multipart/"):
            raise InputError(FORM)  # its boundaries would be read as text of the plan
        return await change(request, lambda: holdings.add({name: data}))

    @router.delete("/documents/{name:path}", response_model=ChangeReply, summary="移除一份文件")
    async def delete(name: str, request: Request) -> JSONResponse:
        try:
            return await change(request, lambda: holdings.remove(name))
        except MissingFileError as error:
            raise Refused(404, "no_such_document", str(error), param="name") from error
