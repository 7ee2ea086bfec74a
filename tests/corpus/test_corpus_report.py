"""The ingestion report: every line accounted for, and what the reader was unsure of told."""

import pytest
from layouts import LAYOUTS, Layout, cells, lines, read

from corpus import fold
from corpus.report import report_plan

TITLE = "安州市2021年水污染防治重点任务分工表\n\n"
HEADER = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")
PIPE = ("1", "新建污水管网68公里", "市住建局", "市财政局", "2021年10月底前")
DRAIN = ("2", "整治沿河排污口31个", "市水利局", "市生态环境局", "2021年6月底前")


def doubts(text: str) -> list[str]:
    """The doubts about all plans of ``text``, each with its lines; those about single records aside."""
    reading = read(text)
    reports = (report_plan(reading.document, plan, reading.passages, reading.tasks) for plan in reading.plans)
    told = [doubt for report in reports for doubt in report.doubts]
    return [f"{d.span.first}-{d.span.last} {d.text}" for d in told if "没有读到牵头" not in d.text]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_that_is_read_whole_raises_no_doubt(layout: Layout) -> None:
    assert doubts(TITLE + layout([HEADER, PIPE, DRAIN])) == []


@pytest.mark.parametrize(
    ("header", "doubt"),
    [
        (("序号", "工作任务", "牵头单位", "资金渠道", "完成时限"), "3-3 表头“资金渠道”不认识，其内容只随原文引用"),
        (("板块", "工作任务", "牵头单位", "配合单位", "完成时限"), "3-3 表头“板块”不认识，按分组读"),
        (("序号", "工作任务", "牵头单位", "", "完成时限"), "3-3 表头有一列没有名称，其内容只随原文引用"),
    ],
)
def test_a_column_of_unknown_name_is_told(header: tuple[str, ...], doubt: str) -> None:
    assert doubts(TITLE + lines([header, PIPE, DRAIN])) == [doubt]


def test_rows_with_another_number_of_cells_are_told_together() -> None:
    text = TITLE + lines([HEADER, PIPE[:4], DRAIN, (*PIPE, "一期")])
    assert doubts(text) == ["4-6 这些行的格数与表头的列数不同：第4、6行起"]


def test_rows_without_a_task_are_told() -> None:
    text = TITLE + cells([HEADER, PIPE, ("2", "", "市水利局", "市生态环境局", "2021年6月底前")])
    assert doubts(text) == ["15-19 表格里这些行没有读成任务：第15行起"]


def test_rows_above_which_no_header_stands_are_told() -> None:
    assert doubts(TITLE + lines([PIPE, DRAIN])) == ["3-4 表格里这些行上面没有认出表头，没有读成任务：第3、4行起"]


def test_names_of_columns_below_which_no_row_is_read_are_told() -> None:
    text = "序号 工作任务 牵头单位 完成时限\n1新建污水管网68公里市住建局2021年10月底前\n"
    assert "3-3 像是表头，但下面没有读出表格" in doubts(TITLE + text)


def test_a_table_of_indicators_is_no_loss() -> None:
    table = [("序号", "指标", "目标值", "2020年"), ("1", "水质达标率", "92%", "90%"), ("2", "北关区", "95%", "93%")]
    assert doubts(TITLE + lines([HEADER, PIPE, DRAIN]) + "\n附件2\n\n主要指标\n\n" + lines(table)) == []


def test_a_note_that_belongs_to_no_task_is_told() -> None:
    plan = "安州市2021年水污染防治实施方案\n\n一、主要任务\n\n（一）清淤。清理河道。（市水利局牵头）\n"
    assert doubts(f"牵头单位：市住建局、市财政局\n\n{plan}") == ["1-1 写有分工，但没有读成任务"]


@pytest.mark.parametrize("end", ["第2页 共2页", "— 3 —", "\n\n- 12 -\n\n"])
def test_page_numbers_at_the_end_of_a_plan_belong_to_it(end: str) -> None:
    reading = read(f"{TITLE}{cells([HEADER, PIPE, DRAIN])}\n{end}\n")
    covered = {n for p in reading.passages for n in range(p.span.first, p.span.last + 1)}
    assert {n for n, line in enumerate(reading.document.lines, 1) if fold(line)} <= covered
