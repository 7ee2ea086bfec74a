"""The wording of facts: as written, computed days beside them, what is not stated said so."""

from __future__ import annotations

from datetime import date

import pytest
from made import SOIL, passage, row, task

from corpus.types import Deadline, DeadlineKind
from qa import render


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (Deadline(DeadlineKind.BY, date(2021, 11, 30), "11月底前"), "11月底前（2021-11-30）"),
        (Deadline(DeadlineKind.FROM, date(2017, 1, 1), "2017年起"), "2017年起（自 2017-01-01）"),
        (Deadline(DeadlineKind.BY, None, "批准前"), "批准前"),
        (Deadline(DeadlineKind.ONGOING, None, "长期"), "长期"),
        (Deadline(DeadlineKind.AS_DIRECTED, None, "按上级要求"), "按上级要求"),
        (Deadline(DeadlineKind.RECURRING, None, "每年"), "每年"),
    ],
)
def test_a_deadline_is_shown_as_written_with_its_day(limit: Deadline, shown: str) -> None:
    assert render.deadline(limit) == shown


def test_several_deadlines_are_shown_once_each() -> None:
    limits = [
        Deadline(DeadlineKind.FROM, date(2017, 1, 1), "2017年起"),
        Deadline(DeadlineKind.RECURRING, None, "每10年一次"),
        Deadline(DeadlineKind.RECURRING, None, "每10年一次"),
    ]
    assert render.deadlines(limits) == "2017年起（自 2017-01-01）；每10年一次"
    assert render.deadlines(()) == ""


def test_a_fact_that_is_not_stated_is_said_to_be_so() -> None:
    bare = task(1, "甲")
    assert [render.facet(bare, name) for name in ("lead", "support", "implement", "deadline")] == [
        "牵头：原文未写明",
        "配合：原文未写明",
        "落实：原文未写明",
        "时限：原文未写明",
    ]


def test_units_are_shown_as_written_in_their_role() -> None:
    shown = task(1, "甲", "区工信委、国土局", "区农委", "11月底前")
    assert render.facet(shown, "lead") == "牵头：区工信委、国土局"
    assert render.facets(shown, ("deadline",)) == "时限：11月底前（2021-11-30）；牵头：区工信委、国土局；配合：区农委"
    assert render.facets(shown, ("lead",)) == "牵头：区工信委、国土局；配合：区农委；时限：11月底前（2021-11-30）"
    assert render.facets(task(2, "乙"), ()) == ""


def test_default_implementers_and_inherited_cells_are_remarked() -> None:
    default = task(1, "甲", implement=("柏庄镇政府",), implement_is_default=True)
    assert render.facet(default, "implement") == "落实：柏庄镇政府（按方案统一要求）"
    merged = row(2, "乙", "区环保局", "区农委", inherited=("support",))
    assert render.facet(merged, "support") == "配合：区农委（合并单元格，同上）"


def test_titles_are_cut_where_they_are_long() -> None:
    assert render.title(task(1, "开展 土壤\n调查")) == "开展土壤调查"
    assert render.title(task(1, "查" * 70)) == "查" * 59 + "…"
    assert len(render.title(task(1, "查" * 70), 20)) == 20


def test_a_row_is_told_without_its_group_and_number() -> None:
    shown = row(
        1, "回收农膜", "区农委", group="污染管控", number="3", text="\t污染管控\n\t3\n\t回收\n 农膜\n\t区农委\n\t"
    )
    assert render.body(shown) == "回收 农膜；区农委"


def test_prose_is_told_on_one_line() -> None:
    assert render.body(task(1, "甲", text="1.回收农膜。\n  （区农委牵头）")) == "1.回收农膜。（区农委牵头）"


@pytest.mark.parametrize(
    ("shown", "place"),
    [
        (task(1, "甲"), ""),
        (row(1, "甲"), "附件2"),
        (row(1, "甲", number="3"), "附件2 第3项"),
        (row(1, "甲", part="正文", number="12"), "第12项"),
        (task(1, "甲", number="3"), ""),
    ],
)
def test_the_place_in_the_plan(shown: object, place: str) -> None:
    assert render.place(shown) == place  # type: ignore[arg-type]


def test_names_of_plans_and_headings() -> None:
    assert render.plan_name(SOIL) == "《东河区2021年土壤污染防治攻坚战实施方案》"
    assert render.section(passage("文字")) == ""


def test_a_clause_is_quoted_on_one_line_as_written() -> None:
    assert render.clause(" 回 收\n农膜（１００％）") == "回收农膜（１００％）"
    assert render.clause("长" * 500) == "长" * 398 + "……"
