"""Bodies in questions: aliases, abbreviations, offices that hold another's work, levels left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import AIR, SOIL, UNDATED, cut, task

from qa.names import UnitNames, is_abbreviation

TASKS = [
    task(1, "甲", "生态环境分局", "区发展改革委、公安局"),
    task(2, "乙", "区农业农村局", "区住房和城乡建设局"),
    task(3, "丙", "区科技局", "柏庄镇政府", implement=("各（涉农）办事处", "柏庄镇政府")),
    replace(task(4, "丁", "区科技与工信局", "公安局西山分局、区行政综合执法局"), plan=AIR),
    replace(task(5, "戊", "区规划国土管理局", "区城乡建设管理局"), plan=AIR),
    replace(task(6, "己", "区发改统计局", "城管局、城建局、区农委"), plan=UNDATED),
    replace(task(7, "庚", "区人力资源和社会保障局", "工商质监局"), plan=UNDATED),
]
NAMES = UnitNames((SOIL, AIR, UNDATED), TASKS, cut)


def meant(name: str, plan: object) -> set[str]:
    """The names in the plan, as written, that ``name`` means."""
    keys = NAMES.in_plan(name, plan)  # type: ignore[arg-type]
    return {
        written
        for one in TASKS
        if one.plan == plan
        for written in (*one.lead, *one.support, *one.implement)
        if NAMES.key(written, one.plan) in keys
    }


MEANT = [
    ("生态环境局", SOIL, {"生态环境分局"}),
    ("环保局", SOIL, {"生态环境分局"}),
    ("发改委", SOIL, {"区发展改革委"}),
    ("区发改局", SOIL, {"区发展改革委"}),
    ("农委", SOIL, {"区农业农村局"}),
    ("住建局", SOIL, {"区住房和城乡建设局"}),
    ("公安局", SOIL, {"公安局"}),
    ("公安分局", SOIL, {"公安局"}),
    ("柏庄镇", SOIL, {"柏庄镇政府"}),
    ("教育局", SOIL, set()),
    ("科工局", AIR, {"区科技与工信局"}),
    ("科技局", AIR, {"区科技与工信局"}),
    ("公安分局", AIR, {"公安局西山分局"}),
    ("执法局", AIR, {"区行政综合执法局"}),
    ("自然资源局", AIR, {"区规划国土管理局"}),
    ("住建局", AIR, {"区城乡建设管理局"}),
    ("发改委", UNDATED, {"区发改统计局"}),
    ("统计局", UNDATED, {"区发改统计局"}),
    ("城管局", UNDATED, {"城管局"}),
    ("城建局", UNDATED, {"城建局"}),
    ("农业农村局", UNDATED, {"区农委"}),
    ("人社局", UNDATED, {"区人力资源和社会保障局"}),
    ("市场监管局", UNDATED, {"工商质监局"}),
]


@pytest.mark.parametrize(("name", "plan", "written"), MEANT, ids=[f"{n} {p.region}" for n, p, _ in MEANT])
def test_a_name_means_the_office_that_the_plan_has(name: str, plan: object, written: set[str]) -> None:
    assert meant(name, plan) == written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发改委和农委牵头哪些任务", ["发改委", "农委"]),
        ("科工局有什么任务", ["科工局"]),
        ("公安局西山分局干什么", ["公安局西山分局"]),
        ("哪个局牵头", []),
        ("各部门和有关单位", []),
        ("危险废物由谁牵头", []),
        ("柏庄镇政府落实什么", ["柏庄镇政府"]),
        ("", []),
    ],
)
def test_mentions(text: str, found: list[str]) -> None:
    mentions = NAMES.mentions(text)
    assert [mention.text for mention in mentions] == found
    assert [text[mention.first : mention.last] for mention in mentions] == found


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("科工局", "科技与工信局"),
        ("发改委", "发展改革委"),
        ("发改委", "发展和改革委员会"),
        ("人社局", "人力资源和社会保障局"),
        ("住建局", "住房和城乡建设局"),
        ("卫健委", "卫生健康委员会"),
        ("市监局", "市场监督管理局"),
    ],
)
def test_an_abbreviation_takes_heads_of_words_in_order(short: str, full: str) -> None:
    assert is_abbreviation(short, full, cut)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("科工局", "科工局"),
        ("工科局", "科技与工信局"),
        ("科工委", "科技与工信局"),
        ("农村局", "农业农村局"),
        ("环境局", "生态环境局"),
        ("建局", "建设局"),
        ("科农局", "科技与工信局"),
        ("科工信农局", "科技与工信局"),
    ],
)
def test_what_is_no_abbreviation(short: str, full: str) -> None:
    assert not is_abbreviation(short, full, cut)


def test_a_library_without_tasks_knows_the_alias_table() -> None:
    names = UnitNames((SOIL,), (), cut)
    assert [mention.text for mention in names.mentions("发改委干什么")] == ["发改委"]
    assert names.in_plan("发改委", SOIL) == frozenset()
