"""Contradictions: the same task stated twice with another lead, support, time limit, figure or scope.

Looked for between the body and the annexes of a plan, and between plans of one place and year. Two records state the same
task when nearly all letter pairs of the shorter one stand together in one stretch of the other. Time limits, figures and words
of scope are compared only with those of that stretch, so that a paragraph with many of them raises no false alarm; a body that
gives none there contradicts nothing. Two records of one part may share a task among bodies or places: they contradict each
other only when they agree word for word but for a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.bodies import BodyNames
from corpus.dates import deadlines_in_text, looks_like_deadline
from corpus.text import Folded, fold
from corpus.types import Deadline, DeadlineKind, Task
from qa.contrasts import figures_that_differ, scopes_that_differ, without_figures
from qa.render import body

KINDS = {"lead": "牵头单位", "support": "配合单位", "deadline": "时限", "number": "数字", "scope": "范围"}
_SAME = 0.74
_FEWEST_PAIRS = 6


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two records of one task that differ in ``kind`` (one of ``KINDS``); the values as written."""

    kind: str
    first: Task
    second: Task
    first_value: tuple[str, ...]
    second_value: tuple[str, ...]
    matter: str


Twins = tuple[tuple[Task, Task], ...]


def find_twins(tasks: Sequence[Task]) -> Twins:
    """The pairs of records that state one task twice, in plans of one place and year, whether or not they agree."""
    groups: dict[tuple[str, int | None], list[Task]] = {}
    for task in tasks:
        groups.setdefault((fold(task.plan.region), task.plan.year), []).append(task)
    return tuple(pair for group in groups.values() for pair in _twins(group))


def find_conflicts(tasks: Sequence[Task], twins: Twins | None = None) -> tuple[Conflict, ...]:
    """All contradictions among ``tasks``, in source order of the second record and then the first; ``twins`` as found before."""
    places = {task.id: place for place, task in enumerate(tasks)}
    pairs = find_twins(tasks) if twins is None else twins
    found = [conflict for one, other in pairs for conflict in _compare(one, other)]
    found += [conflict for one, other in _copies(tasks) for conflict in _figures(one, other, _text(one), _text(other))]
    return tuple(sorted(found, key=lambda c: (places[c.second.id], places[c.first.id])))


def _copies(tasks: Sequence[Task]) -> Iterator[tuple[Task, Task]]:
    """Neighbouring records of one part that agree word for word, but for figures."""
    seen: dict[tuple[object, ...], Task] = {}
    for task in tasks:
        key = (task.plan.id, task.part, without_figures(_without_number(task)), task.group, task.lead, task.deadlines)
        if key in seen and fold(seen[key].text) != fold(task.text):
            yield seen[key], task
        seen[key] = task


def _without_number(task: Task) -> str:
    """All that a record says, folded, without its number in the list."""
    return re.sub(r"^\W*[\d一二三四五六七八九十]{1,3}\W", "", fold(task.text.strip().removeprefix(task.number)))


def _twins(tasks: Sequence[Task]) -> Iterator[tuple[Task, Task]]:
    """Each record of an annex or a later plan with the one record before it that states the same task best."""
    texts = {task.id: _text(task) for task in tasks}
    pairs = {task.id: _pairs(_plain(texts[task.id])) for task in tasks}
    for place, task in enumerate(tasks):
        rivals = [other for other in tasks[:place] if _comparable(other, task)]
        ranked = [(_likeness(task, other, texts, pairs), -place, other) for place, other in enumerate(rivals)]
        best = max(ranked, key=lambda entry: entry[:2], default=None)
        if best and best[0] >= _SAME:
            yield best[2], task


def _comparable(one: Task, other: Task) -> bool:
    """Body and annex of a plan, or two plans of one subject (which share place and year already)."""
    if one.plan.id == other.plan.id:
        return one.part != other.part
    subjects = re.compile("大气|水|土壤")
    return set(subjects.findall(one.plan.title)) == set(subjects.findall(other.plan.title))


def _likeness(one: Task, other: Task, texts: dict[str, str], pairs: dict[str, set[str]]) -> float:
    """The best share of one record's wording (or of a whole cell of it) that stands in one stretch of the other."""
    short, long = sorted((one, other), key=lambda task: len(texts[task.id]))
    shares = []
    for core in _cores(short):
        wanted = _pairs(core)
        if len(wanted) < _FEWEST_PAIRS or len(wanted & pairs[long.id]) < _SAME * len(wanted):
            shares.append(0.0)
        else:
            shares.append(_stretch(core, texts[long.id])[0])
    return max(shares[0], sum(shares[1:]) / max(1, len(shares) - 1), 0.9 * max(shares))


