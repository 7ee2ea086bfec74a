"""Tasks in running text: where a note may stand, what it closes, and what counts as a task without one."""

import pytest
from layouts import read, shown

from corpus.types import Task

START = (
    "安州市2021年水污染防治实施方案\n\n为改善水质，制定本方案。\n\n一、总体要求\n\n坚持系统治理。\n\n二、主要任务\n\n"
)
END = "\n\n三、保障措施\n\n各部门要加强领导，确保各项任务落到实处。\n"
WORK = "（一）控源截污。新建管网68公里，2021年10月底前完成。"
NOTE = "市住建局牵头，市财政局、市水利局配合，各县区人民政府负责落实"
LABELS = "牵头单位：市住建局{0}配合单位：市财政局、市水利局{0}落实单位：各县区人民政府"
RECORD = "市住建局 / 市财政局、市水利局 / 各县区人民政府 | by 2021-10-31"


def tasks(body: str) -> tuple[Task, ...]:
    return read(START + body + END).tasks


def roles(body: str) -> list[str]:
    return [shown(task) for task in tasks(body)]


@pytest.mark.parametrize(
    "body",
    [
        *(f"{WORK}{opened}{NOTE}{closed}" for opened, closed in ("（）", "()", "[]", "【】", "〔〕", "（)", "(）")),
        f"{WORK}{NOTE}。",
        f"{WORK}由{NOTE}。",
        f"{WORK[:-1]}（{NOTE}）。",
        f"{WORK[:-1]}（{NOTE}）；",
        f"{WORK}（ {NOTE} 。）",
        f"{WORK}\n（{NOTE}）",
        f"{WORK}\n\n（{NOTE}）",
        f"{WORK}\n{NOTE}。",
        f"{WORK}（{LABELS.format('；')}）",
        f"{WORK}【{LABELS.format('，')}】",
        f"{WORK}{LABELS.format('；')}。",
        f"{WORK}\n{LABELS.format('；')}。",
        f"{WORK}\n{LABELS.format(chr(10))}",
        f"{WORK}\n\n{LABELS.format(chr(10) * 2)}",
        WORK.replace("。", "\n", 1) + f"（{NOTE}）",
        WORK.replace("。", "\n\n", 1) + f"\n{LABELS.format(chr(10))}",
        f"{WORK}\n【牵头单位】市住建局 【配合单位】市财政局、市水利局 【落实单位】各县区人民政府",
        f"{WORK}\n【牵头单位】市住建局\n【配合单位】市财政局、市水利局\n【落实单位】各县区人民政府",
        f"{WORK}\n［牵头单位］市住建局　［配合单位］市财政局、市水利局　［落实单位］各县区人民政府",
        f"{WORK}【牵头单位】市住建局；【配合单位】市财政局、市水利局；【落实单位】各县区人民政府",
        f"{WORK}【牵头单位：市住建局】【配合单位：市财政局、市水利局】【落实单位：各县区人民政府】",
        f"{WORK}（市住建局牵头）（市财政局、市水利局配合，各县区人民政府负责落实）",
        f"{WORK}\n牵头单位\n市住建局\n配合单位\n市财政局、市水利局\n落实单位\n各县区人民政府",
        f"{WORK}\n牵头单位：\n市住建局\n配合单位：\n市财政局\n市水利局\n落实单位：\n各县区人民政府",
        f"{WORK}\n\n牵头单位\n\n市住建局\n\n配合单位\n\n市财政局\n\n市水利局\n\n落实单位\n\n各县区人民政府",
        f"{WORK}\n牵头单位 市住建局\n配合单位 市财政局、市水利局\n落实单位 各县区人民政府",
        f"**（一）控源截污。**新建管网68公里，2021年10月底前完成。（**{NOTE}**）",
    ],
    ids=ascii,
)
def test_a_note_may_stand_in_brackets_in_a_sentence_or_on_lines_of_its_own(body: str) -> None:
    assert roles(body) == [RECORD]


@pytest.mark.parametrize(
    ("note", "record"),
    [
        ("（市住建局（市人防办）牵头，市财政局配合）", "市住建局(市人防办) / 市财政局 / "),
        ("（市住建局牵头，各县（市、区）人民政府落实）", "市住建局 /  / 各县(市、区)人民政府"),
        ("（责任单位：市住建局、市财政局）", "市住建局、市财政局 /  / "),
        ("（市住建局、市财政局按职责分工负责）", "市住建局、市财政局 /  / "),
        ("（市住建局牵头，市水利局配合，市财政局指导）", "市住建局 / 市水利局、市财政局 / "),
        ("\n责任单位：市住建局、市财政局等部门按职责分工负责\n备注：无", "市住建局、市财政局 /  / "),
        ("市住建局会同市财政局、属地街道办事处负责。", "市住建局 / 市财政局、属地街道办事处 / "),
        ("（市住建局分别牵头，市财政局等参与）", "市住建局 / 市财政局 / "),
    ],
)
def test_other_notes(note: str, record: str) -> None:
    assert roles(WORK + note) == [f"{record} | by 2021-10-31"]


