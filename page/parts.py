"""What every tab is built with: a component whose HTML is ours, its script, and the manner of its events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gradio as gr

STATIC = Path(__file__).parent / "static"
# No overlay over what is being updated, and no entry in the API view: the page's own events are not for programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# The same for wishes that may come before the last one is answered: each is answered, in its turn. QUIET drops them,
# and Gradio's "always_last" repeats the first event's data (of a click) instead of the last one's.
EACH = QUIET | {"trigger_mode": "multiple", "concurrency_limit": 1}


def script(name: str) -> str:
    """The text of a file in ``static/``; the page loads nothing else, and nothing from another host."""
    return (STATIC / name).read_text(encoding="utf-8")


def live_html(name: str, value: str) -> gr.HTML:
    """HTML with the id ``name`` whose clicks ``static/<name>.js`` turns into events."""
    return _html(name, value, script(f"{name}.js"))


def acting_html(name: str, value: str, *events: str) -> gr.HTML:
    """HTML with the id ``name`` where a click on ``data-act`` raises the event of that name, if it is of ``events``."""
    return _html(name, value, f"const EVENTS = {json.dumps(events)};\n{script('acts.js')}")


def form_html(name: str, value: str, *events: str) -> gr.HTML:
    """As ``acting_html``; a change of any named field raises ``filter`` with the values of all of them."""
    return _html(
        name, value, f"const EVENTS = {json.dumps((*events, 'filter'))};\n{script('acts.js')}{script('fields.js')}"
    )


def still_html(name: str, value: str) -> gr.HTML:
    """HTML with the id ``name`` that raises no events."""
    return _html(name, value, None)


def _html(name: str, value: str, code: str | None) -> gr.HTML:
    template = f"${{planqa.newest('{name}', value)}}"
    return gr.HTML(value, html_template=template, js_on_load=code, elem_id=name, apply_default_css=False, padding=False)


def said(event: gr.EventData, name: str) -> str:
    """The field ``name`` that an event brought along; empty where it brought none."""
    return str(event._data.get(name) or "")
