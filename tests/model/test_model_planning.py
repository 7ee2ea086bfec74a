"""What a model may make of a question: typed, of closed vocabulary, and of nothing that was not said."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from scripted import Script

from qa import Answer, PlanQA
from qa.model.planning import LedgerQuery, Part, is_founded, is_valid, read_understanding, tasks_of

HARD = "北关区哪些任务由生态环境分局牵头，同时区财政局配合？列出来"


def proposal(question: str, query: Mapping[str, object] | None = None) -> str:
    return json.dumps({"question": question, "query": query}, ensure_ascii=False)


def both(**more: object) -> dict[str, object]:
    parts = [{"unit": "生态环境分局", "role": "牵头"}, {"unit": "区财政局", "role": "配合"}]
    return {"regions": ["北关区"], "parts": parts, **more}


def test_a_hard_question_is_answered_from_the_ledger_by_the_models_plan(qa: PlanQA, script: Script) -> None:
    script.says(f"好的：\n```json\n{proposal(HARD, both())}\n```")
    answer = qa.ask(HARD)
    wanted = [
        task.id
        for task in qa.library.tasks
        if task.plan.region == "北关区" and "生态环境分局" in task.lead and {"区财政局", "财政局"} & set(task.support)
    ]
    assert wanted
    assert [task.id for task in answer.tasks] == wanted
    assert answer.text.startswith("（模型理解为：北关区，生态环境分局牵头，区财政局配合的任务。请核对）")
    assert all(citation.passage.plan.region == "北关区" for citation in answer.citations)


@pytest.mark.parametrize(
    "reply",
    [
        proposal(HARD, both(sql="drop table tasks")),
        proposal(HARD, both(parts=[{"unit": "区公安局", "role": "牵头"}])),
        proposal(HARD, both(parts=[{"unit": "生态环境分局", "role": "监督"}])),
        proposal(HARD, both(regions=["中原区"])),
        proposal(HARD, both(due_until="2021-10-31")),
        proposal(HARD, both(words=["危险废物"])),
        proposal(HARD, both(due_until="年底")),
        proposal(HARD, {}),
        "select * from tasks",
        "{" * 3000,
        "",
    ],
)
def test_what_is_invalid_is_dropped(reply: str, qa: PlanQA, script: Script) -> None:
    script.says(reply)
    answer, plain = qa.ask(HARD), qa.ask(HARD, model=False)
    assert script.asked
    assert (answer.text, answer.tasks) == (plain.text, plain.tasks)


@pytest.mark.parametrize("fault", ["500", "silent", "nonsense", "endless"])
def test_a_model_that_fails_leaves_the_deterministic_understanding(
    fault: str, qa: PlanQA, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qa.voice, "_seconds", 2.0)
    script.says("", fault)
    assert qa.ask(HARD).text == qa.ask(HARD, model=False).text


def test_a_question_that_leans_on_the_talk_may_be_rewritten(qa: PlanQA, script: Script) -> None:
    first = qa.ask("秸秆禁烧归哪个部门管？", model=False)
    follow = "它要和刚才那家一起干的还有哪几家？"
    script.says(proposal("秸秆禁烧由哪些部门配合？"))
    answer = qa.ask(follow, first.dialogue)
    assert isinstance(answer, Answer)
    plain = qa.ask(follow, first.dialogue, model=False)
    rewritten = "（模型按上文理解为：秸秆禁烧由哪些部门配合？）" in answer.text
    assert rewritten or answer.text.startswith(plain.text[:20])


@pytest.mark.parametrize(
    ("question", "founded"),
    [
        ("北关区危险废物由谁配合？", True),
        ("危险废物的完成时间是什么时候？", True),
        ("中原区危险废物由谁配合？", False),
        ("北关区2022年危险废物由谁配合？", False),
        ("北关区秸秆禁烧由谁配合？", False),
    ],
)
def test_a_rewritten_question_holds_nothing_new(question: str, founded: bool) -> None:
    talk = "北关区危险废物管理由谁牵头？\n北关区·严格危险废物管理：牵头：生态环境分局\n那谁配合呢？"
    assert is_founded(question, talk) is founded


def test_conditions_are_met_together(qa: PlanQA) -> None:
    query = LedgerQuery(regions=("北关区",), parts=(Part(unit="生态环境分局", role="牵头"),), due_until="2021-10-31")
    found = tasks_of(query, qa.library.tasks, qa.desk)
    assert found
    for task in found:
        assert "生态环境分局" in task.lead
        assert any(limit.date and limit.date.isoformat() <= "2021-10-31" for limit in task.deadlines)
    assert is_valid(query, "北关区生态环境分局牵头、2021年10月底前到期的任务", qa.desk)
    assert not is_valid(query, "北关区生态环境分局牵头的任务", qa.desk)


def test_only_an_understanding_is_read() -> None:
    assert read_understanding('{"question": "谁牵头？", "query": null}') is not None
    assert read_understanding('{"question": "谁牵头？", "sql": "x"}') is None
    assert read_understanding("谁牵头？") is None
