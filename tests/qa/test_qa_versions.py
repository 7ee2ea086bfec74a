"""Which of two versions is the newer, what differs, and that answers rest on the newer and say so."""

from __future__ import annotations

from datetime import date

import pytest
from small_home import EAST

from corpus import read_document
from corpus.types import Plan, Span
from qa.versions import asks_for_older, differences, newest_of, revisions, superseded


def plan(document: str, title: str = "东河区治水方案", year: int | None = None, day: date | None = None) -> Plan:
    return Plan(f"{document}#1", document, title, "东河区", year, "", "", day, Span(1, 9))


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (plan("b.txt", "东河区治水方案（征求意见稿）", 2021, date(2021, 5, 1)), plan("a.txt")),
        (plan("b.txt", day=date(2021, 1, 1)), plan("a.txt", day=date(2021, 3, 1))),
        (plan("b.txt"), plan("a.txt", "东河区治水方案（2021年修订版）")),
        (plan("a.txt"), plan("a（2）.txt")),
        (plan("a（9）.txt"), plan("b（10）.txt")),
    ],
)
def test_the_newer_of_two(older: Plan, newer: Plan) -> None:
    assert superseded([newer, older]) == superseded([older, newer]) == {older.id: newer}


def test_plans_of_other_titles_places_and_years_in_the_title_are_no_versions() -> None:
    assert superseded([plan("a.txt", "东河区2020年治水方案"), plan("b.txt", "东河区2021年治水方案")]) == {}


def test_what_differs_is_listed_by_record_and_field() -> None:
    older = read_document("a.txt", EAST.encode())
    newer = read_document("b.txt", EAST.replace("11月底前", "10月底前").replace("区财政局、", "").encode())
    found = {(each.field, each.before, each.after) for each in differences(older.tasks, newer.tasks)}
    assert found == {("时限", "11月底前", "10月底前"), ("配合", "区财政局、区公安局", "区公安局")}
    assert differences(older.tasks, older.tasks) == ()


def test_words_and_figures_that_differ_are_listed_where_no_field_tells_of_them() -> None:
    older = read_document("a.txt", EAST.encode())
    newer = read_document("b.txt", EAST.replace("危险废物排查", "两轮危险废物排查").encode())
    (found,) = differences(older.tasks, newer.tasks)
    assert (found.field, found.before, found.after) == (
        "原文",
        "11月底前完成危险废物排查",
        "11月底前完成两轮危险废物排查",
    )


def test_of_the_versions_that_are_asked_for_the_newest_counts() -> None:
    older, newer = (read_document(name, EAST.encode()) for name in ("a.txt", "a（2）.txt"))
    tasks = [*older.tasks, *newer.tasks]
    assert newest_of(tasks) == list(newer.tasks)
    assert newest_of(list(older.tasks)) == list(older.tasks)
    (revision,) = revisions([*older.plans, *newer.plans], tasks)
    assert (revision.older, revision.newest, revision.differences) == (older.plans[0], newer.plans[0], ())


def test_a_question_may_ask_for_older_versions() -> None:
    assert asks_for_older("旧版里由谁牵头")
    assert not asks_for_older("危险废物由谁牵头")
