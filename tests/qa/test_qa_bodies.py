"""Which names are one body and which never are."""

from __future__ import annotations

import pytest

from corpus.bodies import BodyNames

SAME = [
    ("北关区", "区财政局", "财政局"),
    ("北关区", "北关区财政局", "财政局"),
    ("北关区", "区发展改革委", "发改委"),
    ("北关区", "区发展和改革委员会", "区发改委"),
    ("北关区", "生态环境分局", "区环保局"),
    ("北关区", "住房城乡建设局", "住房和城乡建设局"),
    ("北关区", "区 财 政 局", "区财政局"),
    ("北关区", "柏庄镇政府", "柏庄镇政府"),
    ("新城区", "生态环境新城分局", "生态环境分局"),
    ("新城区", "规划新城分局", "区规划分局"),
    ("新城区", "国土新城分局", "自然资源局"),
    ("新城区", "区河湖长办", "河长制办公室"),
    ("郑州市", "市农业农村工作委员会", "市农委"),
    ("郑州市", "市粮食和物资储备局", "粮食局"),
    ("中原区", "区工信委", "工信局"),
    ("中原区", "区国土局", "国土资源局"),
    ("平原示范区", "公安局平原分局", "区公安分局"),
    ("平原示范区", "平原公安分局", "公安分局"),
    ("平原示范区", "规划国土管理局", "国土规划局"),
    ("平原示范区", "交通运输管理局", "交通局"),
]
APART = [
    ("北关区", "公安局", "公安分局"),
    ("平原示范区", "公安局平原分局", "公安局"),
    ("中原区", "城管局", "城建局"),
    ("平原示范区", "城乡建设管理局", "行政综合执法局"),
    ("郑州市", "市城市管理局", "市城乡建设局"),
    ("中原区", "发改统计局", "统计局"),
    ("平原示范区", "科技与工信局", "科技局"),
    ("平原示范区", "规划国土管理局", "自然资源局"),
    ("新城区", "规划分局", "国土分局"),
    ("新城区", "区工信和商务局", "区商务局"),
    ("北关区", "区财政局", "区审计局"),
    ("北关区", "区农业农村局", "区水利局"),
    ("中原区", "区检察院", "区人民法院"),
    ("中原区", "中原新区管委会", "常西湖新区管委会"),
    ("中原区", "区委", "区政府"),
]


@pytest.mark.parametrize(("region", "one", "other"), SAME, ids=[f"{a}={b}" for _, a, b in SAME])
def test_one_body_by_two_names(region: str, one: str, other: str) -> None:
    names = BodyNames(region)
    assert names.same(one, other)
    assert names.same(other, one)
    assert names.reason(one, other)


@pytest.mark.parametrize(("region", "one", "other"), APART, ids=[f"{a}≠{b}" for _, a, b in APART])
def test_two_bodies_are_never_merged(region: str, one: str, other: str) -> None:
    names = BodyNames(region)
    assert not names.same(one, other)
    assert names.reason(one, other) == ""


@pytest.mark.parametrize("name", sorted({name for row in SAME + APART for name in row[1:]}))
def test_a_key_is_its_own_key(name: str) -> None:
    names = BodyNames("北关区")
    assert names.key(names.key(name)) == names.key(name)
