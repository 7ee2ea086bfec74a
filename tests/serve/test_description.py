"""The description of the doors: complete, in Chinese, and naming no other host."""

from __future__ import annotations

import re
from pathlib import Path

from small import Shop

from serve.doors import NAMES


def test_the_page_tells_of_every_door_and_needs_nothing_from_outside(tmp_path: Path) -> None:
    with Shop(tmp_path).client() as client:
        html, api = client.get("/docs").text, client.get("/openapi.json").json()
    assert "<script" not in html
    assert "://" not in html
    for path, methods in api["paths"].items():
        assert f"<code>{path}</code>" in html
        for door in methods.values():
            assert set(door["responses"]) == {"200", "default"}
            assert door["security"] == [{"HTTPBearer": []}]
            assert re.search(r"[一-鿿]", door["summary"])
            assert door["summary"] in html
    for name, schema in api["components"]["schemas"].items():
        assert f'id="{name}"' in html
        assert all(field in html for field in schema.get("properties", {}))


def test_every_door_is_told_apart_from_the_page(tmp_path: Path) -> None:
    with Shop(tmp_path).client() as client:
        paths = [*client.get("/openapi.json").json()["paths"], "/mcp", "/docs", "/openapi.json"]
    assert {path.split("/")[1] for path in paths} == NAMES
