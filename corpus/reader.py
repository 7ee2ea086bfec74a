"""Reading one document: bytes → lines → blocks → plans → sections, tasks and passages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.annexes import find_annexes
from corpus.blocks import Paragraph, Table
from corpus.drafts import Draft
from corpus.findings import plan_rules
from corpus.formats.doubts import is_doubtful
from corpus.formats.known import KnownTableReader
from corpus.formats.render import render
from corpus.formats.types import Progress, Rendered
from corpus.grid import RowDraft, TableReading
from corpus.headings import match_heading
from corpus.passages import Region, cut_passages
from corpus.plans import PlanBlocks, split_plans
from corpus.prose import ProseReader
from corpus.text import fold
from corpus.types import NOWHERE, Document, Passage, Reading, Section, Span, Task


def read_document(name: str, data: bytes, progress: Progress | None = None) -> Reading:
    """Everything in one document called ``name``, whatever its format. InputError when it cannot or must not be read."""
    return read_rendered(name, hashlib.sha256(data).hexdigest(), render(name, data, progress))


def read_rendered(name: str, sha256: str, rendered: Rendered) -> Reading:
    """Everything in the document called ``name`` that was rendered to lines; ``sha256`` is that of its bytes."""
    places = rendered.locators if any(place != NOWHERE for place in rendered.locators) else ()
    document = Document(
        name, PurePath(name).stem, sha256, rendered.lines, rendered.kind, places, rendered.notices, rendered.smudges
    )
    plans = split_plans(document, list(rendered.blocks))
    readings = [_PlanReader(document, plan).read() for plan in plans]
    return Reading(
        document=replace(document, title="；".join(plan.plan.title for plan in plans)),
        plans=tuple(plan.plan for plan in plans),
        sections=tuple(section for _, sections, _ in readings for section in sections),
        passages=tuple(_located(document, passage) for passages, _, _ in readings for passage in passages),
        tasks=_with_ids(_doubted(document, task) for _, _, tasks in readings for task in tasks),
    )


def _located(document: Document, passage: Passage) -> Passage:
    return replace(passage, place=document.place(passage.span)) if document.places else passage


def _doubted(document: Document, task: Task) -> Task:
    """``task`` with its place in the original, and with what of it was not recognised for certain."""
    if not document.places:
        return task
    values = (*task.lead, *task.support, *task.implement, *(limit.text for limit in task.deadlines))
    doubtful = tuple(value for value in dict.fromkeys(values) if is_doubtful(document, task.span, value))
    return replace(task, place=document.place(task.span), doubtful=doubtful)


def _with_ids(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Ids from place; a task that shares its lines with another gets a number after it."""
    seen: Counter[str] = Counter()
    numbered = []
    for task in tasks:
        identity = f"{task.document}:{task.span.first}-{task.span.last}"
        seen[identity] += 1
        numbered.append(replace(task, id=identity if seen[identity] == 1 else f"{identity}/{seen[identity]}"))
    return tuple(numbered)


