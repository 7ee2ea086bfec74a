"""Lines of an answer as tables; every word of the answer stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.answer import AnswerView
from page.conversation import Turn
from page.listing import Line, blocks, columns
from qa.types import Answer

ITEMS = """《甲县方案》中，财政局牵头2项（共2项）：
【牵头】
1. 加大投入；时限：长期（附件2 第8项）[1]
2. 建立账目；时限：2021年11月底（2021-11-30）[2][3]"""
FACTS = """有2个方案写到这件事：
甲县·管危废（第3项）：牵头：环保局；时限：年底（2021-12-31）；配合：财政局、公安局[1]
乙县·管危废：牵头：环保局；原文：“各县：排查。”[2]"""
SAID = """《甲县方案》：“管好危废。”[1]“查清危废。”[2]
（管危废：牵头：环保局；配合：财政局（合并单元格，同上）；时限：年底（2021-12-31））
（查危废：牵头：环保局）"""
DISPUTES = """共发现2处前后不一致：
1. 建台账：时限正文写“10月底前（2021-10-31）”[1]，附件2写“11月底前（2021-11-30）”[2]。
2. 查耕地：牵头单位正文写“自然资源局”[3]，附件2写“自然资源局、规划中心”[4]。"""


def shape(text: str) -> list[object]:
    return [block.text if isinstance(block, Line) else [row.cells for row in block] for block in blocks(text)]


def test_items_with_facts_are_a_table() -> None:
    *lines, rows = shape(ITEMS)
    assert lines == ["《甲县方案》中，财政局牵头2项（共2项）：", "【牵头】"]
    assert rows == [
        {"序号": "1", "任务": "加大投入（附件2 第8项）[1]", "时限": "长期"},
        {"序号": "2", "任务": "建立账目[2][3]", "时限": "2021年11月底（2021-11-30）"},
    ]


def test_facts_of_several_plans_are_a_table_whose_quotations_stand_below() -> None:
    _, rows = shape(FACTS)
    assert rows[0] == {
        "任务": "甲县·管危废（第3项）[1]",
        "牵头": "环保局",
        "时限": "年底（2021-12-31）",
        "配合": "财政局、公安局",
    }
    assert rows[1] == {"任务": "乙县·管危废[2]", "牵头": "环保局", "原文": "“各县：排查。”"}
    table = list(blocks(FACTS))[1]
    assert columns(table) == ["任务", "牵头", "时限", "配合"]
    assert 'class="quote"' in AnswerView(Turn("问", Answer("问", FACTS, True, "lead")), 0, 0).body()


def test_facts_in_brackets_after_a_quotation_are_a_table() -> None:
    said, rows = shape(SAID)
    assert said.startswith("《甲县方案》：")
    assert rows[0] == {
        "任务": "管危废",
        "牵头": "环保局",
        "配合": "财政局（合并单元格，同上）",
        "时限": "年底（2021-12-31）",
    }
    assert rows[1] == {"任务": "查危废", "牵头": "环保局"}


def test_contradictions_are_a_table_with_both_values() -> None:
    _, rows = shape(DISPUTES)
    assert rows[0] == {"序号": "1", "任务": "建台账", "不一致": "时限", "正文": "10月底前（2021-10-31）[1]",
                       "附件2": "11月底前（2021-11-30）[2]"}  # fmt: skip
    assert rows[1]["不一致"] == "牵头单位"


@pytest.mark.parametrize(
    "text", ["1. 一项。", "1. 甲\n2. 乙", "（按上文：甲县）\n注意：牵头：有误", "", "甲：乙\n丙：丁"]
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert shape(text) == text.split("\n") if text else shape(text) == []


@given(
    st.lists(
        st.sampled_from(
            [*ITEMS.split("\n"), *FACTS.split("\n"), *SAID.split("\n"), *DISPUTES.split("\n"), "文字。", ""]
        ),
        max_size=9,
    )
)
def test_no_line_is_lost_whatever_stands_beside_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = list(blocks(text))
    ends = [end for block in found for end in ([block.end] if isinstance(block, Line) else [row.end for row in block])]
    assert ends == sorted(set(ends))
    assert len(ends) == sum(bool(line.strip()) for line in lines)
    for block in found:
        assert isinstance(block, Line) or len(block) > 1


def test_an_answer_grows_by_whole_rows() -> None:
    answer = Answer("问", ITEMS, True, "duties")
    cut = ITEMS.index("2. 建立") + 3
    html = AnswerView(Turn("问", answer, shown=cut), 0, 0).body()
    assert "加大投入" in html
    assert "建立" not in html
