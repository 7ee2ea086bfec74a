"""Tasks found in running text before they are filed: where they stand, what their note says."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.blocks import Paragraph
from corpus.notes import Note
from corpus.types import Deadline, Span


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
