"""What is embedded: a passage as one or more windows of text.

A vector made of a long text is a blur, so a passage is cut into windows of whole sentences that overlap by a short
sentence, and is later found by its best window. Every window begins with the plan's title, the nearest headings and
the inherited context, so that the vector knows which of several similar plans it speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.text import fold
from corpus.types import Passage

WINDOW = 200  # characters of text in a window, the head not counted
OVERLAP = 40  # characters that a window may repeat of the one before
HEADINGS = 2  # the nearest headings that a window names
HEAD = 40  # characters of a heading or of the context that a window keeps

_SENTENCE = re.compile(r"[^。；;！!？?]*[。；;！!？?]+|[^。；;！!？?]+")


def windows(passage: Passage) -> tuple[str, ...]:
    """The texts to embed for ``passage``, at least one."""
    head = " ".join(filter(None, _head(passage)))
    bodies = tuple(pack(sentences(flatten(passage.text))))
    return tuple(f"{head} {body}" for body in bodies) or (head,)


def flatten(text: str) -> str:
    """``text`` on one line, folded; only a tab, which parts table cells, still shows as a blank."""
    return " ".join(filter(None, map(fold, text.split("\t"))))


def sentences(text: str) -> Iterator[str]:
    """The sentences of ``text`` in order, nothing lost; a sentence longer than a window comes in pieces."""
    for sentence in _SENTENCE.findall(text):
        for start in range(0, len(sentence), WINDOW):
            yield sentence[start : start + WINDOW]


def pack(pieces: Iterable[str]) -> Iterator[str]:
    """Join ``pieces`` into windows of at most ``WINDOW`` characters, each overlapping the one before."""
    window: list[str] = []
    for piece in pieces:
        if window and _length(window) + len(piece) > WINDOW:
            yield "".join(window)
            window = _tail(window, WINDOW - len(piece))
        window.append(piece)
    if window:
        yield "".join(window)


def _head(passage: Passage) -> Iterator[str]:
    yield fold(passage.plan.title)
    for heading in passage.section[-HEADINGS:]:
        yield fold(heading)[:HEAD]
    yield flatten(passage.context)[:HEAD]


def _length(pieces: list[str]) -> int:
    return sum(map(len, pieces))


def _tail(window: list[str], room: int) -> list[str]:
    """The last piece of ``window`` when it is short enough to be said again."""
    return window[-1:] if len(window[-1]) <= min(OVERLAP, room) else []
