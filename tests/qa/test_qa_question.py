"""What a question asks: intents, topic words, dates, ordinals, traditional characters."""

from __future__ import annotations

from datetime import date

import pytest
from made import PLANS, cut, task

from qa.names import UnitNames
from qa.question import DateRange, Reader, simplified
from qa.scope import Places

TASKS = [task(1, "甲", "生态环境分局", "区发展改革委"), task(2, "乙", "区农业农村局")]
READER = Reader(
    Places(PLANS, lambda _: False),
    UnitNames(PLANS, TASKS, cut),
    cut,
    "供地方案批准后，重点监管单位隐患排查".__contains__,
)

INTENTS = [
    ("东河区危险废物谁牵头", {"lead"}),
    ("东河区危险废物归谁管", {"lead"}),
    ("东河区危险废物归哪个局管", {"lead"}),
    ("东河区危险废物谁挑头", {"lead"}),
    ("东河区危险废物谁配合", {"support"}),
    ("东河区危险废物谁来搭把手", {"support"}),
    ("东河区危险废物由谁落实", {"implement"}),
    ("东河区危险废物什么时候完成", {"deadline"}),
    ("东河区危险废物最晚几月搞定", {"deadline"}),
    ("东河区危险废物谁牵头、谁配合、什么时候完成", {"lead", "support", "deadline"}),
    ("东河区一共多少项任务", {"count"}),
    ("东河区农委有哪些任务", {"list", "duties"}),
    ("东河区危险废物合格率目标是多少", {"target"}),
    ("东河区危险废物怎么处理", {"content"}),
    ("东河区正文和附件哪里不一致", {"conflict"}),
    ("文库里有哪些方案", {"scope"}),
    ("东河区方案分几大部分", {"outline"}),
    ("农委单独牵头的有哪些", {"alone", "lead", "list"}),
]


@pytest.mark.parametrize(("question", "intents"), INTENTS, ids=[row[0] for row in INTENTS])
def test_intents(question: str, intents: set[str]) -> None:
    assert READER.read(question).intents >= intents


@pytest.mark.parametrize(
    ("question", "facets"),
    [
        ("东河区危险废物什么时候完成，谁配合，由谁牵头", ("lead", "support", "deadline")),
        ("东河区危险废物", ()),
    ],
)
def test_facets_keep_one_order(question: str, facets: tuple[str, ...]) -> None:
    found = READER.read(question).facets
    assert tuple(facet for facet in found if facet != "implement") == facets


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("东河区危险废物谁牵头", ("危险", "废物")),
        ("请问一下东河区2021年的危险废物管理到底由哪个单位牵头呢？", ("危险", "废物", "管理")),
        ("东河区危险废物谁配合、什么时候完成", ("危险", "废物")),
        ("东河区农业农村局牵头哪些任务", ()),
        ("东河区有多少项任务", ()),
        ("那配合单位呢？", ()),
        ("什么时候完成？", ()),
        ("危险废物危险废物谁管", ("危险", "废物")),
    ],
)
def test_topic_words_leave_out_places_bodies_and_cues(question: str, words: tuple[str, ...]) -> None:
    assert READER.read(question).words == words


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("东河区农业农村局牵头哪些任务", ["农业农村局"]),
        ("东河区农委牵头哪些任务", ["农委"]),
        ("东河区农委和发改委牵头哪些任务", ["农委", "发改委"]),
        ("东河区危险废物谁牵头", []),
    ],
)
def test_bodies(question: str, units: list[str]) -> None:
    assert [mention.text.removeprefix("区") for mention in READER.read(question).units] == units


@pytest.mark.parametrize(
    ("question", "text", "day"),
    [
        ("东河区2021年11月底前要完成哪些任务", "2021年11月底前", "2021-11-30"),
        ("东河区11月底前要完成哪些任务", "11月底前", "2021-11-30"),
        ("东河区6月底之前要完成哪些任务", None, "2021-06-30"),
        ("东河区6月之前要完成哪些任务", "6月之前", "2021-05-31"),
        ("东河区年底前要完成哪些任务", "年底前", "2021-12-31"),
        ("东河区5月18日前要交哪些材料", "5月18日前", "2021-05-18"),
        ("东河区2022年底前的任务有哪些", "2022年底前", "2022-12-31"),
    ],
)
def test_a_time_limits_a_list(question: str, text: str | None, day: str) -> None:
    dates = READER.read(question).dates
    assert dates is not None
    assert dates.last(2021) == date.fromisoformat(day)
    assert text is None or dates.text == text


@pytest.mark.parametrize("question", ["东河区2021年有哪些任务", "东河区危险废物11月底前能完成吗", "东河区谁牵头"])
def test_no_time_limits_what_is_no_list_and_a_bare_year_limits_nothing(question: str) -> None:
    assert READER.read(question).dates is None


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("11月底前", 2020, date(2020, 11, 30)),
        ("11月底前", None, None),
        ("2019年底前", None, date(2019, 12, 31)),
        ("长期", 2021, None),
    ],
)
def test_the_last_day_depends_on_the_year_of_the_plan(text: str, year: int | None, day: date | None) -> None:
    assert DateRange(text).last(year) == day


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("第3项是什么", 3),
        ("第 12 条谁牵头", 12),
        ("第三项谁牵头", 3),
        ("第十项谁牵头", 10),
        ("第十二条谁牵头", 12),
        ("第二十项谁牵头", 20),
        ("第三十五项谁牵头", 35),
        ("第３项谁牵头", 3),
        ("第一季度做什么", None),
        ("三项任务谁牵头", None),
        ("", None),
    ],
)
def test_ordinals(question: str, number: int | None) -> None:
    assert READER.read(question).ordinal == number


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("危險廢物由誰牽頭", "危险废物由谁牵头"),
        ("東河區農業農村局牽頭哪些任務", "东河区农业农村局牵头哪些任务"),
        ("危险废物由谁牵头", "危险废物由谁牵头"),
        ("PM2.5（浓度）", "PM2.5（浓度）"),
        ("", ""),
    ],
)
def test_traditional_characters_become_simplified(text: str, simple: str) -> None:
    assert simplified(text) == simple


def test_traditional_simplified_and_wide_questions_are_one() -> None:
    queries = [
        READER.read(text)
        for text in (
            "东河区2021年危险废物由谁牵头?",
            "東河區2021年危險廢物由誰牽頭?",
            "东河区２０２１年 危险废物 由谁牵头？",
        )
    ]
    assert queries[0] == queries[1] == queries[2]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("农膜回收要花多少钱", "money"),
        ("生态环境分局的电话", "phone"),
        ("环保局局长是谁", "person"),
        ("污染地块有多少亩", "area"),
        ("你觉得这个方案合理吗", "opinion"),
        ("为什么没有写时限", "cause"),
    ],
)
def test_kinds_of_fact_that_plans_seldom_state(question: str, kind: str) -> None:
    assert kind in READER.read(question).unstated


@pytest.mark.parametrize("question", ["？", "  。 ", "1", "a", "的", "🙂", "\0", "〇" * 500])
def test_odd_questions_are_read(question: str) -> None:
    READER.read(question)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("供地方案谁来编", "供地方案"),
        ("这地方归谁管", ""),
        ("重点监管单位隐患谁牵头", "重点监管单位隐患"),
        ("这个单位的隐患谁牵头", "隐患"),
    ],
)
def test_a_filler_that_a_plan_writes_between_the_same_letters_stays(question: str, topic: str) -> None:
    assert topic in READER.read(question).topic.split() or (not topic and "地方" not in READER.read(question).topic)
