"""All doors as one ASGI app, by itself or beside the page.

The page's app stands at the root, so the first part of a path decides: doors or page. What neither has is told in the
shape of all errors; Gradio's own reply is in English and in another.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import Receive, Scope, Send

from serve import docs
from serve.chat import chat
from serve.contract import ErrorReply
from serve.faults import add_handlers, unknown_address
from serve.guard import Guard, Policy
from serve.holdings import LARGEST, Holdings
from serve.http import documents, questions
from serve.limits import Crew
from serve.service import Service
from serve.tools import tools

ABOUT = (
    "查政府工作方案里的任务由谁牵头、谁配合、什么时候完成，每条回答都附原文。"
    "设有密钥时，请求头写 Authorization: Bearer 密钥。MCP 在 /mcp。"
)
_GUARDED = TransportSecuritySettings(enable_dns_rebinding_protection=False)  # the guard has looked at host and origin

_DESCRIBED = HTTPBearer(auto_error=False, description="接口密钥；没有设密钥时不用。")  # the guard holds it


@dataclass(frozen=True, slots=True)
class Doors:
    """What the doors are made of; without ``holdings`` the library cannot be changed through them.

    ``asking`` and ``looking`` do the work: who looks something up does not wait for those whose questions take long.
    """

    service: Service
    policy: Policy
    asking: Crew
    looking: Crew
    holdings: Holdings | None = None

    def app(self) -> FastAPI:
        """The doors."""
        server = tools(self.service, self.asking, self.looking)
        mcp = server.streamable_http_app(json_response=True, stateless_http=True, transport_security=_GUARDED)

        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            async with server.session_manager.run():
                yield

        app = FastAPI(
            title="方案问答接口",
            description=ABOUT,
            docs_url=None,
            redoc_url=None,
            lifespan=lifespan,
            responses={"default": {"model": ErrorReply, "description": "出错"}},
            dependencies=[Depends(_DESCRIBED)],
        )
        app.include_router(questions(self.service, self.asking, self.looking))
        app.include_router(documents(self.service, self.looking, self.holdings))
        app.include_router(chat(self.service, self.asking))
        app.router.routes.extend(mcp.routes)
        app.add_api_route("/docs", lambda: HTMLResponse(docs.page(app)), include_in_schema=False)
        add_handlers(app)
        app.add_middleware(Guard, policy=self.policy, largest_file=LARGEST)
        return app


NAMES = frozenset({"ask", "ledger", "duties", "conflicts", "documents", "v1", "mcp", "docs", "openapi.json"})
"""The first parts of the doors' paths."""


def beside(doors: FastAPI, page: FastAPI) -> Starlette:
    """``doors`` and ``page`` in one app."""

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].split("/")[1] in NAMES:
            await doors(scope, receive, send)
        elif _leads_on(page.routes, scope):
            await page(scope, receive, send)
        else:
            await unknown_address(scope["method"], scope["path"])(scope, receive, send)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for app in (doors, page):
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield

    return Starlette(routes=[Mount("/", either)], lifespan=lifespan)


def _leads_on(routes: Iterable[BaseRoute], scope: Scope) -> bool:
    """Whether one of ``routes``, or of those mounted under them, knows the path of ``scope``, by whatever method."""
    for route in routes:
        match, inside = route.matches(scope)
        if match is not Match.NONE:
            below = route.routes if isinstance(route, Mount) else []
            if not below or _leads_on(below, {**scope, **inside}):
                return True
    return False