@pytest.mark.parametrize(
    "body",
    [
        f"{WORK}（市住建局牵头，完成时限：2021年11月）",
        f"{WORK}（牵头单位：市住建局；完成时限：2021年11月）",
        f"{WORK}\n牵头单位：市住建局\n完成时限：2021年11月",
        f"{WORK}\n牵头单位\n市住建局\n完成时限\n2021年11月",
        f"{WORK}\n【牵头单位】市住建局【完成时限】2021年11月",
        f"{WORK}\n牵头单位 市住建局\n完成时限 2021年11月",
        f"{WORK}（市住建局牵头；2021年11月）",
    ],
)
def test_a_labelled_limit_joins_those_of_the_text(body: str) -> None:
    assert roles(body) == ["市住建局 /  /  | by 2021-10-31; by 2021-11-30"]


def test_notes_inside_a_paragraph_divide_it() -> None:
    body = WORK + "（市住建局牵头）整治排污口31个，年底前完成。（市水利局牵头，市财政局配合）"
    first, second = tasks(body)
    assert roles(body) == [
        "市住建局 /  /  | by 2021-10-31",
        "市水利局 / 市财政局 /  | by 2021-12-31",
    ]
    assert first.span == second.span
    assert second.id == f"{first.id}/2"


def test_brackets_that_are_no_note_stay_in_the_text() -> None:
    body = "（一）控源截污。新建管网（含支管）68公里（以下简称“管网”），2021年10月底前完成。（市住建局牵头）"
    (task,) = tasks(body)
    assert (task.lead, task.text) == (("市住建局",), body)


def test_the_title_is_the_heading_that_runs_on_into_the_text() -> None:
    assert [task.title for task in tasks(f"{WORK}（市住建局牵头）\n1．清淤：清理河道垃圾。（市水利局负责）")] == [
        "控源截污",
        "清淤",
    ]


def test_paragraphs_of_one_item_are_one_task() -> None:
    body = "（一）控源截污\n新建管网68公里。\n整治排污口31个。\n\n开展巡查。（市住建局牵头）"
    (task,) = tasks(body)
    assert task.text == "（一）控源截污\n新建管网68公里。\n整治排污口31个。\n开展巡查。（市住建局牵头）"
    assert (task.number, task.section) == ("一", ("二、主要任务", "（一）控源截污"))


def test_items_below_a_heading_are_the_tasks() -> None:
    body = (
        "（一）控源截污\n1.新建管网68公里。（市住建局负责）\n2.整治沿河排污口。（市水利局负责）\n"
        "（二）清淤\n1.清理河道垃圾。（市水利局负责）"
    )
    assert [(task.number, task.section[1:-1], task.lead) for task in tasks(body)] == [
        ("1", ("（一）控源截污",), ("市住建局",)),
        ("2", ("（一）控源截污",), ("市水利局",)),
        ("1", ("（二）清淤",), ("市水利局",)),
    ]


def test_an_item_without_a_note_is_a_task_without_a_lead_where_its_fellows_are_tasks() -> None:
    body = (
        f"{WORK}（市住建局牵头）\n（二）生态修复。建设湿地3处，年底前完成。\n（三）清淤。清理河道垃圾。（市水利局负责）"
    )
    assert roles(body)[1] == " /  /  | by 2021-12-31"


@pytest.mark.parametrize(
    ("sentence", "record"),
    [
        ("市教育局负责统筹协调“双减”工作。", "市教育局 /  / "),
        ("市教育局牵头开展专项整治。", "市教育局 /  / "),
        ("市公安局、市教育局负责查处违法行为。", "市公安局、市教育局 /  / "),
        ("市教育局会同市财政局、市公安局制定收费标准。", "市教育局 / 市财政局、市公安局 / "),
        ("市财政局配合市教育局核定绩效工资增量。", "市教育局 / 市财政局 / "),
        ("各县区人民政府落实属地责任。", "各县区人民政府 /  / "),
    ],
)
def test_a_numbered_duty_names_who_is_in_charge(sentence: str, record: str) -> None:
    assert roles(f"1.{sentence}\n2.市民政局负责登记管理。") == [
        f"{record} | ",
        "市民政局 /  /  | ",
    ]