class _PlanReader:
    """Reads the blocks of one plan in order and files what it finds."""

    def __init__(self, document: Document, source: PlanBlocks) -> None:
        self.document = document
        self.plan = source.plan
        self.blocks = source.blocks
        self.front = source.front
        paragraphs = [block for block in self.blocks[self.front :] if isinstance(block, Paragraph)]
        self.standing, first_is_lead = plan_rules(paragraphs)
        self.prose = ProseReader(self.plan.year, first_is_lead=first_is_lead)
        self.regions: list[Region] = []
        self.rows: list[RowDraft] = []
        self.sections: list[Section] = []

    def read(self) -> tuple[tuple[Passage, ...], tuple[Section, ...], list[Task]]:
        """The passages, sections and tasks of the plan."""
        annexes = find_annexes(self.blocks)
        for index, block in enumerate(self.blocks):
            if index < self.front:
                self.regions.append(Region(block.span, (), "正文"))
                continue
            part = annexes.begin.get(index, self.prose.part)
            if part != self.prose.part or index in annexes.listed:
                self.prose.new_part(part)
            if isinstance(block, Table):
                self._table(block)
            elif index in annexes.listed or index in annexes.begin:
                self.regions.append(Region(block.span, (), part))
            else:
                self._paragraph(block)
        drafts = self.prose.end()
        tasks = self._tasks(drafts)
        passages = cut_passages(self.document, self.plan, _claim(self.regions, drafts))
        return passages, self._closed_sections(), tasks

    def _table(self, table: Table) -> None:
        self.prose.table()
        reader = KnownTableReader(
            self.plan.year, self.prose.part, self.prose.outline.path, first_is_lead=self.prose.first_is_lead
        )
        reading = reader.read(table)
        if reading.part != self.prose.part:
            self.prose.new_part(reading.part)
        self.rows.extend(reading.drafts)
        self.regions.extend(_table_regions(reading))

    def _paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.text.startswith("抄送"):
            self.prose.paragraph(paragraph)
        heading = match_heading(paragraph.text)
        path, part = self.prose.outline.path, self.prose.part
        self.regions.append(Region(paragraph.span, path, part))
        if heading:
            self.sections.append(Section(path, paragraph.span, part))

    def _closed_sections(self) -> tuple[Section, ...]:
        """Sections with the lines they govern: up to the next heading that is not below them."""
        closed = []
        for index, section in enumerate(self.sections):
            after = next(
                (s for s in self.sections[index + 1 :] if s.part != section.part or len(s.path) <= len(section.path)),
                None,
            )
            last = after.span.first - 1 if after else self.plan.span.last
            closed.append(replace(section, span=Span(section.span.first, max(last, section.span.first))))
        return tuple(closed)

    def _tasks(self, drafts: Sequence[Draft]) -> list[Task]:
        """Prose and table drafts in source order, the standing implementers applied to those after the rule."""
        tasks: list[Task] = []
        standing = self.standing
        both: list[Draft | RowDraft] = [*drafts, *self.rows]
        for draft in sorted(both, key=lambda d: d.span.first):
            task = self._from_row(draft) if isinstance(draft, RowDraft) else self._from_prose(draft)
            if standing and not task.implement:
                task = replace(task, implement=standing, implement_is_default=True)
            tasks.append(task)
            standing = draft.note.standing or standing
        return tasks

    def _from_prose(self, draft: Draft) -> Task:
        return Task(
            id="",
            document=self.document.id,
            plan=self.plan,
            part=draft.part,
            section=draft.path,
            title=draft.title,
            text=draft.text,
            lead=draft.note.lead,
            support=draft.note.support,
            implement=draft.note.implement,
            implement_is_default=False,
            deadlines=draft.deadlines,
            note="",
            inherited=draft.inherited,
            span=draft.span,
            number=_mark(draft.path[-1]) if draft.path else "",
        )

    def _from_row(self, draft: RowDraft) -> Task:
        return Task(
            id="",
            document=self.document.id,
            plan=self.plan,
            part=draft.part,
            section=draft.path,
            title=draft.title,
            text=self.document.text(draft.span),
            lead=draft.note.lead,
            support=draft.note.support,
            implement=draft.note.implement,
            implement_is_default=False,
            deadlines=draft.deadlines,
            note=draft.remark,
            inherited=draft.inherited,
            span=draft.span,
            number=draft.number,
            group=draft.group,
        )


def _mark(title: str) -> str:
    heading = match_heading(fold(title))
    return heading.mark.strip(".、:()") if heading else ""


def _table_regions(reading: TableReading) -> Iterator[Region]:
    """Rows stand alone; captions and headers go together."""
    rows = {draft.span: draft for draft in reading.drafts}
    small = len(rows) == 0
    for span in reading.spans:
        draft = rows.get(span)
        path = draft.path if draft else reading.paths[span]
        yield Region(
            span, path, reading.part, whole=not small and draft is not None, context=draft.context if draft else ""
        )


def _claim(regions: Sequence[Region], drafts: Sequence[Draft]) -> list[Region]:
    """Regions with those of a task put together: a task is quoted whole. Duties inside a paragraph do not cut it."""
    spans = sorted({draft.span for draft in drafts if not (draft.duty and len(draft.body) == 1)}, key=lambda s: s.first)
    claimed: list[Region] = []
    for region in regions:
        owner = next((span for span in spans if span.first <= region.span.first <= span.last), None)
        if owner is None:
            claimed.append(region)
        elif claimed and claimed[-1].whole and claimed[-1].span.overlaps(owner):
            last = claimed[-1]
            path = region.path if region.span.first == owner.first else last.path
            merged = Span(last.span.first, max(last.span.last, region.span.last))
            claimed[-1] = Region(merged, path, last.part, whole=True)
        else:
            claimed.append(Region(region.span, region.path, region.part, whole=True))
    return claimed
