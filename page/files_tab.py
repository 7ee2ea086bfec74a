"""The tab 文件: what the library holds, each document to read, and how the library changes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from corpus.errors import InputError
from page.markup import made
from page.parts import EACH, QUIET, live_html, said, still_html
from page.shelf import progress, reading, shelf, unread
from page.viewer import Viewer
from serve.accounts import Accounts
from serve.assistant import Assistant
from serve.holdings import Holdings
from serve.job import Job

PAUSE = 0.15  # seconds between two looks at a change under way
REFUSED = "您的账号只能查询，不能增减文件。"
Updates = dict[Any, Any]


class FilesTab:
    """The list of documents and the one being read; ``holdings`` is None where the library cannot be changed."""

    def __init__(self, assistant: Assistant, viewer: Viewer, holdings: Holdings | None, accounts: Accounts) -> None:
        self.assistant, self.holdings, self.accounts = assistant, holdings, accounts
        with gr.Row(elem_id="files"):
            with gr.Column(elem_id="shelf-side", scale=4, min_width=320):
                self.progress = still_html("shelf-progress", "")
                self.shelf = live_html("shelf", "")
            with gr.Column(elem_id="reading-side", scale=8, min_width=320):
                self.reading = live_html("reading", unread())
        shown = [self.progress, self.shelf, self.reading]
        for list_or_text in (self.shelf, self.reading):
            list_or_text.select(self.open, None, shown, **EACH)
        viewer.opens_from(self.reading)
        self.changes = (
            self.shelf.bring(self.add, None, shown, **QUIET),
            self.reading.remove(self.remove, None, shown, **QUIET),
        )

    def arrive(self, request: gr.Request) -> Updates:
        """The list as it stands."""
        return {self.shelf: self._shelf(request)}

    def open(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Show the clicked document, at the clicked plan's first line."""
        library = self.assistant.library
        name = said(event, "document")
        document = next((each for each in library.documents if each.id == name), None)
        if document is None:
            return {self.shelf: self._shelf(request), self.reading: made(unread())}
        line = int(said(event, "line") or 1)
        shown = reading(document, library, line, removable=bool(self._suffixes(request)))
        return {self.shelf: self._shelf(request, name), self.reading: made(shown)}

    def add(self, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Add the files that were chosen; they come as base64 and are never written but into the library."""
        yield from self._change(request, lambda holdings: holdings.add(decoded(said(event, "files"))))

    def remove(self, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Take a file out."""
        yield from self._change(request, lambda holdings: holdings.remove(said(event, "document")))

    def _change(self, request: gr.Request, begin: Callable[[Holdings], Job]) -> Iterator[Updates]:
        """What is being done, until it is done; the list and the reading side as they then stand."""
        try:
            if self.holdings is None or not self._suffixes(request):
                raise InputError(REFUSED)
            job = begin(self.holdings)
        except InputError as error:
            yield {self.progress: progress(str(error), failed=True)}
            return
        while not job.over.wait(PAUSE):
            yield {self.progress: progress(job.line)}
        told = progress(job.line, failed=job.failed, over=True)
        yield {self.progress: told, self.shelf: self._shelf(request), self.reading: made(unread())}

    def _shelf(self, request: gr.Request, opened: str = "") -> str:
        return made(shelf(self.assistant.library, opened, self._suffixes(request)))

    def _suffixes(self, request: gr.Request) -> list[str]:
        """The endings of files that this reader may add; none where they may only ask."""
        may = self.holdings is not None and self.accounts.may_change(request.username)
        return self.holdings.suffixes if self.holdings and may else []


def decoded(files: str) -> dict[str, bytes]:
    """The files of a JSON object of names and base64. InputError for anything else."""
    try:
        return {str(name): base64.b64decode(data, validate=True) for name, data in json.loads(files).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError("没有收到完整的文件，请重新选择。") from error
