"""Slips of the input method are mended, words are left alone."""

from __future__ import annotations

import pytest

from qa.spelling import Spelling

WORDS = frozenset({"平远", "由谁", "时限", "先头"})
SPELLING = Spelling(["农业农村局", "北关区"], WORDS.__contains__, ["郑州", "平原"])


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("危险废物谁迁头", "危险废物谁牵头"),
        ("农叶农村局的任务", "农业农村局的任务"),
        ("被关区危废谁管", "北关区危废谁管"),
        ("郑洲的农膜谁管", "郑州的农膜谁管"),
        ("平源那边秸秆禁烧谁管", "平原那边秸秆禁烧谁管"),
    ],
)
def test_slips_are_mended(text: str, mended: str) -> None:
    assert SPELLING.corrected(text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "平远的秸秆谁管",  # a word of its own
        "征周的农膜谁管",  # sounds alike and shares no letter
        "农膜在郑洲谁管",  # two letters are too few inside a question
        "先头谁管",
        "农业局的任务",
        "",
        "a",
    ],
)
def test_what_is_no_slip_is_left(text: str) -> None:
    assert SPELLING.corrected(text) == text
