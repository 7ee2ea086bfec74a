from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import Words, parts

UNITS = ["区生态环境分局", "市 城市管理局", "北山区", "局", "超过二十个字的责任单位一栏写的其实是一句完整的话"]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(UNITS, tmp_path_factory.mktemp("jieba"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区生态环境分局负责", ["区生态环境分局", "生态", "环境", "分局", "生态环境", "负责"]),
        ("市城市管理局", ["市城市管理局", "城市", "管理", "管理局"]),
        ("PM2.5浓度", ["pm2.5", "浓度"]),
        ("ＰＭ２．５浓度", ["pm2.5", "浓度"]),
        ("", []),
        ("，。、（）\n\t", []),
    ],
)
def test_words(words: Words, text: str, expected: list[str]) -> None:
    assert set(words(text)) >= set(expected)
    assert bool(words(text)) == bool(expected)


def test_a_unit_stays_whole_and_is_followed_by_its_parts(words: Words) -> None:
    first, *rest = words("区生态环境分局")
    assert first == "区生态环境分局"
    assert {"生态", "环境", "分局"} <= set(rest)


def test_cells_are_cut_apart(words: Words) -> None:
    assert words("生态\t环境") == ["生态", "环境"]


@given(st.text("区生态环境分局牵头配合2021", min_size=1, max_size=30), st.integers(0, 30))
def test_white_space_and_width_change_no_word(words: Words, text: str, place: int) -> None:
    spaced = text[:place] + " \n" + text[place:]
    assert words(spaced.translate({ord("2"): "２", ord("1"): "１"})) == words(text)


@given(st.text(max_size=40))
def test_any_text_has_words(words: Words, text: str) -> None:
    assert all(any(map(str.isalnum, word)) for word in words(text))


def test_parts_are_known_words_strictly_inside() -> None:
    known = {"生态": 5, "环境": 3, "生态环境": 2, "态环": 0, "环境分局": 1}
    assert list(parts("生态环境", known)) == ["生态", "环境"]


def test_the_dictionary_is_kept_in_the_home_without_a_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Words([], tmp_path / "cache")("方案")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["jieba.cache"]
    assert capfd.readouterr() == ("", "")


def test_a_damaged_dictionary_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "jieba.cache").write_bytes(b"not marshal")
    assert Words([], tmp_path)("实施方案") == ["实施方案", "实施", "方案"]
