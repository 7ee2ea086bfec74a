"""The tab 问答: earlier talks, the talk, and its sources.

All are ``gr.HTML`` components whose markup is ours; what is clicked in them reaches Python as an event with data
(``static/talk.js``, ``static/source.js`` …). ``gr.Chatbot`` does not fit: it reads messages as Markdown, so a
document's own signs turn into markup, and its copy button and its labels for screen readers give away the HTML source,
in English.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from page.conversation import Conversation, Plans, reply
from page.feedback import Feedback
from page.markup import made
from page.memory import from_record
from page.originals import Pictures, none
from page.parts import EACH, QUIET, live_html, said
from page.scope import chooser
from page.source import empty_panel, panel
from page.talks import talks
from page.transcript import VERDICTS, transcript
from serve.assistant import Assistant

Updates = dict[Any, Any]
FREE = "() => ({ __type__: 'update', submit_btn: '发送', stop_btn: false })"


class AskTab:
    """The components of the tab and the steps behind their events."""

    def __init__(
        self, assistant: Assistant, examples: tuple[str, ...], feedback: Feedback, pictures: Pictures = none
    ) -> None:
        self.assistant = assistant
        self.pictures = pictures
        self.examples = examples
        self.feedback = feedback
        self.stopped: set[tuple[str, int]] = set()  # talks, and the turn whose answer is to be left where it is
        self.session = gr.State(Conversation())
        # What holds for the questions to come is kept apart: it may be chosen while an answer is still changing the session.
        self.plans: gr.State = gr.State(())
        self.worded = gr.State(True)
        with gr.Row(elem_id="ask"):
            with gr.Column(elem_id="talks-side", scale=0, min_width=0):
                self.talks = live_html("talks", talks(Conversation()))
            with gr.Column(elem_id="talk-side", scale=6, min_width=320):
                self.talk = live_html("talk", transcript(Conversation(), examples))
                self.scope = live_html("scope", "")
                self.box = _box()
            with gr.Column(elem_id="source-side", scale=5, min_width=320):
                self.sources = live_html("source", empty_panel())
        self._wire()

    def _wire(self) -> None:
        session = self.session
        asked = [session, self.plans, self.worded]
        everything = [session, self.talk, self.sources, self.box, self.talks, self.plans, self.scope]
        # A question typed while another is being answered, or has just been stopped, waits its turn; a second click does not.
        patient = QUIET | {"trigger_mode": "always_last"}
        asking: list[Any] = [
            self.box.submit(self.send, [*asked, self.box], everything, **patient),
            self.talk.submit(self.send_offered, asked, everything, **QUIET),
            self.talk.retry(self.retry, asked, everything, **QUIET),
            self.talk.edit(self.edit, asked, everything, **QUIET),
        ]
        # Gradio forgets what is sent while an event is being cancelled (6.31), so the box is free only after that; a
        # browser's own step costs no request.
        for event in asking:
            event.then(None, None, self.box, js=FREE, **QUIET)
        stopping = self.box.stop(self.stop, session, everything, cancels=asking, **QUIET)
        stopping.then(self.stay, session, everything, **QUIET)  # an update that was under way may have come after
        self.talk.undo(self.undo, session, everything, **QUIET)
        self.talk.judge(self.judge, session, everything, **QUIET)
        self.talk.select(self.open, session, everything, **EACH)
        self.talks.fresh(self.restart, None, everything, cancels=asking, **QUIET)
        self.talks.recall(self.recall, None, everything, cancels=asking, **EACH)
        self.scope.choose(self.choose, None, [self.plans, self.scope], **EACH)
        self.scope.switch(self.switch, None, self.worded, **EACH)
        self.sources.select(self.open, session, everything, **EACH)
        self.sources.expand(self.widen, session, self.sources, **EACH)

    def arrive(self, session: Conversation, request: gr.Request) -> Updates:
        """The talks of this reader, told once the library is open."""
        return {self.talks: talks(session, user_of(request))}

    def renew(self, chosen: Plans) -> Updates:
        """The plans to choose from; those of the chosen that are still there stay so."""
        known = {plan.id for plan in self.assistant.library.plans}
        kept = tuple(plan for plan in chosen if plan in known)
        return {self.plans: kept, self.scope: self._chooser(kept)}

    async def send(self, session: Conversation, plans: Plans, worded: bool, question: str) -> AsyncIterator[Updates]:
        """Answer what stands in the box; blanks are nobody's question."""
        if question.strip():
            async for updates in self._answer(session.heeding(plans, worded), question.strip(), left=""):
                yield updates
        else:
            yield {self.box: gr.update()}

    async def send_offered(
        self, session: Conversation, plans: Plans, worded: bool, event: gr.EventData
    ) -> AsyncIterator[Updates]:
        """Answer an example or a suggestion that was clicked; what stands in the box stays."""
        async for updates in self._answer(session.heeding(plans, worded), str(event.question)):
            yield updates

    async def retry(self, session: Conversation, plans: Plans, worded: bool) -> AsyncIterator[Updates]:
        """Answer the last question again, as if it had not been answered."""
        if session.turns:
            async for updates in self._answer(session.undone().heeding(plans, worded), session.turns[-1].question):
                yield updates

    async def edit(
        self, session: Conversation, plans: Plans, worded: bool, event: gr.EventData
    ) -> AsyncIterator[Updates]:
        """Answer a question in its new wording; what was said after it is taken back."""
        question = said(event, "question").strip()
        if question:
            async for updates in self._answer(session.before(int(event.turn)).heeding(plans, worded), question):
                yield updates

    def stop(self, session: Conversation) -> Updates:
        """Leave the answer where it is; nothing more of it is painted."""
        self.stopped.add(_turn_of(session))
        return self._said(session.halted())

    def stay(self, session: Conversation) -> Updates:
        """Stop once more, unless the next question has been asked by now."""
        return self.stop(session) if _turn_of(session) in self.stopped else {self.box: gr.skip()}

    def undo(self, session: Conversation) -> Updates:
        """Take the last turn back; its question returns to the box to be changed."""
        if not session.turns:
            return {self.box: _ready()}
        return self._kept(session.undone()) | {self.box: _ready(session.turns[-1].question)}

    def judge(self, session: Conversation, event: gr.EventData, request: gr.Request) -> Updates:
        """Keep what the reader thinks of an answer; the same click again takes it back."""
        place, verdict = int(event.turn), said(event, "verdict")
        if not 0 <= place < len(session.turns) or verdict not in VERDICTS:
            return {self.session: session}
        judged = session.changed(place, verdict="" if session.turns[place].verdict == verdict else verdict)
        self.feedback.add(judged, place, user_of(request))
        return self._kept(judged)

    def restart(self) -> Updates:
        """Begin a new talk over the same plans."""
        return self._kept(Conversation()) | {self.box: _ready()}

    def recall(self, event: gr.EventData) -> Updates:
        """Go on with a talk that the browser kept."""
        session = from_record(said(event, "record"), self.assistant.library)
        chosen = {self.plans: session.plans, self.scope: self._chooser(session.plans)}
        return self._kept(session) | chosen | {self.box: _ready()}

    def choose(self, event: gr.EventData) -> Updates:
        """Keep the questions to come to the chosen plans."""
        plans = _known(said(event, "plans"), [plan.id for plan in self.assistant.library.plans])
        return {self.plans: plans, self.scope: self._chooser(plans)}

    def switch(self, event: gr.EventData) -> bool:
        """Let the language model word the answers to come, or not."""
        return bool(event.worded)

    def open(self, session: Conversation, event: gr.EventData) -> Updates:
        """Show the source of the clicked mark; a click in the panel means the turn that is open there."""
        turn = event._data.get("turn", session.opened[0] if session.opened else 0)
        opened = session.opening(int(turn), int(event.mark))
        return self._said(opened) | {self.sources: self._panel(opened, sought=True)}

    def widen(self, session: Conversation, event: gr.EventData) -> str:
        """Show the whole document around the open source, or its surroundings again."""
        return self._panel(session, whole=event.whole)

    async def _answer(self, session: Conversation, question: str, left: str | None = None) -> AsyncIterator[Updates]:
        """The updates while ``question`` is answered; ``left`` goes into the box, on an error the question does."""
        state = session
        box = _busy(left)
        turn = None
        async for state in reply(self.assistant, session, question):
            if turn is None:
                turn = _turn_of(state)
                self.stopped.discard(turn)  # one that was stopped may be asked again
            if turn in self.stopped:
                return
            yield self._said(state) | {self.box: box}
            box = gr.skip()
        failed = state.turns[-1].error
        yield self._kept(state) | {self.box: _ready(question if failed else None)}

    def _said(self, session: Conversation) -> Updates:
        return {self.session: session, self.talk: made(transcript(session, self.examples))}

    def _kept(self, session: Conversation) -> Updates:
        """Everything as it stands, for the reader and for the browser's memory."""
        return self._said(session) | {self.sources: self._panel(session), self.talks: talks(session)}

    def _chooser(self, chosen: Plans) -> str:
        return made(chooser(self.assistant.library.plans, chosen, self.assistant.model))

    def _panel(self, session: Conversation, *, whole: bool = False, sought: bool = False) -> str:
        if session.source is None:
            return made(empty_panel())
        answer, mark = session.source
        shown = panel(answer, mark, self.assistant.library, whole=whole, sought=sought, pictures=self.pictures)
        return made(shown)


