"""The shapes that the endpoints return, as the API view shows them; the public contract of the project, typed."""

from __future__ import annotations

from typing import NotRequired  # pydantic refuses those of typing before Python 3.12

from typing_extensions import TypedDict


class CitationReply(TypedDict):
    """``quote`` is verbatim source text; ``lines`` its first and last line; ``place`` where it stands in the original."""

    mark: int
    document: str
    plan: str
    section: list[str]
    lines: list[int]
    place: NotRequired[str]
    quote: str


class AnswerReply(TypedDict):
    """The public contract's answer, without ``id``."""

    question: str
    answer: str
    answered: bool
    intent: str
    latency_ms: float
    citations: list[CitationReply]
    tasks: list[str]
    suggestions: list[str]


class DeadlineReply(TypedDict):
    """A time limit as written, and as a day where it is one."""

    kind: str
    date: str | None
    text: str


class TaskReply(TypedDict):
    """The public contract's task; ``doubtful`` are its values that a scan did not show for certain."""

    id: str
    document: str
    plan: str
    region: str
    year: int | None
    part: str
    section: list[str]
    task: str
    text: str
    lead: list[str]
    support: list[str]
    implement: list[str]
    implement_is_default: bool
    deadlines: list[DeadlineReply]
    note: str
    inherited: list[str]
    lines: list[int]
    place: NotRequired[str]
    doubtful: NotRequired[list[str]]


class LedgerReply(TypedDict):
    """Tasks in source order."""

    tasks: list[TaskReply]


class SideReply(TypedDict):
    """One side of a contradiction."""

    task: str
    plan: str
    part: str
    value: list[str]
    lines: list[int]


class ConflictReply(TypedDict):
    """A contradiction: ``kind`` is lead, support or deadline."""

    kind: str
    matter: str
    plan: str
    sides: list[SideReply]


class ConflictsReply(TypedDict):
    """All contradictions."""

    conflicts: list[ConflictReply]


class DutiesReply(TypedDict):
    """The duties of a body, each list by deadline; ``summary`` says them in words."""

    region: str
    unit: str
    names: list[str]
    summary: list[str]
    lead: list[TaskReply]
    support: list[TaskReply]
    implement: list[TaskReply]
    implement_by_default: list[TaskReply]
    conflicts: list[ConflictReply]


class PlanReply(TypedDict):
    """A plan with its facts; ``superseded_by`` is the id of the newest version where it is an older one."""

    id: str
    document: str
    title: str
    region: str
    year: int | None
    number: str | None
    issuer: str | None
    date: str | None
    lines: list[int]
    superseded_by: NotRequired[str]


class DocumentReply(TypedDict):
    """A file of the library with its plans."""

    id: str
    title: str
    sha256: str
    lines: int
    plans: list[PlanReply]
    tasks: int


class DocumentsReply(TypedDict):
    """What the library holds; ``skipped`` are the files that could not be read, each with the reason."""

    documents: list[DocumentReply]
    skipped: dict[str, str]


class PagedLedgerReply(LedgerReply):
    """``total`` tasks fit; these are those from ``offset`` on, ``limit`` at most."""

    total: int
    offset: int
    limit: int


class LineReply(TypedDict):
    """A line of a document; ``place`` where it stands in the original."""

    number: int
    text: str
    place: NotRequired[str]


class LinesReply(TypedDict):
    """Lines ``first`` to ``last`` of a document of ``total`` lines, and the plans they stand in."""

    document: str
    title: str
    plans: list[str]
    total: int
    first: int
    last: int
    lines: list[LineReply]


class ChangeReply(TypedDict):
    """What became of a change of the library."""

    message: str


class ErrorPart(TypedDict):
    """What was wrong, where, what to do; ``param`` is the faulty field, ``code`` for programs."""

    message: str
    type: str
    param: str | None
    code: str


class ErrorReply(TypedDict):
    """Every error, in the shape of OpenAI's API."""

    error: ErrorPart
