"""What every door gives: answers, the ledger, duties, contradictions, documents, each in the public contract's shape.

Stateless: a dialogue is the turns that a caller sends. What a turn leaves to the next is a function of the turns before
it, so it is kept for a while and found again by those turns, whoever sends them; no one can tell but by the speed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import cast

from corpus.errors import InputError
from corpus.types import Document, Plan, Span, Task
from qa.board import Board
from qa.briefing import briefing
from qa.ledger_query import Query, select
from qa.records import conflict_record, plan_record, task_record
from qa.types import Answer, Dialogue
from qa.versions import superseded
from serve.assistant import Assistant, Library, Registry
from serve.contract import (
    ConflictReply,
    DocumentReply,
    DocumentsReply,
    DutiesReply,
    LineReply,
    LinesReply,
    PagedLedgerReply,
    TaskReply,
)
from serve.faults import Refused

MOST_TURNS = 100
MOST_LINES = 500
Ids = tuple[str, ...] | None


class Service:
    """What is asked of the library that is open. InputError says in one Chinese line what cannot be asked."""

    def __init__(self, assistant: Assistant) -> None:
        self.registry = Registry(assistant)
        self._talks = Talks(assistant)

    def ask(self, turns: Sequence[str], plans: Sequence[str] = ()) -> Answer:
        """The answer to the last of ``turns``, which follows up on those before; ``plans`` are ids or titles, none for all."""
        *_, answer = self.stream(turns, plans)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, turns: Sequence[str], plans: Sequence[str] = ()) -> Iterator[str | Answer]:
        """Like ``ask``, piece by piece: checked text as a model words it, and last the Answer, whose text begins with it."""
        if not turns:
            raise InputError("没有问题：请在 question 里写要问的内容，或在 turns 里按先后列出各轮的问题。")
        if len(turns) > MOST_TURNS:
            raise InputError(f"对话有 {len(turns)} 轮，超过 {MOST_TURNS} 轮，请开始新的对话。")
        yield from self._talks.stream(turns, self.plans(plans))

    def ledger(self, query: Query, offset: int = 0, limit: int | None = None) -> PagedLedgerReply:
        """The records that ``query`` asks for, ``limit`` of them from ``offset`` on."""
        self.plans([query.plan] if query.plan else [])
        found = select(self.registry.boards, self.registry.library.tasks, query)
        limit = len(found) if limit is None else limit
        shown = _records(found[offset : offset + limit])
        return PagedLedgerReply(total=len(found), offset=offset, limit=limit, tasks=shown)

    def duties(self, region: str, unit: str) -> DutiesReply:
        """The duties of the body that people of ``region`` call ``unit``."""
        boards = self.registry.boards
        if region not in boards.regions:
            raise InputError(f"没有地区“{region}”的方案。现有：{'、'.join(boards.regions)}。")
        bodies = boards.find(region, unit)
        if not bodies:
            raise InputError(f"{region}的方案里没有“{unit}”这个单位。")
        board = boards.board(bodies[0])
        return _duties(board, [f"{remark.heading}：{remark.text}" for remark in briefing(boards, board)])

    def conflicts(self, plan: str = "") -> list[ConflictReply]:
        """All contradictions, or those that ``plan`` (an id or a title) has a part in."""
        ids = self.plans([plan] if plan else [])
        found = self.registry.assistant.conflicts
        kept = [each for each in found if ids is None or {each.first.plan.id, each.second.plan.id} & set(ids)]
        return [cast(ConflictReply, conflict_record(each)) for each in kept]

    def documents(self) -> DocumentsReply:
        """What the library holds, and what could not be read."""
        library = self.registry.library
        skipped = {each.document: each.reason for each in library.skipped}
        return DocumentsReply(documents=[_document(library, each) for each in library.documents], skipped=skipped)

    def lines(self, name: str, first: int = 1, last: int | None = None) -> LinesReply:
        """Lines ``first`` to ``last`` of the document ``name``. Refused (404) when there is no such document."""
        library = self.registry.library
        document = next((each for each in library.documents if each.id == name), None)
        if document is None:
            raise Refused(404, "no_such_document", f"没有文件“{name}”。文件名见 /documents。", param="name")
        total = len(document.lines)
        last = min(total, first + MOST_LINES - 1) if last is None else last
        if not 1 <= first <= last <= total:
            raise InputError(f"“{name}”共 {total} 行，没有第 {first}–{last} 行。first 和 last 从 1 数起。")
        if last - first >= MOST_LINES:
            raise InputError(f"一次最多取 {MOST_LINES} 行，请分几次取。")
        return _lines(document, library.plans, Span(first, last))

    def plans(self, names: Iterable[str]) -> Ids:
        """The ids of the plans that ``names`` (ids or titles) mean; None where none is named."""
        wanted, known = set(names), self.registry.library.plans
        unknown = wanted - {plan.id for plan in known} - {plan.title for plan in known}
        if unknown:
            raise InputError(f"没有方案“{'、'.join(sorted(unknown))}”。编号和标题见 /documents。")
        return tuple(plan.id for plan in known if {plan.id, plan.title} & wanted) or None


class Talks:
    """Asks turn after turn, and keeps for a while what each leaves to the next."""

    KEPT = 2000
    """Dialogues; each is a few kilobytes."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._library: Library | None = None
        self._kept: OrderedDict[bytes, Dialogue] = OrderedDict()

    def stream(self, turns: Sequence[str], plans: Ids) -> Iterator[str | Answer]:
        """The answer to the last turn, piece by piece. One before it that could not be asked leaves what was there before
        it; those before it are asked without a model, for only what they leave is wanted.
        """
        names = list(_names(turns, plans))
        done, dialogue = self._latest(names[:-1])
        for name, turn in zip(names[done:-1], turns[done:-1], strict=True):
            with suppress(InputError):
                library = self._assistant.library
                dialogue = self._assistant.ask(turn, dialogue, plans, model=False).dialogue
                self._keep(library, name, dialogue)
        library = self._assistant.library
        for piece in self._assistant.stream(turns[-1], dialogue, plans):
            if isinstance(piece, Answer):
                self._keep(library, names[-1], piece.dialogue)
            yield piece

    def _latest(self, names: Sequence[bytes]) -> tuple[int, Dialogue]:
        """How many turns need not be asked again, and what they left."""
        with self._lock:
            for count in range(len(names), 0, -1) if self._library is self._assistant.library else ():
                if names[count - 1] in self._kept:
                    self._kept.move_to_end(names[count - 1])
                    return count, self._kept[names[count - 1]]
        return 0, Dialogue()

    def _keep(self, library: Library, name: bytes, dialogue: Dialogue) -> None:
        with self._lock:
            if self._library is not library:
                self._library, self._kept = library, OrderedDict()
            self._kept[name] = dialogue
            while len(self._kept) > self.KEPT:
                self._kept.popitem(last=False)


