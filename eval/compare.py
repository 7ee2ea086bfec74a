"""Two results side by side: what changed, question by question, and whether it could be chance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.markup import escape
from rich.table import Table

from eval.names import CHANGES, RECIPE, SCORES, change_of, chinese, recipe_text, share_text
from eval.tables import table

Scores = Mapping[str, Any]
"""A ``scores.json`` as read."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose verdict or answer differs between two runs."""

    id: str
    type: str
    turns: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """What happened to the verdict, one of ``CHANGES``."""
        return change_of(self.before["correct"], self.after["correct"])


def changes(before: Scores, after: Scores, part: str) -> list[Change]:
    """The questions of ``part`` that both runs asked and that came out differently."""
    old, new = _judgements(before, part), _judgements(after, part)
    both = [(old[name], new[name]) for name in new if name in old]
    return [Change(one["id"], one["type"], tuple(one["turns"]), was, one) for was, one in both if _differ(was, one)]


def unshared(before: Scores, after: Scores, part: str) -> int:
    """How many questions of ``part`` only one of the runs asked, and so cannot be compared."""
    return len(_judgements(before, part).keys() ^ _judgements(after, part).keys())


def chance(better: int, worse: int) -> float:
    """McNemar's exact two-sided test: how likely so uneven a split of changed verdicts is by chance."""
    changed, fewer = better + worse, min(better, worse)
    ways = sum(math.comb(changed, count) for count in range(fewer + 1))
    return min(1.0, 2 * float(ways / 2**changed))


def comparison_tables(before: Scores, after: Scores) -> Iterator[Table]:
    """Every table of a comparison, in reading order."""
    yield score_table(before, after)
    for part in _shared(before["exams"], after["exams"]):
        yield change_table(chinese(part), changes(before, after, part), unshared(before, after, part))
    differing = list(_recipe_differences(before["recipe"], after["recipe"]))
    if differing:
        yield recipe_table(differing)


def score_table(before: Scores, after: Scores) -> Table:
    """Every score that both runs have, and its change."""
    made = table("分数变化", "分数", "前", "后", "变化")
    old, new = dict(_flat(before)), dict(_flat(after))
    for name in _shared(old, new):
        was, now = old[name], new[name]
        delta = "" if was is None or now is None else f"{now - was:+.3f}"
        made.add_row(name, share_text(was), share_text(now), delta)
    return made


def change_table(part: str, found: Sequence[Change], left_out: int) -> Table:
    """The changed questions: those that went wrong first, for they want looking at."""
    better, worse = (sum(one.kind == kind for one in found) for kind in ("变对", "变错"))
    odds = f"出于偶然的概率 {chance(better, worse):.3f}"
    title = f"{part}：变对 {better} 题，变错 {worse} 题（{odds}），只有一方问过 {left_out} 题"
    made = Table(title=title, title_justify="left", title_style="bold", show_lines=True, min_width=90)
    for column in ("编号", "变化", "问题", "前", "后"):
        made.add_column(column, overflow="fold")
    for one in sorted(found, key=lambda change: CHANGES.index(change.kind)):
        cells = (one.id, one.kind, " → ".join(one.turns), _shown(one.before), _shown(one.after))
        made.add_row(*map(escape, cells))
    return made


def recipe_table(differing: Sequence[tuple[str, str, str]]) -> Table:
    """What differs in how the two results were made."""
    made = table("配方的不同", "项", "前", "后")
    for row in differing:
        made.add_row(*map(escape, row))
    return made


def _judgements(scores: Scores, part: str) -> dict[str, Mapping[str, Any]]:
    return {one["id"]: one for one in scores["exams"][part]["judgements"]}


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return any(one[name] != other[name] for name in ("correct", "cited", "answer"))


def _shared(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [name for name in other if name in one]


def _flat(scores: Scores) -> Iterator[tuple[str, float | None]]:
    for part, exam in scores["exams"].items():
        for name, share in exam["summary"].items():
            if name in SCORES:
                yield f"{chinese(part)} {chinese(name)}", share["value"]
    for name, ledger in scores["ledgers"].items():
        yield f"台账 {name}", ledger["score"]
    for name, retrieval in scores["retrievals"].items():
        yield f"检索 {name}", retrieval["hits"]["value"]


def _recipe_differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in _shared(one, other):
        if one[name] != other[name] and name not in ("date", "command"):
            yield RECIPE.get(name, name), recipe_text(one[name]), recipe_text(other[name])


def _shown(judgement: Mapping[str, Any]) -> str:
    answer = judgement["answer"]
    return "（没有回答）" if answer is None else answer[:200]
