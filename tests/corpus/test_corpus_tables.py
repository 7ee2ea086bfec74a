"""Tables read into records: any column order, header wording and layout; merged, missing and repeated parts."""

from itertools import permutations

import pytest
from layouts import LAYOUTS, Layout, cells, ledger, lines, pipes, read, tight_cells

TITLE = "安州市2021年水污染防治重点任务分工表\n\n"
HEADER = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")
PIPE = ("1", "新建污水管网68公里", "市住建局", "市财政局、市水利局", "2021年10月底前")
DRAIN = ("2", "整治沿河排污口31个", "市水利局", "市生态环境局", "2021年6月底前")
WASTE = ("3", "清理河道垃圾堆放点", "市城市管理局", "", "长期坚持")
ROWS = (PIPE, DRAIN, WASTE)
RECORDS = [
    "新建污水管网68公里: 市住建局 / 市财政局、市水利局 /  | by 2021-10-31",
    "整治沿河排污口31个: 市水利局 / 市生态环境局 /  | by 2021-06-30",
    "清理河道垃圾堆放点: 市城市管理局 /  /  | ongoing",
]

every_layout = pytest.mark.parametrize("layout", LAYOUTS)


def picked(order: tuple[int, ...]) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in order) for row in (HEADER, *ROWS)]


@pytest.mark.parametrize(
    ("layout", "order"),
    [
        pytest.param(layout, order, id=f"{layout.__name__}-{order}")
        for layout in LAYOUTS
        for order in permutations(range(5))
        if (layout, order[0]) != (lines, 3)  # a line that starts with a tab reads as a single cell
    ],
)
def test_columns_in_any_order(layout: Layout, order: tuple[int, ...]) -> None:
    assert ledger(TITLE + layout(picked(order))) == RECORDS


@every_layout
@pytest.mark.parametrize(
    "header",
    [
        ("序号", "任务", "牵头部门", "参与部门", "时限要求"),
        ("编号", "重点工作", "主责单位", "协办单位", "完成时间"),
        ("序号", "主要措施", "牵头责任单位", "配合责任单位", "时间节点"),
        ("序号", "任务内容", "主办单位", "协办单位", "进度要求"),
        ("序号", "工作事项", "第一责任单位", "协同单位", "完成期限"),
        ("序号", "整治内容", "牵头", "配合", "时限"),
        ("任务编号", "具体举措", "责任牵头单位", "参加单位", "时间进度"),
        ("序号", "改革事项", "牵头单位（部门）", "配合单位（部门）", "完成时限（年月）"),
        ("序 号", "工 作 任 务", "牵 头 单 位", "配 合 单 位", "完 成 时 限"),
        ("序号", "工作任务", "牵头单位", "责任单位", "完成时限"),
        ("序号", "工作任务", "责任单位", "配合单位", "完成时限"),
        ("**序号**", "**工作任务**", "**牵头单位**", "**配合单位**", "**完成时限**"),
    ],
    ids=" ".join,
)
def test_header_wordings(layout: Layout, header: tuple[str, ...]) -> None:
    assert ledger(TITLE + layout([header, *ROWS])) == RECORDS


def test_spaces_divide_no_cells() -> None:
    text = "一、 主要任务\n（一）治污。 新建污水管网68公里， 2021年10月底前完成。 （市住建局 牵头， 市财政局、 市水利局 配合）\n"
    assert ledger(TITLE + text) == ["治污: 市住建局 / 市财政局、市水利局 /  | by 2021-10-31"]


def test_rows_need_no_blank_line_between_them() -> None:
    assert ledger(TITLE + tight_cells([HEADER, *ROWS])) == RECORDS


def test_header_cells_may_be_broken_over_lines() -> None:
    header = ("序号", "工作\n任务", "牵头\n单位", "配合\n单位", "完成\n时限")
    assert ledger(TITLE + cells([header, *ROWS])) == RECORDS


