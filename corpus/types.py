"""The nouns of planqa: what a document is made of once it has been read.

A ``Document`` holds lines; a ``Plan`` is what people name and may be one of several in a document; a
``Section`` is a heading path; a ``Passage`` is the unit of retrieval and of quotation; a ``Task`` is one row of
the ledger (任务台账). Everything keeps its ``Span`` in the source. Line numbers are 1-based and inclusive.
Ids come from place (document name and lines), so a rebuild of the same files gives the same ids.
"""

from __future__ import annotations

from collections.abc import Sequence
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
class Area:
    """A rectangle on a page (1-based). ``box`` is left, top, right, bottom as shares of the page's width and height."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a line stands in the original. Numbers are 1-based; what the format has not is 0 or empty.

    ``confidence`` is that of the recognition of scanned text (1 where nothing was recognised), ``heading`` the outline
    level that the file itself gives, ``kind`` what the text is where it is not running text: 脚注, 文本框.
    """

    areas: tuple[Area, ...] = ()
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    heading: int = 0
    kind: str = ""
    confidence: float = 1.0

    @property
    def page(self) -> int:
        """The page on which the line begins, 0 where the format has no pages."""
        return self.areas[0].page if self.areas else 0


NOWHERE = Locator()


def in_words(places: Sequence[Locator]) -> str:
    """Where ``places`` stand together in the original, in Chinese: 第3–4页，表2第4–6行; empty when they do not say."""
    tables = sorted({place.table for place in places if place.table and not place.sheet})
    sheets = dict.fromkeys(place.sheet for place in places if place.sheet)
    kinds = {place.kind for place in places}
    rows = {place.row for place in places} if len(tables) + len(sheets) == 1 else set()
    parts = (
        _range({area.page for place in places for area in place.areas}, "页"),
        "、".join(f"工作表“{sheet}”" for sheet in sheets),
        "、".join(f"表{table}" for table in tables) + _range(rows, "行"),
        next(iter(kinds)) if len(kinds) == 1 else "",
    )
    return "，".join(part for part in parts if part)


def _range(numbers: set[int], unit: str) -> str:
    """第3–4页; empty when a number is missing."""
    if not numbers or 0 in numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return f"第{first}{unit}" if first == last else f"第{first}–{last}{unit}"


@dataclass(frozen=True, slots=True)
class Smudge:
    """Recognised characters that may be wrong: positions ``first`` to ``last`` (exclusive) of line ``line`` (1-based)."""

    line: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the library, rendered to lines.

    ``id`` is the file's name within the library; ``sha256`` is that of its bytes; ``kind`` is its format by content.
    What is not plain text has a ``Locator`` for each line in ``places``; ``notices`` tell, one Chinese line each, what of
    the file was not read or was read with doubt; ``smudges`` are the recognised characters that may be wrong.
    """

    id: str
    title: str
    sha256: str
    lines: tuple[str, ...] = field(repr=False)
    kind: str = "text"
    places: tuple[Locator, ...] = field(default=(), repr=False)
    notices: tuple[str, ...] = ()
    smudges: tuple[Smudge, ...] = field(default=(), repr=False)

    def text(self, span: Span) -> str:
        """The untouched source text of ``span``, lines joined by newlines."""
        return "\n".join(self.lines[span.first - 1 : span.last])

    def locators(self, span: Span) -> tuple[Locator, ...]:
        """Where the lines of ``span`` that hold text stand in the original; empty for plain text."""
        numbers = range(span.first, span.last + 1) if self.places else ()
        return tuple(self.places[n - 1] for n in numbers if self.lines[n - 1].strip())

    def place(self, span: Span) -> str:
        """The same in Chinese, as citations show it: 第3–4页，表2第4–6行. Empty where lines are the only place."""
        return in_words(self.locators(span))


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
    values of merged cells above it, the header of its table. ``place`` is where it stands in a file that is not plain
    text: 第3页，表2第4行.
    """

    id: str
    document: str
    plan: Plan
    section: tuple[str, ...]
    part: str
    span: Span
    text: str = field(repr=False)
    context: str = ""
    place: str = ""

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
    cell above or from a heading that says who leads. ``group`` is the item that a table row belongs to (its merged first column), empty in prose. ``place`` is
    as in ``Passage``; ``doubtful`` are those of its units and time limits (as written) that hold a character of a scan
    which may be wrong.
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
    place: str = ""
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    document: Document
    plans: tuple[Plan, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...]
