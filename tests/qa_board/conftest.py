from __future__ import annotations

from datetime import date

import pytest
from small_ledger import ONGOING, SmallLedger, by, plan, task

from qa.board import Boards
from qa.conflicts import Conflict


@pytest.fixture
def ledger() -> SmallLedger:
    here, there = plan("甲县"), plan("乙县")
    return SmallLedger(
        (here, there),
        (
            task(here, 1, "查危废", (ONGOING,), lead=("县生态环境局",), support=("县财政局", "公安局")),
            task(here, 2, "建台账", (by(date(2021, 11, 30)),), lead=("县环保局",), implement=("各乡镇",)),
            task(here, 3, "禁秸秆", (by(date(2021, 6, 30)),), lead=("县农业农村局",), support=("生态环境局",)),
            task(here, 4, "报总结", (), lead=("县财政局",), implement=("各乡镇",), implement_is_default=True),
            task(there, 1, "查危废", (), lead=("县生态环境局",)),
        ),
    )


@pytest.fixture
def boards(ledger: SmallLedger) -> Boards:
    first, second = ledger.tasks[0], ledger.tasks[2]
    return Boards(ledger, [Conflict("lead", first, second, first.lead, second.lead, "查危废")])