def _turn_of(session: Conversation) -> tuple[str, int]:
    """The last turn: its talk and its number."""
    return session.key, len(session.turns)


def user_of(request: gr.Request) -> str:
    """Who is logged in; empty where nobody has to."""
    return request.username or ""


def _known(names: str, known: list[str]) -> Plans:
    """The ids in a JSON list that the library knows; all of them together are no choice."""
    wanted = set(json.loads(names)) if names else set()
    kept = tuple(name for name in known if name in wanted)
    return () if len(kept) == len(known) else kept


def _box() -> gr.Textbox:
    return gr.Textbox(
        lines=1,
        max_lines=6,
        label="问题",
        show_label=False,
        container=False,
        placeholder="输入问题，按回车发送",
        submit_btn="发送",
        elem_id="box",
        html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off", spellcheck=False),
    )


def _busy(value: str | None) -> Any:
    return _with_value({"submit_btn": False, "stop_btn": "停止"}, value)


def _ready(value: str | None = None) -> Any:
    return _with_value({"submit_btn": "发送", "stop_btn": False}, value)


def _with_value(buttons: dict[str, Any], value: str | None) -> Any:
    """An update of the box; what stands in it is touched only when ``value`` is given."""
    return gr.update(**buttons) if value is None else gr.update(value=value, **buttons)
