"""The sheet over any tab that shows a record inside its document."""

from __future__ import annotations

import gradio as gr
from markupsafe import Markup

from corpus.types import Task
from page.markup import made, tag
from page.originals import Pictures, none
from page.parts import EACH, live_html, said
from page.source import view
from serve.assistant import Registry


class Viewer:
    """The component and what opens it: whatever carries ``data-act="open"`` and the record's id in ``data-task``."""

    def __init__(self, registry: Registry, pictures: Pictures = none) -> None:
        self.registry = registry
        self.pictures = pictures
        self.sheet = live_html("viewer", "")
        self.sheet.expand(self.show, None, self.sheet, **EACH)

    def opens_from(self, component: gr.HTML) -> None:
        """Let the records of ``component`` be opened."""
        component.open(self.show, None, self.sheet, **EACH)

    def show(self, event: gr.EventData) -> Markup:
        """The sheet with the record that the event names."""
        task = self.registry.task(said(event, "task"))
        whole = said(event, "whole") == "true"
        inside = self._view(task, whole=whole) if task else _gone()
        name = task.id if task else ""
        return made(tag("section", inside, role="dialog", aria_label="原文", data_task=name))

    def _view(self, task: Task, *, whole: bool) -> Markup:
        return view(task, self.registry.library, whole=whole, back="关闭", pictures=self.pictures)


def _gone() -> Markup:
    leave = tag("div", tag("button", "关闭", type="button", data_act="back", class_="back"), class_="actions")
    return tag("article", tag("header", tag("h3", "这项任务已不在资料库里", tabindex=-1), leave), class_="view")


def opener(task_id: str, label: str, name: str) -> Markup:
    """A button that opens a record; ``name`` is what a screen reader says."""
    return tag("button", label, type="button", class_="open", data_act="open", data_task=task_id, aria_label=name)
