"""The grammar of responsibility notes. A note is shown as 牵头 / 配合 / 落实, units divided by 、."""

import pytest

from corpus.notes import find_standing, parse_note, sets_first_as_lead
from corpus.text import Folded, fold


def note(text: str, *, first_is_lead: bool = False, cell: bool = False) -> str | None:
    found = parse_note(Folded(text), cell=cell, first_is_lead=first_is_lead)
    return found and " / ".join("、".join(units) for units in (found.lead, found.support, found.implement))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # A牵头，B、C配合，D负责落实
        ("市公安局牵头，市财政局、市水利局配合，各县区负责落实", "市公安局 / 市财政局、市水利局 / 各县区"),
        ("市公安局牵头，市财政局配合", "市公安局 / 市财政局 / "),
        ("市公安局牵头", "市公安局 /  / "),
        ("市公安局、市教育局牵头，市财政局配合", "市公安局、市教育局 / 市财政局 / "),
        ("市公安局牵头；市财政局配合；各县区落实", "市公安局 / 市财政局 / 各县区"),
        ("由市公安局牵头，市财政局配合", "市公安局 / 市财政局 / "),
        ("市公安局牵头负责，市财政局配合", "市公安局 / 市财政局 / "),
        ("市公安局总牵头，市财政局配合", "市公安局 / 市财政局 / "),
        ("市财政局配合，市公安局牵头", "市公安局 / 市财政局 / "),
        # other verbs
        ("市公安局牵头，市财政局参与", "市公安局 / 市财政局 / "),
        ("市公安局牵头，市财政局参加", "市公安局 / 市财政局 / "),
        ("市公安局牵头，市财政局协助", "市公安局 / 市财政局 / "),
        ("市公安局主办，市财政局协办", "市公安局 / 市财政局 / "),
        ("市公安局主责，市财政局协同", "市公安局 / 市财政局 / "),
        ("市公安局牵头，各县区具体实施", "市公安局 /  / 各县区"),
        ("市公安局牵头，各县区组织实施", "市公安局 /  / 各县区"),
        ("市公安局牵头，各县区负责实施", "市公安局 /  / 各县区"),
        # 等
        ("市公安局牵头，市财政局、市水利局等参与", "市公安局 / 市财政局、市水利局 / "),
        ("市公安局牵头，市财政局、市水利局等部门配合", "市公安局 / 市财政局、市水利局 / "),
        ("市公安局牵头，各有关部门配合", "市公安局 / 各有关部门 / "),
        # 牵头 followed by 、
        ("市公安局牵头、市财政局配合", "市公安局 / 市财政局 / "),
        ("市公安局牵头、市财政局、各县区配合", "市公安局 / 市财政局、各县区 / "),
        ("市公安局牵头、市财政局配合、各县区落实", "市公安局 / 市财政局 / 各县区"),
        # 分别, 共同, 按职责分工
        ("市公安局、市教育局分别牵头，市财政局参与", "市公安局、市教育局 / 市财政局 / "),
        ("市公安局、市教育局按职责分工负责", "市公安局、市教育局 /  / "),
        ("市公安局、市教育局按照各自职责分工负责", "市公安局、市教育局 /  / "),
        ("市公安局、市教育局根据职责分工负责", "市公安局、市教育局 /  / "),
        ("市公安局、市教育局分工负责，各街道配合", "市公安局、市教育局 / 各街道 / "),
        ("市公安局、市教育局等部门按职责分工负责", "市公安局、市教育局 /  / "),
        # 负责 alone leads, 落实 alone carries out
        ("市公安局负责", "市公安局 /  / "),
        ("市公安局、各县区人民政府负责", "市公安局、各县区人民政府 /  / "),
        ("各县区人民政府负责落实", " /  / 各县区人民政府"),
        ("市公安局负责落实", "市公安局 /  / "),
        ("市公安局牵头，各县区人民政府负责", "市公安局 /  / 各县区人民政府"),
        ("市财政局、市水利局，各县区政府负责落实", " / 市财政局、市水利局 / 各县区政府"),
        ("市公安局，市财政局、市水利局配合", " / 市公安局、市财政局、市水利局 / "),
        # 会同
        ("市公安局会同市财政局负责", "市公安局 / 市财政局 / "),
        ("市公安局会同市财政局、属地街道办事处负责", "市公安局 / 市财政局、属地街道办事处 / "),
        ("市公安局会同市财政局牵头，市水利局配合", "市公安局 / 市财政局、市水利局 / "),
        ("市公安局牵头，会同市财政局、市水利局落实", "市公安局 / 市财政局、市水利局 / "),
        # what is listed after the lead without a verb supports
        ("市公安局牵头，市财政局、市水利局", "市公安局 / 市财政局、市水利局 / "),
        # places lead where the text says so
        ("由各区人民政府牵头，市财政局参与，各街道办事处负责落实", "各区人民政府 / 市财政局 / 各街道办事处"),
        # brackets inside
        ("市自然资源局（市林业局）、市住建局牵头，市财政局配合", "市自然资源局（市林业局）、市住建局 / 市财政局 / "),
        ("市委宣传部（市文明办、市电影局）牵头", "市委宣传部（市文明办、市电影局） /  / "),
        ("市公安局牵头，各县（市、区）人民政府落实", "市公安局 /  / 各县（市、区）人民政府"),
    ],
)
def test_verbs_close_their_lists(text: str, roles: str) -> None:
    assert note(text) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("牵头单位：市公安局；责任单位：市财政局、市水利局", "市公安局 / 市财政局、市水利局 / "),
        ("牵头单位：市公安局，配合单位：市财政局、市水利局", "市公安局 / 市财政局、市水利局 / "),
        ("牵头单位：市公安局 责任单位：市财政局", "市公安局 / 市财政局 / "),
        ("牵头单位：市公安局。配合单位：市财政局。", "市公安局 / 市财政局 / "),
        ("牵头单位:市公安局;配合单位:市财政局", "市公安局 / 市财政局 / "),
        ("牵头部门：市公安局；参与部门：市财政局；落实单位：各乡镇", "市公安局 / 市财政局 / 各乡镇"),
        ("主办单位：市公安局；协办单位：市财政局", "市公安局 / 市财政局 / "),
        ("主责单位：市公安局；配合单位：市财政局", "市公安局 / 市财政局 / "),
        ("牵头：市公安局；参与：市财政局、市水利局等", "市公安局 / 市财政局、市水利局 / "),
        ("参与单位：市财政局、市水利局；牵头单位：市公安局", "市公安局 / 市财政局、市水利局 / "),
        ("责任单位：市公安局、市水利局", "市公安局、市水利局 /  / "),
        ("责任部门：市公安局，各县区人民政府", "市公安局、各县区人民政府 /  / "),
        ("责任单位：市公安局；配合单位：市财政局", "市公安局 / 市财政局 / "),
        ("责任单位：各县（市、区）人民政府", "各县（市、区）人民政府 /  / "),
        ("市公安局牵头，配合单位：市财政局", "市公安局 / 市财政局 / "),
        ("责任人：张三；责任单位：市公安局", "市公安局 /  / "),
        ("牵头领导：李四；牵头单位：市公安局；配合单位：市财政局", "市公安局 / 市财政局 / "),
        ("牵头单位：市公安局；配合单位：—", "市公安局 /  / "),
        ("牵头单位：市公安局；配合单位：/", "市公安局 /  / "),
        ("牵头单位：市公安局；配合单位：无", "市公安局 /  / "),
    ],
)
def test_labels_open_their_lists(text: str, roles: str) -> None:
    assert note(text) == roles


