"""Time limits, read for a plan of 2021. What binds in running text binds in a field too; the reverse does not hold."""

import pytest

from corpus.dates import deadlines_in_cell, deadlines_in_text, looks_like_deadline
from corpus.text import Folded, fold
from corpus.types import Deadline

YEAR = 2021


def shown(deadlines: tuple[Deadline, ...]) -> str:
    """``by 2021-11-30 11月底前; ongoing 长期坚持``."""
    return "; ".join(" ".join(str(part) for part in (d.kind.value, d.date, d.text) if part) for d in deadlines)


def in_text(text: str, year: int | None = YEAR) -> str:
    return shown(deadlines_in_text(Folded(text), year))


def in_cell(text: str, year: int | None = YEAR) -> str:
    return shown(deadlines_in_cell(Folded(text), year))


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("2022年11月底前完成", "by 2022-11-30 2022年11月底前"),
        ("次年1月1日起施行", "from 2022-01-01 次年1月1日起"),
        ("二季度起分类处置", "from 2021-04-01 二季度起"),
        ("11月底前完成", "by 2021-11-30 11月底前"),
        ("6月底完成", "by 2021-06-30 6月底"),
        ("6月末完成", "by 2021-06-30 6月末"),
        ("2021年6月份底前", "by 2021-06-30 2021年6月份底前"),
        ("6月前完成", "by 2021-05-31 6月前"),
        ("6月30日前报送", "by 2021-06-30 6月30日前"),
        ("6月30号前报送", "by 2021-06-30 6月30号前"),
        ("8月31日之前", "by 2021-08-31 8月31日之前"),
        ("8月31日止", "by 2021-08-31 8月31日止"),
        ("在2021年8月31日以前", "by 2021-08-31 2021年8月31日以前"),
        ("截至6月30日完成", "by 2021-06-30 截至6月30日"),
        ("上半年完成普查", "by 2021-06-30 上半年"),
        ("2021年上半年底完成", "by 2021-06-30 2021年上半年底"),
        ("下半年完成", "by 2021-12-31 下半年"),
        ("三季度末完成", "by 2021-09-30 三季度末"),
        ("第三季度前完成", "by 2021-09-30 第三季度前"),
        ("2022年第1季度完成", "by 2022-03-31 2022年第1季度"),
        ("10月上旬前完成", "by 2021-10-10 10月上旬前"),
        ("10月中旬前完成", "by 2021-10-20 10月中旬前"),
        ("10月下旬完成", "by 2021-10-31 10月下旬"),
        ("年底前完成", "by 2021-12-31 年底前"),
        ("2021年年底前完成", "by 2021-12-31 2021年年底前"),
        ("2021年末", "by 2021-12-31 2021年末"),
        ("年内建成", "by 2021-12-31 年内"),
        ("今年内建成", "by 2021-12-31 今年内"),
        ("本年度内完成", "by 2021-12-31 本年度内"),
        ("2022年前完成", "by 2021-12-31 2022年前"),
        ("2021年12月完成", "by 2021-12-31 2021年12月"),
        ("2021年，新增托位1500个", "by 2021-12-31 2021年"),
        ("到2025年，全市达标", "by 2025-12-31 到2025年"),
        ("到2025年全面建成", "by 2025-12-31 到2025年"),
        ("到2025年底，全市达标", "by 2025-12-31 到2025年底"),
        ("“十四五”末基本清零", "by 2025-12-31 “十四五”末"),
    ],
)
def test_a_last_day(text: str, limits: str) -> None:
    assert in_text(text) == limits


