"""What the columns of a table and the labels of a note are for, by the wordings of ``vocabulary/roles.toml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.lexicon import longest_first, words

_ROLES = ("serial", "lead", "support", "responsible", "implement", "deadline", "note", "other", "group", "task")
UNIT_ROLES = frozenset({"lead", "support", "responsible", "implement"})
HEADER_LIMIT = 16


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
    """What a column or label called ``name`` (folded) is for; empty where the vocabulary does not know it. 牵头单位/责任人 holds
    bodies, and who in them is in charge.
    """
    plain = re.sub(r"\([^)]*\)", "", name)
    if len(plain) > HEADER_LIMIT or re.search(r"[。,;、]", plain):
        return ""
    if re.search("领导|责任人|联系人|联络员|电话", plain):
        return next((role for part in re.split("[/及和]", plain) if (role := exact_role(part)) in UNIT_ROLES), "other")
    found = next(((word, role) for word, role in _wordings() if word in plain), None)
    if found is None or 2 * len(_all_wordings().sub("", plain)) > len(plain):
        return ""
    return found[1]


@cache
def _roles() -> dict[str, str]:
    return dict(_wordings())


def exact_role(name: str) -> str:
    """The role of a ``name`` (folded) that is one of the wordings, whole; else empty."""
    return _roles().get(name, "")


@cache
def _all_wordings() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word, _ in _wordings()))


def columns_of(names: Sequence[str]) -> tuple[Column, ...]:
    """Roles for the names. Of several columns of content the last holds the task, those before it its group; so does a column
    of unknown wording at the left edge, where tables say what their rows are sorted by.
    """
    roles = [field_role(name) for name in names]
    content = [index for index, role in enumerate(roles) if role in ("task", "group")]
    tasks = [index for index in content if roles[index] == "task"] or content
    task = tasks[-1] if tasks else None
    for index in content:
        roles[index] = "task" if index == task else "group" if task is None or index < task else "note"
    for index, name in enumerate(names):
        at_edge = all(role in ("serial", "group") for role in roles[:index]) and task is not None and index < task
        roles[index] = roles[index] or ("group" if name and at_edge else "other")
    return tuple(Column(role, name) for role, name in zip(roles, names, strict=True))
