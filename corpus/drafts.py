"""Tasks found in running text before they are filed: where they stand, what their note says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.blocks import Paragraph
from corpus.headings import match_heading
from corpus.notes import Note
from corpus.types import Deadline, Span

_TITLE_LIMIT = 40


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
    unit; ``duty`` that a sentence of the text does; ``inherited`` are the fields that a heading above the text gives.
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
    inherited: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The lines from the first paragraph to the last."""
        return Span(self.body[0].paragraph.span.first, self.body[-1].paragraph.span.last)

    @property
    def text(self) -> str:
        """The whole text as in the source, paragraphs joined by line breaks."""
        return "\n".join(stretch.source for stretch in self.body)


def first_clause(body: Sequence[Stretch]) -> str:
    """The first sentence of a task that has no title, or the clause of it that is short enough for one."""
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
