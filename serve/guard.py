"""Who may enter, before anything is read or done: ASGI middleware before every door.

With keys, a request brings one: ``Authorization: Bearer …``. Without keys and without logins the doors stand open to this
machine alone; a page of another site that is open in a browser here must not use them, so the host and the origin that a
browser names have to be this machine (what is called DNS rebinding otherwise gets in). Without keys but with logins,
or where other machines can connect, they are shut.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.accounts import Accounts, is_own
from serve.faults import Refused, refusal
from serve.keys import Key, Keys
from serve.limits import Rate

LARGEST_BODY = 4 * 2**20
"""Bytes of a request; a client of the OpenAI door sends a long dialogue with all its answers, which may be lists."""
PUBLIC = frozenset({"docs", "openapi.json"})
"""What tells nothing of the library needs no key."""
DRAINED = 16 * 2**20
SHUT = "接口没有开放：还没有设置 PLANQA_API_KEYS（用 planqa key 生成）。"
FOREIGN = (
    "没有设置密钥时，接口只答复本机的程序（地址用 127.0.0.1 或 localhost）。要从别处调用，请设置 PLANQA_API_KEYS。"
)
NO_KEY = "缺少密钥：请在请求头里写 Authorization: Bearer 密钥。"
WRONG_KEY = "密钥不对：请核对 Authorization 请求头，或向管理员要一个新的。"


class State(Enum):
    """How the doors stand."""

    OPEN = "open"
    KEYED = "keyed"
    SHUT = "shut"


def state_of(host: str, keys: Keys, accounts: Accounts) -> State:
    """How the doors stand on ``host``."""
    if keys:
        return State.KEYED
    return State.OPEN if is_own(host) and not accounts else State.SHUT


@dataclass(frozen=True, slots=True)
class Policy:
    """Who is admitted, and how often."""

    state: State
    keys: Keys
    rate: Rate

    def admit(self, headers: Headers) -> Key | None:
        """The key of a request, None where none is needed. Refused for whom may not enter, or not yet."""
        if self.state is State.SHUT:
            raise Refused(403, "closed", SHUT)
        if self.state is State.OPEN:
            _check_is_local(headers)
            return None
        key = self._key(headers.get("authorization", ""))
        if wait := self.rate.take(key.name):
            raise Refused(429, "rate_limit_exceeded", f"请求太频繁，请在 {wait:.0f} 秒后再试。", wait=wait)
        return key

    def _key(self, said: str) -> Key:
        scheme, _, secret = said.partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise Refused(401, "missing_api_key", NO_KEY)
        if key := self.keys.find(secret.strip()):
            return key
        raise Refused(401, "invalid_api_key", WRONG_KEY)


def _check_is_local(headers: Headers) -> None:
    origin = headers.get("origin")
    named = [urlsplit(f"//{headers.get('host', '')}").hostname, *([urlsplit(origin).hostname] if origin else [])]
    if not all(host and is_own(host) for host in named):
        raise Refused(403, "not_local", FOREIGN)


class Guard:
    """Admits requests by ``policy`` and bounds their bodies; the key stands in ``request.state.key``.

    A file for the library (PUT) may have ``largest_file`` bytes.
    """

    def __init__(self, app: ASGIApp, policy: Policy, largest_file: int) -> None:
        self.app, self.policy, self.largest_file = app, policy, largest_file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http" or scope["path"].strip("/") in PUBLIC:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            scope.setdefault("state", {})["key"] = self.policy.admit(headers)
            largest = self.largest_file if scope["method"] == "PUT" else LARGEST_BODY
            received = await _whole(receive, headers, largest)
        except Refused as error:
            await refusal(error)(scope, receive, send)
            return
        await self.app(scope, received, send)


async def _whole(receive: Receive, headers: Headers, largest: int) -> Receive:
    """A ``receive`` that gives the whole body at once. Refused when it has more than ``largest`` bytes.

    Starlette's own limit answers in its own words, not in our shape, before any handler is asked. What is too much is read on for a while and thrown away: clients send all of a body before they look at the reply.
    """
    announced = headers.get("content-length", "")
    body, read, more = bytearray(), 0, True
    while more and read <= largest + DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "incomplete_body", "请求没有收完，连接就断了。")  # half a file is not to be taken in
        piece = message.get("body", b"")
        read, more = read + len(piece), message.get("more_body", False)
        if read <= largest:
            body += piece
    if read > largest or (announced.isdigit() and int(announced) > largest):
        raise Refused(413, "body_too_large", f"请求的正文超过 {_size(largest)}，请缩短或分几次。")
    return _replaying(bytes(body), receive)


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 2**20 else f"{count >> 10} KB"


def _replaying(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
