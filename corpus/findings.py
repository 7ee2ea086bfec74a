"""Finding responsibility notes inside paragraphs: in brackets, in labelled tails, in a last sentence that is wholly a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from corpus.blocks import Paragraph
from corpus.headings import match_heading
from corpus.lexicon import alternation, words
from corpus.notes import Note, find_standing, parse_note, sets_first_as_lead
from corpus.text import Folded
from corpus.units import is_complete, split_units

_LONGEST = 1000  # letters of a note that closes a sentence; the longest seen has about 300


def find_notes(paragraph: Paragraph, *, first_is_lead: bool = False) -> list[tuple[int, int, Note]]:
    """``(first, last, note)`` for the notes of a paragraph: brackets, a labelled tail, a last sentence that is a note."""
    folded, text = paragraph.folded, paragraph.text
    found: list[tuple[int, int, Note]] = []
    for first, last in _brackets(text):
        note = parse_note(folded, first + 1, last - 1, first_is_lead=first_is_lead, trusting=True)
        note = note or _names_behind(folded, first, last, first_is_lead)
        if note and found and found[-1][1] == first:
            found[-1] = (found[-1][0], last, found[-1][2].joined(note))
        elif note:
            found.append((first, last, note))
            first_is_lead = first_is_lead or note.first_is_lead
    after = found[-1][1] if found else 0
    tail = _tail(folded, after, first_is_lead)
    return [*found, tail] if tail else found


def _names_behind(folded: Folded, first: int, last: int, first_is_lead: bool) -> Note | None:
    """Names of offices and nothing else in a bracket behind the last sentence: …不少于2次。(县林业局、县应急局). They are who does it."""
    text = folded.text
    alone = first > 0 and text[first - 1] in "。;!?" and not re.search(r"\w", text[last:])
    pieces = split_units(folded, first + 1, last - 1) if alone else []
    if not pieces or not all(is_complete(text[piece.first : piece.last]) for piece in pieces):
        return None
    return parse_note(folded, first + 1, last - 1, first_is_lead=first_is_lead, role="responsible")


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
    return re.compile(rf"(?<=[。;)])(?:(?:{alternation(labels)}):|[【\[〔](?:{alternation(labels)})[】\]〕])")


def _tail(folded: Folded, after: int, first_is_lead: bool) -> tuple[int, int, Note] | None:
    """Labels that close a paragraph (…。责任单位：A；完成时限：…), or a last sentence that is wholly a note."""
    text = folded.text
    starts = [match.start() for match in _tail_label().finditer(text, after)][:1]
    end = len(text.rstrip("。;"))
    stops = _stops(text, after, end)
    full = max((stop for stop in stops if text[stop] in "。!?"), default=after - 1) + 1
    near = max(full, end - _LONGEST)
    for start in [*starts, full, *(stop + 1 for stop in stops if stop >= near)]:
        if start >= end or (text[start] in "([【" and start not in starts):
            continue
        heading = match_heading(text) if start == 0 else None
        begin = heading.mark_end if heading else start
        note = parse_note(folded, begin, end, first_is_lead=first_is_lead, trusting=start in starts)
        if note and (note.lead or start in starts) and not (heading and heading.title_end == len(text)):
            return start, len(text), note
    return None


def _stops(text: str, first: int, last: int) -> list[int]:
    """Where commas, semicolons and full stops stand outside brackets."""
    depth, stops = 0, []
    for position in range(first, last):
        character = text[position]
        depth = max(0, depth + (character in "([【〔") - (character in ")]】〕"))
        if depth == 0 and character in ",;。!?":
            stops.append(position)
    return stops


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
