"""Fixtures on the tiny system of ``tiny``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import LINES, TinyAssistant, TinyEncoder, TinyLibrary

from eval.gold import Question
from eval.system import System
from index.types import Progress


@pytest.fixture
def assistant() -> TinyAssistant:
    return TinyAssistant(TinyLibrary(LINES))


@pytest.fixture
def opener(assistant: TinyAssistant) -> Callable[[Path | None, Progress], System]:
    """Opens the tiny system, with a stage of work and a remark to report."""

    def open_tiny(home: Path | None, progress: Progress) -> System:
        progress("读文件", 1, 2)
        progress("读文件", 2, 2)
        progress("索引已是最新", 0, 0)
        return System(assistant, TinyEncoder(), "tiny:1", {"embedder": "tiny", "api_key": "not to be written"})

    return open_tiny


@pytest.fixture
def questions() -> list[Question]:
    """Right, right but uncited, refused rightly, followed up, and crashing."""
    return [
        Question("d-1", "lead", ("危险废物由谁牵头？",), (("环境分局",),), (), ("危险废物由环境分局牵头",), "official"),
        Question("d-2", "deadline", ("河道清淤完成",), (("11月底",),), (), ("不在文中的证据",), "public"),
        Question("d-3", "unanswerable", ("预算多少万元",)),
        Question("d-4", "followup", ("秸秆禁烧由谁牵头？", "那时限呢"), (("农业局",),), (), ("农业局牵头",)),
        Question("d-5", "unanswerable", ("崩溃",)),
    ]


@pytest.fixture
def question_file(tmp_path: Path, questions: list[Question]) -> Path:
    import json

    records = [
        {
            "id": one.id,
            "type": one.type,
            "turns": list(one.turns),
            "must": [list(group) for group in one.must],
            "evidence": list(one.evidence),
            "persona": one.persona,
        }
        for one in questions
    ]
    path = tmp_path / "questions.json"
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return path