@every_layout
@pytest.mark.parametrize(
    "serials", [("1.1", "1.2", "1.3"), ("（一）", "（二）", "（三）"), ("①", "②", "③"), ("一", "二", "三")], ids=str
)
def test_serial_numbers_of_any_form(layout: Layout, serials: tuple[str, ...]) -> None:
    rows = [(serial, *row[1:]) for serial, row in zip(serials, ROWS, strict=True)]
    text = TITLE + layout([HEADER, *rows])
    assert ledger(text) == RECORDS
    assert [task.number for task in read(text).tasks] == list(serials)


@every_layout
@pytest.mark.parametrize(
    ("columns", "records"),
    [
        ((0, 1, 2, 4), ["市住建局 /  /  | by 2021-10-31", "市水利局 /  /  | by 2021-06-30"]),
        ((1, 2, 3), ["市住建局 / 市财政局、市水利局 /  | ", "市水利局 / 市生态环境局 /  | "]),
        ((2, 1), ["市住建局 /  /  | ", "市水利局 /  /  | "]),
        ((4, 2, 1), ["市住建局 /  /  | by 2021-10-31", "市水利局 /  /  | by 2021-06-30"]),
    ],
    ids=str,
)
def test_tables_of_few_columns(layout: Layout, columns: tuple[int, ...], records: list[str]) -> None:
    found = ledger(TITLE + layout(picked(columns)))
    assert [line.split(": ")[1] for line in found[:2]] == records
    assert len(found) == 3


@every_layout
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("分管领导", "王斌"),
        ("责任人", "王斌"),
        ("牵头领导", "王斌"),
        ("联系电话", "12345678"),
        ("备注", "约束性指标"),
        ("投资（万元）", "350"),
    ],
)
def test_a_column_that_is_no_duty_is_left_aside(layout: Layout, name: str, value: str) -> None:
    rows = [(*row[:2], value, *row[2:]) for row in ROWS]
    assert ledger(TITLE + layout([(*HEADER[:2], name, *HEADER[2:]), *rows])) == RECORDS


@every_layout
def test_remarks_are_kept_as_the_note(layout: Layout) -> None:
    rows = [(*PIPE, "约束性指标"), (*DRAIN, ""), (*WASTE, "上年为86%")]
    text = TITLE + layout([(*HEADER, "备注"), *rows])
    assert ledger(text) == RECORDS
    assert [task.note for task in read(text).tasks] == ["约束性指标", "", "上年为86%"]


@every_layout
def test_cells_missing_at_the_end_of_a_row_are_blank(layout: Layout) -> None:
    assert ledger(TITLE + layout([HEADER, PIPE, DRAIN[:3], WASTE])) == [
        RECORDS[0],
        "整治沿河排污口31个: 市水利局 /  /  | ",
        RECORDS[2],
    ]


@every_layout
@pytest.mark.parametrize("dash", ["—", "-", "/", "－", "——"])
def test_a_dash_stands_for_nobody(layout: Layout, dash: str) -> None:
    rows = [(*row[:3], row[3] or dash, row[4]) for row in ROWS]
    assert ledger(TITLE + layout([HEADER, *rows])) == RECORDS


@every_layout
def test_a_header_repeated_on_the_next_page(layout: Layout) -> None:
    assert ledger(TITLE + layout([HEADER, PIPE, HEADER, DRAIN, WASTE])) == RECORDS


def test_page_numbers_inside_a_table() -> None:
    text = TITLE + lines([HEADER, PIPE]) + "— 2 —\n" + lines([HEADER, DRAIN, WASTE])
    assert ledger(text) == RECORDS
    text = TITLE + cells([HEADER, PIPE]) + "\n— 2 —\n\n" + cells([DRAIN, WASTE])
    assert ledger(text) == RECORDS


@every_layout
@pytest.mark.parametrize("marks", [("一、", "二、"), ("（一）", "（二）")], ids=str)
def test_a_row_that_is_one_text_is_a_section(layout: Layout, marks: tuple[str, str]) -> None:
    sections = [(f"{mark}{name}", "", "", "", "") for mark, name in zip(marks, ("治污", "清淤"), strict=True)]
    text = TITLE + layout([HEADER, sections[0], PIPE, DRAIN, sections[1], WASTE])
    assert ledger(text) == RECORDS
    assert [task.section[-1][-2:] for task in read(text).tasks] == ["治污", "治污", "清淤"]


