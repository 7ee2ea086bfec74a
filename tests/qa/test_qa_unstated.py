"""What the plans do not state is refused, and what they do state is not: one row each way for every kind."""

from __future__ import annotations

import pytest
from checking import check

from qa import PlanQA


@pytest.mark.parametrize(
    "question",
    [
        "中原区危险废物经营单位一共有多少家",
        "平原示范区黑臭水体整治用了多少人",
        "新城区生活垃圾无害化处理率要达到百分之几",
        "郑州市2017年化肥利用率是多少",
        "北关区2023年受污染耕地安全利用率目标是多少",
        "平原示范区去年PM2.5是多少",
        "中原区环保局的前身是什么",
        "郑州市对污染地块的定义是什么",
        "平原示范区禁燃区东到哪西到哪",
        "北关区举报非法倾倒有多少奖金",
        "平原示范区再生水利用率今年定了百分之几",
        "平原示范区二氧化硫要下降百分之几",
        "平原示范区文岩渠能不能游泳",
        "平原示范区渣土车晚上几点以后才让进城",
        "平原示范区疑似污染地块是哪几块",
        "家里自来水有异味找哪个部门",
    ],
)
def test_what_is_not_stated_is_refused(qa: PlanQA, question: str) -> None:
    assert not check(qa, qa.ask(question)).found


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("郑州市2019年化肥利用率要达到百分之几", "39.3%"),
        ("北关区2021年危险废物规范化管理考核合格率要达到多少", "92%"),
        ("平原示范区2020年要完成多少个村庄环境综合整治", "5个"),
        ("平原示范区公共充电桩与电动汽车比例是多少", "1:8"),
        ("平原示范区退出多少家重污染企业", "1家"),
        ("平原示范区PM2.5年均浓度要降到多少微克", "62微克"),
        ("平原示范区粪污综合利用率定了百分之几", "80%"),
        ("平原示范区VOCs排放量要下降百分之几", "10%"),
        ("平原示范区临田检测发现超标农产品怎么处理，能不能卖", "专企收购"),
        ("中原区土壤环境质量定期调查隔多久一次，从哪年起", "10年"),
    ],
)
def test_what_is_stated_is_told(qa: PlanQA, question: str, figure: str) -> None:
    answer = check(qa, qa.ask(question))
    assert answer.found
    assert figure in answer.text
