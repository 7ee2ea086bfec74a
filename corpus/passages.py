"""Cutting a plan into passages: a task or a table row is one, other text is grouped under its heading.

Every line that holds text lies in exactly one passage, page numbers and running headers included (they go with the
passage around them), so what is quoted is always a run of whole source lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text import fold
from corpus.types import Document, Passage, Plan, Span

_GROUP_LIMIT = 360


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that belong together, with their headings. ``whole`` regions (a task, a row) stand alone."""

    span: Span
    path: tuple[str, ...]
    part: str
    whole: bool = False
    context: str = ""


def cut_passages(document: Document, plan: Plan, regions: Sequence[Region]) -> tuple[Passage, ...]:
    """The passages of ``plan``. ``regions`` are in source order and share no line; lines between them join the one before."""
    passages = []
    for region in _fill(document, plan.span, list(_group(document, regions))):
        text = document.text(region.span)
        identity = f"{document.id}:{region.span.first}-{region.span.last}"
        passages.append(
            Passage(identity, document.id, plan, region.path, region.part, region.span, text, region.context)
        )
    return tuple(passages)


def _group(document: Document, regions: Sequence[Region]) -> Iterator[Region]:
    """Neighbouring loose regions under one heading become one, up to a length that a reader takes in at once."""
    held: Region | None = None
    for region in regions:
        if held and _fits(document, held, region):
            held = Region(
                Span(held.span.first, region.span.last), region.path, region.part, region.whole, region.context
            )
        else:
            if held:
                yield held
            held = region
    if held:
        yield held


def _fits(document: Document, held: Region, region: Region) -> bool:
    if held.whole or held.part != region.part:
        return False
    length = len(fold(document.text(held.span))) + len(fold(document.text(region.span)))
    if region.whole:
        return False
    below = region.path[: len(held.path)] == held.path
    return below and length <= _GROUP_LIMIT


def _fill(document: Document, plan: Span, regions: Sequence[Region]) -> Iterator[Region]:
    """Close the gaps: a line with text that no region claims goes with the region before it (the first: after it)."""
    for index, region in enumerate(regions):
        first = plan.first if index == 0 else region.span.first
        last = regions[index + 1].span.first - 1 if index + 1 < len(regions) else plan.last
        yield Region(_trim(document, Span(first, last)), region.path, region.part, region.whole, region.context)


def _trim(document: Document, span: Span) -> Span:
    """Without the blank lines at either end; the line of a blank cell (a tab) is not blank."""
    filled = [number for number in range(span.first, span.last + 1) if document.lines[number - 1].strip(" \u3000")]
    return Span(filled[0], filled[-1]) if filled else span
