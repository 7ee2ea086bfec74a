"""Whatever a reader can make comes back equal."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_reader import read_plain
from small_plans import PLANS

from corpus.types import Deadline, DeadlineKind, Document, Passage, Plan, Reading, Section, Span, Task
from index.store import store_from_bytes, store_to_bytes

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
SPAN = st.builds(Span, st.integers(1, 9), st.integers(1, 9))
DAY = st.none() | st.dates()


@st.composite
def readings(draw: st.DrawFn, name: str) -> Reading:
    titles = draw(st.lists(TEXT, min_size=1, max_size=2))
    plans = tuple(
        draw(
            st.builds(
                Plan,
                id=st.just(f"{name}#{number}"),
                document=st.just(name),
                title=st.just(title),
                region=TEXT,
                year=st.none() | st.integers(1949, 2100),
                number=TEXT,
                issuer=TEXT,
                date=DAY,
                span=SPAN,
            )
        )
        for number, title in enumerate(titles)
    )
    place = {
        "id": TEXT,
        "document": st.just(name),
        "plan": st.sampled_from(plans),
        "section": TEXTS,
        "part": TEXT,
        "span": SPAN,
        "text": TEXT,
    }
    deadline = st.builds(Deadline, st.sampled_from(DeadlineKind), DAY, TEXT)
    task = st.builds(
        Task,
        **place,
        title=TEXT,
        lead=TEXTS,
        support=TEXTS,
        implement=TEXTS,
        implement_is_default=st.booleans(),
        deadlines=st.lists(deadline, max_size=2).map(tuple),
        note=TEXT,
        inherited=TEXTS,
        number=TEXT,
        group=TEXT,
    )
    return Reading(
        Document(name, draw(TEXT), draw(TEXT), draw(TEXTS)),
        plans,
        tuple(draw(st.lists(st.builds(Section, TEXTS, SPAN, TEXT), max_size=3))),
        tuple(draw(st.lists(st.builds(Passage, **place, context=TEXT), max_size=3))),
        tuple(draw(st.lists(task, max_size=3))),
    )


@settings(max_examples=60, deadline=None)
@given(readings("a.txt"), readings("乙.txt"), st.lists(st.tuples(st.integers(0, 9), TEXT), max_size=4))
def test_records_come_back_equal(one: Reading, other: Reading, windows: list[tuple[int, str]]) -> None:
    assert store_from_bytes(store_to_bytes([one, other], windows)) == ([one, other], windows)


def test_equal_records_make_equal_bytes() -> None:
    reading = read_plain("air.txt", PLANS["air.txt"].encode())
    assert store_to_bytes([reading], [(0, "窗")]) == store_to_bytes([reading], [(0, "窗")])


def test_the_database_can_be_queried() -> None:
    reading = read_plain("air.txt", PLANS["air.txt"].encode())
    connection = sqlite3.connect(":memory:")
    connection.deserialize(store_to_bytes([reading], []))
    found = connection.execute("SELECT first, lead FROM tasks ORDER BY place").fetchall()
    connection.close()
    assert found == [(3, '["区发展改革局"]'), (4, '["区生态环境分局"]')]


def test_other_bytes_are_refused() -> None:
    with pytest.raises(sqlite3.DatabaseError):
        store_from_bytes(b"no database" * 100)