def _names(turns: Iterable[str], plans: Ids) -> Iterator[bytes]:
    """A name for the dialogue after each turn: the same turns about the same plans have the same name."""
    name = repr(plans).encode()
    for turn in turns:
        name = sha256(sha256(name).digest() + turn.encode(errors="surrogatepass")).digest()
        yield name


def _records(tasks: Iterable[Task]) -> list[TaskReply]:
    return [cast(TaskReply, task_record(task)) for task in tasks]


def _duties(board: Board, summary: list[str]) -> DutiesReply:
    return DutiesReply(
        region=board.body.region,
        unit=board.body.name,
        names=list(board.body.names),
        summary=summary,
        lead=_records(board.lead),
        support=_records(board.support),
        implement=_records(board.implement),
        implement_by_default=_records(board.default),
        conflicts=[cast(ConflictReply, conflict_record(each)) for each in board.conflicts],
    )


def _document(library: Library, document: Document) -> DocumentReply:
    newest = superseded(library.plans)
    plans = [plan_record(plan, newest.get(plan.id)) for plan in library.plans if plan.document == document.id]
    tasks = sum(task.document == document.id for task in library.tasks)
    record = {"id": document.id, "title": document.title, "sha256": document.sha256, "lines": len(document.lines)}
    return cast(DocumentReply, {**record, "plans": plans, "tasks": tasks})


def _lines(document: Document, plans: Sequence[Plan], span: Span) -> LinesReply:
    within = [
        plan.title
        for plan in plans
        if plan.document == document.id and plan.span.first <= span.last and span.first <= plan.span.last
    ]
    lines = [_line(document, number) for number in range(span.first, span.last + 1)]
    return LinesReply(
        document=document.id, title=document.title, plans=within, total=len(document.lines),
        first=span.first, last=span.last, lines=lines,
    )  # fmt: skip


def _line(document: Document, number: int) -> LineReply:
    place = document.place(Span(number, number))
    line = LineReply(number=number, text=document.lines[number - 1])
    return LineReply(**line, place=place) if place else line
