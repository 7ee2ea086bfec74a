"""What the plans say of a matter, and figures: the sentence that says it, quoted."""

from __future__ import annotations

import pytest
from checking import check

from qa import PlanQA

CONTENT = [
    ("北关区对便携式污染检测仪器和无人机是怎么说的", "content", "逐步配备便携式污染检测仪器、无人机、探地雷达等设备"),
    ("北关区地膜厚度有什么要求", "content", "严禁生产和销售使用厚度0.01毫米以下地膜"),
    ("新城区对污染治理与修复工程的公告牌有什么规定", "content", "施工期间要设立公告牌"),
    ("中原区怎么防止化肥用多了", "content", "化肥使用量零增长"),
    ("郑州市对乱堆的危险废物要怎么处置", "content", "危险废物"),
    ("平原示范区入河排污口要怎么整治", "content", "入河排污口"),
]
TARGETS = [
    ("北关区受污染耕地安全利用率目标是多少", "target", "受污染耕地安全利用率力争实现100%"),
    ("北关区危险废物规范化管理考核合格率要达到多少", "target", "92%以上"),
    ("新城区重点重金属排放量要削减多少", "target", "继续削减2%"),
    ("中原区危险废物规范化管理抽查合格率不低于多少", "target", "不低于90%"),
    ("郑州市化肥利用率要达到多少", "target", "化肥利用率达到39.3%以上"),
    ("平原示范区2020年PM2.5浓度目标是多少", "target", "62微克/立方米以下"),
    ("平原示范区全年优良天数目标是多少天", "target", "优良天数226天以上"),
]


@pytest.mark.parametrize(("question", "intent", "words"), [*CONTENT, *TARGETS], ids=[r[0] for r in CONTENT + TARGETS])
def test_the_sentence_that_says_it_is_quoted(qa: PlanQA, question: str, intent: str, words: str) -> None:
    answer = check(qa, qa.ask(question))
    assert (answer.found, answer.intent) == (True, intent)
    line = next(line for line in answer.text.splitlines() if words in line)
    assert line == answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "issuer", "number", "day"),
    [
        ("郑州市方案是谁印发的，什么时候印发", None, None, None),
        ("平原示范区大气方案的文号是什么", None, "新平环攻坚办〔2020〕20号", "2020-06-24"),
    ],
)
def test_issue_facts_are_those_of_the_plan(
    qa: PlanQA, question: str, issuer: str | None, number: str | None, day: str | None
) -> None:
    answer = check(qa, qa.ask(question))
    assert answer.intent == "scope"
    for fact in (issuer, number, day):
        assert fact is None or fact in answer.text
    assert answer.text.count("原文未写明") == sum(
        not fact
        for plan in qa.library.plans
        if f"《{plan.title}》" in answer.text
        for fact in (plan.issuer, plan.number, plan.date)
    )
