"""The tab 部门职责: a region's bodies on the left, the duties of one on the right."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from page.duties_view import board_view, chooser, unchosen, unknown
from page.markup import made
from page.parcel import parcel
from page.parts import EACH, QUIET, acting_html, live_html, said
from page.viewer import Viewer
from qa.board import Board
from qa.briefing import briefing
from qa.export import duties_xlsx
from qa.export_word import duties_docx
from serve.assistant import Registry

WRITERS = {"xlsx": duties_xlsx, "docx": duties_docx}


class DutiesTab:
    """The components of the tab and the steps behind their events."""

    def __init__(self, registry: Registry, viewer: Viewer, parcels: gr.HTML) -> None:
        self.registry = registry
        with gr.Row(elem_id="duties"):
            with gr.Column(elem_id="bodies-side", scale=3, min_width=260):
                self.bodies = live_html("bodies", "")
            with gr.Column(elem_id="board-side", scale=9, min_width=320):
                self.board = acting_html("board", unchosen(), "export", "open")
        self.bodies.region(self.enter, None, self.bodies, **EACH)
        self.bodies.pick(self.pick, None, self.board, **EACH)
        self.board.export(self.export, None, parcels, **QUIET)
        viewer.opens_from(self.board)

    def arrive(self) -> dict[Any, Any]:
        """The bodies of the first region."""
        boards = self.registry.boards
        return {self.bodies: chooser(boards, boards.regions[0] if boards.regions else "")}

    def enter(self, event: gr.EventData) -> Markup:
        """The bodies of another region; the duties on show stay until another body is chosen."""
        return made(chooser(self.registry.boards, said(event, "region")))

    def pick(self, event: gr.EventData) -> Markup:
        """The duties of the body that was chosen from the list or typed."""
        region, unit = said(event, "region"), said(event, "unit")
        board = self._board(region, unit)
        return made(board_view(board, briefing(self.registry.boards, board)) if board else unknown(region, unit))

    def export(self, event: gr.EventData) -> Markup:
        """The duties as a file."""
        board = self._board(said(event, "region"), said(event, "unit"))
        kind = said(event, "format")
        if board is None or kind not in WRITERS:
            return Markup("")
        data = WRITERS[kind](board, briefing(self.registry.boards, board))
        return parcel(f"{board.body.full_name}职责清单", kind, data)

    def _board(self, region: str, unit: str) -> Board | None:
        boards = self.registry.boards
        bodies = boards.find(region, unit)
        return boards.board(bodies[0]) if bodies else None
