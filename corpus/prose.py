"""Task records from running text.

The paragraphs of a plan are read in order under their headings. A responsibility note closes the paragraphs before it,
back to the previous note or heading; notes in the middle of a paragraph divide it; label lines (牵头单位：… 责任单位：…) are
one note together. A numbered item without a note is a task without a lead where its fellows are tasks, or under a title
that says so; where its sentence names who is in charge (市教育局负责…) that is the lead. Under titles that frame the plan
(工作要求, 保障措施) only duties of named units count: a unit that 负责 something, a unit that must file by a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from corpus.blocks import Paragraph
from corpus.dates import deadlines_in_cell, deadlines_in_text
from corpus.headings import Outline, match_heading
from corpus.lexicon import alternation, words
from corpus.notes import Note, find_standing, parse_note, sets_first_as_lead
from corpus.tables import field_role
from corpus.text import Folded
from corpus.types import Deadline, Span
from corpus.units import Piece, is_complete, is_unit, names, split_units

_TITLE_LIMIT = 40
_NOTE_TAIL = re.compile(
    r"[(（【\[](?:[^)）】\]]*|[^)）】\]]*(?:牵头|负责|配合|责任|落实)[^)）】\]]*[)）】\]])$"
)  # a note runs on from a title
_NOTE_LABELS = ("lead", "support", "responsible", "implement", "deadline")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Folded positions ``first`` to ``last`` of a paragraph."""

    paragraph: Paragraph
    first: int
    last: int

    @property
    def text(self) -> str:
        """The stretch folded."""
        return self.paragraph.text[self.first : self.last]

    @property
    def source(self) -> str:
        """The stretch as in the source."""
        return self.paragraph.folded.raw(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before it is filed: what the text says, and under which headings. ``bare`` tells that no note names a
    unit; ``duty`` that a sentence of the text does.
    """

    path: tuple[str, ...]
    part: str
    rank: int
    title: str
    body: tuple[Stretch, ...]
    note: Note
    deadlines: tuple[Deadline, ...]
    bare: bool = False
    duty: bool = False

    @property
    def span(self) -> Span:
        """The lines from the first paragraph to the last."""
        return Span(self.body[0].paragraph.span.first, self.body[-1].paragraph.span.last)

    @property
    def text(self) -> str:
        """The whole text as in the source, paragraphs joined by line breaks."""
        return "\n".join(stretch.source for stretch in self.body)


@dataclass(slots=True)
class _Item:
    """What has been read since the last heading."""

    rank: int = 0
    title: str = ""
    open: list[Stretch] = field(default_factory=list)
    labels: list[Stretch] = field(default_factory=list)
    closed: int = 0


class ProseReader:
    """Reads paragraphs in order; ``drafts`` holds what was found. Feed it with ``paragraph``, ``part``, ``table``, ``end``."""

    def __init__(self, year: int | None, *, first_is_lead: bool = False) -> None:
        self.year = year
        self.first_is_lead = first_is_lead
        self.outline = Outline()
        self.part = "正文"
        self.drafts: list[Draft] = []
        self._item = _Item()

    def new_part(self, part: str) -> None:
        """An annex begins."""
        self._close_item(leaf=True)
        self.part = part
        self.outline.clear()
        self._item = _Item()

    def table(self) -> None:
        """A table follows: the text above it introduces it and is no task."""
        self._close_item(leaf=False)
        self._item = _Item(self._item.rank, self._item.title)

    def end(self) -> list[Draft]:
        """All drafts that are tasks."""
        self._close_item(leaf=True)
        return _select(self.drafts)

    def paragraph(self, paragraph: Paragraph) -> None:
        """The next paragraph of text."""
        text = paragraph.text
        skip = len(text) - len(text.lstrip("#>"))
        heading = match_heading(text[skip:])
        if heading:
            self._close_item(leaf=heading.rank <= self._item.rank)
            title = _NOTE_TAIL.sub("", paragraph.folded.written(skip, skip + heading.title_end))
            self.outline.enter(heading.rank, title)
            bare_title = paragraph.folded.written(skip + heading.mark_end, skip + heading.title_end)
            self._item = _Item(heading.rank, _NOTE_TAIL.sub("", bare_title) or bare_title)
        elif skip:
            self._close_item(leaf=False)
            self._item = _Item()
        self._body(paragraph)

    def _body(self, paragraph: Paragraph) -> None:
        if self._is_label(paragraph):
            self._label_line(paragraph)
            return
        if self._item.labels:
            if field_role(paragraph.text.split(":")[0]) == "task" and ":" in paragraph.text[:10]:
                self._item.open.append(Stretch(paragraph, 0, len(paragraph.folded)))
                return
            self._close_labels()
        position = 0
        for first, last, note in find_notes(paragraph, first_is_lead=self.first_is_lead):
            self._item.open.append(Stretch(paragraph, position, last))
            self._close(note, Piece(first, last), paragraph)
            position = last
            while position < len(paragraph.text) and paragraph.text[position] in "。;,":
                position += 1
        if re.search(r"\w", paragraph.text[position:]):
            self._item.open.append(Stretch(paragraph, position, len(paragraph.folded)))

    @staticmethod
    def _is_label(paragraph: Paragraph) -> bool:
        """A line that opens with the label of a field that belongs to a note."""
        label, colon, _ = paragraph.text.partition(":")
        if label[:1] in "([【〔":
            return False
        return (
            bool(colon)
            and 2 <= len(label) <= 10
            and field_role(label) in _NOTE_LABELS
            and not re.search(r"[、,]", label)
        )

    def _label_line(self, paragraph: Paragraph) -> None:
        role = field_role(paragraph.text.partition(":")[0])
        if any(field_role(line.text.partition(":")[0]) == role for line in self._item.labels):
            self._close_labels()
        self._item.labels.append(Stretch(paragraph, 0, len(paragraph.folded)))

    def _close_labels(self) -> None:
        """The label lines read so far are one note for the text before them."""
        labels, self._item.labels = self._item.labels, []
        if not labels:
            return
        joined = Folded("\n".join(label.source for label in labels))
        note = parse_note(joined, cell=True, first_is_lead=self.first_is_lead)
        self._item.open = sorted([*self._item.open, *labels], key=lambda s: (s.paragraph.span.first, s.first))
        if note is None:
            return
        deadlines = self._labelled(joined, note)
        self._file(note, deadlines)

    def _labelled(self, folded: Folded, note: Note) -> tuple[Deadline, ...]:
        if note.deadline is None:
            return ()
        return deadlines_in_cell(Folded(folded.raw(note.deadline.first, note.deadline.last)), self.year)

    def _close(self, note: Note, _place: Piece, paragraph: Paragraph) -> None:
        self._file(note, self._labelled(paragraph.folded, note))

    def _file(self, note: Note, labelled: tuple[Deadline, ...], *, bare: bool = False) -> None:
        item = self._item
        body, item.open = tuple(item.open), []
        if not body:
            return
        title = (_own_title(body) or item.title) if item.closed == 0 and item.title else _first_clause(body)
        deadlines = tuple(dict.fromkeys([*labelled, *_stated(body, self.year, labelled)]))
        path, rank = self.outline.path, item.rank
        self.drafts.append(Draft(path, self.part, rank, title, body, note, deadlines, bare=bare))
        item.closed += 1
        if note.first_is_lead:
            self.first_is_lead = True

    def _close_item(self, *, leaf: bool) -> None:
        """A heading, a table or the end: what no note has closed is a bare draft, or the introduction to what follows."""
        self._close_labels()
        item = self._item
        length = sum(len(stretch.text) for stretch in item.open)
        if leaf and item.rank and length >= (8 if item.closed == 0 else 20):
            self._file(Note(), (), bare=True)
        item.open = []


def _stated(body: Sequence[Stretch], year: int | None, labelled: Sequence[Deadline]) -> Iterator[Deadline]:
    """The time limits in the text of a task that its label does not hold already."""
    held = {deadline.text for deadline in labelled}
    for stretch in body:
        for deadline in deadlines_in_text(Folded(stretch.source), year):
            if not any(deadline.text in text for text in held):
                yield deadline


def _own_title(body: Sequence[Stretch]) -> str:
    """The short first sentence of the paragraph below a heading line, when it names the task: 危险废物监管。…"""
    below = [s for s in body if not match_heading(s.text) and not ProseReader._is_label(s.paragraph)]
    if len(below) == len(body) or len(below) != 1:
        return ""
    stop = below[0].text.find("。")
    return below[0].paragraph.folded.written(below[0].first, below[0].first + stop) if 4 <= stop <= 22 else ""


def _first_clause(body: Sequence[Stretch]) -> str:
    folded = body[0].paragraph.folded
    text = body[0].text
    heading = match_heading(text)
    start = heading.mark_end if heading else 0
    stop = re.search(r"[。;:]", text[start:])
    end = start + stop.start() if stop else len(text)
    if end - start > _TITLE_LIMIT:
        comma = re.search(r"[,(]", text[start + 6 : start + _TITLE_LIMIT])
        end = start + 6 + comma.start() if comma else start + _TITLE_LIMIT
    return folded.written(body[0].first + start, body[0].first + end)


# --- notes inside a paragraph ------------------------------------------------------------------------------------


def find_notes(paragraph: Paragraph, *, first_is_lead: bool = False) -> list[tuple[int, int, Note]]:
    """``(first, last, note)`` for the notes of a paragraph: brackets, a labelled tail, a last sentence that is a note."""
    folded, text = paragraph.folded, paragraph.text
    found: list[tuple[int, int, Note]] = []
    for first, last in _brackets(text):
        note = parse_note(folded, first + 1, last - 1, first_is_lead=first_is_lead)
        if note:
            found.append((first, last, note))
            first_is_lead = first_is_lead or note.first_is_lead
    after = found[-1][1] if found else 0
    tail = _tail(folded, after, first_is_lead)
    return [*found, tail] if tail else found


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Outermost bracket groups."""
    depth, start = 0, 0
    for position, character in enumerate(text):
        if character in "([【〔":
            if depth == 0:
                start = position
            depth += 1
        elif character in ")]】〕" and depth:
            depth -= 1
            if depth == 0:
                yield start, position + 1


@cache
def _tail_label() -> re.Pattern[str]:
    labels = [word for role in ("lead", "support", "responsible") for word in words("roles", "fields", role)]
    return re.compile(f"(?<=[。;)])(?:{alternation(labels)}):")


def _tail(folded: Folded, after: int, first_is_lead: bool) -> tuple[int, int, Note] | None:
    """Labels that close a paragraph (…。责任单位：A；完成时限：…), or a last sentence that is wholly a note."""
    text = folded.text
    starts = [match.start() for match in _tail_label().finditer(text, after)][:1]
    end = len(text.rstrip("。;"))
    sentence = max(max(text.rfind(mark, after, end) for mark in "。;)") + 1, after)
    clauses = [match.end() for match in re.finditer(",", text[sentence:end])]
    for start in [*starts, sentence, *(sentence + clause for clause in clauses)]:
        if start >= end or text[start] in "([【":
            continue
        heading = match_heading(text) if start == 0 else None
        note = parse_note(folded, heading.mark_end if heading else start, end, first_is_lead=first_is_lead)
        if note and (note.lead or start in starts) and not (heading and heading.title_end == len(text)):
            return start, len(text), note
    return None


def plan_rules(paragraphs: Iterable[Paragraph]) -> tuple[tuple[str, ...], bool]:
    """The standing implementers and the first-is-lead rule that a plan states outside any note (注：下列任务均需…落实)."""
    standing: tuple[str, ...] = ()
    first_is_lead = False
    for paragraph in paragraphs:
        if find_notes(paragraph):
            continue
        standing = standing or find_standing(paragraph.folded)
        first_is_lead = first_is_lead or sets_first_as_lead(paragraph.text)
    return standing, first_is_lead


# --- which drafts are tasks ----------------------------------------------------------------------------------------


@cache
def _titles(kind: str) -> re.Pattern[str]:
    return re.compile(alternation(words("roles", "sections", kind)))


def _top(draft: Draft) -> tuple[str, str]:
    return (draft.part, draft.path[0] if draft.path else "")


def _select(drafts: Sequence[Draft]) -> list[Draft]:
    """Noted drafts; bare ones whose fellows are noted or whose title says task; the duties that frames state."""
    noted = {(_top(draft), draft.rank) for draft in drafts if not draft.bare}
    by_depth = {(draft.part, draft.rank, len(draft.path)) for draft in drafts if not draft.bare}
    chosen: list[Draft] = []
    for draft in drafts:
        if not draft.bare:
            chosen.append(draft)
            continue
        framed = _is_framed(draft)
        fellow = (_top(draft), draft.rank) in noted or (
            len(draft.path) == 1 and (draft.part, draft.rank, 1) in by_depth
        )
        titled = len(draft.path) > 1 and bool(_titles("task").search(draft.path[0]))
        if (fellow or titled) and not (framed and not fellow):
            chosen.append(_with_charge(draft))
        elif not framed and len(draft.path) > 1 and (charged := _with_charge(draft)).duty:
            chosen.append(charged)
        else:
            chosen.extend(_duties(draft))
    return chosen


def _is_framed(draft: Draft) -> bool:
    """Under a title that frames the plan; a numbered sentence is no title, however it is worded."""
    titles = [title for title in draft.path if len(title) <= 16]
    return any(_titles("frame").search(title) for title in titles)


@cache
def _charge() -> re.Pattern[str]:
    verbs = "负责|牵头|会同|配合|协助|落实|承担|要|应当|应|须|需|定期|于|每"
    return re.compile(rf"(?P<units>[^。;:]{{2,80}}?)(?P<verb>{verbs})")


def _with_charge(draft: Draft) -> Draft:
    """A numbered item whose sentence opens with who is in charge: 市教育局负责统筹…"""
    folded, text = draft.body[0].paragraph.folded, draft.body[0].paragraph.text
    heading = match_heading(text)
    start = heading.mark_end if heading else 0
    match = _charge().match(text, start)
    if not match:
        return draft
    pieces = _all_units(folded, match.start("units"), match.end("units"))
    if not pieces:
        return draft
    note = _charged(folded, match, pieces)
    return replace(draft, note=note, bare=False, duty=True) if note else draft


def _charged(folded: Folded, match: re.Match[str], pieces: list[Piece]) -> Note | None:
    """The roles that the verb after the units gives them."""
    own = names(folded, pieces)
    if match["verb"] in ("配合", "协助"):
        partners = _partners(folded, match.end())
        return Note(lead=partners, support=own) if partners else None
    joined = re.compile("会同|联合|(?<=[,。;])与(?=[^,。;]{2,30}共同)").finditer(folded.text, match.start())
    partners = tuple(name for joint in joined for name in _partners(folded, joint.end()))
    return Note(lead=own, support=tuple(dict.fromkeys(partners)))


def _partners(folded: Folded, first: int) -> tuple[str, ...]:
    """The list of units at ``first`` that a verb or a comma ends, its last name complete: 会同|市教育局、市市场监管局|制定."""
    clause = re.compile("[,。;:]|$").search(folded.text, first)
    limit = clause.start() if clause else len(folded)
    verbs = "负责|制定|开展|做好|组织|建立|推进|核定|完成|于|查处|加强|落实|共同|联合|定期|编制|出台|研究|指导"
    stops = [match.start() for match in re.compile(verbs).finditer(folded.text, first, limit)]
    for stop in [*stops, limit]:
        pieces = _all_units(folded, first, stop)
        if pieces and is_complete(folded.text[pieces[-1].first : pieces[-1].last]):
            return names(folded, pieces)
    return ()


def _all_units(folded: Folded, first: int, last: int) -> list[Piece]:
    """The units of a stretch when it holds nothing else, else none."""
    pieces = split_units(folded, first, last)
    return pieces if pieces and all(is_unit(folded.text[p.first : p.last]) for p in pieces) else []


@cache
def _filing() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[,。;)]))(?P<units>[^,。;:]{3,80}?)(?:要|应当|应|须|需)?(?:于|在)"
        r"(?P<when>(?:20\d\d年)?(?:每[年月季]度?)?(?:\d{1,2}月)?(?:\d{1,2}日|底)(?:之?前))[,]?(?P<what>[^。;]*?(?:报|备案|提交)[^。;]*)"
    )


