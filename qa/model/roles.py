"""Who has which role in a sentence: bodies are tied to the nearest word of a role on the side on which its bodies stand.

由甲牵头、乙配合      the body before the word       牵头单位是甲      the body behind it
甲会同乙推进          乙 supports, 甲 acts           甲是牵头单位      before it, because nothing follows
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.model.vocabulary import AFTER, Vocabulary

_BREAK = re.compile(r"[,;。:!?|\n]")
_JOINED = re.compile(r"(?:、|和|与|及|以及|还有|,|/|等|等单位|等部门|并)?")
_NAMES_SOMEBODY = re.compile(r"(?:单位|部门)?(?:[:是]|为(?!主))(?=[^,;。]*[一-鿿])")
_BY_SOMEBODY = re.compile(r"[由归][^,;。:、]{1,16}$")
_TO_RIGHT = re.compile(r"(?:[是为有由:()\[\]的—–-]|单位|部门|包括|分别|主要|主要是|则|还|\"|'|“|”|\|)*")


@dataclass(frozen=True, slots=True)
class Named:
    """A body in a sentence: its place, and its canonical name (empty where the facts do not name it in a role)."""

    first: int
    last: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence gives ``bodies`` the ``role``; ``open_end`` when it says that there are others (等). No bodies: it gives the
    role to somebody who is no body that is known.
    """

    role: str
    bodies: tuple[Named, ...]
    open_end: bool


def runs_of(text: str, bodies: Sequence[Named]) -> list[tuple[Named, ...]]:
    """Bodies that stand together as one list: 甲、乙和丙."""
    runs: list[list[Named]] = []
    for body in bodies:
        if runs and _JOINED.fullmatch(text[runs[-1][-1].last : body.first]):
            runs[-1].append(body)
        else:
            runs.append([body])
    return [tuple(run) for run in runs]


def claims_of(text: str, bodies: Sequence[Named], words: Vocabulary) -> tuple[list[Claim], list[Named]]:
    """The roles that folded ``text`` gives, and the bodies to which it gives none. A body behind which two words of roles
    stand has both: 甲牵头落实 says more than one thing of it, and each must hold.
    """
    runs = runs_of(text, bodies)
    taken: set[tuple[Named, ...]] = set()  # by a word before them: no word behind them means them too
    named: set[Named] = set()
    claims = []
    for first, last, role, side in _cues(text, runs, words):
        behind = _right(text, last, runs) if side == AFTER else None
        run = behind or _left(text, first, [run for run in runs if run not in taken])
        run = run or _right(text, last, runs)
        if run is None and (_NAMES_SOMEBODY.match(text, last) or _BY_SOMEBODY.search(text[:first])):
            claims.append(Claim(role, (), open_end=False))
        if run is not None:
            taken |= {run} if run is behind else set()
            named |= set(run)
            claims.append(Claim(role, run, text[run[-1].last :][:1] == "等"))
    return claims, [body for body in bodies if body not in named]


def _cues(text: str, runs: Sequence[Sequence[Named]], words: Vocabulary) -> Iterator[tuple[int, int, str, str]]:
    """The words of roles in order, longest first at each place; a word inside a body's name is none."""
    taken = {at for run in runs for body in run for at in range(body.first, body.last)}
    position = 0
    while position < len(text):
        here = [cue for cue in words.cues if text.startswith(cue[0], position)] if position not in taken else []
        if not here:
            position += 1
            continue
        longest = [cue for cue in here if len(cue[0]) == len(here[0][0])]
        wording, role, _ = longest[0]
        end = position + len(wording)
        behind = {side for word, name, side in longest if name == role}
        yield position, end, role, _side(text, end, runs, behind)
        position = end


def _side(text: str, end: int, runs: Sequence[Sequence[Named]], sides: set[str]) -> str:
    """Where a wording can stand on both sides (牵头：甲, 甲牵头), the sign behind it tells."""
    if len(sides) == 1:
        return sides.pop()
    follows = re.match(r"[:是为]|的(?:是|有|单位|部门|还有)|单位|部门", text[end:])
    return AFTER if follows else "before"


def _right(text: str, last: int, runs: Sequence[tuple[Named, ...]]) -> tuple[Named, ...] | None:
    """The list of bodies right behind a word."""
    match = _TO_RIGHT.match(text, last)
    start = match.end() if match else last
    return next((run for run in runs if run[0].first == start), None)


def _left(text: str, first: int, runs: Sequence[tuple[Named, ...]]) -> tuple[Named, ...] | None:
    """The nearest list of bodies before a word, within its clause."""
    for run in reversed(runs):
        if run[-1].last <= first:
            if _BREAK.search(text[run[-1].last : first]):
                return None
            return run
    return None
