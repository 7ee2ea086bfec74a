"""What a sentence may say of the facts it cites: a table of cases, each true or false by the plan's own text."""

from __future__ import annotations

import pytest

from qa import PlanQA
from qa.model.facts import facts_of
from qa.model.holding import Holder
from qa.model.splitting import sentences_of

BOILER = "平原示范区燃气锅炉低氮改造要达到什么标准？"
COMPARED = "对比北关区和中原区危险废物的要求"
WASTE = "危险废物管理由谁牵头，什么时候完成？"
STRAW = "秸秆禁烧归谁管，谁配合？"

TRUE = [
    (BOILER, "改造后在基准氧含量3.5%的条件下，烟尘、二氧化硫、氮氧化物排放浓度分别不高于5、10、30毫克/立方米[1]。"),
    (BOILER, "2020年9月底前要完成燃气锅炉低氮改造[1]。"),
    (BOILER, "新建燃气锅炉氮氧化物排放浓度不超过30毫克/立方米[1]。"),
    (BOILER, "方案要求：“2020年9月底前，全市燃气锅炉及燃气直燃机完成低氮改造”[1]。"),
    (COMPARED, "北关区要求危险废物产生和经营单位规范化管理考核合格率均不低于92%[5]。"),
    (COMPARED, "- 北关区：规范化管理考核合格率达到92%以上[5]\n- 中原区：规范化管理抽查合格率不低于90%[1]"),
    (WASTE, "北关区由生态环境分局牵头[3]，中原区由区环保局牵头[1]。"),
    (WASTE, "北关区由生态环境分局牵头，中原区由区环保局牵头[1][3]。"),
    (WASTE, "严格危险废物管理没有写明完成时限[2]。"),
    (STRAW, "烧秸秆的事归区农业农村局管，行政综合执法局、财政局配合[1]。"),
    (STRAW, "秸秆禁烧由平原示范区农业农村局牵头，行政综合执法局等配合[1]。"),
]
FALSE = [
    (BOILER, "氮氧化物排放浓度不高于5毫克/立方米[1]。", "数字“5”"),
    (BOILER, "烟尘、二氧化硫、氮氧化物排放浓度分别不高于10、5、30毫克/立方米[1]。", "数字"),
    (BOILER, "烟尘、二氧化硫、氮氧化物排放浓度分别不低于5、10、30毫克/立方米[1]。", "数字"),
    (BOILER, "新建燃气锅炉氮氧化物排放浓度不高于30微克/立方米[1]。", "数字“30”"),
    (BOILER, "10月底前完成燃气锅炉低氮改造[1]。", "时限“10月底前”"),
    (BOILER, "燃气锅炉无需改造[1]。", "“无需”"),
    (BOILER, "方案要求：“2020年9月底前，全市燃煤锅炉完成低氮改造”[1]。", "与依据不符"),
    (COMPARED, "中原区要求危险废物产生和经营单位规范化管理考核合格率均达到92%以上[5]。", "依据里没有"),
    (COMPARED, "北关区要求危险废物产生和经营单位规范化管理抽查合格率不低于90%[5]，中原区要求92%以上[1]。", "数字"),
    (WASTE, "北关区由区环保局牵头[1]，中原区由生态环境分局牵头[3]。", "依据里没有"),
    (WASTE, "中原区由生态环境分局牵头，北关区由区环保局牵头[1][3]。", "牵头单位没有"),
    (WASTE, "中原区：\n- 牵头：生态环境分局[3]", "依据里没有"),
    (WASTE, "严格危险废物管理没有写明牵头单位[2]。", "说没有写明牵头，原文写了"),
    (WASTE, "北关区的危险废物由农业农村牵头[3]。", "没有说清由谁牵头"),
    (STRAW, "秸秆禁烧由区农业农村局牵头，行政综合执法局配合[1]。", "配合单位没有列全"),
    (STRAW, "秸秆禁烧由市农业农村局牵头[1]。", "依据里没有“市”"),
    (STRAW, "秸秆禁烧由区农业农村局、财政局牵头[1]。", "牵头单位没有“财政局”"),
    (STRAW, "行政综合执法局要完成秸秆禁烧[1]。", "没有说清“行政综合执法局”的角色"),
    (STRAW, "区农业农村局不牵头秸秆禁烧[1]。", "“不”"),
    (STRAW, "秸秆禁烧由区农业农村", "没有写完"),
]  # fmt: skip


def judged(qa: PlanQA, question: str, text: str) -> Holder:
    answer = qa.ask(question, model=False)
    holder = Holder(answer, facts_of(answer, qa.desk.retrieval.tasks_of), qa.surfaces_in)
    list(holder.judged(sentences_of([text])))
    return holder


@pytest.mark.parametrize(("question", "text"), TRUE)
def test_what_the_plans_say_may_be_said(question: str, text: str, qa: PlanQA) -> None:
    holder = judged(qa, question, text)
    assert holder.held.notes == []
    assert holder.held.said


@pytest.mark.parametrize(("question", "text", "reason"), FALSE)
def test_what_they_do_not_say_is_named(question: str, text: str, reason: str, qa: PlanQA) -> None:
    holder = judged(qa, question, text)
    assert not holder.held.said
    assert reason in holder.held.notes[0].reason


def test_letter_by_letter_is_the_same_as_at_once(qa: PlanQA) -> None:
    for question, text in TRUE:
        assert list(sentences_of(text)) == list(sentences_of([text])), question
