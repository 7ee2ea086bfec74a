"""The door for assistants that speak MCP: five tools over the library, on standard input and output or over HTTP.

By the official SDK (``mcp``). A tool's result is the public contract's shape; what cannot be asked is an error of the tool
in one Chinese line, which the model on the other side can read and mend. The SDK's own words are English and stand before
the tool's; ``Tools.call_tool`` puts the line alone in their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, cast

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import Field, ValidationError

from corpus.errors import PlanqaError
from qa.ledger_query import Query
from serve.contract import AnswerReply, DocumentsReply, DutiesReply, LinesReply, PagedLedgerReply
from serve.faults import INTERNAL, Refused, said_of
from serve.limits import Crew
from serve.service import Service

INSTRUCTIONS = (
    "方案问答：查政府工作方案里的任务由谁牵头、谁配合、什么时候完成，每条回答都附原文。"
    "回答里的 [n] 对应 citations 里的出处；answered 为 false 表示资料没有写明，不要自行补充。"
)
READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Plan = Annotated[str, Field(description="方案编号或完整标题，留空为全部")]
Unit = Annotated[str, Field(description="单位，俗称也可，如 环保局")]
Role = Annotated[str, Field(description="lead 牵头、support 配合、implement 落实，留空不限")]
Day = Annotated[str, Field(description="截止日期的界限，写作 2020-12-31，留空不限")]
Words = Annotated[str, Field(description="任务、章节、原文中的词，多个词用空格隔开")]
Older = Annotated[bool, Field(description="同一方案有新旧版的，旧版也列出")]
Turns = Annotated[list[str] | None, Field(description="此前各轮的问题，按先后排列，用于追问")]
Plans = Annotated[list[str] | None, Field(description="只在这些方案里找：编号或完整标题")]


class Tools(MCPServer[None]):
    """The SDK's server, with errors in Chinese; arguments that no tool knows are refused, for to pass them over answers another question."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[None, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """The result of the tool ``name``. ToolError with one Chinese line."""
        known = {tool.name: list(tool.input_schema["properties"]) for tool in await self.list_tools()}
        if name not in known:
            raise ToolError(f"没有工具“{name[:40]}”，可用的有：{'、'.join(known)}。")
        if unknown := [each for each in arguments if each not in known[name]]:
            raise ToolError(f"工具 {name} 没有参数“{unknown[0][:40]}”，可用的有：{'、'.join(known[name]) or '无'}。")
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError as error:
            raise UnexpectedToolError(INTERNAL) from error
        except ToolError as error:
            raise ToolError(_line(error.__cause__)) from error.__cause__


def _line(cause: BaseException | None) -> str:
    """What the SDK's error rests on, in one line."""
    if not isinstance(cause, ValidationError):
        return str(cause)
    first = cause.errors()[0]
    return f"参数“{'.'.join(map(str, first['loc']))}”{said_of(first)}。"


def tools(service: Service, asking: Crew, looking: Crew) -> MCPServer[None]:
    """The MCP server."""
    server = Tools("planqa", title="方案问答", instructions=INSTRUCTIONS, log_level="WARNING")

    async def ask(
        question: Annotated[str, Field(description="问题（中文）")], history: Turns = None, plans: Plans = None
    ) -> AnswerReply:
        with told():
            answer = await asking.run(service.ask, [*(history or []), question], plans or [])
        return cast(AnswerReply, answer.to_dict())

    async def ledger(
        plan: Plan = "", unit: Unit = "", role: Role = "", since: Day = "", until: Day = "", text: Words = "",
        older: Older = False, offset: Annotated[int, Field(ge=0)] = 0, limit: Annotated[int, Field(ge=1, le=100)] = 20,
    ) -> PagedLedgerReply:  # fmt: skip
        query = Query(plan=plan, unit=unit, role=role, since=since, until=until, text=text, older=older)
        with told():
            return await looking.run(service.ledger, query, offset, limit)

    async def duties(region: Annotated[str, Field(description="地区，如 北关区")], unit: Unit) -> DutiesReply:
        with told():
            return await looking.run(service.duties, region, unit)

    async def source(
        document: Annotated[str, Field(description="文件名，即引文里的 document")],
        first: Annotated[int, Field(ge=1, description="第一行")] = 1,
        last: Annotated[int | None, Field(ge=1, description="最后一行，留空为到文末，最多 500 行")] = None,
    ) -> LinesReply:
        with told():
            return await looking.run(service.lines, document, first, last)

    async def documents() -> DocumentsReply:
        with told():
            return await looking.run(service.documents)

    server.add_tool(ask, title="提问", description="向资料库提问，返回带出处的回答。", annotations=READING)
    server.add_tool(
        ledger, title="任务台账", description="按条件列出任务：谁牵头、谁配合、时限、出处。", annotations=READING
    )
    server.add_tool(
        duties, title="单位职责", description="一个单位在各方案里牵头、配合、落实的任务。", annotations=READING
    )
    server.add_tool(source, title="打开原文", description="取一份文件的若干行原文，用来核对引文。", annotations=READING)
    server.add_tool(
        documents, title="资料目录", description="资料库里的文件和方案：标题、编号、地区、年份。", annotations=READING
    )
    return server


@contextmanager
def told() -> Iterator[None]:
    """Hands planqa's own errors to the caller as they are."""
    try:
        yield
    except (PlanqaError, Refused) as error:
        raise ToolError(str(error)) from error
