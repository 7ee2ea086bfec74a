"""Headers of tables: two rows of names, a first name that no vocabulary knows, rows whose form does not show where they end."""

import pytest
from layouts import LAYOUTS, Layout, cells, ledger, lines, pipes, read, tight_cells

from corpus.header_rows import joined

TITLE = "安州市2021年水污染防治重点任务分工表\n\n"
ROWS = (
    ("1", "新建污水管网68公里", "市住建局", "市财政局、市水利局", "2021年10月底前"),
    ("2", "整治沿河排污口31个", "市水利局", "市生态环境局", "2021年6月底前"),
    ("3", "清理河道垃圾堆放点", "市城市管理局", "", "长期坚持"),
)
RECORDS = [
    "新建污水管网68公里: 市住建局 / 市财政局、市水利局 /  | by 2021-10-31",
    "整治沿河排污口31个: 市水利局 / 市生态环境局 /  | by 2021-06-30",
    "清理河道垃圾堆放点: 市城市管理局 /  /  | ongoing",
]
ABOVE = ("序号", "工作任务", "责任分工", "", "完成时限")
BELOW = ("", "", "牵头单位", "配合单位", "")
all_layouts = pytest.mark.parametrize("layout", [*LAYOUTS, tight_cells])


@all_layouts
@pytest.mark.parametrize(
    "header",
    [
        (ABOVE, BELOW),
        (("序号", "工作任务", "责任分工", "责任分工", "完成时限"), ("序号", "工作任务", *BELOW[2:4], "完成时限")),
        (("序号", "工作任务", "责任分工", "完成时限"), BELOW),
        (("序号", "工作任务", "任务分工", "", "完成时限"), BELOW),
    ],
    ids=["blank", "repeated", "written once", "of unknown wording"],
)
def test_a_second_row_divides_a_merged_name(layout: Layout, header: tuple[tuple[str, ...], ...]) -> None:
    assert ledger(TITLE + layout([*header, *ROWS])) == RECORDS


@pytest.mark.parametrize("layout", [cells, lines, pipes])
def test_names_that_a_merge_left_out_below(layout: Layout) -> None:
    header = [("序号", "工作任务", "责任分工", "完成时限"), ("牵头单位", "配合单位")]
    assert ledger(TITLE + layout([*header, *ROWS])) == RECORDS


@all_layouts
@pytest.mark.parametrize("names", [("上半年", "下半年"), ("一季度", "二季度"), ("目标", "举措要点")], ids="/".join)
def test_columns_of_a_plan_of_work_are_no_duties(layout: Layout, names: tuple[str, str]) -> None:
    header = [("序号", "工作任务", "牵头单位", "推进计划", "", "完成时限"), ("", "", "", *names, "")]
    rows = [(*row[:3], "完成设计招标", "全线开工建设", row[4]) for row in ROWS]
    found = ledger(TITLE + layout([*header, *rows]))
    assert [line.split(": ")[1] for line in found] == [
        "市住建局 /  /  | by 2021-10-31",
        "市水利局 /  /  | by 2021-06-30",
        "市城市管理局 /  /  | ongoing",
    ]


@all_layouts
@pytest.mark.parametrize("name", ["行动", "板块", "点位名称", "改革领域及方向"])
def test_a_first_name_of_any_wording(layout: Layout, name: str) -> None:
    rows = [("治污提质", *row[1:]) for row in ROWS]
    text = TITLE + layout([(name, "工作任务", "牵头单位", "配合单位", "完成时限"), *rows])
    assert ledger(text) == RECORDS
    assert {task.section for task in read(text).tasks} == {("治污提质",)}


@pytest.mark.parametrize("line", ["附件2", "重点任务分工表", "一、治污"])
def test_a_line_above_a_header_is_no_name(line: str) -> None:
    text = TITLE + f"\t{line}\n" + cells([("序号", "工作任务", "牵头单位", "配合单位", "完成时限"), *ROWS])
    assert ledger(text) == RECORDS


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        ("序号 任务 分工 - 时限", "- - 牵头单位 配合单位 -", "序号 任务 牵头单位 配合单位 时限"),
        ("序号 任务 分工 分工 时限", "序号 任务 牵头单位 配合单位 时限", "序号 任务 牵头单位 配合单位 时限"),
        ("序号 任务 分工 时限", "- - 牵头单位 配合单位 -", "序号 任务 牵头单位 配合单位 时限"),
        ("序号 任务 责任分工 时限", "牵头单位 配合单位", "序号 任务 牵头单位 配合单位 时限"),
        ("任务 责任单位 - 时限", "- 市级 县级 -", "任务 责任单位 责任单位 时限"),
        ("任务 时间安排 - 单位", "- 上半年 下半年 -", "任务 上半年 下半年 单位"),
        ("序号 任务 责任单位 时限", "1 清淤 水利局 年底", ""),
        ("序号 任务 责任单位 时限", "- 清淤 水利局 年底", ""),
        ("序号 任务 责任单位 时限", "- - - -", ""),
        ("序号 任务 责任单位 - 时限", "1 清淤 水利局 财政局 年底", ""),
        ("序号 任务 时限 责任单位", "配合单位 落实单位", ""),
    ],
)
def test_two_rows_are_joined_where_the_lower_divides_merged_names(above: str, below: str, names: str) -> None:
    rows = [["" if name == "-" else name for name in row.split()] for row in (above, below)]
    assert joined(*rows) == names.split()
