"""The one shape of an error, which is that of OpenAI's API, so that its clients understand all doors alike.

``{"error": {"message", "type", "param", "code"}}``: the message is one Chinese line (what, where, what to do), ``param`` the
faulty field, ``code`` for programs. Nothing that a caller sent is repeated but names of fields and short values.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from corpus.errors import PlanqaError

TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
    500: "server_error",
    503: "server_error",
}
"""By status; all others are ``invalid_request_error``."""
SEE = "接口说明见 /docs。"
INTERNAL = "出了内部错误，详情见服务窗口的日志。"
WORDS = {
    "missing": "缺少",
    "extra_forbidden": "不认识，请删去或改正写法",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "too_long": "列得太多",
    "too_short": "不能为空",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "太小，不能小于 {ge}",
    "less_than_equal": "太大，不能大于 {le}",
    "literal_error": "只能是 {expected}",
    "dict_type": "应为 JSON 对象",
    "model_type": "应为 JSON 对象",
    "model_attributes_type": "应为 JSON 对象（请求头写 Content-Type: application/json）",
    "value_error": "不对：{error}",
}
"""By pydantic's kind of error; ``{…}`` is a part of its context."""


class Refused(Exception):  # noqa: N818 — a reply, not a fault of ours
    """A request that gets ``status``; ``wait`` are the seconds after which it may come again."""

    def __init__(self, status: int, code: str, message: str, *, param: str | None = None, wait: float = 0.0) -> None:
        super().__init__(message)
        self.status, self.fault, self.wait = status, Fault(message, code, param), wait


@dataclass(frozen=True, slots=True)
class Fault:
    """What is told of an error."""

    message: str
    code: str
    param: str | None = None

    def to_dict(self, status: int) -> dict[str, Any]:
        """The public form."""
        kind = TYPES.get(status, "invalid_request_error")
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": self.code}}


def reply(status: int, fault: Fault, wait: float = 0.0, headers: Mapping[str, str] | None = None) -> Response:
    """The response that tells ``fault``."""
    added = dict(headers or {})
    if status == 401:
        added["WWW-Authenticate"] = "Bearer"
    if wait:
        added["Retry-After"] = str(math.ceil(wait))
    return JSONResponse(fault.to_dict(status), status, added)


def refusal(error: Refused) -> Response:
    """The response to a refused request."""
    return reply(error.status, error.fault, error.wait)


def unknown_address(method: str, path: str) -> Response:
    """The response to an address that neither the page nor a door has."""
    return reply(404, Fault(f"没有这个地址：{method} {path}。网页在 /，{SEE}", "not_found"))


def add_handlers(app: FastAPI) -> None:
    """Let every error of ``app`` have the one shape."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(PlanqaError, _unusable)
    app.add_exception_handler(RequestValidationError, _ill_formed)
    app.add_exception_handler(HTTPException, _of_routing)
    app.add_exception_handler(Exception, _internal)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal(error)


async def _unusable(_: Request, error: Exception) -> Response:
    return reply(400, Fault(str(error), "invalid_value"))


async def _ill_formed(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return reply(400, of_errors(error.errors()))


def of_errors(errors: Sequence[Mapping[str, Any]]) -> Fault:
    """The first of pydantic's ``errors`` in words."""
    first = errors[0]
    kind, place = str(first["type"]), [str(part) for part in first["loc"][1:]]
    if kind == "json_invalid":
        at = first["loc"][-1]
        return Fault(f"请求的正文不是 JSON，第 {at} 个字符处有误。请用 UTF-8 编码的 JSON。{SEE}", "invalid_json")
    param = ".".join(place) or None
    if not param and kind == "missing":
        return Fault(f"请求没有正文，应为 JSON 对象。{SEE}", "missing_field")
    what = f"请求的“{param}”{said_of(first)}" if param else f"请求的正文{said_of(first)}"
    code = {"extra_forbidden": "unknown_field", "missing": "missing_field"}.get(kind, "invalid_value")
    return Fault(f"{what}。{SEE}", code, param)


def said_of(error: Mapping[str, Any]) -> str:
    """What one of pydantic's errors says of its field."""
    context = error.get("ctx") or {}
    return WORDS.get(str(error["type"]), "不对").format_map({k: _in_chinese(str(v)) for k, v in context.items()})


def _in_chinese(choices: str) -> str:
    """Pydantic's list of choices; that a field may be empty goes without saying."""
    return choices.removeprefix("'', ").replace(", ", "、").replace(" or ", " 或 ")


async def _of_routing(request: Request, error: Exception) -> Response:
    """An address or a method that is none, and a body that FastAPI itself cannot take."""
    assert isinstance(error, HTTPException)
    where = f"{request.method} {request.url.path}"
    known = {
        404: Fault(f"没有这个接口：{where}。{SEE}", "not_found"),
        405: Fault(f"这个接口不能这样调用：{where}。{SEE}", "method_not_allowed"),
    }
    other = Fault(f"请求的正文读不出来，请用 UTF-8 编码的 JSON。{SEE}", "invalid_json")
    return reply(error.status_code, known.get(error.status_code, other), headers=error.headers)


async def _internal(_: Request, error: Exception) -> Response:
    logging.getLogger(__name__).error("a door failed", exc_info=error)
    return reply(500, Fault(INTERNAL, "internal_error"))