def test_text_that_frames_the_plan_is_no_task() -> None:
    frame = "\n\n四、工作要求\n\n（一）加强领导。各部门要高度重视。\n（二）强化宣传。注重宣传引导。"
    assert roles(f"{WORK}（市住建局牵头）{frame}") == ["市住建局 /  /  | by 2021-10-31"]


@pytest.mark.parametrize(
    "sentence",
    [
        "各责任单位于2021年6月30日前将方案报市攻坚办。",
        "各责任单位要制定本行业整治方案，2021年6月30日前报市攻坚办。",
        "各责任单位要汇总本行业进展情况，并于2021年6月30日前报市攻坚办。",
    ],
)
def test_a_filing_duty_in_framing_text_is_a_task(sentence: str) -> None:
    frame = f"\n\n四、工作要求\n\n各县区要加强领导。{sentence}"
    *_, duty = tasks(f"{WORK}（市住建局牵头）{frame}")
    assert (duty.lead, [str(limit.date) for limit in duty.deadlines]) == (("各责任单位",), ["2021-06-30"])


@pytest.mark.parametrize("inside", [True, False])
def test_a_standing_rule_fills_in_who_carries_out(inside: bool) -> None:
    rule = "以下均需各县区、柏庄镇政府落实，不再列出"
    note = f"（市住建局牵头，各县区负责落实。{rule}）" if inside else "（市住建局牵头，各县区负责落实）"
    others = "（二）清淤。清理河道垃圾。（市水利局负责）\n（三）巡查。开展巡查。（市水利局牵头，市公安局落实）"
    before = "" if inside else f"注：{rule}。\n\n"
    assert [(task.implement, task.implement_is_default) for task in tasks(f"{before}{WORK}{note}\n{others}")] == [
        (("各县区",), False),
        (("各县区", "柏庄镇政府"), True),
        (("市公安局",), False),
    ]


def test_a_rule_that_the_first_one_leads_holds_from_where_it_stands() -> None:
    body = (
        f"{WORK}（责任单位：市住建局、市财政局；责任单位排在首位的为牵头单位，下同）\n"
        "（二）清淤。清理河道垃圾。（责任单位：市水利局、市公安局，各县区人民政府）\n"
        "（三）巡查。开展联合巡查。（责任单位：市公安局）"
    )
    assert [(task.lead, task.support) for task in tasks(body)] == [
        (("市住建局",), ("市财政局",)),
        (("市水利局",), ("市公安局", "各县区人民政府")),
        (("市公安局",), ()),
    ]


@pytest.mark.parametrize("mark", ["（{}）", "({})"])
def test_a_page_break_inside_a_note(mark: str) -> None:
    note = mark.format(NOTE.replace("市财政局", "市财\n\n— 3 —\n\n政局"))
    assert roles(WORK + note) == [RECORD]


@pytest.mark.parametrize("width", [20, 30, 40])
def test_hard_wraps_inside_a_paragraph(width: int) -> None:
    text = f"{WORK}（{NOTE}）"
    wrapped = "\n".join(text[start : start + width] for start in range(0, len(text), width))
    assert roles(wrapped) == [RECORD]


def test_articles_and_chapters() -> None:
    text = (
        "安州市节水方案\n\n第一章  总则\n\n第一条  为节约用水，制定本方案。\n\n第二章  重点任务\n\n"
        "第二条  健全定额管理。2021年底前公布实施。市水利局牵头，市财政局配合。\n\n"
        "第三条  更新管网。更新改造供水管网120公里。\n市住建局牵头，市财政局配合。\n"
    )
    assert [(task.section, task.lead) for task in read(text).tasks] == [
        (("第二章重点任务", "第二条健全定额管理"), ("市水利局",)),
        (("第二章重点任务", "第三条更新管网"), ("市住建局",)),
    ]


def test_sections_govern_their_lines_up_to_the_next_heading() -> None:
    sections = read(
        "安州市方案\n\n一、总体要求\n\n要求。\n\n二、任务\n\n（一）治污。\n\n（二）清淤。\n\n三、保障\n\n保障。\n"
    ).sections
    assert [(section.path, section.span.first, section.span.last) for section in sections] == [
        (("一、总体要求",), 3, 6),
        (("二、任务",), 7, 12),
        (("二、任务", "（一）治污"), 9, 10),
        (("二、任务", "（二）清淤"), 11, 12),
        (("三、保障",), 13, 15),
    ]


