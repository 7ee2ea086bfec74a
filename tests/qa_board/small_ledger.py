"""A ledger that can be checked by hand: one plan of 甲县, and one of 乙县 that must never be mixed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.types import Deadline, DeadlineKind, Plan, Span, Task


@dataclass
class SmallLedger:
    plans: tuple[Plan, ...]
    tasks: tuple[Task, ...]
    asked: list[str] = field(default_factory=list)

    def words(self, text: str) -> list[str]:
        return [text[place : place + 2] for place in range(0, len(text), 2)]


def plan(region: str) -> Plan:
    name = f"{region}.txt"
    return Plan(f"{name}#1", name, f"{region}方案", region, 2021, "", "", None, Span(1, 99))


def task(of: Plan, line: int, title: str, limits: tuple[Deadline, ...] = (), **roles: object) -> Task:
    values: dict[str, object] = {
        "lead": (), "support": (), "implement": (), "implement_is_default": False, "note": "", "inherited": ()
    }  # fmt: skip
    place = f"{of.document}:{line}-{line}"
    section = ("三、任务", f"（{line}）")
    return Task(
        id=place, document=of.document, plan=of, part="正文", section=section, title=title, text=f"{title}。",
        deadlines=limits, span=Span(line, line), **{**values, **roles},
    )  # fmt: skip


def by(day: date) -> Deadline:
    return Deadline(DeadlineKind.BY, day, f"{day.month}月底前")


ONGOING = Deadline(DeadlineKind.ONGOING, None, "长期")
