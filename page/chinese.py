"""Makes Gradio's shell speak Chinese whatever the browser's language, and name no other host.

Gradio 6 serves one HTML file with ``lang="en"``, takes the language of its own labels from ``navigator.language``
and has no setting for either; its ``<meta>`` tags point at addresses outside, and its login knows no style of ours.
This ASGI middleware mends that one file on its way out and passes everything else, streams included, untouched.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from page.parts import script

LANGUAGE = "zh-CN"
SPEAK = (
    "<script>for (const key of ['language', 'languages'])"
    "Object.defineProperty(navigator, key, {get: () => key === 'language' ? 'zh-CN' : ['zh-CN']});</script>"
)
OUTSIDE = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>', re.DOTALL)


def in_chinese(html: str) -> str:
    """The shell with its language set, before its first script runs, without social-media tags, the login styled."""
    html = re.sub(r'lang="en"', f'lang="{LANGUAGE}"', OUTSIDE.sub("", html), count=1)
    return html.replace("<head>", f"<head>{SPEAK}<style>{script('login.css')}</style>", 1)


class ChineseShell:
    """ASGI middleware over Gradio's app; only a whole HTML page is held back and changed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"] == "/":
            send = _mending(send)
        await self.app(scope, receive, send)


def _mending(send: Send) -> Send:
    """A ``send`` that gathers the page's body and sends it mended, its length corrected."""
    start: Message = {}
    body = bytearray()

    async def mend(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        mended = in_chinese(body.decode()).encode()
        if body:  # a HEAD request has none, and keeps the length it announced
            MutableHeaders(scope=start)["content-length"] = str(len(mended))
        await send(start)
        await send({"type": "http.response.body", "body": mended})

    return mend
