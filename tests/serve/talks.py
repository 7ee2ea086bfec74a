"""Dialogues of eight users, and what each gets who asks alone."""

from __future__ import annotations

from qa import Answer, Dialogue, PlanQA

TALKS = (
    ("秸秆禁烧归哪个部门管，谁配合？", "那时限呢？", "中原区呢？"),
    ("危险废物管理由谁牵头，什么时候完成？", "北关区呢？", "那配合单位呢？"),
    ("北关区财政局牵头哪些任务？", "第二项什么时候完成？", "郑州市的呢？"),
    ("中原区2020年底要完成的任务有哪些？", "北关区的呢？", "那谁牵头？"),
    ("北关区土壤方案的正文和附件有哪些时限不一致？", "中原区呢？", "危险废物由谁牵头？"),
    ("平原示范区燃气锅炉低氮改造要达到什么标准？", "由谁负责？", "什么时候完成？"),
    ("土壤环境质量定期调查多久一次？", "谁牵头？", "新城区呢？"),
    ("火星上的任务由谁牵头？", "北关区农膜回收由谁牵头？", "那配合单位呢？"),
)


def one_by_one(qa: PlanQA, talk: tuple[str, ...]) -> list[Answer]:
    dialogue, answers = Dialogue(), []
    for turn in talk:
        answers.append(qa.ask(turn, dialogue))
        dialogue = answers[-1].dialogue
    return answers


def without_time(record: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in record.items() if name != "latency_ms"}