@pytest.mark.parametrize(
    "text",
    [
        "市公安局牵头，市财政局、市水利局配合",
        "市公安局牵头,市财政局､市水利局配合",
        "市公安局牵头 ， 市财政局、\n市水利局 配合。",
        "牵头单位：市公安局；配合单位：市财政局、市水利局",
        "牵头单位:市公安局;配合单位:市财政局、市水利局",
        "牵 头 单 位：市公安局；配 合 单 位：市财政局、市水利局",
        "**牵头单位**：市公安局；**配合单位**：市财政局、市水利局",
        "市公安局牵头，市财政局及市水利局配合",
        "市公安局牵头，市财政局和市水利局配合",
    ],
    ids=ascii,
)
def test_width_white_space_and_wording_make_one_note(text: str) -> None:
    assert note(text) == "市公安局 / 市财政局、市水利局 / "


@pytest.mark.parametrize(
    "text",
    [
        "",
        "市公安局",
        "市公安局、市财政局",
        "见附件",
        "以下简称“示范区”",
        "含开发区",
        "2021年12月",
        "国发〔2018〕22号",
        "2019年本",
        "省委、省政府部署",
        "市公安局负责的项目",
        "详见市公安局通知",
        "能力、水平、作风",
        "加强配合",
    ],
)
def test_what_is_no_note(text: str) -> None:
    assert note(text) is None


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("市能源局牵头，市财政局配合，采暖季前完成", "采暖季前完成"),
        ("市能源局牵头，2021年6月底前完成", "2021年6月底前完成"),
        ("市能源局牵头；2021年11月1日至2022年3月15日", "2021年11月1日至2022年3月15日"),
        ("牵头单位：市能源局；配合单位：市财政局；完成时限：2021年5月底前", "2021年5月底前"),
        ("责任单位：市能源局，完成时限：2021年6月底前，持续推进", "2021年6月底前,持续推进"),
        ("市能源局牵头，市公安局配合，立即整改，发现一处、取缔一处", "立即整改"),
    ],
)
def test_a_note_may_hold_a_time_limit(text: str, limit: str) -> None:
    folded = Folded(text)
    found = parse_note(folded)
    assert found is not None
    assert found.lead == ("市能源局",)
    assert found.deadline is not None
    assert folded.text[found.deadline.first : found.deadline.last] == limit


