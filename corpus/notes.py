"""The grammar of responsibility notes: who leads, who supports, who carries out.

    note    := clause { separator clause }
    clause  := label ":" list | list verb | list
    list    := unit { 、 unit } [等]
    verb    := [manner] (牵头 | 配合 | 参与 | 负责 | 落实 …)          manner := 按职责分工 | 分别 | 共同 …

A clause without label or verb waits for the next verb (各乡政府，街道办事处负责落实); when what waits is departments and the verb's
own list is places, or when nothing follows, departments are support and places implement. 负责 without any 牵头 makes a
lead of every unit named; 落实 makes a lead of departments only when no one else leads. 责任单位 is the lead where no 牵头
stands beside it, else support; under a standing rule that the first one leads, the rest support.

No library parses these. Positions are folded, so names come out as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from corpus.lexicon import alternation, words
from corpus.marks import without_mark
from corpus.text import Folded
from corpus.units import Piece, is_territorial, is_unit, names, split_units


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says, names as written. ``standing`` are the default implementers that it sets for what follows;
    ``deadline`` are folded positions of a labelled time limit.
    """

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    first_is_lead: bool = False
    deadline: Piece | None = None

    def __bool__(self) -> bool:
        return bool(self.lead or self.support or self.implement)

    def joined(self, other: Note) -> Note:
        """One note of this and the one that stands right behind it: 【牵头单位：A】【配合单位：B】."""
        return Note(
            lead=_union(self.lead, other.lead),
            support=_union(self.support, other.support),
            implement=_union(self.implement, other.implement),
            standing=self.standing or other.standing,
            first_is_lead=self.first_is_lead or other.first_is_lead,
            deadline=self.deadline or other.deadline,
        )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


@dataclass(slots=True)
class _Clauses:
    """The lists collected so far, by what governs them. ``waiting`` holds lists that no verb has closed yet."""

    groups: list[tuple[str, list[Piece]]] = field(default_factory=list)
    waiting: list[list[Piece]] = field(default_factory=list)
    label: str = ""
    deadline: Piece | None = None
    strangers: int = 0
    trusting: bool = False
    marked: list[Piece] = field(default_factory=list)


@cache
def _verb() -> re.Pattern[str]:
    manner = alternation(words("roles", "fillers", "manner"))
    after = alternation(words("roles", "fillers", "after_list"))
    kinds = ("lead", "support", "execute", "charge")
    verbs = "|".join(f"(?P<{kind}>{alternation(words('roles', 'verbs', kind))})" for kind in kinds)
    return re.compile(f"(?:{after})?(?:{manner})*(?:{verbs})(?:单位|部门|工作)?(?=$|[,;。、(]|会同|{_unit_start()})")


def _unit_start() -> str:
    return f"(?:{alternation(words('units', 'levels'))}|各)"


@cache
def _label() -> re.Pattern[str]:
    roles = ("lead", "support", "responsible", "implement", "deadline", "note", "other", "task")
    groups = "|".join(f"(?P<{role}>{alternation(words('roles', 'fields', role))})" for role in roles)
    plain = "(?:为|是)?[:]|(?<=单位)[为是]|(?<=部门)[为是]"
    return re.compile(rf"(?P<bracket>[【\[〔])?(?:{groups})(?(bracket)[】\]〕]:?|(?:{plain}))")


@cache
def _standing() -> re.Pattern[str]:
    scope = alternation(words("roles", "standing", "scope"))
    close = alternation(words("roles", "standing", "close"))
    return re.compile(
        f"[。,;]?[^。,;()]{{0,10}}(?:{scope})(?P<units>[^。;]{{2,80}}?)(?:{close})(?:[,。;]?不再(?:逐一|一一)?(?:列出|列明|重复))?(?:[,]?下同)?[。]?"
    )


@cache
def _first_is_lead() -> re.Pattern[str]:
    place = alternation(words("roles", "standing", "first_place"))
    body = "(?:责任)?(?:单位|部门)?"
    return re.compile(
        f"[。,;]?[^。,;()]{{0,16}}(?:{place})(?:的|者)?{body}(?:为|是)牵头{body}"
        "(?:[,、]?(?:下同|以下同|其[他余][^。,;()]*))*[。]?"
    )


def find_standing(folded: Folded) -> tuple[str, ...]:
    """The units of a standing rule (以下均需 … 落实) stated anywhere in a paragraph, as written."""
    match = _standing().search(folded.text)
    if not match:
        return ()
    pieces = split_units(folded, match.start("units"), match.end("units"))
    return names(folded, [piece for piece in pieces if is_unit(folded.text[piece.first : piece.last])])


def standing_sentence(source: str) -> str:
    """The words of the standing rule in ``source``, as written; empty where there is none."""
    folded = Folded(source)
    match = _standing().search(folded.text)
    if not match or not find_standing(folded):
        return ""
    return folded.written(match.start(), match.end()).lstrip("。，,；;")


