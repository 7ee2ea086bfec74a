"""The description of the doors as a page: made here from the OpenAPI description, in Chinese, without any script.

FastAPI's own page loads its scripts from another host, which an office network does not reach, and speaks English.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment, Template

NAMES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "object": "对象",
    "null": "空",
}


def page(app: FastAPI) -> str:
    """The page, as HTML."""
    api = app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for door in _doors(api):
        groups.setdefault(door["tag"], []).append(door)
    return _template().render(api=api, groups=groups, names=NAMES)


@cache
def _template() -> Template:
    text = (Path(__file__).parent / "static" / "docs.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(text)


def _doors(api: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, methods in api["paths"].items():
        for method, door in methods.items():
            parameters = [
                (each["name"], each["schema"], each["required"], each.get("description"))
                for each in door.get("parameters", [])
            ]
            yield {
                "tag": door["tags"][0],
                "method": method.upper(),
                "path": path,
                "summary": door["summary"],
                "parameters": parameters,
                "body": _schema(door.get("requestBody")),
                "reply": _schema(door["responses"]["200"]),
            }


def _schema(holder: dict[str, Any] | None) -> dict[str, Any] | None:
    """The schema of a body; None where it is free or there is none."""
    content: dict[str, dict[str, Any]] = (holder or {}).get("content", {})
    schemas = [each["schema"] for each in content.values() if each.get("schema")]
    return schemas[0] if schemas else None
