"""The ledger of a rendered file, and its score against the ledger of the text original."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.blocks import Table
from corpus.formats.known import KnownTableReader
from corpus.formats.types import Rendered
from corpus.plans import PlanBlocks, split_plans
from corpus.reader import _PlanReader, _table_regions, _with_ids
from corpus.types import Document, Reading
from eval.ledger import LedgerScore, Row, match_rows, row_from_record, row_from_task, score_ledger
from eval.matching import bare

GOLD = Path(__file__).parents[2] / "eval/gold"


class GridPlanReader(_PlanReader):
    """The plan reader with the proposed hook: tables that know their grid are read by it."""

    def _table(self, table: Table) -> None:
        self.prose.table()
        reader = KnownTableReader(
            self.plan.year, self.prose.part, self.prose.outline.path, first_is_lead=self.prose.first_is_lead
        )
        reading = reader.read(table)
        if reading.part != self.prose.part:
            self.prose.new_part(reading.part)
        self.rows.extend(reading.drafts)
        self.regions.extend(_table_regions(reading))


def read_rendered(name: str, rendered: Rendered) -> Reading:
    """What ``corpus.read_document`` will give once it renders first."""
    document = Document(name, name, hashlib.sha256(b"").hexdigest(), rendered.lines)
    plans: list[PlanBlocks] = split_plans(document, list(rendered.blocks))
    readings = [GridPlanReader(document, plan).read() for plan in plans]
    return Reading(
        document=replace(document, title="；".join(plan.plan.title for plan in plans)),
        plans=tuple(plan.plan for plan in plans),
        sections=tuple(section for _, sections, _ in readings for section in sections),
        passages=tuple(passage for passages, _, _ in readings for passage in passages),
        tasks=_with_ids(task for _, _, tasks in readings for task in tasks),
    )


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