def sets_first_as_lead(text: str) -> bool:
    """Whether folded ``text`` states that the unit listed first leads."""
    return bool(_first_is_lead().search(text))


def parse_note(
    folded: Folded,
    first: int = 0,
    last: int | None = None,
    *,
    cell: bool = False,
    first_is_lead: bool = False,
    trusting: bool = False,
    role: str = "",
) -> Note | None:
    """The note that stands in folded positions ``first`` to ``last``, or None where the text is no note.

    ``role`` is what a list without label or verb is for, where the place of the text says so. A note has at least one governed list, and every list is made of names of bodies. Where the form shows that it is a note
    (brackets, labels: ``trusting``), a short name that no vocabulary knows (安州城投) stands as written beside known ones.
    """
    last = len(folded) if last is None else last
    standing, after_units = _cut_standing(folded, first, last)
    own_rule, after_rule = _cut_first_is_lead(folded.text, first, last)
    clauses = _read(folded, first, min(after_units, after_rule), cell, _Clauses(label=role, trusting=trusting))
    if not clauses.groups or clauses.strangers > 0 or not _known(folded.text, clauses):
        return None
    if own_rule or first_is_lead:
        _apply_first_is_lead(clauses)
    return _resolve(folded, clauses, standing, own_rule)


def _apply_first_is_lead(clauses: _Clauses) -> None:
    """The unit listed first under 责任单位 leads, the rest support; a note that names its lead is left alone."""
    if any(kind == "lead" for kind, _ in clauses.groups):
        return
    listed = [piece for kind, pieces in clauses.groups if kind in ("responsible", "charge") for piece in pieces]
    if listed:
        others = [group for group in clauses.groups if group[0] not in ("responsible", "charge")]
        clauses.groups = [("lead", listed[:1]), ("support", listed[1:]), *others]


def _cut_standing(folded: Folded, first: int, last: int) -> tuple[tuple[str, ...], int]:
    match = _standing().search(folded.text, first, last)
    if not match:
        return (), last
    pieces = split_units(folded, match.start("units"), match.end("units"))
    return names(folded, pieces), match.start()


def _cut_first_is_lead(text: str, first: int, last: int) -> tuple[bool, int]:
    match = _first_is_lead().search(text, first, last)
    return (True, match.start()) if match else (False, last)


def _known(text: str, clauses: _Clauses) -> bool:
    """At least as many names are known as are taken on trust."""
    pieces = [piece for _, group in clauses.groups for piece in group]
    known = sum(is_unit(text[piece.first : piece.last]) for piece in pieces)
    return known >= 1 and 2 * known >= len(pieces)


def _read(folded: Folded, first: int, last: int, cell: bool, clauses: _Clauses) -> _Clauses:
    for start, stop in _clause_positions(folded.text, first, last):
        _read_clause(folded, start, stop, cell, clauses)
        if clauses.strangers:  # no note: the rest, which may be long, need not be read
            return clauses
    _close_label(clauses)
    return clauses


