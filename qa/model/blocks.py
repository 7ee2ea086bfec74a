"""The lines of a deterministic answer as they are told: blocks that belong together, what they quote, remarks on the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[(\d+)\]")
_NOTES = ("注意：", "（按上文", "（扫描件", "（文库中有", "（按理解")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of the deterministic answer that belong together, and the marks in them."""

    text: str
    marks: frozenset[int]


def blocks(text: str) -> tuple[list[Block], list[str]]:
    """The lines of a deterministic answer: each with marks together with those below it that have none; and its remarks."""
    found: list[Block] = []
    remarks = []
    for line in text.splitlines():
        marks = frozenset(map(int, _MARK.findall(line)))
        if line.startswith(_NOTES):
            remarks.append(line)
        elif marks:
            found.append(Block(line, marks))
        elif found:
            found[-1] = Block(f"{found[-1].text}\n{line}", found[-1].marks)
    return found, remarks


def quotes_in(text: str) -> list[str]:
    """The outermost quotations “…” of a line."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter == "“":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif letter == "”" and depth:
            depth -= 1
            found += [text[start:at]] if not depth else []
    return found


def share(piece: str, text: str) -> float:
    """The share of the pairs of letters in ``piece`` that ``text`` has too."""
    pairs = [piece[at : at + 2] for at in range(len(piece) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 1.0


def first_words(text: str, limit: int = 40) -> str:
    """How a block begins, to name it by."""
    line = text.split("\n")[0]
    return line if len(line) <= limit else f"{line[:limit]}…"
