"""Splitting a list of units into names.

No library does this: tokenisers cut "区住房和城乡建设局" in the middle and keep "区住建局区财政局" together. The rules are
those of the written language. Marks of enumeration divide (outside brackets); 及, 和 and 与 divide only two complete
names; a complete name is followed at once by a level word (区住建局|区财政局); line breaks inside a table cell divide two
complete names and join the halves of one (生态环境⏎新城分局). 各乡、镇 is one group. 等 is never part of a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.lexicon import alternation, longest_first, words
from corpus.text import Folded

_SEPARATORS = "、,;/|"
_SERVICE_NUMBER = re.compile(r"(?<!\d)1\d{2}(?:\d\d)?(?=[一-鿿])")  # 110, 12345: the only figures in names of offices
_OPEN, _CLOSE = "([【〔{<", ")]】〕}>"


_PAIR = re.compile("[^、]{2,8}(?P<level>[省市县区州旗])委[、和](?P=level)(?:人民)?政府")


@dataclass(frozen=True, slots=True)
class Piece:
    """Folded positions ``first`` to ``last`` (exclusive) of one name or one stretch between separators."""

    first: int
    last: int


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(words('units', 'strong'))})(?:\\([^()]*\\))?$")


@cache
def _any_suffix() -> re.Pattern[str]:
    names = words("units", "strong") + words("units", "weak")
    return re.compile(f"(?:{alternation(names)})(?:\\([^()]*\\))?$")


@cache
def _territorial() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(words('units', 'territorial'))})(?:\\([^()]*\\))?$")


@cache
def _actions() -> str:
    """Verbs that no name of a place or a post contains: 发现一处 ends like one but is none."""
    return alternation(words("units", "actions"))


@cache
def _group() -> re.Pattern[str]:
    return re.compile(f"^(?:{alternation(words('units', 'groups'))})")


@cache
def _glued() -> re.Pattern[str]:
    strong = alternation(words("units", "strong"))
    return re.compile(f"(?:{strong})(?=(?:{alternation(words('units', 'levels'))}|各))")


@cache
def _branching() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(words('units', 'branching'))})局$")


@cache
def _edge() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = alternation(words("roles", "fillers", "before_list"))
    after = alternation(words("roles", "fillers", "after_list"))
    return re.compile(f"^(?:{before}|及|和|与|[:.。])+"), re.compile(f"(?:{after}|等[^局委办厅]{{0,6}}|[.。:])+$")


_generic = cache(lambda: frozenset(longest_first(words("units", "generic"))))


def is_complete(name: str) -> bool:
    """Whether folded ``name`` ends as the name of an office does and has a stem of its own."""
    return len(name) >= 3 and name not in _generic() and bool(_strong().search(name))


def is_unit(name: str) -> bool:
    """Whether folded ``name`` could name a body: an office, a place, or a group of either."""
    if not 2 <= len(name) <= 40 or re.search(r"[。;:!?《》%]|\d{3}", _SERVICE_NUMBER.sub("", name)):
        return False
    if not _strong().search(name) and re.search(rf"[“”]|[一二三四五六七八九十\d][处家个]$|{_actions()}", name):
        return False
    return bool(_any_suffix().search(name)) or (bool(_group().match(name)) and len(name) <= 12)


def is_territorial(name: str) -> bool:
    """Whether folded ``name`` governs a place (政府, 管委会, 办事处, 乡镇) rather than being a department."""
    return bool(_territorial().search(name))


def split_units(folded: Folded, first: int = 0, last: int | None = None, *, cell: bool = False) -> list[Piece]:
    """The names in folded positions ``first`` to ``last``. In a ``cell``, line breaks and spaces divide too."""
    last = len(folded) if last is None else last
    pieces = _join_fields(folded.text, list(_divide(folded.text, first, last)))
    if cell:
        pieces = [part for piece in pieces for part in _divide_at_gaps(folded, piece)]
    pieces = [part for piece in pieces for part in _divide_glued(folded.text, piece)]
    pieces = [part for piece in pieces for part in _divide_conjunction(folded.text, piece)]
    pieces = [trimmed for piece in pieces if (trimmed := _trim(folded.text, piece)) is not None]
    return _join_pairs(folded.text, _join_levels(folded.text, pieces))


def is_unit_list(folded: Folded) -> bool:
    """Whether a text is a list of names of bodies, divided by marks or line breaks, without a verb."""
    pieces = split_units(folded, cell=True)
    return bool(pieces) and all(is_unit(folded.text[piece.first : piece.last]) for piece in pieces)


def names(folded: Folded, pieces: list[Piece]) -> tuple[str, ...]:
    """The pieces as written, without white space; each name once."""
    return tuple(dict.fromkeys(_undouble(folded.written(piece.first, piece.last)) for piece in pieces))


def _undouble(name: str) -> str:
    """A suffix written twice over a page break (行政综合执法局局) is one."""
    return name[:-1] if len(name) > 3 and name[-1] == name[-2] and name[-1] in "局委办厅会处" else name


def _divide(text: str, first: int, last: int) -> list[Piece]:
    """Cut at marks of enumeration that stand outside brackets."""
    pieces, depth, start = [], 0, first
    for position in range(first, last):
        character = text[position]
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if depth == 0 and character in _SEPARATORS:
            pieces.append(Piece(start, position))
            start = position + 1
    pieces.append(Piece(start, last))
    return [piece for piece in pieces if piece.first < piece.last]


@cache
def _fields() -> re.Pattern[str]:
    return re.compile("[一-鿿]{2,8}等(?:行业|主管|监管|相关|有关|业务|职能|涉及)+(?:部门|单位)$")


def _join_fields(text: str, pieces: list[Piece]) -> list[Piece]:
    """教育、体育、文旅等行业主管部门 is one group, named by its fields: none of them is the name of a body."""
    joined: list[Piece] = []
    for piece in pieces:
        if _fields().fullmatch(text, piece.first, piece.last):
            first = piece.first
            while joined and joined[-1].last == first - 1 and _is_field(text[joined[-1].first : joined[-1].last]):
                first = joined.pop().first
            piece = Piece(first, piece.last)
        joined.append(piece)
    return joined


def _is_group_of_fields(name: str) -> bool:
    """教育、体育等主管部门: what stands before 等 is no body, so that 等 is part of the name."""
    *fields, last = name.split("、")
    return bool(_fields().fullmatch(last)) and all(map(_is_field, [*fields, last.partition("等")[0]]))


def _is_field(name: str) -> bool:
    return bool(re.fullmatch("[一-鿿]{2,6}", name)) and not _any_suffix().search(name)


def _gap(folded: Folded, position: int) -> str:
    """The source between two neighbouring folded characters: empty, spaces or line breaks."""
    return folded.source[folded.origin[position - 1] + 1 : folded.origin[position]]


def _divide_at_gaps(folded: Folded, piece: Piece) -> list[Piece]:
    pieces, start, depth = [], piece.first, 0
    for position in range(piece.first + 1, piece.last):
        before = folded.text[position - 1]
        depth = max(0, depth + (before in _OPEN) - (before in _CLOSE))
        gap = _gap(folded, position)
        if depth == 0 and gap.isspace() and _gap_divides(folded, start, position, piece.last):
            pieces.append(Piece(start, position))
            start = position
    pieces.append(Piece(start, piece.last))
    return pieces


def _gap_divides(folded: Folded, start: int, position: int, last: int) -> bool:
    """Two complete names stand on either side, and the right one is not the branch of the left one."""
    left = folded.text[start:position]
    stop = next((p for p in range(position + 1, last) if _gap(folded, p).isspace()), last)
    right = folded.text[position:last]
    nearest = folded.text[position:stop]
    if not (is_complete(left) or (_group().match(left) and _any_suffix().search(left))):
        return False
    if _branching().search(left) and right.endswith("分局") and "\n" not in _gap(folded, position):
        return False
    return nearest not in _generic() and (is_unit(right) or is_unit(nearest))


def _divide_glued(text: str, piece: Piece) -> list[Piece]:
    """区住建局|区财政局: a complete name, then a level word that opens another complete name."""
    pieces, start = [], piece.first
    for match in _glued().finditer(text, piece.first, piece.last):
        left, right = text[start : match.end()], text[match.end() : piece.last]
        if len(left) >= 2 and len(right) >= 3 and right not in _generic() and _any_suffix().search(right):
            pieces.append(Piece(start, match.end()))
            start = match.end()
    pieces.append(Piece(start, piece.last))
    return pieces


def _divide_conjunction(text: str, piece: Piece) -> list[Piece]:
    """及, 和, 与 and 以及 divide when a complete name stands on both sides."""
    for match in re.finditer("以及|[及和与]", text[piece.first : piece.last]):
        left = text[piece.first : piece.first + match.start()]
        right = text[piece.first + match.end() : piece.last]
        if re.match("有关|相关", left) and re.search(
            "(?:机构|部门|单位|企业|公司)$", re.split("以及|[及和与]", right)[0]
        ):
            continue
        if (is_complete(left) or _strong().search(left)) and is_unit(right):
            middle = piece.first + match.end()
            return [
                Piece(piece.first, piece.first + match.start()),
                *_divide_conjunction(text, Piece(middle, piece.last)),
            ]
    return [piece]


def _trim(text: str, piece: Piece) -> Piece | None:
    before, after = _edge()
    first, last = piece.first, piece.last
    if match := before.match(text[first:last]):
        first += match.end()
    if match := after.search(text[first:last]):
        last = last if _is_group_of_fields(text[first:last]) else first + match.start()
    return Piece(first, last) if first < last else None


def _join_pairs(text: str, pieces: list[Piece]) -> list[Piece]:
    """江北县委、县政府 are named together: alone, 县政府 would be that of another county."""
    joined: list[Piece] = []
    for piece in pieces:
        pair = _PAIR.fullmatch(text, joined[-1].first, piece.last) if joined else None
        if pair:
            joined[-1] = Piece(joined[-1].first, piece.last)
        else:
            joined.append(piece)
    return joined


def _join_levels(text: str, pieces: list[Piece]) -> list[Piece]:
    """各乡、镇 and 各区、县(市)政府 name one group: 各 and a bare level word wait for what follows."""
    if not pieces:
        return []
    joined = [pieces[0]]
    for previous, piece in pairwise(pieces):
        name = text[joined[-1].first : previous.last]
        adjacent = text[previous.last : piece.first] == "、"
        levels = re.fullmatch(
            r"(?:各(?:级|有关|相关)?)?[省乡镇区县市州旗盟](?P<more>(?:、[省乡镇区县市州旗盟])*)", name
        )
        goes_on = re.match(
            r"[省乡镇区县市州旗盟](?:$|[两三四]?级|直|人民|政府|有关|相关)", text[piece.first : piece.last]
        )
        if adjacent and levels and (not levels["more"] or goes_on):
            joined[-1] = Piece(joined[-1].first, piece.last)
        else:
            joined.append(piece)
    return joined