def test_section_lines_without_tabs() -> None:
    text = TITLE + lines([HEADER]) + "一、治污\n" + lines([PIPE, DRAIN]) + "二、清淤\n" + lines([WASTE])
    assert ledger(text) == RECORDS
    assert [task.section for task in read(text).tasks] == [("一、治污",), ("一、治污",), ("二、清淤",)]


def test_a_section_cell_alone() -> None:
    text = TITLE + cells([HEADER, ("一、治污",), PIPE, DRAIN, ("二、清淤",), WASTE])
    assert ledger(text) == RECORDS


def test_a_second_header_row_splits_a_merged_one() -> None:
    header = [("序号", "工作任务", "责任分工", "完成时限"), ("", "", "牵头单位", "配合单位", "")]
    assert ledger(TITLE + cells([*header, *ROWS])) == RECORDS


GROUPED = ("重点领域", *HEADER)


@pytest.mark.parametrize("layout", [cells, pipes])
def test_a_merged_cell_hands_its_lead_and_support_down(layout: Layout) -> None:
    rows = [
        ("治污", *PIPE),
        ("", "2", "整治沿河排污口31个", "", "", "2021年6月底前"),
        ("", "3", "更新供水设施", "市水利局", "", "年底前"),
        ("清淤", "4", "清理河道垃圾堆放点", "", "市财政局", "长期坚持"),
    ]
    tasks = read(TITLE + layout([GROUPED, *rows])).tasks
    assert [(task.group, task.lead, task.support, task.inherited) for task in tasks] == [
        ("治污", ("市住建局",), ("市财政局", "市水利局"), ()),
        ("治污", ("市住建局",), ("市财政局", "市水利局"), ("lead", "support")),
        ("治污", ("市水利局",), (), ()),
        ("清淤", (), ("市财政局",), ()),
    ]


@pytest.mark.parametrize("layout", [cells, pipes])
def test_a_merged_cell_hands_its_time_limit_down(layout: Layout) -> None:
    rows = [("治污", *PIPE), ("", "2", "整治沿河排污口31个", "市水利局", "", "")]
    _, second = read(TITLE + layout([GROUPED, *rows])).tasks
    assert [str(limit.date) for limit in second.deadlines] == ["2021-10-31"]
    assert second.inherited == ("deadlines",)


@pytest.mark.parametrize("layout", [cells, pipes])
@pytest.mark.parametrize("dash", ["—", "/"])
def test_a_dash_inherits_nothing(layout: Layout, dash: str) -> None:
    rows = [("治污", *PIPE), ("", "2", "整治沿河排污口31个", dash, dash, dash)]
    _, second = read(TITLE + layout([GROUPED, *rows])).tasks
    assert (second.lead, second.support, second.deadlines, second.inherited) == ((), (), (), ())


@pytest.mark.parametrize("layout", [cells, pipes])
def test_without_a_group_column_only_a_row_without_a_number_goes_on(layout: Layout) -> None:
    numbered = ("2", "整治沿河排污口31个", "", "", "2021年6月底前")
    assert read(TITLE + layout([HEADER, PIPE, numbered])).tasks[1].lead == ()
    going_on = read(TITLE + layout([HEADER, PIPE, ("", *numbered[1:])])).tasks[1]
    assert (going_on.lead, going_on.inherited) == (("市住建局",), ("lead", "support"))


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("市住建局牵头，市财政局、市水利局配合", "市住建局 / 市财政局、市水利局 / "),
        ("市住建局、市财政局负责", "市住建局、市财政局 /  / "),
        ("市住建局牵头，各县区落实", "市住建局 /  / 各县区"),
        ("市住建局、市财政局", "市住建局、市财政局 /  / "),
    ],
)
@every_layout
def test_a_cell_that_speaks_for_itself_is_read_as_a_note(layout: Layout, cell: str, roles: str) -> None:
    rows = [("序号", "工作任务", "责任单位", "完成时限"), ("1", "新建污水管网68公里", cell, "2021年10月底前")]
    assert ledger(TITLE + layout(rows)) == [f"新建污水管网68公里: {roles} | by 2021-10-31"]


