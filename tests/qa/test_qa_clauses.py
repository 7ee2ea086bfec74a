"""The sentences of a passage."""

from __future__ import annotations

import pytest

from corpus.text import fold
from qa.clauses import sentences

TEXTS = [
    ("回收农膜。禁止焚烧；加强执法！", ["回收农膜。", "禁止焚烧；", "加强执法！"]),
    ("回收 农\n膜。", ["回收农膜。"]),
    ("回收农膜", ["回收农膜"]),
    ("", []),
    ("。", []),
    ("\n\n", []),
    ("\t回收农膜\n\t区农委\n\t\n\t年底", ["回收农膜", "区农委", "年底"]),
    ("\t生态环境\n\n新城分局\n\t区农委", ["生态环境新城分局", "区农委"]),
    ("断面\t类别\n须水河\tⅢ类", ["断面 类别", "须水河 Ⅲ类"]),
    ("浓度降到35.5微克，达标率100%。", ["浓度降到35.5微克，达标率100%。"]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_sentences_lose_and_invent_nothing(text: str) -> None:
    assert fold("".join(sentences(text))) in (fold(text), "")
