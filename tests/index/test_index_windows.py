from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_reader import read_plain
from small_plans import PLANS

from corpus.types import Passage
from index.windows import OVERLAP, WINDOW, flatten, pack, sentences, windows

PASSAGE = read_plain("soil.txt", PLANS["soil.txt"].encode()).passages[0]
TEXT = st.text("环境保护，。；！\n\t 12", max_size=900)


def passage(text: str, context: str = "") -> Passage:
    return replace(PASSAGE, text=text, context=context)


@given(TEXT)
def test_sentences_lose_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(st.lists(st.integers(1, 2 * WINDOW), max_size=12))
def test_windows_cover_the_text_in_order(lengths: list[int]) -> None:
    characters = map(chr, count(0x4E00))  # no character twice, so that every place is known
    rest = "".join("".join(next(characters) for _ in range(length)) + "。" for length in lengths)
    for window in pack(sentences(rest)):
        overlap = next(at for at in range(OVERLAP + 1) if rest.startswith(window[at:]))
        rest = rest[len(window) - overlap :]
    assert rest == ""


@given(TEXT)
def test_windows_are_short(text: str) -> None:
    assert all(0 < len(window) <= WINDOW for window in pack(sentences(text)))


def test_a_short_sentence_is_said_again() -> None:
    pieces = ["甲" * 150 + "。", "乙" * 30 + "。", "丙" * 100 + "。"]
    first, second = pack(pieces)
    assert first == pieces[0] + pieces[1]
    assert second == pieces[1] + pieces[2]


def test_a_window_names_its_plan_headings_and_context() -> None:
    made = windows(passage("一。" * 400, context="序号\t任务"))
    assert len(made) > 3
    assert all(window.startswith("北山区2021年土壤污染防治实施方案 一、主要任务 序号 任务 ") for window in made)


@pytest.mark.parametrize("text", ["", "\t\n", "——", "无标点的一行"])
def test_every_passage_has_a_window(text: str) -> None:
    assert windows(passage(text))


def test_words_broken_by_lines_are_joined_and_cells_parted() -> None:
    assert flatten("\t生态环境\n\n新城分局\n\t区住建局") == "生态环境新城分局 区住建局"
