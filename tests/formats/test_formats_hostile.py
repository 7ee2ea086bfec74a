"""The hostile set: the outcome of each file, in a table. Nothing crashes, hangs, is fetched, or is lost in silence."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest
from hostile import CASES, SMALL, Case
from outcomes import row_read, row_refused

from corpus import InputError, fold
from corpus.formats import render
from corpus.reader import read_rendered
from corpus.types import Task

DOCS = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")


def _shown(task: Task) -> str:
    units = (fold("、".join(names)) for names in (task.lead, task.support))
    limits = sorted(" ".join(filter(None, (d.kind.value, str(d.date or "")))) for d in task.deadlines)
    return f"{fold(task.title)}: {' / '.join(units)} | {'; '.join(limits)}"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_outcome_of_a_hostile_file(case: Case) -> None:
    started = time.perf_counter()
    if case.refusal:
        with pytest.raises(InputError, match=case.refusal) as refused:
            render(case.name, case.make(), limits=SMALL)
        message = str(refused.value)
        assert case.name in message or "表格过大" in message
        assert "\n" not in message
        assert row_refused(case, refused.value) in DOCS
    else:
        rendered = render(case.name, case.make(), limits=SMALL)
        text = "\n".join(rendered.lines)
        assert len(rendered.locators) == len(rendered.lines)
        if case.ledger:
            assert [_shown(task) for task in read_rendered(case.name, "", rendered).tasks] == list(case.ledger), text
        assert all(piece in text for piece in case.holds), text
        assert not any(piece in text for piece in case.lacks), text
        assert all(any(re.search(notice, told) for told in rendered.notices) for notice in case.notices), (
            rendered.notices
        )
        assert row_read(case, rendered) in DOCS
    assert time.perf_counter() - started < 30


def test_the_set_is_as_large_as_promised() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)
