"""Tables whose cells stand one below the other, and rows of tabs that a line break inside a cell cuts in two."""

import pytest
from layouts import ledger, lines, read

from corpus.report import report_plan

TITLE = "安州市2021年水污染防治重点任务分工表\n\n"
ONE_COLUMN = ("序号", "工作任务", "责任单位", "完成时限")
TWO_COLUMNS = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")
PIPE = "新建污水管网68公里: 市住建局、市财政局 /  /  | by 2021-10-31"
DRAIN = "整治沿河排污口31个: 市水利局 /  /  | by 2021-06-30"


def below(*values: str, gap: str = "\n\n") -> str:
    return gap.join(values) + gap


def told(text: str) -> list[str]:
    reading = read(text)
    return [
        doubt.text for doubt in report_plan(reading.document, reading.plans[0], reading.passages, reading.tasks).doubts
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_each_line_goes_to_the_only_column_for_it(gap: str) -> None:
    first = below("1", "新建污水管网68公里", "市住建局", "市财政局", "2021年10月底前", gap=gap)
    second = below("2", "整治沿河排污口31个", "市水利局", "6月底前完成", gap=gap)
    text = TITLE + below(*ONE_COLUMN, gap=gap) + first + second
    assert ledger(text) == [PIPE, DRAIN]
    assert told(text) == []


def test_a_line_that_steps_back_begins_a_row_of_the_same_number() -> None:
    first = below("1", "新建污水管网68公里。", "市住建局", "市财政局", "2021年10月底前", "改造泵站3座。", "12月底前")
    text = TITLE + below(*ONE_COLUMN) + first + below("2", "整治沿河排污口31个", "市水利局", "6月底前")
    assert ledger(text) == [
        PIPE.replace("里", "里。"),
        "改造泵站3座。: 市住建局、市财政局 /  /  | by 2021-12-31",
        DRAIN,
    ]


def test_a_section_and_what_follows_the_table_are_no_cells() -> None:
    first = below("1", "新建污水管网68公里", "市住建局", "市财政局", "2021年10月底前", "二、排污口")
    second = below("2", "整治沿河排污口31个", "市水利局", "6月底前")
    text = (
        TITLE
        + below(*ONE_COLUMN)
        + first
        + second
        + below("注：每月报送进展。", "安州市人民政府办公室", "2021年3月1日")
    )
    assert ledger(text) == [PIPE, DRAIN]
    assert read(text).tasks[1].section == ("二、排污口",)


def test_two_columns_of_units_are_read_where_each_has_one_line() -> None:
    rows = below("1", "新建污水管网68公里", "市住建局", "市财政局", "2021年10月底前")
    assert ledger(TITLE + below(*TWO_COLUMNS) + rows) == [PIPE.replace("局、市", "局 / 市").replace("  /", "", 1)]


def test_what_cannot_be_told_apart_is_not_read_and_told() -> None:
    rows = below("1", "新建污水管网68公里", "市住建局", "市财政局", "市水利局", "2021年10月底前")
    text = TITLE + below(*TWO_COLUMNS) + rows
    assert ledger(text) == []
    assert any("各格自成一行" in doubt for doubt in told(text))


@pytest.mark.parametrize(
    "row",
    [
        "1\t新建污水管网68公里\t市住建局\t市财政局、\n市水利局\t2021年10月底前",
        "1\t新建污水\n管网68公里\t市住建局\t市财政局、\n市水利局\t2021年10月底前",
        "1\t新建污水管网68公里\t市住建局\t市财政局\n市水利局\t2021年10月\n底前",
        "1\t新建污水管网68公里\t市住建局\t市财政局\n\n市水利局\t2021年10月底前",
    ],
)
def test_a_row_of_tabs_with_a_line_break_inside_a_cell(row: str) -> None:
    other = ("2", "整治沿河排污口31个", "市水利局", "市生态环境局", "2021年6月底前")
    text = TITLE + lines([TWO_COLUMNS]) + row + "\n" + lines([other])
    assert ledger(text) == [
        "新建污水管网68公里: 市住建局 / 市财政局、市水利局 /  | by 2021-10-31",
        "整治沿河排污口31个: 市水利局 / 市生态环境局 /  | by 2021-06-30",
    ]


def test_short_rows_of_their_own_numbers_stay_apart() -> None:
    rows = ["1\t新建污水管网68公里\t市住建局", "2\t整治沿河排污口31个\t市水利局"]
    assert len(ledger(TITLE + lines([TWO_COLUMNS]) + "\n".join(rows) + "\n")) == 2


@pytest.mark.parametrize(
    ("remark", "doubts"),
    [
        ("注：责任单位前标“★”的为牵头单位。", []),
        ("", ["单位名前有★一类记号，按牵头单位读，但文中没有说明记号的意思：第4行起"]),
    ],
)
def test_a_mark_whose_meaning_is_not_stated_is_told(remark: str, doubts: list[str]) -> None:
    text = (
        TITLE
        + lines([ONE_COLUMN, ("1", "新建污水管网68公里", "市财政局、★市住建局", "2021年10月底前")])
        + f"\n{remark}\n"
    )
    assert ledger(text) == ["新建污水管网68公里: 市住建局 / 市财政局 /  | by 2021-10-31"]
    assert told(text) == doubts


def test_a_limit_for_all_that_state_none_is_told() -> None:
    text = f"{TITLE}未注明完成时限的，均须于2021年12月底前完成。\n\n" + lines(
        [ONE_COLUMN, ("1", "新建污水管网68公里", "市住建局", "")]
    )
    assert any("统一规定" in doubt for doubt in told(text))