@pytest.mark.parametrize(
    ("text", "year", "limits"),
    [
        ("2月底前完成", 2021, "by 2021-02-28 2月底前"),
        ("2月底前完成", 2024, "by 2024-02-29 2月底前"),
        ("2021年底前完成50%，2022年6月底前全部完成", 2021, "by 2021-12-31 2021年底前; by 2022-06-30 2022年6月底前"),
        ("2021年6月底前启动，12月底前完成", 2020, "by 2021-06-30 2021年6月底前; by 2021-12-31 12月底前"),
        ("2021年6月底前启动。12月底前完成", 2020, "by 2021-06-30 2021年6月底前; by 2020-12-31 12月底前"),
        ("十二五期末", 2012, "by 2015-12-31 十二五期末"),
    ],
)
def test_a_limit_without_a_year_takes_the_one_before_it_in_the_sentence_or_the_plans(
    text: str, year: int, limits: str
) -> None:
    assert in_text(text, year) == limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("自2021年起实施", "from 2021-01-01 自2021年起"),
        ("2022年起对老旧车辆限行", "from 2022-01-01 2022年起"),
        ("2021年9月起实行", "from 2021-09-01 2021年9月起"),
        ("2021年9月1日起实行", "from 2021-09-01 2021年9月1日起"),
        ("自7月1日起实行", "from 2021-07-01 自7月1日起"),
        ("从2021年10月开始整治", "from 2021-10-01 从2021年10月开始"),
    ],
)
def test_a_first_day(text: str, limits: str) -> None:
    assert in_text(text) == limits


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年3月至6月", "2021-03-01", "2021-06-30"),
        ("2021年3月—6月", "2021-03-01", "2021-06-30"),
        ("2021年3月1日-5月31日", "2021-03-01", "2021-05-31"),
        ("3月1日~5月31日", "2021-03-01", "2021-05-31"),
        ("2021年6月－2022年2月", "2021-06-01", "2022-02-28"),
        ("2021年11月15日至2022年3月15日", "2021-11-15", "2022-03-15"),
        ("2021年11月至3月", "2021-11-01", "2022-03-31"),
        ("自2021年4月到9月底", "2021-04-01", "2021-09-30"),
    ],
)
def test_a_range_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    both = f"from {first} {text}; by {last} {text}"
    assert in_text(f"{text}开展") == in_cell(text) == both


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("每年开展一次", "recurring 每年开展一次"),
        ("每季度通报排名", "recurring 每季度"),
        ("每月至少一次", "recurring 每月至少一次"),
        ("每10年一次", "recurring 每10年一次"),
        ("每两年开展一次", "recurring 每两年开展一次"),
        ("每半年公布一次", "recurring 每半年"),
        ("每月25日前报送进展", "recurring 每月25日前"),
        ("每月底前报送进展", "recurring 每月底前"),
        ("自接到通知之日起30个工作日内整改", "other 自接到通知之日起30个工作日内"),
        ("采暖季前完成", "other 采暖季前"),
        ("2021年汛期前完成", "other 2021年汛期前"),
        ("春节前发布通告", "other 春节前"),
        ("签订土地出让合同前完成调查", "other 签订土地出让合同前"),
        ("健全台账，长期坚持。", "ongoing 长期坚持"),
        ("加大宣传，持续推进", "ongoing 持续推进"),
    ],
)
def test_a_bound_without_a_day(text: str, limits: str) -> None:
    assert in_text(text) == limits


@pytest.mark.parametrize(
    "text",
    [
        # the years of titles and of document numbers
        "根据《土壤污染防治行动计划（2016—2025年）》要求",
        "依据《安阳市2021年底前重点工作方案》，制定本方案",
        "（豫政〔2021〕30号）",
        "（国发[2022]22号）",
        "核发（2021—2023年）规划许可",
        # the past
        "在2019年基础上，提高5个百分点",
        "由2020年的11家增加到18家",
        "截至2020年底，全市有46.8万人",
        "2018年以来已改造43公里",
        "2021年以前改造的用户纳入运维",
        "2017-2019年排污许可证",
        "去年底前完成的项目",
        # rates, amounts and indicators
        "年均浓度达到62微克/立方米",
        "年处理能力10万吨",
        "每千人口托位数达到3个",
        "按每立方米2元补贴",
        "每小时监测一次",
        "每日达标率不低于90%",
        # periods
        "保存期限不少于5年",
        "档案留存不少于3年，",
        "两年内不得申报",
        "分两年完成",
        "24小时内报告",
        # a month or a year with no cue
        "3月12日植树节",
        "2021年5月印发",
        "2021年计划改造52个",
        # words of duration that are part of a sentence
        "持续推进改革工作",
        "长期坚持的制度",
        "目前，此前，提前，以前，列车前，",
    ],
)
def test_running_text_that_binds_nothing(text: str) -> None:
    assert in_text(text) == ""


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("2021年12月", "by 2021-12-31 2021年12月"),
        ("12月", "by 2021-12-31 12月"),
        ("9月份", "by 2021-09-30 9月份"),
        ("12月31日", "by 2021-12-31 12月31日"),
        ("2021年", "by 2021-12-31 2021年"),
        ("2021年度", "by 2021-12-31 2021年度"),
        ("2020年底", "by 2020-12-31 2020年底"),
        ("年底", "by 2021-12-31 年底"),
        ("二季度", "by 2021-06-30 二季度"),
        ("第四季度末", "by 2021-12-31 第四季度末"),
        ("2022年上半年", "by 2022-06-30 2022年上半年"),
        ("2021-2023年", "from 2021-01-01 2021-2023年; by 2023-12-31 2021-2023年"),
        ("2021年至2023年", "from 2021-01-01 2021年至2023年; by 2023-12-31 2021年至2023年"),
        ("2021年6月、12月", "by 2021-06-30 2021年6月; by 2021-12-31 12月"),
        ("6月底完成50%\n12月底全部完成", "by 2021-06-30 6月底; by 2021-12-31 12月底"),
        ("长期", "ongoing 长期"),
        ("常态化推进", "ongoing 常态化推进"),
        ("全年", "ongoing 全年"),
        ("2021年起长期坚持", "from 2021-01-01 2021年起; ongoing 长期坚持"),
        ("2021年12月底前完成，长期坚持", "by 2021-12-31 2021年12月底前; ongoing 长期坚持"),
        ("按上级要求", "as_directed 按上级要求"),
        ("按照市统一部署", "as_directed 按照市统一部署"),
        ("根据省、市统一要求", "as_directed 根据省、市统一要求"),
        ("随上级安排", "as_directed 随上级安排"),
        ("每月", "recurring 每月"),
        ("每周", "recurring 每周"),
        ("立即整改", "other 立即整改"),
        ("春节前", "other 春节前"),
        ("待定", "other 待定"),
        ("即日起", "other 即日起"),
    ],
)
def test_a_field_binds_as_it_stands(text: str, limits: str) -> None:
    assert in_cell(text) == limits


