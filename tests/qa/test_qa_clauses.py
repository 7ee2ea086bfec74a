"""The sentences and rows of a passage."""

from __future__ import annotations

import pytest

from corpus.text import fold
from qa.clauses import matching_rows, sentences, table_rows

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
TABLE = "断面\t县区\t目标\n须水河\t中原区\tⅢ类\n贾鲁河\t二七区\tⅣ类\n东风渠\t中原区\tⅣ类"


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_sentences_lose_and_invent_nothing(text: str) -> None:
    assert fold("".join(sentences(text))) in (fold(text), "")


def test_rows_of_a_table_and_of_other_text() -> None:
    assert table_rows(TABLE)[0] == ["断面", "县区", "目标"]
    assert len(table_rows(TABLE)) == 4
    assert table_rows("回收农膜。\n\t区农委") == []


@pytest.mark.parametrize(
    ("question", "rows", "columns"),
    [
        ("中原区有几个断面", ["须水河", "东风渠"], [1]),
        ("目标为Ⅳ类的断面有哪些", ["贾鲁河", "东风渠"], [2]),
        ("中原区目标为Ⅳ类的断面", ["东风渠"], [1, 2]),
        ("一共几个断面", ["须水河", "贾鲁河", "东风渠"], []),
    ],
)
def test_rows_that_a_question_names(question: str, rows: list[str], columns: list[int]) -> None:
    header, *body = table_rows(TABLE)
    chosen, named = matching_rows(header, body, fold(question))
    assert [row[0] for row in chosen] == rows
    assert named == columns