@cache
def _supervises() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<=[,。;]))(?P<units>[^,。;:]{3,30}?)负责(?:对)?(?P<what>[^。;]{6,})")


def _duties(draft: Draft) -> list[Draft]:
    """The duties of named units in framing text, one draft each."""
    duties = []
    for stretch in draft.body:
        folded = stretch.paragraph.folded
        matches = [*_filing().finditer(stretch.paragraph.text, stretch.first, stretch.last)]
        matches += [
            m
            for m in _supervises().finditer(stretch.paragraph.text, stretch.first, stretch.last)
            if is_complete(m["units"]) and m["units"][0] in "省市区县州旗盟中国"
        ]
        for match in sorted(matches, key=lambda m: m.start()):
            pieces = _all_units(folded, match.start("units"), match.end("units"))
            if pieces:
                duties.append(_duty(draft, stretch, match, names(folded, pieces)))
    return duties


def _duty(draft: Draft, stretch: Stretch, match: re.Match[str], lead: tuple[str, ...]) -> Draft:
    body = Stretch(stretch.paragraph, match.start(), match.end())
    when = [d for d in draft.deadlines if d.text in stretch.paragraph.folded.written(match.start(), match.end())]
    title = stretch.paragraph.folded.written(match.start(), min(match.end(), match.start() + _TITLE_LIMIT))
    return Draft(draft.path, draft.part, draft.rank, title, (body,), Note(lead=lead), tuple(when), duty=True)
