"""Verdicts on answers: what is written, and that a crash spoils nothing."""

from __future__ import annotations

import json
from pathlib import Path

from browsing import QUESTION, ask
from fake_qa import FakeQA
from playwright.sync_api import Page, expect

from page.feedback import FILE, append_line


def test_a_line_is_added_whole_also_after_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "home" / "feedback.jsonl"
    append_line(path, '{"a": 1}')
    append_line(path, '{"b": 2}')
    assert path.read_text(encoding="utf-8") == '{"a": 1}\n{"b": 2}\n'
    path.write_text('{"a": 1}\n{"bro', encoding="utf-8")
    append_line(path, '{"c": "三"}')
    assert path.read_text(encoding="utf-8").split("\n") == ['{"a": 1}', '{"bro', '{"c": "三"}', ""]


def test_a_verdict_is_kept_with_question_answer_and_evidence(page: Page, home: Path, assistant: FakeQA) -> None:
    ask(page)
    good = page.get_by_role("button", name="有用")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="有误").click()
    expect(good).to_have_attribute("aria-pressed", "false")
    records = [json.loads(line) for line in (home / FILE).read_text(encoding="utf-8").splitlines()]
    first, second = records[-2:]
    expected = assistant.ask(QUESTION).to_dict()
    assert (first["verdict"], second["verdict"]) == ("good", "bad")
    assert {name: second[name] for name in expected} == expected
    assert first["conversation"] == second["conversation"]
    assert second["citations"][1]["quote"]


def test_the_same_click_again_takes_a_verdict_back(page: Page, home: Path) -> None:
    ask(page)
    good = page.get_by_role("button", name="有用")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "false")
    assert json.loads((home / FILE).read_text(encoding="utf-8").splitlines()[-1])["verdict"] == ""
