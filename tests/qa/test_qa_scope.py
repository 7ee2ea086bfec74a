"""Which plans a question names: places loosely written, years, subjects, parts; places and years of no plan."""

from __future__ import annotations

import pytest
from made import AIR, CITY, PLANS, SOIL, UNDATED, WATER

from corpus.text import fold
from corpus.types import Plan
from qa.scope import Places

PLACES = Places(PLANS, lambda name: name in "配合南江市；龙湖镇落实；2018年")
ALL = list(PLANS)
WEST = [AIR, WATER]

NAMED = [
    ("东河区危险废物谁牵头", [SOIL]),
    ("东河的危险废物谁牵头", [SOIL]),
    ("危险废物在东河区归谁管", [SOIL]),
    ("东 河 区危险废物谁牵头", [SOIL]),
    ("西山示范区扬尘谁管", WEST),
    ("西山扬尘谁管", WEST),
    ("西山区扬尘谁管", WEST),
    ("西山新区扬尘谁管", WEST),
    ("南江市尾矿库谁牵头", [CITY]),
    ("南江的尾矿库谁牵头", [CITY]),
    ("北塘区和东河区谁管农膜", [SOIL, UNDATED]),
    ("西山示范区大气方案里扬尘谁管", [AIR]),
    ("西山示范区水污染防治方案谁管黑臭水体", [WATER]),
    ("西山水方案有哪些任务", [WATER]),
    ("土壤方案里农膜谁管", [SOIL, CITY, UNDATED]),
    ("大气污染防治方案有哪些任务", [AIR]),
    ("净土保卫战谁牵头", [SOIL, CITY, UNDATED]),
    ("2019年土壤方案谁牵头尾矿库", [CITY, UNDATED]),
    ("2020年方案里扬尘谁管", [*WEST, UNDATED]),
    ("东河区2021年危险废物谁牵头", [SOIL]),
    ("北塘区2020年土壤方案谁牵头", [UNDATED]),
]
UNNAMED = [
    "危险废物谁牵头",
    "饮用水水源地谁管",
    "城乡结合部谁管",
    "高污染燃料禁燃区谁管",
    "自然保护区谁管",
    "全市扬尘谁管",
    "各县区干什么",
    "主城区散煤谁管",
    "海绵城市建设谁牵头",
]
MISSING = [
    ("洛阳市危险废物谁牵头", "洛阳市"),
    ("洛阳的危险废物谁牵头", "洛阳"),
    ("金水区谁管扬尘", "金水区"),
    ("尾矿库在安阳县谁管", "安阳县"),
    ("滨城区危险废物谁牵头", "滨城区"),
    ("平城市秸秆禁烧谁管", "平城市"),
    ("那么，深圳呢", "深圳"),
    ("东河区2018年土壤方案谁牵头", "东河区2018年"),
    ("南江市2022年方案谁牵头", "南江市2022年"),
    ("2030年方案谁牵头", "2030年"),
]


def titles(plans: tuple[Plan, ...]) -> list[str]:
    return [plan.title for plan in plans]


@pytest.mark.parametrize(("question", "plans"), NAMED, ids=[row[0] for row in NAMED])
def test_places_years_and_subjects_choose_plans(question: str, plans: list[Plan]) -> None:
    scope = PLACES.scope(fold(question))
    assert sorted(titles(scope.plans)) == sorted(plan.title for plan in plans)
    assert (scope.named, scope.missing) == (True, "")


@pytest.mark.parametrize("question", UNNAMED)
def test_words_that_only_look_like_places_name_no_plan(question: str) -> None:
    scope = PLACES.scope(fold(question))
    assert titles(scope.plans) == titles(PLANS)
    assert (scope.named, scope.missing) == (False, "")


@pytest.mark.parametrize(("question", "missing"), MISSING)
def test_places_and_years_of_no_plan_are_missing(question: str, missing: str) -> None:
    assert PLACES.scope(fold(question)).missing == missing


def test_a_place_that_the_texts_mention_is_not_missing() -> None:
    assert PLACES.scope("龙湖镇落实什么").missing == ""


def test_a_known_place_beside_an_unknown_one_is_kept() -> None:
    assert titles(PLACES.scope("东河区和洛阳市谁管扬尘").plans) == [SOIL.title]


def test_a_plan_without_a_year_may_be_of_any() -> None:
    assert titles(PLACES.scope("北塘区2017年土壤方案谁牵头").plans) == [UNDATED.title]


def test_another_year_is_missing_with_the_plans_of_the_place() -> None:
    scope = PLACES.scope("东河区2018年土壤方案谁牵头")
    assert titles(scope.plans) == [SOIL.title]


def test_the_place_in_the_name_of_an_office_is_no_scope() -> None:
    assert not PLACES.scope("西山公安分局有哪些任务").regions


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("东河区附件2有几项", "附件2"),
        ("东河区附件二第3项", "附件二"),
        ("东河区正文里谁牵头", "正文"),
        ("正文和附件2一样吗", ""),
        ("东河区谁牵头", ""),
    ],
)
def test_parts(question: str, part: str) -> None:
    assert PLACES.scope(question).part == part


def test_plans_of_a_year() -> None:
    assert PLACES.of_year("2020年有哪些方案") == (AIR, WATER)
    assert PLACES.of_year("有哪些方案") == ()


@pytest.mark.parametrize("question", [row[0] for row in NAMED])
def test_the_spans_are_stretches_of_the_question_in_order_and_apart(question: str) -> None:
    text = fold(question)
    spans = sorted(PLACES.scope(text).spans)
    assert all(0 <= first < last <= len(text) for first, last in spans)


def test_no_plans_at_all() -> None:
    scope = Places((), lambda _: False).scope("危险废物谁牵头")
    assert (scope.plans, scope.named, scope.missing) == ((), False, "")
