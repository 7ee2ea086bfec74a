import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import fold
from corpus.text import Folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２１年１１月", "2021年11月"),
        ("（责任单位：Ａ、Ｂ；Ｃ）", "(责任单位:A、B;C)"),
        ("，！？", ",!?"),
        ("［一］", "[一]"),
        ("生 态\u3000环 境\t分\n局", "生态环境分局"),
        ("区\u00a0财\u2009政\u202f局", "区财政局"),
        ("区\u200b财\ufeff政\u200d局\x07", "区财政局"),
        ("**（一）源头减量**", "(一)源头减量"),
        ("①②⑳❶⑴", "①②⑳❶⑴"),
        ("㎡", "m2"),
        ("PM₂.₅", "PM2.5"),
        ("$PM_{2.5}$", "PM2.5"),
        ("。、《》【】〔〕“”—", "。、《》【】〔〕“”—"),
        ("", ""),
    ],
    ids=ascii,
)
def test_fold_makes_width_equal_and_drops_what_is_not_seen(written: str, folded: str) -> None:
    assert fold(written) == Folded(written).text == folded


WIDE_MARKUP = "︳︴︷︸﹍﹎﹏﹛﹜﹡﹩＄＊＿｛｝"  # these fold to Markdown's and LaTeX's marks, which fold to nothing


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters=WIDE_MARKUP)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_folded_text_knows_where_each_character_came_from(text: str) -> None:
    folded = Folded(text)
    assert folded.text == fold(text)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(character in fold(text[origin]) for character, origin in zip(folded.text, folded.origin, strict=True))


@pytest.mark.parametrize(
    ("first", "last", "raw", "written"),
    [
        (0, 3, "区 ＡＢ", "区ＡＢ"),
        (1, 2, "Ａ", "Ａ"),
        (2, 5, "Ｂ\n**局**、", "Ｂ局、"),
        (3, 4, "局", "局"),
        (3, 3, "", ""),
        (5, None, "", ""),
        (0, None, "区 ＡＢ\n**局**、", "区ＡＢ局、"),
    ],
)
def test_folded_text_shows_its_source_as_written(first: int, last: int | None, raw: str, written: str) -> None:
    folded = Folded("区 ＡＢ\n**局**、")
    assert folded.text == "区AB局、"
    assert (folded.raw(first, last), folded.written(first, last)) == (raw, written)


def test_a_character_that_folds_to_several_keeps_one_origin() -> None:
    folded = Folded("5㎡以上")
    assert (folded.text, folded.origin) == ("5m2以上", [0, 1, 1, 2, 3])
    assert folded.raw(1, 3) == folded.raw(1, 2) == "㎡"
