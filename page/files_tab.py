"""The tab 文件: what the library holds, and each document to read."""

from __future__ import annotations

from typing import Any

import gradio as gr

from page.assistant import Assistant
from page.parts import QUIET, live_html
from page.shelf import reading, shelf, unread


class FilesTab:
    """The list of documents and the one being read."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        with gr.Row(elem_id="files"):
            with gr.Column(elem_id="shelf-side", scale=4, min_width=320):
                self.shelf = live_html("shelf", "")
            with gr.Column(elem_id="reading-side", scale=7, min_width=320):
                self.reading = live_html("reading", unread())
        self.shelf.select(self.open, None, [self.shelf, self.reading], **QUIET)

    def listing(self) -> str:
        """The list as it stands; called when a browser loads the page."""
        library = self.assistant.library
        return shelf(library.documents, library.plans)

    def open(self, event: gr.EventData) -> tuple[Any, ...]:
        """Show the clicked document, at the clicked plan's first line."""
        library = self.assistant.library
        name = str(event.document)
        document = next((each for each in library.documents if each.id == name), None)
        if document is None:
            return shelf(library.documents, library.plans), unread()
        line = int(event._data.get("line") or 1)
        return shelf(library.documents, library.plans, name), reading(document, line)
