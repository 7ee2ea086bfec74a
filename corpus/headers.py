"""The headers of tables: which cells name columns, and what each column is for.

A header is a run of short cells of which most are wordings that ``vocabulary/roles.toml`` knows and one names a duty. A second
header row under merged names is joined in: its blanks take the name above, runs of names share one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.blocks import Cell
from corpus.dates import looks_like_deadline
from corpus.lexicon import longest_first, words

_ROLES = ("serial", "lead", "support", "responsible", "implement", "deadline", "note", "other", "group", "task")
UNIT_ROLES = frozenset({"lead", "support", "responsible", "implement"})
_HEADER_LIMIT = 16


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a header: what it is for and what it is called."""

    role: str
    name: str


@cache
def _wordings() -> tuple[tuple[str, str], ...]:
    pairs = [(word, role) for role in _ROLES for word in longest_first(words("roles", "fields", role))]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def field_role(name: str) -> str:
    """What a column or label called ``name`` (folded) is for; empty where the vocabulary does not know it."""
    plain = re.sub(r"\([^)]*\)", "", name)
    if len(plain) > _HEADER_LIMIT or re.search(r"[。,;、]", plain):
        return ""
    if re.search("领导|责任人|联系人|联络员|电话", plain):
        return "other"
    found = next(((word, role) for word, role in _wordings() if word in plain), None)
    if found is None or 2 * len(_all_wordings().sub("", plain)) > len(plain):
        return ""
    return found[1]


@cache
def _all_wordings() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word, _ in _wordings()))


def find_headers(cells: Sequence[Cell]) -> Iterator[tuple[int, int, tuple[Column, ...]]]:
    """``(start, stop, columns)`` of every header; a second header row that splits columns is joined in."""
    position = 0
    while position < len(cells):
        stop = _header_end(cells, position)
        if stop is None:
            position += 1
            continue
        names, after = _join_second_row(cells, position, stop)
        yield position, after, columns_of(names)
        position = after


def _header_end(cells: Sequence[Cell], start: int) -> int | None:
    """The end of the header that starts at ``start``: short cells, two of them known, one of them for a duty."""
    if start and not (cells[start].gap or cells[start].starts_row or cells[start - 1].starts_row is None):
        return None
    stop = start
    while stop < len(cells) and _may_be_name(cells[stop]) and (stop == start or not _opens_row(cells, start, stop)):
        stop += 1
    roles = [field_role(cell.text) for cell in cells[start:stop]]
    while roles and not roles[0]:
        return None
    known = [role for role in roles if role]
    duty = any(role in UNIT_ROLES or role == "deadline" for role in known) or "责任分工" in _texts(cells[start:stop])
    return stop if len(known) >= 2 and duty and 2 * len(known) >= len(roles) else None


def _texts(cells: Sequence[Cell]) -> str:
    return "".join(cell.text for cell in cells)


def _may_be_name(cell: Cell) -> bool:
    return 0 < len(cell.text) <= _HEADER_LIMIT and not looks_like_deadline(cell.text) and not cell.text.isdigit()


def _opens_row(cells: Sequence[Cell], start: int, index: int) -> bool:
    """A gap after enough names, or the mark of a new row, ends the header."""
    if cells[index].starts_row:
        return True
    return cells[index].gap and index - start >= 2 and not field_role(cells[index].text)


def _join_second_row(cells: Sequence[Cell], start: int, stop: int) -> tuple[list[str], int]:
    """A second row of names under merged ones: blanks take the name above, runs of names share one."""
    names = [cell.text for cell in cells[start:stop]]
    end = stop
    while end < len(cells) and (end == stop or not (cells[end].gap or cells[end].starts_row)):
        end += 1
    below = [cell.text for cell in cells[stop:end]]
    known = [text for text in below if field_role(text)]
    if not known or any(text and not field_role(text) for text in below) or len(below) < len(names):
        return names, stop
    return _spread(names, below), end


def _spread(above: list[str], below: list[str]) -> list[str]:
    """Lay ``below`` under ``above``: each blank takes one name; a run of names shares one."""
    joined, index, in_run = [], 0, False
    for text in below:
        if text and in_run:
            joined.append(text)
            continue
        if in_run:
            index += 1
        joined.append(text or (above[index] if index < len(above) else ""))
        in_run = bool(text)
        index += 0 if text else 1
    return joined


def columns_of(names: Sequence[str]) -> tuple[Column, ...]:
    """Roles for the names. Of several columns of content the last holds the task, those before it its group."""
    roles = [field_role(name) or "other" for name in names]
    content = [index for index, role in enumerate(roles) if role in ("task", "group")]
    tasks = [index for index in content if roles[index] == "task"] or content
    task = tasks[-1] if tasks else None
    for index in content:
        roles[index] = "task" if index == task else "group" if task is None or index < task else "note"
    return tuple(Column(role, name) for role, name in zip(roles, names, strict=True))