def test_one_cell_over_lead_and_support_that_says_who_is_in_charge() -> None:
    merged = ("2", "整治沿河排污口31个", "市水利局、市生态环境局负责", "2021年6月底前")
    assert ledger(TITLE + cells([HEADER, PIPE, merged, WASTE])) == [
        RECORDS[0],
        "整治沿河排污口31个: 市水利局、市生态环境局 /  /  | by 2021-06-30",
        RECORDS[2],
    ]


@pytest.mark.parametrize("layout", [cells, pipes])
def test_line_breaks_inside_cells(layout: Layout) -> None:
    row = ("1", "新建污水\n管网68公里", "市住建\n局", "市财政局\n市水利局", "2021年\n10月底前")
    assert ledger(TITLE + layout([HEADER, row, *ROWS[1:]])) == RECORDS


def test_a_blank_line_inside_a_name() -> None:
    row = ("1", "新建污水管网68公里", "生态环境\n\n新城分局", "市财政局", "2021年10月底前")
    assert ledger(TITLE + cells([HEADER, row, *ROWS[1:]]))[0] == (
        "新建污水管网68公里: 生态环境新城分局 / 市财政局 /  | by 2021-10-31"
    )


@every_layout
def test_a_time_limit_in_the_task_joins_the_one_of_its_column(layout: Layout) -> None:
    row = ("1", "新建污水管网68公里，2021年6月底前完成一期", "市住建局", "市财政局", "2021年10月底前")
    (found,) = ledger(TITLE + layout([HEADER, row]))
    assert found.endswith("市住建局 / 市财政局 /  | by 2021-06-30; by 2021-10-31")


@every_layout
def test_a_standing_rule_above_the_table_fills_the_implementers(layout: Layout) -> None:
    rule = "注：下列任务均需各县区、各街道办事处负责落实\n\n"
    tasks = read(TITLE + rule + layout([HEADER, *ROWS])).tasks
    assert {(task.implement, task.implement_is_default) for task in tasks} == {(("各县区", "各街道办事处"), True)}


@every_layout
def test_an_implementing_column_is_no_default(layout: Layout) -> None:
    rows = [(*HEADER[:4], "落实单位", HEADER[4]), (*PIPE[:4], "各县区", PIPE[4])]
    (task,) = read(TITLE + layout(rows)).tasks
    assert (task.implement, task.implement_is_default) == (("各县区",), False)


@every_layout
def test_the_first_responsible_unit_leads_where_the_plan_says_so(layout: Layout) -> None:
    rule = "注：责任单位排在首位的为牵头单位\n\n"
    rows = [("序号", "工作任务", "责任单位", "完成时限"), ("1", "新建污水管网68公里", "市住建局、市财政局", "年底前")]
    assert ledger(TITLE + rule + layout(rows)) == ["新建污水管网68公里: 市住建局 / 市财政局 /  | by 2021-12-31"]


def test_two_tables_under_their_headings() -> None:
    text = f"{TITLE}一、治污\n\n{cells([HEADER, PIPE, DRAIN])}\n二、清淤\n\n{cells([HEADER, WASTE])}"
    assert ledger(text) == RECORDS
    assert [task.section for task in read(text).tasks] == [("一、治污",), ("一、治污",), ("二、清淤",)]


@pytest.mark.parametrize("name", ["牵头单位/责任人", "牵头单位及责任人"])
def test_a_column_of_bodies_with_the_person_in_charge(name: str) -> None:
    header = ("序号", "工作任务", name, "配合单位", "完成时限")
    row = ("1", "新建污水管网68公里", "市住建局/王强", "市财政局", "2021年10月底前")
    assert ledger(TITLE + pipes([header, row])) == ["新建污水管网68公里: 市住建局 / 市财政局 /  | by 2021-10-31"]
