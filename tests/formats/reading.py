"""The ledger of a file in any format, and its score against the ledger of the text original."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.text import fold
from corpus.types import Reading, Task
from eval.ledger import LedgerScore, Row, match_rows, row_from_record, row_from_task, score_ledger
from eval.matching import bare

GOLD = Path(__file__).parents[2] / "eval/gold"


@dataclass(frozen=True)
class Wrong:
    """A unit or time limit that the original ledger does not hold; ``marked`` as low-confidence or not."""

    value: str
    task: str
    marked: bool


def score_against(original: Reading, found: Reading) -> LedgerScore:
    """Every field of every record of ``original`` looked for in ``found``.

    A record is found by the hand-made anchor of the gold ledger, as in the acceptance score; one that gold does not
    hold, by the first characters of its title.
    """
    rows = [row_from_task(task) for task in original.tasks]
    anchors = {match.task.id: match.gold.text for match in match_rows(_gold(), rows) if match.task}
    titles = {task.id: bare(task.title)[:16] for task in original.tasks}
    wanted = [replace(row, text=anchors.get(row.id) or titles[row.id], lines=None) for row in rows]
    return score_ledger(original.document.id, wanted, map(row_from_task, found.tasks))


def wrong_values(original: Reading, found: Reading) -> Iterator[Wrong]:
    """What ``found`` says that ``original`` nowhere says."""
    known = {fold(value) for task in original.tasks for value in _values(task)}
    for task in found.tasks:
        for value in _values(task):
            if fold(value) not in known:
                yield Wrong(value, task.title, value in task.doubtful)


def _values(task: Task) -> tuple[str, ...]:
    return (*task.lead, *task.support, *task.implement, *(limit.text for limit in task.deadlines))


@cache
def _gold() -> list[Row]:
    files = sorted(GOLD.glob("ledger-*.json"))
    return [row_from_record(record) for path in files for record in json.loads(path.read_text(encoding="utf-8"))]