def _clause_positions(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Stretches between commas, semicolons and full stops that stand outside brackets."""
    depth, start = 0, first
    for position in range(first, last):
        character = text[position]
        depth = max(0, depth + (character in "([【") - (character in ")]】"))
        if depth == 0 and character in ",;。":
            yield start, position
            start = position + 1
    yield start, last


def _read_clause(folded: Folded, start: int, stop: int, cell: bool, clauses: _Clauses) -> None:
    """One stretch: labels, then lists each closed by its verb, then a list that waits."""
    position = start
    for label in list(_label().finditer(folded.text, start, stop)):
        _read_field(folded, position, label.start(), cell, clauses)
        _close_label(clauses)
        clauses.label = label.lastgroup or ""
        position = label.end()
    _read_field(folded, position, stop, cell, clauses)


def _read_field(folded: Folded, position: int, stop: int, cell: bool, clauses: _Clauses) -> None:
    """What stands behind one label, or before the first: lists, each closed by its verb, or a field of another kind."""
    if clauses.label in ("deadline", "note", "other", "task"):
        _take_field(clauses, position, stop)
        return
    for verb in _verb().finditer(folded.text, position, stop):
        _take_joint(folded, position, verb.start(), cell, clauses)
        _close_verb(folded.text, clauses, verb.lastgroup or "")
        position = verb.end()
    _take_joint(folded, position, stop, cell, clauses)


def _take_field(clauses: _Clauses, first: int, last: int) -> None:
    if clauses.label == "deadline" and first < last:
        clauses.deadline = Piece(clauses.deadline.first if clauses.deadline else first, last)


def _take_joint(folded: Folded, first: int, last: int, cell: bool, clauses: _Clauses) -> None:
    """A会同B牵头: A takes the verb that follows, B supports."""
    joint = folded.text.find("会同", first, last)
    if joint < 0:
        _take(folded, first, last, cell, clauses)
        return
    _take(folded, first, joint, cell, clauses)
    partners = _units(folded, joint + 2, last, cell, clauses)
    if partners:
        clauses.groups.append(("support", partners))


def _take(folded: Folded, first: int, last: int, cell: bool, clauses: _Clauses) -> None:
    pieces = _units(folded, first, last, cell, clauses)
    if pieces:
        clauses.waiting.append(pieces)


def _units(folded: Folded, first: int, last: int, cell: bool, clauses: _Clauses) -> list[Piece]:
    """The names in a stretch; what is neither a name nor a blank mark nor a time is counted as a stranger."""
    from corpus.dates import looks_like_deadline, opens_with_deadline

    found: list[Piece] = []
    strangers = 0
    for piece in split_units(folded, first, last, cell=cell):
        text = folded.text[piece.first : piece.last]
        if plain := without_mark(folded, piece):
            piece, text = plain, folded.text[plain.first : plain.last]
            clauses.marked.append(piece)
        if is_unit(text):
            found.append(piece)
        elif looks_like_deadline(text) or opens_with_deadline(text):
            clauses.deadline = clauses.deadline or piece
        elif clauses.trusting and _may_be_name(text):
            found.append(piece)
        elif not re.fullmatch(r"[—\-–/无略()]*", text):
            strangers += 1
    remark = not found and any(kind for kind, _ in clauses.groups)
    clauses.strangers += 0 if remark else strangers
    return found


def _may_be_name(text: str) -> bool:
    """A short word of letters only, without a verb of the plans."""
    return bool(re.fullmatch(r"[一-鿿A-Za-z0-9()·]{2,14}", text)) and not _action().search(text)


@cache
def _action() -> re.Pattern[str]:
    plain = alternation(words("units", "actions"))
    return re.compile(f"{plain}|[的了并将对以]|按照|根据|不得|应当|负责|牵头|配合|落实|责任|到人|销号|前|底|内|起$|时")


def _close_verb(text: str, clauses: _Clauses, verb: str) -> None:
    """The verb governs the lists that wait; departments that wait before a list of places are set apart."""
    waiting, clauses.waiting = clauses.waiting, []
    if not waiting:
        return
    own = waiting[-1]
    places = _places(text, own)
    for pieces in waiting[:-1]:
        same = verb not in ("execute", "charge") or _places(text, pieces) == places
        clauses.groups.append((verb if same else "", pieces))
    clauses.groups.append((verb, own))
    clauses.label = ""


def _close_label(clauses: _Clauses) -> None:
    label = clauses.label if clauses.label in ("lead", "support", "responsible", "implement") else ""
    clauses.groups.extend((label, pieces) for pieces in clauses.waiting if label or clauses.groups)
    if clauses.waiting and not label and not any(kind for kind, _ in clauses.groups):
        clauses.groups.clear()
    clauses.waiting = []


def _places(text: str, pieces: Iterable[Piece]) -> bool:
    return all(is_territorial(text[piece.first : piece.last]) for piece in pieces)


def _resolve(folded: Folded, clauses: _Clauses, standing: tuple[str, ...], own_rule: bool) -> Note:
    if clauses.marked:
        lists = [piece for _, pieces in clauses.groups for piece in pieces if piece not in clauses.marked]
        clauses.groups = [("lead", clauses.marked), ("support", lists)]
    kinds = {kind for kind, _ in clauses.groups}
    led = "lead" in kinds or bool(kinds & {"charge"})
    roles: dict[str, list[Piece]] = {"lead": [], "support": [], "implement": []}
    for kind, pieces in clauses.groups:
        for piece in pieces:
            roles[_role(kind, folded.text[piece.first : piece.last], kinds, led)].append(piece)
    return Note(
        lead=names(folded, roles["lead"]),
        support=names(folded, roles["support"]),
        implement=names(folded, roles["implement"]),
        standing=standing,
        first_is_lead=own_rule,
        deadline=clauses.deadline,
    )


def _role(kind: str, name: str, kinds: set[str], led: bool) -> str:
    """The role of one name in a list of ``kind``; ``kinds`` are all that the note has, ``led`` that someone leads."""
    if kind in ("lead", "support", "implement"):
        return kind
    if kind == "charge" and "lead" in kinds:
        return "implement" if is_territorial(name) else "support"
    if kind == "charge":
        return "lead"
    if kind == "responsible":
        return "support" if "lead" in kinds else "lead"
    if kind == "execute":
        return "implement" if led or is_territorial(name) else "lead"
    return "implement" if is_territorial(name) else "support"
