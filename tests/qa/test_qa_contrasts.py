"""Figures and words of scope in two wordings of one task: what differs, and what only looks as if it did."""

import pytest

from corpus.text import fold
from qa.contrasts import figures_that_differ, scopes_that_differ, without_figures


def figures(one: str, other: str) -> list[tuple[str, str]]:
    return figures_that_differ(fold(one), fold(other))


def scopes(one: str, other: str) -> list[tuple[str, str]]:
    return scopes_that_differ(fold(one), fold(other))


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("规范化管理考核合格率均达到92%以上", "规范化管理考核合格率达到90%", "规范化管理考核合格率均达到92%以上 / 规范化管理考核合格率达到90%"),
        ("受污染耕地安全利用率不低于95％", "受污染耕地安全利用率达95.5%", "受污染耕地安全利用率不低于95% / 受污染耕地安全利用率达95.5%"),
        ("每年开展监督检查3次", "每年开展监督检查四次", "每年开展监督检查3次 / 每年开展监督检查四次"),
        ("新建公共厕所12座", "新建公共厕所10座", "新建公共厕所12座 / 新建公共厕所10座"),
        ("新建3个农村污水处理站", "新建4个农村污水处理站", "新建3个 / 新建4个"),
        ("2021年底前，改造管网68公里", "改造管网60公里，2021年底前完成", "改造管网68公里 / 改造管网60公里"),
        ("5000平方米以上建筑工地安装监控", "3000平方米以上建筑工地安装监控", ""),
    ],
)  # fmt: skip
def test_figures_of_one_indicator_that_differ(one: str, other: str, values: str) -> None:
    assert [" / ".join(pair) for pair in figures(one, other)] == ([values] if values else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("合格率达到92%以上", "合格率均不低于92%"),
        ("每年开展监督检查3次", "每年开展监督检查三次"),
        ("每季度开展监督检查1次", "每年开展监督检查4次"),
        ("2020年安全利用率达到90%", "2021年安全利用率达到92%"),
        ("2020年安全利用率达到90%，2021年安全利用率达到92%", "安全利用率达到92%"),
        ("安全利用率达到90%，污染地块安全利用率达到92%", "安全利用率达到92%"),
        ("污水处理率达到95%", "垃圾处理率达到90%"),
        ("新建公共厕所12座", "改造公共厕所10座"),
        ("新建管网68公里", "新建管网"),
        ("3月30日前报送", "4月30日前报送"),
        ("按照国发〔2016〕31号要求", "按照国发〔2018〕22号要求"),
        ("第3次会议", "第4次会议"),
        ("压减1-2家企业", "压减3家企业"),
        ("", ""),
    ],
)
def test_figures_that_agree_or_tell_of_other_things(one: str, other: str) -> None:
    assert figures(one, other) == []
    assert figures(other, one) == []


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("规模以上畜禽养殖场配套处理设施", "规模以下畜禽养殖场配套处理设施", "规模以上畜禽养殖场配套处 / 规模以下畜禽养殖场配套处"),
        ("县级以上饮用水水源地", "乡镇级以上饮用水水源地", "县级以上饮用水水源地 / 乡镇级以上饮用水水源地"),
        ("全市受污染耕地", "全区受污染耕地", "全市受污染耕地 / 全区受污染耕地"),
        ("新建燃煤锅炉一律停批", "既有燃煤锅炉一律停批", "新建燃煤锅炉一律停批 / 既有燃煤锅炉一律停批"),
    ],
)  # fmt: skip
def test_words_of_scope_that_differ(one: str, other: str, values: str) -> None:
    assert [" / ".join(pair) for pair in scopes(one, other)] == [values]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("规模以上畜禽养殖场", "畜禽养殖场"),
        ("新建、改建、扩建项目环评", "新建项目环评"),
        ("新建、扩建燃煤锅炉", "扩建燃煤锅炉"),
        ("城镇生活污水和农村生活污水", "农村生活污水"),
        ("重点行业企业", "规模以上工业企业"),
        ("全市范围", "建成区道路"),
        ("", ""),
    ],
)
def test_words_of_scope_that_agree_or_bound_other_things(one: str, other: str) -> None:
    assert scopes(one, other) == []
    assert scopes(other, one) == []


def test_what_is_left_without_figures() -> None:
    assert without_figures("新建12座,92.5%") == "新建#座,#%"
