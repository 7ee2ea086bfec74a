"""Versions of one plan: which is the newer, and what differs.

Two plans of different files are versions of one when region and title agree but for a remark on the version, such as
（征求意见稿） or （2021年修订版）. The newer is, in this order: what is no draft, what bears the later date, the later year, the
revised one, the copy taken in later (its file bears a higher number). Both stay in the library; answers rest on the newer.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.text import fold
from corpus.types import Plan, Task
from qa import render

_DRAFT = re.compile(r"征求意见|讨论|送审|草案|初稿|草稿")
_REVISED = re.compile(r"修订|修正|修改|调整")
_REMARK = re.compile(
    r"[(（\[【〔](?:[^()（）]*(?:稿|草案|修订|修正|修改|调整|版)[^()（）]*)[)）\]】〕]|(?:征求意见|讨论|送审|修订)稿$"
)
_COPY = re.compile(r"（(\d+)）\.[^.]+$")
_OLD = re.compile(r"旧版|老版|原版|旧的版本|上一?版|前一版|修订前|修改前|征求意见稿|两个?版本|新旧")
_SENTENCE = re.compile(r"[。；;\t\n]")
LIMITS = "时限"
LONGEST = 60  # characters of a title
_NAMES = ("牵头", "配合", "落实", LIMITS)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one record: ``field`` in Chinese, its value in the older and in the newer version.

    ``older`` and ``newer`` are the record in the two versions, None where it is not in one of them.
    """

    title: str
    field: str
    before: str
    after: str
    older: Task | None
    newer: Task | None


@dataclass(frozen=True, slots=True)
class Revision:
    """An older version of a plan, the newest one, and what the records of the newest say otherwise."""

    older: Plan
    newest: Plan
    differences: tuple[Difference, ...]


def superseded(plans: Sequence[Plan]) -> dict[str, Plan]:
    """For every plan that has a newer version the newest one, by id."""
    families: dict[tuple[str, str], list[Plan]] = {}
    for plan in plans:
        families.setdefault(_family(plan), []).append(plan)
    found = {}
    for family in families.values():
        newest = max(family, key=_age)
        found.update({plan.id: newest for plan in family if plan.document != newest.document})
    return found


def current(plans: Sequence[Plan], tasks: Iterable[Task]) -> list[Task]:
    """Those of ``tasks`` that are of no plan with a newer version."""
    older = superseded(plans)
    return [task for task in tasks if task.plan.id not in older]


def newest_of(tasks: Sequence[Task]) -> list[Task]:
    """``tasks`` without those of a plan of which ``tasks`` hold a newer version: who asks for one version alone gets it."""
    return current(list({task.plan.id: task.plan for task in tasks}.values()), tasks)


def revisions(plans: Sequence[Plan], tasks: Sequence[Task]) -> tuple[Revision, ...]:
    """Every older version among ``plans``, in their order; ``tasks`` are the ledger."""
    newer = superseded(plans)

    def of(plan: Plan) -> list[Task]:
        return [task for task in tasks if task.plan.id == plan.id]

    pairs = ((plan, newer[plan.id]) for plan in plans if plan.id in newer)
    return tuple(Revision(older, newest, differences(of(older), of(newest))) for older, newest in pairs)


def copy_number(plan: Plan, known: Iterable[Plan]) -> int:
    """The number that the file of a new ``plan`` must bear to be the newest where nothing else tells; 1 for none."""
    rivals = [other for other in known if _family(other) == _family(plan)]
    tied = [_age(other)[-1] for other in rivals if _age(other)[:-1] == _age(plan)[:-1]]
    return max(tied, default=0) + 1


def _family(plan: Plan) -> tuple[str, str]:
    return fold(plan.region), fold(_REMARK.sub("", plan.title))


def _age(plan: Plan) -> tuple[bool, date, int, bool, int]:
    copy = _COPY.search(plan.document)
    final = not _DRAFT.search(plan.title)
    return final, plan.date or date.min, plan.year or 0, bool(_REVISED.search(plan.title)), int(copy[1]) if copy else 1


def version_remark(plans: Iterable[Plan], older: Mapping[str, Plan]) -> str:
    """One line that tells of other versions of the ``plans`` that an answer cites; empty where there are none."""
    newer = {plan.id: plan for plan in older.values()}
    told = dict.fromkeys(plan for plan in plans if plan.id in newer)
    olds = [f"《{plan.title}》以较新的“{plan.document}”为准" for plan in told]
    olds += [f"《{plan.title}》的“{plan.document}”是旧版" for plan in plans if plan.id in older]
    return f"（文库中有同一方案的多个版本：{'；'.join(olds)}。）" if olds else ""


def asks_for_older(question: str) -> bool:
    """Whether a question means older versions too."""
    return bool(_OLD.search(question))


def differences(older: Sequence[Task], newer: Sequence[Task]) -> tuple[Difference, ...]:
    """What the records of the newer version say otherwise; tasks are the same by part and title."""
    before, after = _by_title(older), _by_title(newer)
    both = before.keys() & after.keys()
    found = [
        Difference(render.title(task, LONGEST), "任务", "", "新增", None, task)
        for key, task in after.items()
        if key not in before
    ]
    found += [
        Difference(render.title(task, LONGEST), "任务", "删去", "", task, None)
        for key, task in before.items()
        if key not in after
    ]
    found += [each for key in both for each in _compared(before[key], after[key])]
    return tuple(sorted(found, key=lambda each: (each.title, each.field)))


def _by_title(tasks: Sequence[Task]) -> dict[tuple[str, str], Task]:
    return {(task.part, fold(task.title)): task for task in tasks}


def _compared(older: Task, newer: Task) -> Iterator[Difference]:
    """What differs between two versions of a task: its fields, then what else its text says."""
    title, told = render.title(newer, LONGEST), set[str]()
    for name, before, after in zip(_NAMES, _values(older), _values(newer), strict=True):
        if fold("".join(before)) != fold("".join(after)):
            told |= {fold(value) for value in (*before, *after)}
            yield Difference(title, name, _listed(name, before), _listed(name, after), older, newer)
    earlier, later = _sentences(older.text, told), _sentences(newer.text, told)
    if earlier.keys() != later.keys():
        yield Difference(title, "原文", _beside(earlier, later), _beside(later, earlier), older, newer)


def _beside(sentences: Mapping[str, str], others: Container[str]) -> str:
    return "；".join(text for key, text in sentences.items() if key not in others)


def _values(task: Task) -> tuple[tuple[str, ...], ...]:
    return (task.lead, task.support, task.implement, tuple(limit.text for limit in task.deadlines))


def _listed(name: str, values: Sequence[str]) -> str:
    return "；".join(values) if name == LIMITS else render.units(values)


def _sentences(text: str, told: Iterable[str]) -> dict[str, str]:
    """The sentences and cells of ``text`` as written, by their folded form: no serial numbers, nothing that holds what is ``told``."""
    pieces = {fold(piece): piece.strip() for piece in _SENTENCE.split(text)}
    return {
        key: piece
        for key, piece in pieces.items()
        if key and not key.isdigit() and not any(value in key for value in told)
    }
