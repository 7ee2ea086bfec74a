"""Faults that readers of the answers found, each held by the row that showed it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from checking import check, facts_on, ids_of
from test_qa_conflicts import DUTY, kinds, listed, said

from corpus.text import fold
from qa import Dialogue, PlanQA

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "question",
    ["中原区公安分局有哪些任务", "中原区规划分局有哪些任务", "新城区国土分局有哪些任务", "北关区公安分局有哪些任务"],
)
def test_the_place_before_a_branch_office_is_the_scope(qa: PlanQA, question: str) -> None:
    assert {task.plan.region for task in check(qa, qa.ask(question)).tasks} == {question[:3]}


@pytest.mark.parametrize(
    ("question", "task", "value"),
    [
        ("平原示范区污水处理厂污泥处理处置什么时候完成", "平 327-327", "2020年底（2020-12-31）"),
        (
            "郑州市推进城市生活垃圾处理和收运设施建设什么时候完成",
            "郑 236-240",
            "2019年5月（2019-05-31）；2020年（2020-12-31）；2019年底前（2019-12-31）",
        ),
        ("中原区开展化肥使用量零增长行动什么时候完成", "中 205-212", "持续实施"),
        ("北关区开展企业绿色提标改造的完成时限是什么", "北 121-127", "长期"),
        ("中原区按有关要求合理规划污染地块用途什么时候完成", "中 372-379", "2017年起（自 2017-01-01）"),
        ("平原示范区确保主要河流水质全面达标什么时候完成", "平 355-357", "2020年底（2020-12-31）"),
    ],
)
def test_a_deadline_is_told_although_the_topic_holds_a_cue_of_content_or_target(
    qa: PlanQA, question: str, task: str, value: str
) -> None:
    answer = check(qa, qa.ask(question))
    assert "deadline" in answer.intent
    assert facts_on(answer, task)["时限"] == value


@pytest.mark.parametrize(
    ("question", "task", "value"),
    [
        (
            "北关区实施严格耕地保护有哪些配合单位？",
            "北 37-37",
            "区发展改革委、规划中心、财政局、生态环境分局、农业农村局",
        ),
        (
            "平原示范区加强城市绿化建设有哪些配合单位？",
            "平 89-93",
            "农业农村局、城乡建设局、交通运输局、行政综合执法局",
        ),
        ("北关区做好暂不开发利用污染地块管理有哪些配合单位？", "北 51-51", "区自然资源局、规划中心"),
    ],
)
def test_supporters_of_a_task_named_like_a_heading(qa: PlanQA, question: str, task: str, value: str) -> None:
    assert facts_on(check(qa, qa.ask(question)), task)["配合"] == value


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("北关区防控资源开发污染土壤由谁牵头？", "北 21-21"),
        ("北关区加大农业面源污染防治力度由谁牵头？", "北 25-25"),
        ("中原区确定区土壤环境重点监管企业名单由谁牵头？", "中 76-94"),
        ("北关区从严查处向农田施用不达标肥料等行为什么时候完成？", "北 273-279"),
    ],
)
def test_a_task_asked_by_its_own_title_is_found(qa: PlanQA, question: str, task: str) -> None:
    answer = check(qa, qa.ask(question))
    assert answer.found
    assert task in ids_of(answer)


@pytest.mark.parametrize(
    "question",
    [
        "中原区地铁建设谁负责",
        "中原区图书馆建设什么时候完成",
        "新城区幼儿园建设由谁牵头",
        "郑州市公园建设谁牵头",
        "北关区旅游景区管理由谁牵头",
        "北关区疫情防控由谁牵头",
        "平原示范区核酸检测谁牵头",
        "平原示范区高铁站什么时候建成",
        "郑州市人才引进什么时候完成",
        "北关区校车管理由谁牵头",
    ],
)
def test_a_task_of_which_only_an_everyday_word_is_known_is_refused(qa: PlanQA, question: str) -> None:
    assert not check(qa, qa.ask(question)).found


@pytest.mark.parametrize("question", ["北关区方案的文号是什么", "[1]是什么", "北关区［1］谁牵头"])
def test_brackets_that_are_no_marks_are_not_shown_as_marks(qa: PlanQA, question: str) -> None:
    check(qa, qa.ask(question))


def test_part_and_count_are_kept_apart(qa: PlanQA) -> None:
    assert "附件240项" not in qa.ask("北关区一共有多少项任务").text


@pytest.mark.parametrize(
    "question", ["平原示范区水污染防治方案共有多少项任务", "平原示范区大气污染防治方案共有多少项任务"]
)
def test_a_count_of_a_plan_by_its_title(qa: PlanQA, question: str) -> None:
    assert check(qa, qa.ask(question)).intent == "count"


@pytest.mark.parametrize("question", ["新城区方案有矛盾吗", "中原区有没有前后不一致的地方"])
def test_no_contradiction_is_said_to_be_none(qa: PlanQA, question: str) -> None:
    assert "没有发现" in qa.ask(question).text


def test_all_contradictions_of_the_library(qa: PlanQA) -> None:
    assert "7处" in qa.ask("文库里哪些任务前后不一致").text


def test_bodies_that_lead_together(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("北关区哪些任务由自然资源局和规划中心一起牵头"))
    assert answer.tasks
    assert all("规划中心" in task.lead for task in answer.tasks)


def test_a_follow_up_on_another_city_after_a_particle(qa: PlanQA) -> None:
    dialogue = qa.ask("北关区农膜回收谁牵头").dialogue
    assert "“深圳" in qa.ask("那深圳呢", dialogue).text


def test_a_follow_up_on_a_branch_office_of_another_place(qa: PlanQA) -> None:
    dialogue = qa.ask("北关区公安局牵头什么", Dialogue()).dialogue
    answer = qa.ask("中原区公安分局呢", dialogue)
    assert "《北关区" not in answer.text


@pytest.mark.parametrize("question", ["大理石加工企业谁管", "白银冶炼企业拆除由谁管"])
def test_a_word_that_begins_like_a_city_is_no_place(qa: PlanQA, question: str) -> None:
    assert "“大理”" not in qa.ask(question).text
    assert "“白银”" not in qa.ask(question).text


@pytest.mark.parametrize(
    ("question", "odd"),
    [
        ("北关区生态环境分局的电话是多少", "“电话是”"),
        ("郑州市尾矿库治理花了多少钱", "治理花钱"),
        ("今天天气怎么样", "“天气样”"),
        ("北关区营商环境由哪个部门牵头", "环境由”"),
        ("第3项是什么任务，新城区", "“第是”"),
    ],
)
def test_a_refusal_names_what_was_asked_in_words(qa: PlanQA, question: str, odd: str) -> None:
    assert odd not in qa.ask(question).text


def test_no_mark_follows_another(qa: PlanQA) -> None:
    assert "。：" not in qa.ask("新城区垃圾围堰整治归谁管").text


def test_a_time_clause_before_the_duty_counts() -> None:
    from dataclasses import replace

    body = replace(said(1, limit="10月底前"), text=f"（二）10月底前，{DUTY}。（生态环境分局牵头）")
    assert kinds(body, listed(2, limit="11月底前")) == ["deadline"]


def test_suggestions_are_not_cut_inside_a_word(qa: PlanQA) -> None:
    answer = qa.ask("中原区加大区财政对土壤污染防治工作的投入力度由谁牵头？")
    assert not any("将土壤由谁" in fold(text) for text in answer.suggestions)


def test_json_of_one_answer_has_an_id(run: Run, small: Path) -> None:
    assert "id" in json.loads(run("ask", "东河区危险废物由谁牵头", "--json")[1])


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1, "turns": "东河区"}',
        '{"id": 1, "question": "\\ud800"}',
        '{"id": "\\ud800", "question": "东河区危险废物谁牵头"}',
        '{"id": ' + "1" * 5000 + ', "question": "东河区"}',
        "[" * 100_000,
    ],
)
def test_odd_lines_of_a_batch_raise_nothing(run: Run, small: Path, line: str) -> None:
    (small / "in.jsonl").write_text(line + "\n", encoding="utf-8")
    code, _, _ = run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")
    assert code in (0, 3)
    assert not list(small.glob("tmp*"))
    if '"turns": "' in line:
        assert code == 3


def test_a_line_separator_inside_a_question(run: Run, small: Path) -> None:
    (small / "in.jsonl").write_text('{"id": 1, "question": "东河区\u2028农膜谁管"}\n', encoding="utf-8")
    assert run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")[0] == 0


def test_results_that_cannot_be_written_leave_nothing_behind(run: Run, small: Path) -> None:
    (small / "in.jsonl").write_text('{"id": 1, "question": "东河区农膜谁管"}\n', encoding="utf-8")
    _, _, err = run("ask", "--batch", small / "in.jsonl", "--out", small / "home")
    assert "回答" not in err  # refused before an hour of answering
    assert not list(small.glob("tmp*"))


def test_results_have_the_rights_of_other_files(run: Run, small: Path) -> None:
    (small / "in.jsonl").write_text('{"id": 1, "question": "东河区农膜谁管"}\n', encoding="utf-8")
    run("ask", "--batch", small / "in.jsonl", "--out", small / "out.jsonl")
    assert (small / "out.jsonl").stat().st_mode == (small / "in.jsonl").stat().st_mode


@pytest.mark.parametrize("data", [b"DATABASE_URL=x\n", b"\xff\xfe"])
def test_another_program_s_env_file(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    (small / ".env").write_bytes(data)
    monkeypatch.chdir(small)
    code, _, err = run("documents")
    assert code in (0, 2)
    assert "PLANQA_DATABASE_URL" not in err
