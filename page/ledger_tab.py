"""The tab 任务台账: the whole ledger, filtered, sorted, drawn, and taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from corpus.errors import InputError
from corpus.types import Task
from page.ledger_view import form, results, wrong
from page.markup import made
from page.parcel import parcel
from page.parts import EACH, QUIET, acting_html, form_html, said
from page.viewer import Viewer
from qa.export import ledger_csv, ledger_json, ledger_xlsx
from qa.ledger_query import Query, select
from serve.assistant import Registry

WRITERS: dict[str, Callable[[Iterable[Task]], bytes]] = {"xlsx": ledger_xlsx, "csv": ledger_csv, "json": ledger_json}


class LedgerTab:
    """The components of the tab and the steps behind their events; the session's query is the only state."""

    def __init__(self, registry: Registry, viewer: Viewer, parcels: gr.HTML) -> None:
        self.registry = registry
        self.query = gr.State(Query())
        with gr.Column(elem_id="ledger-side"):
            self.form = form_html("ledger-form", "")
            self.table = acting_html("ledger", "", "sort", "turn", "export", "open")
        shown = [self.query, self.table]
        self.form.filter(self.filter, self.query, shown, **EACH)
        self.table.sort(self.sort, self.query, shown, **EACH)
        self.table.turn(self.turn, self.query, shown, **EACH)
        self.table.export(self.export, self.query, parcels, **QUIET)
        viewer.opens_from(self.table)

    def arrive(self, query: Query) -> dict[Any, Any]:
        """The filters and the ledger as ``query`` has it."""
        boards = self.registry.boards
        names = {body.name: None for region in boards.regions for body in boards.bodies(region)}
        return {self.form: form(self.registry.library.plans, names), self.table: self._shown(query)}

    def filter(self, query: Query, event: gr.EventData) -> tuple[Query, Markup]:
        """What the fields ask for, in the order that was chosen before."""
        asked = replace(Query.of(event._data), order=query.order, down=query.down)
        return asked, self._shown(asked)

    def sort(self, query: Query, event: gr.EventData) -> tuple[Query, Markup]:
        """Another order, or the other way round."""
        asked = query.sorted_by(said(event, "order"))
        return asked, self._shown(asked)

    def turn(self, query: Query, event: gr.EventData) -> tuple[Query, Markup]:
        """Another page."""
        asked = replace(query, page=int(event.page))
        return asked, self._shown(asked)

    def export(self, query: Query, event: gr.EventData) -> Markup:
        """All the chosen records as a file."""
        kind = said(event, "format")
        if kind not in WRITERS:
            return Markup("")
        return parcel("任务台账", kind, WRITERS[kind](select(self.registry.boards, self.registry.library.tasks, query)))

    def _shown(self, query: Query) -> Markup:
        tasks, boards = self.registry.library.tasks, self.registry.boards
        try:
            chosen = select(boards, tasks, query)
        except InputError as error:
            return made(wrong(str(error)))
        return made(results(chosen, len(select(boards, tasks, Query(older=query.older))), query, boards))
