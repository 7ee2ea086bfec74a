"""Which drafts of running text are tasks, and which duties the framing sections state.

Noted drafts are. A numbered item without a note is where its fellows are noted or its title says task; where its sentence names
who is in charge (市教育局负责…) that is the lead. Under titles that frame the plan (工作要求, 保障措施) only duties of named units count: a
unit that 负责 something, a unit that must file by a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from corpus.drafts import Draft, Stretch
from corpus.headings import match_heading
from corpus.lexicon import alternation, words
from corpus.notes import Note, parse_note
from corpus.text import Folded
from corpus.units import Piece, is_complete, is_unit, names, split_units

_TITLE_LIMIT = 40
UNIT_RANK = 13  # of such paragraphs, below all headings
_DOES = re.compile("负责|承担|牵头|组织|督促|指导|做好")
_OBJECT = "会同|将|把|对"  # opens what is done before it is handed over
_HELPING = re.compile("(?<=[,;])(?P<units>[^,;。:]{3,60}?)(?:予以|给予|积极|做好)*(?:配合|协助|指导|支持)(?=[,;。]|$)")
_HELPED = re.compile("[^。;]*?(?:配合|参与|协助)(?=[,。;])")  # A牵头，B配合，…


def names_its_duty(folded: Folded) -> bool:
    """A paragraph without a number that opens with bodies, a colon and what they are in charge of: 区财政局：负责资金保障。"""
    name, colon, duty = folded.text.partition(":")
    if not colon or not _DOES.match(duty) or match_heading(folded.text):
        return False
    pieces = _all_units(folded, 0, len(name))
    return bool(pieces) and all(_is_office(name[piece.first : piece.last]) for piece in pieces)


@cache
def _titles(kind: str) -> re.Pattern[str]:
    return re.compile(alternation(words("roles", "sections", kind)))


def _top(draft: Draft) -> tuple[str, str]:
    return (draft.part, draft.path[0] if draft.path else "")


def select_tasks(drafts: Sequence[Draft]) -> list[Draft]:
    """Noted drafts; bare ones whose fellows are noted or whose title says task; the duties that frames state."""
    noted = {(_top(draft), draft.rank) for draft in drafts if not draft.bare}
    by_depth = {(draft.part, draft.rank, len(draft.path)) for draft in drafts if not draft.bare}
    chosen: list[Draft] = []
    for draft in drafts:
        if not draft.bare:
            chosen.append(draft)
            continue
        if draft.rank == UNIT_RANK:
            chosen.append(_with_charge(draft))
            continue
        framed = _is_framed(draft)
        fellow = (_top(draft), draft.rank) in noted or (
            len(draft.path) == 1 and not framed and (draft.part, draft.rank, 1) in by_depth
        )
        titled = len(draft.path) > 1 and bool(_titles("task").search(draft.path[0]))
        if (fellow or titled) and not (framed and not fellow):
            chosen.append(_with_charge(draft))
        elif not framed and len(draft.path) > 1 and (charged := _with_charge(draft)).duty:
            chosen.append(charged)
        else:
            chosen.extend(_duties(draft))
    return chosen


def _is_framed(draft: Draft) -> bool:
    """Under a title that frames the plan; a numbered sentence is no title, however it is worded."""
    titles = [title for title in draft.path if len(title) <= 16]
    return any(_titles("frame").search(title) for title in titles)


@cache
def _charge() -> re.Pattern[str]:
    verbs = "负责|牵头|会同|配合|协助|落实|承担|督促|要|应当|应|须|需|定期|于|每"
    manner = alternation(words("roles", "fillers", "manner"))
    return re.compile(rf"由?(?P<units>[^。;:]{{2,80}}?)(?:{manner})*(?::?(?P<verb>{verbs})|:)")


def _with_charge(draft: Draft) -> Draft:
    """A numbered item whose first sentence, or the one behind its title, opens with who is in charge: 市教育局负责统筹…, 市教育局：…"""
    folded, text = draft.body[0].paragraph.folded, draft.body[0].paragraph.text
    heading = match_heading(text)
    for start in (heading.mark_end, heading.title_end + 1) if heading else (0,):
        match = _charge().match(text, start)
        pieces = _all_units(folded, match.start("units"), match.end("units")) if match else []
        if heading and start > heading.mark_end and not all(_is_office(text[p.first : p.last]) for p in pieces):
            continue
        note = _charged(folded, match, pieces) if match and pieces else None
        if match and note:
            title = _clause(folded, match.end("units") + 1) if text[match.end("units")] == ":" else draft.title
            return replace(draft, title=title, note=note, bare=False, duty=True)
    return _with_charge_below(draft) or _with_assignment(draft)


def _with_charge_below(draft: Draft) -> Draft | None:
    """A title alone on its line that names who is in charge, what for below it: （二）市工信局⏎负责督促企业…"""
    folded, text = draft.body[0].paragraph.folded, draft.body[0].paragraph.text
    heading = match_heading(text)
    if heading is None or heading.runs_on or len(draft.body) < 2 or not _DOES.match(draft.body[1].text):
        return None
    pieces = _all_units(folded, heading.mark_end, heading.title_end)
    if not pieces or not all(_is_office(text[piece.first : piece.last]) for piece in pieces):
        return None
    below = draft.body[1]
    title = _clause(below.paragraph.folded, below.first)
    return replace(draft, title=title, note=Note(lead=names(folded, pieces)), bare=False, duty=True)


def _with_assignment(draft: Draft) -> Draft:
    """A numbered item whose first sentence ends by saying who does what its title names: 煤矿整治，由A牵头，B配合。…"""
    folded, text = draft.body[0].paragraph.folded, draft.body[0].paragraph.text
    heading = match_heading(text)
    sentence = re.compile("[^。]*").match(text, heading.mark_end) if heading else None
    for clause in re.compile("(?<=[,:])由").finditer(text, *sentence.span()) if sentence else ():
        note = parse_note(folded, clause.start(), sentence.end()) if sentence else None
        if heading and note and note.lead:
            title = folded.written(heading.mark_end, clause.start() - 1)
            return replace(draft, title=title, note=note, bare=False, duty=True)
    return draft


def _is_office(name: str) -> bool:
    """An office or a group of bodies: behind a title 企业应… tells what firms must do, not who is in charge."""
    return is_complete(name) or name.startswith("各")


def _clause(folded: Folded, first: int) -> str:
    """The words from ``first`` to the end of their sentence or, where that is long, of a clause."""
    stop = re.compile("[。;]|$").search(folded.text, first)
    end = stop.start() if stop else len(folded)
    if end - first > _TITLE_LIMIT:
        comma = re.compile(",").search(folded.text, first + 6, first + _TITLE_LIMIT)
        end = comma.start() if comma else first + _TITLE_LIMIT
    return folded.written(first, end)


def _charged(folded: Folded, match: re.Match[str], pieces: list[Piece]) -> Note | None:
    """The roles that the verb after the units gives them."""
    own = names(folded, pieces)
    joint = _HELPED.match(folded.text, match.start()) if match["verb"] == "牵头" else None
    if joint and (note := parse_note(folded, match.start(), joint.end())):
        return note
    if match["verb"] in ("配合", "协助"):
        partners = _partners(folded, match.end())
        return Note(lead=partners, support=own) if partners else None
    joined = re.compile("会同|联合|(?<=[,。;])与(?=[^,。;]{2,30}共同)").finditer(folded.text, match.start())
    partners = tuple(name for joint in joined for name in _partners(folded, joint.end()))
    partners += tuple(name for match in _HELPING.finditer(folded.text, match.end()) for name in _helpers(folded, match))
    return Note(lead=own, support=tuple(dict.fromkeys(partners)))


def _helpers(folded: Folded, match: re.Match[str]) -> tuple[str, ...]:
    return names(folded, _all_units(folded, match.start("units"), match.end("units")))


def _partners(folded: Folded, first: int) -> tuple[str, ...]:
    """The list of units at ``first`` that a verb or a comma ends, its last name complete: 会同|市教育局、市市场监管局|制定."""
    clause = re.compile("[,。;:]|$").search(folded.text, first)
    limit = clause.start() if clause else len(folded)
    verbs = "负责|制定|开展|做好|组织|建立|推进|核定|完成|于|查处|加强|落实|共同|联合|定期|编制|出台|研究|指导|发布|进行|实施|排查|整治|检查|督促|审核|审批|对|按|依法|及时|每"
    stops = [match.start() for match in re.compile(verbs).finditer(folded.text, first, limit)]
    for stop in [*stops, limit]:
        pieces = _all_units(folded, first, stop)
        if pieces and is_complete(folded.text[pieces[-1].first : pieces[-1].last]):
            return names(folded, pieces)
    return ()


def _all_units(folded: Folded, first: int, last: int) -> list[Piece]:
    """The units of a stretch when it holds nothing else, else none."""
    pieces = split_units(folded, first, last)
    return pieces if pieces and all(is_unit(folded.text[p.first : p.last]) for p in pieces) else []


@cache
def _filing() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[,。;)]))(?P<units>[^,。;:]{3,80}?)(?:要|应当|应|须|需)?"
        r"(?:于|在|(?:制定|编制|拟定|梳理|形成|汇总|总结|明确)[^,。;:]{2,40},(?:并|于|在)*)"
        r"(?P<when>(?:20\d\d年)?(?:每[年月季]度?)?(?:\d{1,2}月)?(?:\d{1,2}日|底)(?:之?前))[,]?(?P<what>[^。;]*?(?:报|备案|提交)[^。;]*)"
    )


@cache
def _handing_over() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[,。;)]))(?P<units>[^,。;:]{{3,80}}?)(?:要|应当|应|须|需)?(?={_OBJECT})[^。;:]{{2,60}}?,(?:并|于|在)*"
        r"(?P<when>(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底)(?:之?前))[,]?[^,。;]{0,20}?(?:报|备案|提交|拨付|到位|印发|公布)[^。;]*"
    )


@cache
def _supervises() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<=[,。;]))(?P<units>[^,。;:]{3,30}?)负责(?:对)?(?P<what>[^。;]{6,})")


def _duties(draft: Draft) -> list[Draft]:
    """The duties of named units in framing text, one draft each."""
    duties: list[Draft] = []
    for stretch in draft.body:
        folded = stretch.paragraph.folded
        for match in _stated_duties(stretch):
            pieces = _all_units(folded, match.start("units"), match.end("units"))
            if pieces:
                duties.append(_duty(draft, stretch, match, _shared(folded, match, pieces)))
    return duties


def _stated_duties(stretch: Stretch) -> list[re.Match[str]]:
    """The sentences of a stretch that state a duty, in their order, each once."""
    text, first, last = stretch.paragraph.text, stretch.first, stretch.last
    found = {match.start(): match for match in _filing().finditer(text, first, last)}
    for match in _supervises().finditer(text, first, last):
        if is_complete(match["units"]) and match["units"][0] in "省市区县州旗盟中国":
            found.setdefault(match.start(), match)
    for match in _handing_over().finditer(text, first, last):
        if is_complete(match["units"]) and not match["units"].startswith("各"):
            found.setdefault(match.start(), match)
    return [found[start] for start in sorted(found)]


def _shared(folded: Folded, match: re.Match[str], pieces: list[Piece]) -> Note:
    """Who hands over, and who takes part: A会同B…"""
    partners = _partners(folded, match.end("units") + 2) if folded.text.startswith("会同", match.end("units")) else ()
    return Note(lead=names(folded, pieces), support=partners)


def _duty(draft: Draft, stretch: Stretch, match: re.Match[str], note: Note) -> Draft:
    body = Stretch(stretch.paragraph, match.start(), match.end())
    when = [d for d in draft.deadlines if d.text in stretch.paragraph.folded.written(match.start(), match.end())]
    title = stretch.paragraph.folded.written(match.start(), min(match.end(), match.start() + _TITLE_LIMIT))
    return Draft(draft.path, draft.part, draft.rank, title, (body,), note, tuple(when), duty=True)
