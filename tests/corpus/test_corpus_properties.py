"""What holds for every document: passages cover it, records quote it, and typesetting changes nothing.

The tests of typesetting say in their docstrings at which positions they do not insert, and why.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import read
from typeset import WIDTHS, breaks, gaps, inserted, swapped

from corpus import InputError, fold
from corpus.blocks import is_furniture
from corpus.types import Reading

ROOT = Path(__file__).parents[2]
BUNDLED = sorted((ROOT / "corpus/documents").glob("*.txt"))
PLANS = sorted((ROOT / "tests/plans").glob("*.txt"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in (*BUNDLED, *PLANS)}
LINES = sorted({line for text in TEXTS.values() for line in text.splitlines() if "---" not in line})

every_document = pytest.mark.parametrize("name", TEXTS)
small_plans = st.sampled_from([path.stem for path in PLANS])

Records = list[tuple[object, ...]]


@cache
def reading(name: str) -> Reading:
    return read(TEXTS[name])


def records(found: Reading) -> Records:
    """What typesetting must not change: the roles, the time limits and the text, folded."""
    return [
        (
            *(tuple(map(fold, units)) for units in (task.lead, task.support, task.implement)),
            tuple((limit.kind, limit.date, fold(limit.text)) for limit in task.deadlines),
            fold(task.text),
        )
        for task in found.tasks
    ]


# --- what holds for any text ----------------------------------------------------------------------------------------


def check_cover(found: Reading) -> None:
    """Every line with text lies in exactly one passage; passages stand in order inside their plan and quote it whole.

    Page numbers may be left out: those before the first block of a plan and after its last one are.
    """
    covered = [line for passage in found.passages for line in range(passage.span.first, passage.span.last + 1)]
    assert covered == sorted(set(covered))
    filled = {number for number, line in enumerate(found.document.lines, 1) if not is_furniture(line)}
    assert filled <= set(covered)
    for passage in found.passages:
        assert passage.span.first >= passage.plan.span.first
        assert passage.span.last <= passage.plan.span.last
        assert passage.text == found.document.text(passage.span)


def check_ids(found: Reading) -> None:
    for things in (found.plans, found.passages, found.tasks):
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))


def check_order(found: Reading) -> None:
    """Plans, passages and tasks stand in source order; nothing reaches beyond the document."""
    for things in (found.plans, found.passages, found.tasks):
        firsts = [thing.span.first for thing in things]
        assert firsts == sorted(firsts)
    last = len(found.document.lines)
    assert all(1 <= s.span.first <= s.span.last <= last for s in (*found.sections, *found.tasks, *found.plans))


def check_quotes(found: Reading) -> None:
    """Units and time limits are words of the task's text, or of the document where they are taken from elsewhere."""
    whole = fold("\n".join(found.document.lines))
    for task in found.tasks:
        own = fold(task.text)
        for field in ("lead", "support", "implement"):
            elsewhere = field in task.inherited or (field == "implement" and task.implement_is_default)
            place = whole if elsewhere else own
            assert all(fold(unit) in place for unit in getattr(task, field)), (task.id, field)
        place = whole if "deadlines" in task.inherited else own
        assert all(fold(limit.text) in place for limit in task.deadlines), task.id


def check(found: Reading) -> None:
    check_cover(found)
    check_ids(found)
    check_order(found)
    check_quotes(found)


@every_document
def test_a_plan_is_covered_and_quoted(name: str) -> None:
    check(reading(name))


@every_document
def test_reading_twice_gives_the_same(name: str) -> None:
    assert read(TEXTS[name]) == reading(name)


@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_lines_of_plans_in_any_order_are_covered_and_quoted(lines: list[str]) -> None:
    try:
        found = read("\n".join(lines))
    except InputError:
        assert not any(map(fold, lines))
    else:
        check(found)


# Marks that headings, notes, tables and page numbers are made of.
MARKS = "一二1①（）()【】、，。；：牵头市区局配合落实单位2021年月底前方案附件 |*#—\t\n\n"


@given(st.text(alphabet=st.sampled_from(MARKS), max_size=120))
def test_any_text_below_a_title_is_covered_and_quoted(text: str) -> None:
    check(read(f"安州市方案\n\n为治水，制定本方案。\n\n{text}"))


# --- what typesetting must not change -------------------------------------------------------------------------------

positions = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


def picked(among: list[int], numbers: list[int]) -> list[int]:
    return sorted({among[number % len(among)] for number in numbers})


@settings(max_examples=200)
@given(small_plans, positions, st.sampled_from((" ", "\u3000", "  ", "\u200b")))
def test_spaces_inside_text_change_no_record(name: str, numbers: list[int], space: str) -> None:
    """Left out: marks of tables and Markdown, rows that spaces divide; and, where names stand without a sentence (cells,
    label lines), what follows a whole name (各乡 镇政府) or stands in brackets: there a space is a mark of enumeration."""
    text = inserted(TEXTS[name], picked(gaps(TEXTS[name]), numbers), space)
    assert records(read(text)) == records(reading(name))


BREAKABLE = tuple(
    path.stem for path in PLANS if breaks(path.read_text(encoding="utf-8")) and not path.stem.startswith("13-")
)


@given(st.sampled_from(BREAKABLE), st.integers(0, 10**6), st.sampled_from(("\n", "\n\n", "\n\n— 3 —\n\n", "\n3\n")))
def test_a_page_break_inside_a_paragraph_changes_no_record(name: str, number: int, page: str) -> None:
    """Left out: headings and the first sentence of an item, the first 25 characters of a paragraph, tables and label
    lines, places beside brackets, ends of sentences, labels, figures and words that end titles; plan 13, which is broken
    over pages already."""
    text = inserted(TEXTS[name], picked(breaks(TEXTS[name]), [number]), page)
    assert records(read(text)) == records(reading(name))


@settings(max_examples=150)
@given(small_plans, st.frozensets(st.sampled_from(sorted(WIDTHS))))
def test_full_and_half_width_make_one_record(name: str, chosen: frozenset[str]) -> None:
    """Left out: the characters that tables and Markdown are drawn with, and the dash of a blank cell."""
    assert records(read(swapped(TEXTS[name], chosen))) == records(reading(name))


@every_document
def test_all_widths_swapped_make_the_same_records(name: str) -> None:
    text = swapped(TEXTS[name], frozenset(WIDTHS))
    assert records(read(text)) == records(reading(name))


@every_document
def test_blank_lines_at_both_ends_and_other_line_ends_change_no_record(name: str) -> None:
    text = "\n\n" + TEXTS[name].replace("\n", "\r\n") + "\r\n\r\n"
    assert records(read(text)) == records(reading(name))