@pytest.mark.parametrize("text", ["", "/", "—", "－", " \n "])
def test_a_blank_field_binds_nothing(text: str) -> None:
    assert in_cell(text) == ""


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("２０２１年１１月底前", "by 2021-11-30 ２０２１年１１月底前"),
        ("2021 年 11 月\n底前", "by 2021-11-30 2021年11月底前"),
        ("2021年**11月底前**", "by 2021-11-30 2021年11月底前"),
    ],
)
def test_width_and_white_space_do_not_matter(text: str, limits: str) -> None:
    assert in_text(text) == in_cell(text) == limits


def test_without_a_year_anywhere_the_kind_is_kept_and_the_day_unknown() -> None:
    assert in_text("11月底前完成", None) == "by 11月底前"


def test_a_day_that_does_not_exist_has_no_date() -> None:
    assert in_cell("2021年2月30日前") == "by 2021年2月30日前"


@pytest.mark.parametrize(
    "text", ["2021年12月", "12月底前", "长期坚持", "每季度", "按上级要求", "2021—2023年", "6月底前完成"]
)
def test_looks_like_a_time_limit(text: str) -> None:
    assert looks_like_deadline(fold(text))


@pytest.mark.parametrize(
    "text", ["", "市财政局", "完成2021年度整治任务并长期保持", "改造42公里", "持续推进改革工作，完善长效机制"]
)
def test_does_not_look_like_a_time_limit(text: str) -> None:
    assert not looks_like_deadline(fold(text))


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("3-5月", "from 2021-03-01 3-5月; by 2021-05-31 3-5月"),
        ("3至5月", "from 2021-03-01 3至5月; by 2021-05-31 3至5月"),
        ("2021年3—5月底", "from 2021-03-01 2021年3—5月底; by 2021-05-31 2021年3—5月底"),
        ("三月至五月", "from 2021-03-01 三月至五月; by 2021-05-31 三月至五月"),
        ("6月10日-20日", "from 2021-06-10 6月10日-20日; by 2021-06-20 6月10日-20日"),
        ("6月10—20日", "from 2021-06-10 6月10—20日; by 2021-06-20 6月10—20日"),
        ("5月中旬至6月上旬", "from 2021-05-11 5月中旬至6月上旬; by 2021-06-10 5月中旬至6月上旬"),
        ("2021.3-2022.2", "from 2021-03-01 2021.3-2022.2; by 2022-02-28 2021.3-2022.2"),
        ("一至三季度", "from 2021-01-01 一至三季度; by 2021-09-30 一至三季度"),
        ("第二季度—第四季度", "from 2021-04-01 第二季度—第四季度; by 2021-12-31 第二季度—第四季度"),
        ("11月至次年3月", "from 2021-11-01 11月至次年3月; by 2022-03-31 11月至次年3月"),
        ("6月和12月底前", "by 2021-06-30 6月和12月底前; by 2021-12-31 6月和12月底前"),
        ("一、三季度", "by 2021-03-31 一、三季度; by 2021-09-30 一、三季度"),
        ("每年3月、9月", "recurring 每年3月、9月"),
        ("每年4月和10月底前", "recurring 每年4月和10月底前"),
        ("每年一季度", "recurring 每年一季度"),
        ("每年春季、秋季", "recurring 每年春季、秋季"),
        ("每年11月至次年3月", "recurring 每年11月至次年3月"),
        ("2021年春季", "other 2021年春季"),
        ("清明节前", "other 清明节前"),
    ],
)
def test_ranges_and_lists_in_a_field(text: str, limits: str) -> None:
    assert in_cell(text) == limits
    assert looks_like_deadline(fold(text))


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("3-5月集中开展排查", "from 2021-03-01 3-5月; by 2021-05-31 3-5月"),
        ("6月10日-20日开展检查", "from 2021-06-10 6月10日-20日; by 2021-06-20 6月10日-20日"),
        ("6月、12月底前各报送一次", "by 2021-06-30 6月、12月底前; by 2021-12-31 6月、12月底前"),
        ("每年3月、9月开展抽查", "recurring 每年3月、9月"),
        ("划定禁燃区，该项工作长期坚持。", "ongoing 该项工作长期坚持"),
        ("按省、市统一部署时限完成整治", "as_directed 按省、市统一部署时限"),
        ("1-6月，全市优良天数比例为80%", ""),
        ("3-5月龄犬只免疫", ""),
        ("附件1-3月报表", ""),
        ("第1-2月份", ""),
    ],
)
def test_ranges_and_lists_in_text(text: str, limits: str) -> None:
    assert in_text(text) == limits
