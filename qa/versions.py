"""Versions of one plan: which is the newer, and what differs.

Two plans of different files are versions of one when region and title agree but for a remark on the version, such as
（征求意见稿） or （2021年修订版）. The newer is, in this order: what is no draft, what bears the later date, the later year, the
revised one, the copy taken in later (its file bears a higher number). Both stay in the library; answers rest on the newer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
_FIELDS = {"lead": "牵头", "support": "配合", "implement": "落实"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one record: ``field`` in Chinese, its value in the older and in the newer version."""

    title: str
    field: str
    before: str
    after: str


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
    """What the ledger of the newer version says otherwise; tasks are the same by part and title."""
    before, after = _by_title(older), _by_title(newer)
    found = [Difference(task.title, "任务", "", "新增") for key, task in after.items() if key not in before]
    found += [Difference(task.title, "任务", "删去", "") for key, task in before.items() if key not in after]
    for key in before.keys() & after.keys():
        found += [
            Difference(after[key].title, name, one, other)
            for name, one, other in zip(_names(), _values(before[key]), _values(after[key]), strict=True)
            if fold(one) != fold(other)
        ]
    return tuple(sorted(found, key=lambda each: (each.title, each.field)))


def _by_title(tasks: Sequence[Task]) -> dict[tuple[str, str], Task]:
    return {(task.part, fold(task.title)): task for task in tasks}


def _names() -> tuple[str, ...]:
    return (*_FIELDS.values(), "时限")


def _values(task: Task) -> tuple[str, ...]:
    return (
        *(render.units(getattr(task, field)) for field in _FIELDS),
        "；".join(limit.text for limit in task.deadlines),
    )
