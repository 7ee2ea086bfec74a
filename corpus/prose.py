"""Task records from running text.

The paragraphs of a plan are read in order under their headings. A responsibility note closes the paragraphs before it,
back to the previous note or heading; notes in the middle of a paragraph divide it; label lines (牵头单位：… 责任单位：…) are
one note together. A numbered item without a note is a task without a lead where its fellows are tasks, or under a title
that says so; where its sentence names who is in charge (市教育局负责…) that is the lead. Under titles that frame the plan
(工作要求, 保障措施) only duties of named units count: a unit that 负责 something, a unit that must file by a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.blocks import Paragraph
from corpus.dates import deadlines_in_cell, deadlines_in_text, looks_like_deadline
from corpus.drafts import Draft, Stretch, first_clause
from corpus.findings import find_notes
from corpus.headers import field_role
from corpus.headings import Heading, Outline, match_heading
from corpus.labels import Label, LabelLines, match_label
from corpus.notes import Note, parse_note
from corpus.selection import UNIT_RANK, names_its_duty, select_tasks
from corpus.text import Folded, fold
from corpus.types import Deadline
from corpus.units import Piece, is_complete

_DATED = re.compile(r"[(【]([^()【】]{2,24})[)】]")
_NOTED_TITLE = re.compile(r"[^。;,]+\([^()]*(?:\([^()]*\)[^()]*)*\)")
_TITLE_RANKS = range(4, 6)  # 一、 and （一）: what stands below a 1. are the steps of one task
_COUNTED = re.compile(r"\(共?\d{1,3}[项条件个]\)$")
_SIGNED = re.compile(r"(?:20\d\d|二[○〇零][一二三四五六七八九〇○零]{2})年.{1,3}月.{1,3}日(?:印发)?$")
_NOTE_TAIL = re.compile(
    r"[(（【\[](?:[^)）】\]]*|[^)）】\]]*(?:牵头|负责|配合|责任|落实)[^)）】\]]*[)）】\]])$"
)  # a note runs on from a title


@dataclass(slots=True)
class _Item:
    """What has been read since the last heading."""

    rank: int = 0
    title: str = ""
    open: list[Stretch] = field(default_factory=list)
    labels: LabelLines = field(default_factory=LabelLines)
    closed: int = 0


@dataclass(frozen=True, slots=True)
class _List:
    """A label line that opens a list (整改措施：) with the text above it. ``drafts`` were there before the list."""

    rank: int
    title: str
    above: tuple[Stretch, ...]
    drafts: int


class ProseReader:
    """Reads paragraphs in order; ``drafts`` holds what was found. Feed it with ``paragraph``, ``part``, ``table``, ``end``."""

    def __init__(self, year: int | None, *, first_is_lead: bool = False) -> None:
        self.year = year
        self.first_is_lead = first_is_lead
        self.outline = Outline()
        self.part = "正文"
        self.drafts: list[Draft] = []
        self._governing: dict[int, Note] = {}
        self._item = _Item()
        self._list: _List | None = None

    def new_part(self, part: str) -> None:
        """An annex begins."""
        self._close_item(leaf=True)
        self.part = part
        self.outline.clear()
        self._governing = {}
        self._item = _Item()
        self._list = None

    def table(self) -> None:
        """A table follows: the text above it introduces it and is no task."""
        self._close_item(leaf=False)
        self._item = _Item(self._item.rank, self._item.title)

    def end(self) -> list[Draft]:
        """All drafts that are tasks."""
        self._close_item(leaf=True)
        return select_tasks(self.drafts)

    def paragraph(self, paragraph: Paragraph) -> None:
        """The next paragraph of text."""
        text = paragraph.text
        skip = len(text) - len(text.lstrip("#>"))
        heading = None if self._begins_label(paragraph) else match_heading(text[skip:])
        if heading:
            self._close_item(leaf=heading.rank <= self._item.rank)
            if heading.rank > self._item.rank:
                self._govern_items()
            if self._list and heading.rank <= self._list.rank:
                self._list = None
            title = _NOTE_TAIL.sub("", paragraph.folded.written(skip, skip + heading.title_end))
            self.outline.enter(heading.rank, title)
            bare_title = paragraph.folded.written(skip + heading.mark_end, skip + heading.title_end)
            self._item = _Item(heading.rank, _NOTE_TAIL.sub("", bare_title) or bare_title)
            if self._led(paragraph, heading):
                return
        elif skip:
            self._close_item(leaf=bool(self._item.rank))
            self._item = _Item()
        self._body(paragraph)

    def _body(self, paragraph: Paragraph) -> None:
        label = match_label(paragraph.folded)
        if label and self._begins_label(paragraph):
            self._label_line(paragraph, label)
            return
        if self._item.labels:
            if self._item.labels.go_on(paragraph):
                return
            if field_role(paragraph.text.split(":")[0]) == "task" and ":" in paragraph.text[:10]:
                self._item.open.append(Stretch(paragraph, 0, len(paragraph.folded)))
                return
            self._close_labels()
        if names_its_duty(paragraph.folded):
            self._close_item(leaf=not all(_is_title(stretch.text) for stretch in self._item.open))
            self._item = _Item(UNIT_RANK, open=[Stretch(paragraph, 0, len(paragraph.folded))])
            return
        position = self._headed(paragraph)
        for first, last, note in find_notes(paragraph, first_is_lead=self.first_is_lead):
            if last <= position:
                continue
            dated = _DATED.match(paragraph.text, last)
            last = dated.end() if dated and looks_like_deadline(dated[1]) else last
            self._item.open.append(Stretch(paragraph, position, last))
            self._close(note, Piece(first, last), paragraph)
            position = last
            while position < len(paragraph.text) and paragraph.text[position] in "。;,":
                position += 1
        if re.search(r"\w", paragraph.text[position:]):
            self._item.open.append(Stretch(paragraph, position, len(paragraph.folded)))
        if _opens_list(paragraph.text):
            self._list = _List(self._item.rank, self._item.title, tuple(self._item.open), len(self.drafts))

    def _headed(self, paragraph: Paragraph) -> int:
        """A note in brackets right behind a title (（一）控源截污（市住建局牵头）。…) governs the item and the items below it; where it
        ends, or 0.
        """
        heading = match_heading(paragraph.text)
        if heading is None:
            return 0
        self._governing = {rank: note for rank, note in self._governing.items() if rank < heading.rank}
        found = find_notes(paragraph, first_is_lead=self.first_is_lead)
        if (
            not found
            or paragraph.text[found[0][0]] not in "([【〔"
            or re.search(r"[。;,]", paragraph.text[: found[0][0]])
        ):
            return 0
        if len(found) > 1 or not re.search(r"\w", paragraph.text[found[0][1] :]):
            return 0
        self._governing[heading.rank] = found[0][2]
        self._item.open.append(Stretch(paragraph, 0, found[0][1]))
        return found[0][1]

    def _govern_items(self) -> None:
        """Items below a title that ends in a note in brackets (（二）整治占压（市住建局牵头）): it leads them and is no task itself."""
        item = self._item
        titled = item.closed == 1 and item.rank in _TITLE_RANKS and bool(self.drafts)
        if titled and self.drafts[-1].rank == item.rank and _NOTED_TITLE.fullmatch(fold(self.drafts[-1].text)):
            self._governing[item.rank] = self.drafts.pop().note

    def _led(self, paragraph: Paragraph, heading: Heading) -> bool:
        """A heading that is wholly a note (一、市教育局牵头（3项）) says who leads the items below it."""
        title = Folded(paragraph.folded.raw(heading.mark_end, heading.title_end))
        counted = _COUNTED.search(title.text)
        end = counted.start() if counted else len(title)
        note = None if heading.runs_on or "(" in title.text[:end] else parse_note(title, 0, end)
        if note is None or not note.lead:
            return False
        self._governing = {rank: one for rank, one in self._governing.items() if rank < heading.rank}
        self._governing[heading.rank] = note
        return True

    def _begins_label(self, paragraph: Paragraph) -> bool:
        """Whether a label line stands below text that it can speak for; without a colon, 责任单位 may be a title."""
        return match_label(paragraph.folded) is not None and (":" in paragraph.text or bool(self._item.open))

    def _label_line(self, paragraph: Paragraph, label: Label) -> None:
        if self._item.labels.holds(label.role):
            self._close_labels()
        self._item.labels.add(paragraph, label)

    def _close_labels(self) -> None:
        """The label lines read so far are one note for the text before them."""
        labels, self._item.labels = self._item.labels, LabelLines()
        if not labels:
            return
        joined, note = labels.note(first_is_lead=self.first_is_lead)
        self._item.open = sorted([*self._item.open, *labels.stretches], key=lambda s: (s.paragraph.span.first, s.first))
        if note is None:
            return
        deadlines = self._labelled(joined, note)
        self._gather()
        self._file(note, deadlines)

    def _gather(self) -> None:
        """Label lines below a list whose items have no notes of their own speak for the whole list: it is one task."""
        opened, self._list = self._list, None
        if opened is None or self._item.rank <= opened.rank:
            return
        items = self.drafts[opened.drafts :]
        if not all(draft.bare for draft in items):
            return
        del self.drafts[opened.drafts :]
        listed = [stretch for draft in items for stretch in draft.body]
        self.outline.leave(opened.rank)
        self._item = _Item(opened.rank, opened.title, [*opened.above, *listed, *self._item.open])

    def _labelled(self, folded: Folded, note: Note) -> tuple[Deadline, ...]:
        if note.deadline is None:
            return ()
        return deadlines_in_cell(Folded(folded.raw(note.deadline.first, note.deadline.last)), self.year)

    def _close(self, note: Note, _place: Piece, paragraph: Paragraph) -> None:
        self._file(note, self._labelled(paragraph.folded, note))

    def _under(self, note: Note) -> tuple[Note, tuple[str, ...]]:
        """A note that names no lead, below a heading that says who leads, and the fields that the heading gives: (配合单位：…)."""
        above = [rank for rank in self._governing if rank < self._item.rank]
        if note.lead or not above:
            return note, ()
        governing = self._governing[max(above)]
        given = tuple(
            role for role in ("lead", "support", "implement") if getattr(governing, role) and not getattr(note, role)
        )
        return replace(note, **{role: getattr(governing, role) for role in given}), given

    def _file(self, note: Note, labelled: tuple[Deadline, ...], *, bare: bool = False) -> None:
        item = self._item
        body, item.open = tuple(item.open), []
        if not body:
            return
        title = (_own_title(body) or item.title) if item.closed == 0 and item.title else first_clause(body)
        deadlines = tuple(dict.fromkeys([*labelled, *_stated(body, self.year, labelled)]))
        note, given = self._under(note)
        path, rank = self.outline.path, item.rank
        bare = bare and not note
        self.drafts.append(Draft(path, self.part, rank, title, body, note, deadlines, bare=bare, inherited=given))
        item.closed += 1
        if note.first_is_lead:
            self.first_is_lead = True

    def _close_item(self, *, leaf: bool) -> None:
        """A heading, a table or the end: what no note has closed is a bare draft, or the introduction to what follows."""
        self._close_labels()
        item = self._item
        item.open = [stretch for stretch in item.open if not _is_signature(stretch.text)]
        length = sum(len(stretch.text) for stretch in item.open)
        if leaf and item.rank and length >= (4 if item.closed == 0 else 20):
            self._file(self._governing.get(item.rank, Note()), (), bare=item.rank not in self._governing)
        item.open = []


def _opens_list(text: str) -> bool:
    """整改措施： with its list below it, or with the first item of it behind the colon."""
    name, colon, value = text.partition(":")
    return bool(colon) and field_role(name) == "task" and (not value or match_heading(value) is not None)


def _is_title(text: str) -> bool:
    heading = match_heading(text)
    return heading is not None and heading.title_end == len(text)


def _is_signature(text: str) -> bool:
    """A line that holds an office, a date or both, and nothing else; a numbered one is a heading."""
    return bool(_SIGNED.fullmatch(text)) or (is_complete(_SIGNED.sub("", text)) and match_heading(text) is None)


def _stated(body: Sequence[Stretch], year: int | None, labelled: Sequence[Deadline]) -> Iterator[Deadline]:
    """The time limits in the text of a task that its label does not hold already."""
    held = {deadline.text for deadline in labelled}
    for stretch in body:
        for deadline in deadlines_in_text(Folded(stretch.source), year):
            if not any(deadline.text in text for text in held):
                yield deadline


def _own_title(body: Sequence[Stretch]) -> str:
    """The short first sentence of the paragraph below a heading line, when it names the task: 危险废物监管。…"""
    below = [s for s in body if not match_heading(s.text) and not match_label(s.paragraph.folded)]
    if len(below) == len(body) or len(below) != 1 or field_role(below[0].text.partition(":")[0]):
        return ""
    stop = below[0].text.find("。")
    return below[0].paragraph.folded.written(below[0].first, below[0].first + stop) if 4 <= stop <= 22 else ""