STANDING = [
    "以下均需各办事处、柏庄镇政府落实，不再列出",
    "下列任务均需各办事处、柏庄镇政府负责落实",
    "以下各项任务均由各办事处、柏庄镇政府负责落实，不再列出",
    "以下任务均由各办事处、柏庄镇政府组织实施，下同",
]


@pytest.mark.parametrize("rule", STANDING)
def test_a_standing_rule_names_who_carries_out_what_follows(rule: str) -> None:
    units = ("各办事处", "柏庄镇政府")
    assert find_standing(Folded(f"注：{rule}。")) == units
    found = parse_note(Folded(f"市公安局牵头，市财政局参与，各办事处负责落实。{rule}"))
    assert found is not None
    assert (found.lead, found.support, found.implement) == (("市公安局",), ("市财政局",), ("各办事处",))
    assert found.standing == units


def test_no_standing_rule() -> None:
    assert find_standing(Folded("以下工作由市财政局牵头组织开展。")) == ()


@pytest.mark.parametrize(
    "rule",
    [
        "责任单位排在首位的为牵头单位",
        "责任单位排在首位的为牵头单位，下同",
        "排在第一位的为牵头单位，其余为配合单位，下同",
        "列第一位的为牵头单位",
        "第一个单位为牵头单位",
    ],
)
def test_a_rule_may_say_that_the_first_one_leads(rule: str) -> None:
    assert sets_first_as_lead(fold(f"注：{rule}。"))
    found = parse_note(Folded(f"责任单位：市公安局、市财政局、市水利局；{rule}"))
    assert found is not None
    assert found.first_is_lead
    assert (found.lead, found.support) == (("市公安局",), ("市财政局", "市水利局"))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("责任单位：市公安局、市财政局，各区政府", "市公安局 / 市财政局、各区政府 / "),
        ("责任单位：市公安局", "市公安局 /  / "),
        ("牵头单位：市公安局、市水利局；责任单位：市财政局", "市公安局、市水利局 / 市财政局 / "),
    ],
)
def test_under_that_rule_the_first_responsible_unit_leads(text: str, roles: str) -> None:
    assert note(text, first_is_lead=True) == roles
    assert not sets_first_as_lead(fold(text))


def test_a_cell_divides_at_its_line_breaks() -> None:
    assert note("市公安局\n市教育局牵头", cell=True) == "市公安局、市教育局 /  / "
