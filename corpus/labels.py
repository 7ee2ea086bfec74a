"""Lines that open with the label of a field of a note: 牵头单位：A, 【牵头单位】A, 牵头单位 A, or 牵头单位 alone above A.

The label lines that follow each other are one note for the text before them. Where a label stands alone its value is the next
line; a line that holds nothing but names goes on with the list above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.blocks import Paragraph
from corpus.dates import looks_like_deadline
from corpus.drafts import Stretch
from corpus.headers import UNIT_ROLES, exact_role, field_role
from corpus.headings import match_heading
from corpus.notes import Note, parse_note
from corpus.text import Folded
from corpus.units import is_unit_list

_ROLES = UNIT_ROLES | {"deadline", "other"}
_BULLETS = "●·•-◆■"
_BRACKETED = re.compile(r"[【\[〔](?P<name>[^()【】\[\]〔〕:]{2,10})[】\]〕]:?")
_VALUE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Label:
    """What a label is for, and the folded position where its value begins."""

    role: str
    end: int


def match_label(folded: Folded) -> Label | None:
    """The label that a line opens with, or None."""
    return _with_colon(folded.text) or _in_brackets(folded.text) or _before_gap(folded)


def _with_colon(text: str) -> Label | None:
    name, colon, _ = text.partition(":")
    heading = match_heading(name)
    plain = name[heading.mark_end :] if heading else name.lstrip(_BULLETS)
    if not colon or not 2 <= len(plain) <= 10 or re.search(r"[、,(\[【〔]", plain[:1] + re.sub(r"\(.*", "", plain)):
        return None
    role = field_role(plain)
    return Label(role, len(name) + 1) if role in _ROLES else None


def _in_brackets(text: str) -> Label | None:
    skip = len(text) - len(text.lstrip(_BULLETS))
    match = _BRACKETED.match(text, skip)
    role = exact_role(match["name"]) if match else ""
    return Label(role, match.end()) if match and role in _ROLES else None


def _before_gap(folded: Folded) -> Label | None:
    """A label without a mark: alone on its line, or before white space and a value of its kind."""
    for end in range(len(folded), 1, -1):
        role = exact_role(folded.text[:end]) if end <= 10 else ""
        if role not in _ROLES - {"other"} or not re.search("单位|部门|主体|时限|时间|期限", folded.text[:end]):
            continue
        if end == len(folded):
            return Label(role, end)
        gap = folded.source[folded.origin[end - 1] + 1 : folded.origin[end]]
        return Label(role, end) if gap and _suits(role, Folded(folded.raw(end))) else None
    return None


def _suits(role: str, value: Folded) -> bool:
    if role == "deadline":
        return looks_like_deadline(value.text)
    return is_unit_list(value)


@dataclass(slots=True)
class LabelLines:
    """The label lines read so far, with what each is for."""

    stretches: list[Stretch] = field(default_factory=list)
    _roles: list[str] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)
    _awaits: bool = False

    def __bool__(self) -> bool:
        return bool(self.stretches)

    def holds(self, role: str) -> bool:
        """Whether there is a line for ``role`` already: one more begins another note."""
        return role in self._roles

    def add(self, paragraph: Paragraph, label: Label) -> None:
        """Take in a line that opens with ``label``."""
        folded = paragraph.folded
        self.stretches.append(Stretch(paragraph, 0, len(folded)))
        self._roles.append(label.role)
        value = folded.raw(label.end)
        marked = folded.text[label.end - 1] in ":】]〕"
        self._fields.append(folded.source if marked else f"{folded.raw(0, label.end)}：{value}")
        self._awaits = not value

    def go_on(self, paragraph: Paragraph) -> bool:
        """Take in a line that is the value of the label above it or goes on with it; whether it does."""
        role = self._roles[-1]
        awaited = self._awaits and len(paragraph.text) <= _VALUE_LIMIT and not match_heading(paragraph.text)
        more = not self._awaits and role in UNIT_ROLES and _suits(role, paragraph.folded)
        if not awaited and not more:
            return False
        self.stretches.append(Stretch(paragraph, 0, len(paragraph.folded)))
        self._fields[-1] += f"\n{paragraph.folded.source}"
        self._awaits = False
        return True

    def note(self, *, first_is_lead: bool) -> tuple[Folded, Note | None]:
        """The lines as one note, and the text in which its positions lie."""
        folded = Folded("\n".join(self._fields))
        return folded, parse_note(folded, cell=True, first_is_lead=first_is_lead, trusting=True)
