"""The tab 矛盾核对: what the plans say twice and differently."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from page.disputes_view import disputes, form
from page.markup import made
from page.parts import EACH, acting_html, form_html, said
from page.viewer import Viewer
from serve.assistant import Registry


class DisputesTab:
    """The components of the tab and the steps behind their events."""

    def __init__(self, registry: Registry, viewer: Viewer) -> None:
        self.registry = registry
        with gr.Column(elem_id="disputes-side"):
            self.form = form_html("disputes-form", "")
            self.list = acting_html("disputes", "", "open")
        self.form.filter(self.filter, None, self.list, **EACH)
        viewer.opens_from(self.list)

    def arrive(self) -> dict[Any, Any]:
        """All contradictions."""
        conflicts = self.registry.assistant.conflicts
        return {
            self.form: form(self.registry.library.plans, conflicts),
            self.list: disputes(conflicts, self.registry.boards),
        }

    def filter(self, event: gr.EventData) -> Markup:
        """Those of a plan, or of a kind."""
        plan, kind = said(event, "plan"), said(event, "kind")
        chosen = [
            each
            for each in self.registry.assistant.conflicts
            if (not plan or plan in (each.first.plan.id, each.second.plan.id)) and kind in ("", each.kind)
        ]
        return made(disputes(chosen, self.registry.boards))