def _compare(one: Task, other: Task) -> Iterator[Conflict]:
    short, long = sorted((one, other), key=lambda task: len(_text(task)))
    found = [_stretch(core, _text(long)) for core in _cores(short)]
    stretches = [stretch for share, stretch in found if share >= _SAME]
    matter = _matter(short)
    names = BodyNames(one.plan.region)
    leads = [frozenset(map(names.key, task.lead)) for task in (one, other)]
    if all(leads) and leads[0] != leads[1] and (leads[0].isdisjoint(leads[1]) or _alone(short, long)):
        yield Conflict("lead", one, other, one.lead, other.lead, matter)
    limits = [limit for stretch in stretches for limit in _limits_of(_with_time_before(stretch, _text(long)), long)]
    dates = {short.id: _days(short.deadlines), long.id: _days(limits)}
    if all(dates.values()) and not (set(dates[short.id]) & set(dates[long.id])):
        yield Conflict("deadline", one, other, _texts(dates, one), _texts(dates, other), matter)
    supports = [frozenset(map(names.key, task.support)) for task in (one, other)]
    if leads[0] == leads[1] and all(supports) and supports[0] != supports[1] and _of_one_size(short, long):
        yield Conflict("support", one, other, one.support, other.support, matter)
    shown = {short.id: _text(short), long.id: "。".join(dict.fromkeys(stretches))}
    yield from _figures(one, other, shown[one.id], shown[other.id])


def _figures(one: Task, other: Task, text: str, rival: str) -> Iterator[Conflict]:
    """What the two wordings of one task differ in, figures and scope."""
    matter = _matter(min((one, other), key=lambda task: len(_text(task))))
    for kind, differ in (("number", figures_that_differ), ("scope", scopes_that_differ)):
        for value, other_value in differ(text, rival):
            yield Conflict(kind, one, other, (value,), (other_value,), matter)


def _of_one_size(short: Task, long: Task) -> bool:
    return 2 * len(_text(short)) >= len(_text(long))


def _cores(task: Task) -> list[str]:
    """What to look for in another record: the whole wording and, of a row whose task fills several cells, each cell."""
    if "\t" not in task.text:
        return [_plain(_text(task))]
    cells = [_plain(cell) for cell in re.split(r"(?:^|\n)\t", task.text)]
    whole = _plain(_text(task))
    parts = [cell for cell in cells if len(cell) >= 8 and cell in whole and cell != whole]
    return [whole, *parts] if len(parts) > 1 else [whole]


def _plain(text: str) -> str:
    return "".join(c for c in fold(text) if "一" <= c <= "鿿" or c.isalnum())


def _text(task: Task) -> str:
    """What the record says is to be done: a row's task cells, prose without its responsibility notes."""
    if "\t" in task.text:
        return fold(task.title)
    return re.sub(r"[(【\[][^()【】]*(?:牵头|负责|落实|责任单位)[^()【】]*[)】\]]", "", fold(body(task)))


def _matter(task: Task) -> str:
    return re.sub(r"\s+", "", task.title)


def _alone(short: Task, long: Task) -> bool:
    """The two records are of one size by their titles: neither is a part of the other."""
    return fold(short.title) == fold(long.title) or (bool(short.group) and fold(short.group) == fold(long.title))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _stretch(core: str, text: str) -> tuple[float, str]:
    """The largest share of the pairs of ``core`` in up to eight neighbouring clauses of ``text``, and those clauses."""
    wanted = _pairs(core)
    clauses = [(clause, _pairs(_plain(clause))) for clause in re.split(r"(?<=[,。;])", text) if clause]
    best = (0.0, "")
    for width in range(1, 9):
        for start in range(max(1, len(clauses) - width + 1)):
            window = clauses[start : start + width]
            share = len(wanted & set().union(*(pairs for _, pairs in window))) / max(1, len(wanted))
            if share > best[0] + 0.02:
                best = (share, "".join(clause for clause, _ in window))
    return best


def _with_time_before(stretch: str, text: str) -> str:
    """The stretch with a clause of time right before it: 10月底前，|完成排查."""
    start = text.find(stretch)
    before = re.split(r"[。;]", text[:start])[-1].rstrip(",").split(",")[-1] if start > 0 else ""
    return f"{before},{stretch}" if before and looks_like_deadline(before) else stretch


def _limits_of(stretch: str, task: Task) -> Sequence[Deadline]:
    if "\t" in task.text:
        return task.deadlines
    return deadlines_in_text(Folded(stretch), task.plan.year)


def _days(limits: Sequence[Deadline]) -> dict[str, str]:
    """ISO day → text, for limits that end on a day."""
    return {limit.date.isoformat(): limit.text for limit in limits if limit.kind is DeadlineKind.BY and limit.date}


def _texts(dates: dict[str, dict[str, str]], task: Task) -> tuple[str, ...]:
    return tuple(f"{text}（{day}）" for day, text in dates[task.id].items())