@pytest.mark.parametrize("title", ["责任单位", "完成时限"])
def test_a_label_that_speaks_for_no_text_is_a_title(title: str) -> None:
    assert roles(f"{title}\n\n{WORK}（市住建局牵头）") == ["市住建局 /  /  | by 2021-10-31"]


@pytest.mark.parametrize(
    "text",
    [
        "（一）控源截污。各县区按照安州市城市排水管网改造实施方案\n要求，新建管网68公里，2021年10月底前完成。（市住建局牵头）",
        "（一）控源截污。新建管网68公里，2021年10月底前完成，各县区要编制\n安州市排水管网改造实施方案\n并报备案。（市住建局牵头）",
    ],
)
def test_a_line_that_ends_in_the_name_of_a_plan_goes_on(text: str) -> None:
    (task,) = tasks(text)
    assert (task.title, shown(task)) == ("控源截污", "市住建局 /  /  | by 2021-10-31")


@pytest.mark.parametrize(
    ("sentence", "record"),
    [
        ("市住建局负责新建管网68公里。", "市住建局 /  /  | "),
        ("由市住建局会同市财政局、市水利局，聚焦老旧小区新建管网。", "市住建局 / 市财政局、市水利局 /  | "),
        ("市住建局、市财政局按职责分工负责新建管网68公里。", "市住建局、市财政局 /  /  | "),
        ("由市住建局牵头，市财政局、市水利局配合，开展进社区、进学校活动。", "市住建局 / 市财政局、市水利局 /  | "),
        ("企业应落实主体责任，定期检修管网。", " /  /  | "),
    ],
)
def test_a_sentence_behind_a_title_says_who_is_in_charge(sentence: str, record: str) -> None:
    _, second = tasks(f"{WORK}（市住建局牵头）\n\n（二）改造管网。{sentence}")
    assert (second.title, shown(second)) == ("改造管网", record)


@pytest.mark.parametrize(
    ("who", "record"),
    [
        ("由市住建局牵头，市财政局、市水利局配合", "市住建局 / 市财政局、市水利局 /  | "),
        ("由市住建局、市水利局负责，各县区配合", "市住建局、市水利局 / 各县区 /  | "),
        ("由市住建局负责", "市住建局 /  /  | "),
        ("由点到面逐步推开", " /  /  | "),
        ("由市住建局负责的管网先行", " /  /  | "),
    ],
)
def test_the_first_sentence_of_an_item_may_end_with_who_is_in_charge(who: str, record: str) -> None:
    _, second = tasks(f"{WORK}（市住建局牵头）\n\n（二）管网整治，{who}。对老旧管网逐段检测，发现破损及时修复。")
    assert shown(second) == record
    assert record == " /  /  | " or second.title == "管网整治"


def test_items_numbered_as_tasks() -> None:
    body = (
        "任务1：新建管网\n工作内容：新建管网68公里。\n责任单位：市住建局（牵头）、市财政局\n完成时限：2021年10月底前\n\n"
        "任务2：清理河道\n工作内容：清理河道12条。\n责任单位：市水利局\n完成时限：2021年6月底前\n"
    )
    assert [(task.title, shown(task)) for task in tasks(body)] == [
        ("新建管网", "市住建局 / 市财政局 /  | by 2021-10-31"),
        ("清理河道", "市水利局 /  /  | by 2021-06-30"),
    ]


def test_items_that_open_with_the_unit_in_charge() -> None:
    body = (
        "1.市住建局：负责新建管网68公里，会同市水利局发布预警信息。\n\n2.各乡镇人民政府、街道办事处：对排水安全负总责。"
    )
    assert [(task.title, shown(task)) for task in tasks(body)] == [
        ("负责新建管网68公里，会同市水利局发布预警信息", "市住建局 / 市水利局 /  | "),
        ("对排水安全负总责", "各乡镇人民政府、街道办事处 /  /  | "),
    ]


def test_a_signature_is_no_task() -> None:
    assert len(read(f"{START}{WORK}（市住建局牵头）\n\n安州市水污染防治攻坚战指挥部办公室\n2021年3月28日\n").tasks) == 1


def test_a_heading_that_is_a_note_says_who_leads_the_items_below_it() -> None:
    body = (
        "（一）市住建局牵头（2项）\n1.新建管网68公里。（配合单位：市财政局；10月底前）\n2.改造泵站3座。\n"
        "（二）市水利局、市公安局共同牵头（1项）\n3.清理河道12条。（市城管局牵头，市财政局配合）\n"
        "（三）其他工作\n4.开展排水户登记。（配合单位：市财政局）"
    )
    assert roles(body) == [
        "市住建局 / 市财政局 /  | by 2021-10-31",
        "市住建局 /  /  | ",
        "市城管局 / 市财政局 /  | ",
        " / 市财政局 /  | ",
    ]


