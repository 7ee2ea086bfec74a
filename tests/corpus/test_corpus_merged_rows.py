"""Rows whose first cells are merged over several rows, rows without numbers, tables that follow each other."""

import pytest
from layouts import LAYOUTS, Layout, ledger, lines, read, tight_cells

TITLE = "安州市2021年水污染防治重点任务分工表\n\n"
PIPE, OLD = "新建污水管网68公里", "改造老旧管网12公里"
DRAIN, RIVER = "整治沿河排污口31个", "清理河道垃圾堆放点"
all_layouts = pytest.mark.parametrize("layout", [*LAYOUTS, tight_cells])


@all_layouts
@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("name", ["牵头单位", "责任单位"])
def test_a_unit_at_the_left_edge_leads_in_the_rows_below_it(layout: Layout, numbered: bool, name: str) -> None:
    rows = [
        (name, "序号", "工作任务", "配合单位", "完成时限"),
        ("市住建局", "1", PIPE, "市财政局", "2021年10月底前"),
        ("", "2", OLD, "", ""),
        ("市水利局", "3", DRAIN, "市生态环境局", "2021年6月底前"),
        ("", "4", RIVER, "市城市管理局", "长期坚持"),
    ]
    text = TITLE + layout([row if numbered else (row[0], *row[2:]) for row in rows])
    assert ledger(text) == [
        f"{PIPE}: 市住建局 / 市财政局 /  | by 2021-10-31",
        f"{OLD}: 市住建局 /  /  | ",
        f"{DRAIN}: 市水利局 / 市生态环境局 /  | by 2021-06-30",
        f"{RIVER}: 市水利局 / 市城市管理局 /  | ongoing",
    ]
    assert [task.inherited for task in read(text).tasks] == [(), ("lead",), (), ("lead",)]


@all_layouts
def test_a_time_limit_at_the_left_edge_binds_the_rows_below_it(layout: Layout) -> None:
    rows = [
        ("完成时限", "牵头单位", "工作任务", "配合单位"),
        ("2021年6月底前", "市住建局", PIPE, "市财政局"),
        ("", "市水利局", DRAIN, ""),
        ("", "", RIVER, "市城市管理局"),
        ("年底前", "", OLD, ""),
    ]
    text = TITLE + layout(rows)
    assert ledger(text) == [
        f"{PIPE}: 市住建局 / 市财政局 /  | by 2021-06-30",
        f"{DRAIN}: 市水利局 /  /  | by 2021-06-30",
        f"{RIVER}: 市水利局 / 市城市管理局 /  | by 2021-06-30",
        f"{OLD}:  /  /  | by 2021-12-31",
    ]
    assert [task.inherited for task in read(text).tasks] == [(), ("deadlines",), ("lead", "deadlines"), ()]


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout is not lines])
def test_a_blank_at_the_left_edge_below_a_blank_is_no_merge(layout: Layout) -> None:
    rows = [
        ("配合单位", "落实单位", "工作任务", "牵头单位"),
        ("", "各县区人民政府", PIPE, "市住建局"),
        ("", "", DRAIN, "市水利局"),
    ]
    assert ledger(TITLE + layout(rows)) == [
        f"{PIPE}: 市住建局 /  / 各县区人民政府 | ",
        f"{DRAIN}: 市水利局 /  /  | ",
    ]


@all_layouts
def test_rows_need_no_number(layout: Layout) -> None:
    rows = [
        ("工作任务", "牵头单位", "配合单位", "完成时限"),
        (PIPE, "市住建局", "市财政局、市水利局", "2021年10月底前"),
        (DRAIN, "市水利局", "市生态环境局", "2021年6月底前"),
        (RIVER, "市城市管理局", "", "长期坚持"),
    ]
    assert ledger(TITLE + layout(rows)) == [
        f"{PIPE}: 市住建局 / 市财政局、市水利局 /  | by 2021-10-31",
        f"{DRAIN}: 市水利局 / 市生态环境局 /  | by 2021-06-30",
        f"{RIVER}: 市城市管理局 /  /  | ongoing",
    ]


@all_layouts
@pytest.mark.parametrize("between", ["\n", "\n表2 其他任务\n\n"], ids=["nothing", "a caption"])
def test_tables_that_follow_each_other_in_one_section(layout: Layout, between: str) -> None:
    first = layout([("序号", "工作任务", "牵头单位", "完成时限"), ("1", PIPE, "市住建局", "2021年10月底前")])
    second = layout([("序号", "指标名称", "目标值", "责任单位"), ("1", "水质达标率", "92%", "市生态环境局")])
    third = layout([("任务", "完成时间", "责任单位", "配合单位"), (DRAIN, "6月底前", "市水利局", "市生态环境局")])
    text = f"{TITLE}一、治污\n\n{first}{between}{second}{between}{third}"
    assert ledger(text) == [
        f"{PIPE}: 市住建局 /  /  | by 2021-10-31",
        f"{DRAIN}: 市水利局 / 市生态环境局 /  | by 2021-06-30",
    ]
    assert {task.section for task in read(text).tasks} == {("一、治污",)}
