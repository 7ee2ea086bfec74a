"""The nouns of planqa: what a document is made of once it has been read.

A ``Document`` holds lines; a ``Plan`` is what people name and may be one of several in a document; a
``Section`` is a heading path; a ``Passage`` is the unit of retrieval and of quotation; a ``Task`` is one row of
the ledger (任务台账). Everything keeps its ``Span`` in the source. Line numbers are 1-based and inclusive.
Ids come from place (document name and lines), so a rebuild of the same files gives the same ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Lines ``first`` to ``last`` of a document, 1-based and inclusive."""

    first: int
    last: int

    def __contains__(self, line: int) -> bool:
        return self.first <= line <= self.last

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a line."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the library, rendered to lines.

    ``id`` is the file's name within the library; ``sha256`` is that of its bytes.
    """

    id: str
    title: str
    sha256: str
    lines: tuple[str, ...] = field(repr=False)

    def text(self, span: Span) -> str:
        """The untouched source text of ``span``, lines joined by newlines."""
        return "\n".join(self.lines[span.first - 1 : span.last])


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as people name it. ``year`` and ``date`` are None where the text does not give them."""

    id: str
    document: str
    title: str
    region: str
    year: int | None
    number: str
    issuer: str
    date: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path such as ("三、主要任务", "（二）…") with the lines it governs. ``part`` is 正文 or 附件2."""

    path: tuple[str, ...]
    span: Span
    part: str = "正文"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole lines that is retrieved and quoted together; the passages of a document share no line.

    ``text`` is the source untouched. ``context`` is what a reader sees around it and a machine does not: the
    values of merged cells above it, the header of its table.
    """

    id: str
    document: str
    plan: Plan
    section: tuple[str, ...]
    part: str
    span: Span
    text: str = field(repr=False)
    context: str = ""

    def index_text(self) -> str:
        """What is embedded and searched: plan title, headings and inherited context before the text."""
        head = [self.plan.title, *self.section, self.context]
        return "\n".join(piece for piece in (*head, self.text) if piece)


class DeadlineKind(StrEnum):
    """How a time limit binds. BY: last day allowed; FROM: first day; the others carry no date."""

    BY = "by"
    FROM = "from"
    ONGOING = "ongoing"
    AS_DIRECTED = "as_directed"
    RECURRING = "recurring"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as written (``text``) and, for BY and FROM, as a day."""

    kind: DeadlineKind
    date: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the ledger: who leads, supports and carries out, by when, and where it says so.

    Units are as written, without white space. ``implement_is_default`` tells that ``implement`` comes from a
    standing rule of the plan and not from the task's own words. ``inherited`` names the fields taken from a merged
    cell above. ``group`` is the item that a table row belongs to (its merged first column), empty in prose.
    """

    id: str
    document: str
    plan: Plan
    part: str
    section: tuple[str, ...]
    title: str
    text: str = field(repr=False)
    lead: tuple[str, ...]
    support: tuple[str, ...]
    implement: tuple[str, ...]
    implement_is_default: bool
    deadlines: tuple[Deadline, ...]
    note: str
    inherited: tuple[str, ...]
    span: Span
    number: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    document: Document
    plans: tuple[Plan, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...]