@pytest.mark.parametrize(
    "listed", ["整改措施：\n1.新建管网68公里。\n2.改造泵站3座。", "整改措施：1.新建管网68公里。\n2.改造泵站3座。"]
)
def test_labels_below_a_list_speak_for_all_of_it(listed: str) -> None:
    problem = "（一）污水直排问题突出。\n整改目标：消除直排口11个。\n"
    labels = "\n牵头单位：市住建局\n责任单位：市财政局\n督导单位：市生态环境局\n整改时限：2021年10月底前"
    (task,) = tasks(problem + listed + labels)
    assert (task.title, shown(task)) == ("污水直排问题突出", "市住建局 / 市财政局 /  | by 2021-10-31")
    assert task.section[-1] == "（一）污水直排问题突出"
    assert "整改目标" in task.text
    assert "改造泵站" in task.text


def test_items_of_a_list_with_notes_of_their_own_stay_apart() -> None:
    body = "（一）污水直排。\n整改措施：\n1.新建管网。（市住建局牵头）\n2.改造泵站。（市水利局牵头）"
    assert roles(body) == ["市住建局 /  /  | ", "市水利局 /  /  | "]


@pytest.mark.parametrize(
    ("note", "record"),
    [
        ("（市住建局、市水利局）", "市住建局、市水利局 /  /  | by 2021-10-31"),
        ("（此件公开发布）", " /  /  | by 2021-10-31"),
    ],
)
def test_names_alone_in_a_bracket_behind_the_last_sentence_are_who_does_it(note: str, record: str) -> None:
    assert roles(f"{WORK}{note}") == [record]


@pytest.mark.parametrize("mark", ["- ", "—", "•", "■"])
def test_items_of_a_list_without_numbers(mark: str) -> None:
    body = f"{mark}新建管网68公里。（市住建局牵头）\n{mark}清理河道12条。牵头单位：市水利局"
    assert roles(body) == ["市住建局 /  /  | ", "市水利局 /  /  | "]


def test_headings_of_decimals() -> None:
    text = (
        "安州市防汛工作方案\n\n1 总则\n1.1 编制目的\n为做好防汛工作，制定本方案。\n2 主要任务\n2.1 排查隐患\n"
        "2.1.1 排查堤防险段。（市水利局牵头）\n2.1.2 排查易涝点，由市住建局牵头，市城管局配合。\n3 保障措施\n"
        "3.1 经费保障\n市财政局将防汛经费纳入预算，2021年5月15日前拨付到位。\n"
    )
    found = read(text).tasks
    assert [shown(task) for task in found] == [
        "市水利局 /  /  | ",
        "市住建局 / 市城管局 /  | ",
        "市财政局 /  /  | by 2021-05-15",
    ]
    assert found[0].section == ("2主要任务", "2.1排查隐患", "2.1.1排查堤防险段")


def test_a_title_that_names_a_body_above_what_it_is_in_charge_of() -> None:
    body = "（一）市住建局\n负责新建管网68公里，市财政局予以配合。\n（二）市水利局、市公安局\n负责清理河道12条。"
    assert [(task.title, task.lead) for task in tasks(body)] == [
        ("负责新建管网68公里，市财政局予以配合", ("市住建局",)),
        ("负责清理河道12条", ("市水利局", "市公安局")),
    ]


def test_who_helps_may_be_told_behind_who_is_in_charge() -> None:
    assert roles("1.各街道办事处负责组织业主表决，市住建局、市司法局予以指导。") == [
        "各街道办事处 / 市住建局、市司法局 /  | "
    ]


def test_paragraphs_that_open_with_a_body_and_its_duty() -> None:
    body = "（一）职责分工\n市住建局：负责牵头抓总。\n市财政局：负责资金保障，6月底前拨付补助。\n各街道办事处：负责组织动员。"
    assert roles(body) == ["市住建局 /  /  | ", "市财政局 /  /  | by 2021-06-30", "各街道办事处 /  /  | "]


def test_an_item_with_text_of_its_own_is_kept_beside_the_duties_below_it() -> None:
    body = "（一）管网改造。新建管网68公里。\n市住建局：负责组织施工。\n（二）河道清理。（市水利局牵头）"
    assert [task.lead for task in tasks(body)] == [(), ("市住建局",), ("市水利局",)]
