"""The ledger of a rendered file, and its score against the ledger of the text original."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.types import Reading
from eval.ledger import LedgerScore, Row, match_rows, row_from_record, row_from_task, score_ledger
from eval.matching import bare

GOLD = Path(__file__).parents[2] / "eval/gold"


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


@cache
def _gold() -> list[Row]:
    files = sorted(GOLD.glob("ledger-*.json"))
    return [row_from_record(record) for path in files for record in json.loads(path.read_text(encoding="utf-8"))]
