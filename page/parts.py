"""What every tab is built with: a component whose HTML is ours, its script, and the manner of its events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

STATIC = Path(__file__).parent / "static"
# No overlay over what is being updated, and no entry in the API view: the page's own events are not for programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def script(name: str) -> str:
    """The text of a file in ``static/``; the page loads nothing else, and nothing from another host."""
    return (STATIC / name).read_text(encoding="utf-8")


def live_html(name: str, value: str) -> gr.HTML:
    """HTML with the id ``name`` whose clicks ``static/<name>.js`` turns into events."""
    return gr.HTML(value, js_on_load=script(f"{name}.js"), elem_id=name, apply_default_css=False, padding=False)


def still_html(name: str, value: str) -> gr.HTML:
    """HTML with the id ``name`` that raises no events."""
    return gr.HTML(value, js_on_load=None, elem_id=name, apply_default_css=False, padding=False)
