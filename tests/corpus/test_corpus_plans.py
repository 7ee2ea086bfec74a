"""Which plans a document holds and what is known of each: title, region, year, number, issuer, date."""

import pytest
from layouts import read

from corpus import InputError, read_document
from corpus.types import Plan

TITLE = "安州市2021年水污染防治实施方案"
BODY = """
为改善水质，制定本方案。

一、主要任务

（一）控源截污。新建管网68公里。（市住建局牵头，市财政局配合）

（二）生态修复。建设湿地3处。（市水利局牵头）
"""


def plan_of(front: str, end: str = "") -> Plan:
    (plan,) = read(front + "\n" + BODY + end).plans
    return plan


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (TITLE, TITLE),
        ("安州市2021年水污染防治\n实施方案", TITLE),
        ("　　安 州 市 2 0 2 1 年 水 污 染 防 治 实 施 方 案", TITLE),
        (f"# {TITLE}", TITLE),
        ("安州市水污染防治实施方案\n（2021—2023年）", "安州市水污染防治实施方案（2021—2023年）"),
        ("安州市水污染防治实施方案\n（试行）", "安州市水污染防治实施方案（试行）"),
        ("安州市“十四五”水污染防治规划", "安州市“十四五”水污染防治规划"),
        ("安州市水利局2021年工作要点", "安州市水利局2021年工作要点"),
        ("附件1\n\n安州市2021年水污染防治任务清单", "安州市2021年水污染防治任务清单"),
        (f"安州市人民政府办公室关于印发{TITLE}的通知\n\n现将《{TITLE}》印发给你们。\n\n{TITLE}", TITLE),
        (
            "安州市人民政府办公室关于印发\n2021年安州市水污染防治实施方案的通知\n\n各县区：\n\n2021年安州市水污染防治\n实施方案",
            "2021年安州市水污染防治实施方案",
        ),
        ("会议纪要\n\n今天开会", "会议纪要"),
        ("安州市人民政府关于加强水污染防治工作的意见", "安州市人民政府关于加强水污染防治工作的意见"),
    ],
    ids=ascii,
)
def test_the_title_is_that_of_the_plan_and_not_of_its_notice(front: str, title: str) -> None:
    assert plan_of(front).title == title


@pytest.mark.parametrize(
    ("front", "region"),
    [
        (TITLE, "安州市"),
        ("安阳市北关区2021年水污染防治实施方案", "北关区"),
        ("河南省安阳市北关区2021年水污染防治实施方案", "北关区"),
        ("滑县2021年水污染防治实施方案", "滑县"),
        ("柏庄镇2021年水污染防治实施方案", "柏庄镇"),
        ("平原示范区2021年水污染防治实施方案", "平原示范区"),
        ("新疆维吾尔自治区2021年水污染防治实施方案", "新疆维吾尔自治区"),
        ("恩施土家族苗族自治州利川市2021年水污染防治实施方案", "利川市"),
        ("安州市水利局2021年水污染防治实施方案", "安州市"),
        ("水污染防治工作方案\n\n发文机关：安州市人民政府", "安州市"),
        ("2021年安州市水污染防治实施方案", "安州市"),
        ("2021年度安州市北湖区水污染防治工作要点", "北湖区"),
        ("2021—2023年安州市水污染防治行动计划", "安州市"),
        ("“十四五”时期安州市水污染防治规划", "安州市"),
        ("和平县2021年水污染防治实施方案", "和平县"),
        ("永和县2021年水污染防治实施方案", "永和县"),
        ("安州市贯彻落实省委水污染防治部署工作方案", "安州市"),
        ("安州市落实市级督察意见整改方案", "安州市"),
        ("安州市承接省级督察反馈问题整改清单", "安州市"),
        ("土壤和水污染防治重点区实施方案", ""),
        ("2021年全市水污染防治实施方案", ""),
        ("2021年度城市黑臭水体整治方案", ""),
        ("城市黑臭水体整治方案", ""),
        ("全市水污染防治实施方案", ""),
        ("重点地区水污染防治实施方案", ""),
    ],
    ids=ascii,
)
def test_the_region_is_the_innermost_place_named(front: str, region: str) -> None:
    assert plan_of(front).region == region


@pytest.mark.parametrize(
    ("front", "end", "year"),
    [
        (TITLE, "", 2021),
        ("安州市水污染防治行动计划（2021—2023年）", "", 2021),
        ("安州市水污染防治实施方案\n\n安政办〔2020〕14号", "", 2020),
        ("安州市水污染防治实施方案", "\n安州市人民政府\n2022年3月18日\n", 2022),
        (f"{TITLE}\n\n安政办〔2020〕14号", "\n安州市人民政府\n2022年3月18日\n", 2021),
        ("安州市水污染防治实施方案", "", None),
    ],
    ids=ascii,
)
def test_the_year_is_that_of_the_title_else_of_the_date_else_of_the_number(
    front: str, end: str, year: int | None
) -> None:
    assert plan_of(front, end).year == year


@pytest.mark.parametrize(
    ("front", "end", "number", "issuer", "date"),
    [
        (f"安政办〔2021〕14号\n\n{TITLE}", "", "安政办〔2021〕14号", "", ""),
        (f"{TITLE}\n（安环攻坚办〔2021〕19号）", "", "安环攻坚办〔2021〕19号", "", ""),
        (f"{TITLE}\n\n（2021年2月6日）", "", "", "", "2021-02-06"),
        (f"{TITLE}\n\n（2021年2月6日市人民政府第41次常务会议通过）", "", "", "", "2021-02-06"),
        (TITLE, "\n安州市人民政府办公室\n2021年3月18日\n", "", "安州市人民政府办公室", "2021-03-18"),
        (TITLE, "\n安州市人民政府办公室 2021年3月18日印发\n", "", "安州市人民政府办公室", "2021-03-18"),
        (
            f"{TITLE}\n\n发布机构：安州市水利局　发布日期：2021-04-10　文号：安水〔2021〕12号",
            "",
            "安水〔2021〕12号",
            "安州市水利局",
            "2021-04-10",
        ),
        (
            f"{TITLE}\n\n发文机关：安州市人民政府\n成文日期：2021年5月31日\n文号：安政〔2021〕9号",
            "",
            "安政〔2021〕9号",
            "安州市人民政府",
            "2021-05-31",
        ),
        (
            f"安州市人民政府办公室关于印发{TITLE}的通知\n\n安政办〔2021〕14号\n\n各县区人民政府：\n\n"
            f"现将《{TITLE}》印发给你们。\n\n安州市人民政府办公室\n2021年3月18日\n\n{TITLE}",
            "",
            "安政办〔2021〕14号",
            "安州市人民政府办公室",
            "2021-03-18",
        ),
        (
            "文 号 | 安政〔2021〕9号 | 发文日期 | 2021-05-31 16:20 |\n---|---|---|---|\n发布机构 | 安州市人民政府 | 有 效 性 | 有效 |\n\n"
            + TITLE,
            "",
            "安政〔2021〕9号",
            "安州市人民政府",
            "2021-05-31",
        ),
        (
            f"{TITLE}\n\n按照《河南省2020年水污染防治方案》（豫环攻坚办〔2020〕32号）要求，2021年3月18日起施行。",
            "",
            "",
            "",
            "",
        ),
    ],
    ids=ascii,
)
def test_number_issuer_and_date_stand_on_lines_of_their_own(
    front: str, end: str, number: str, issuer: str, date: str
) -> None:
    plan = plan_of(front, end)
    assert (plan.number, plan.issuer, str(plan.date or "")) == (number, issuer, date)


def test_a_document_may_hold_several_plans() -> None:
    air = TITLE.replace("水污染", "大气污染")
    reading = read(f"安政办〔2021〕14号\n\n{TITLE}\n{BODY}\n附件1\n\n{air}\n{BODY}")
    assert [(plan.title, plan.number) for plan in reading.plans] == [
        (TITLE, "安政办〔2021〕14号"),
        (air, "安政办〔2021〕14号"),
    ]
    first, second = (plan.span for plan in reading.plans)
    assert first.last < second.first
    assert [task.plan.title for task in reading.tasks] == [TITLE, TITLE, air, air]
    assert reading.document.title == f"{TITLE}；{air}"


def test_a_table_in_an_annex_belongs_to_the_plan_before_it() -> None:
    table = "附件2\n\n安州市2021年水污染防治任务清单\n\n\t序号\n\t工作任务\n\t牵头单位\n\n\t1\n\t清理河道\n\t市水利局\n"
    reading = read(f"{TITLE}\n{BODY}\n{table}")
    assert [plan.title for plan in reading.plans] == [TITLE]
    assert [task.part for task in reading.tasks] == ["正文", "正文", "附件2"]


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\u3000\ufeff".encode(), b"PK\x03\x04\x00\x00\xff\x00\x01" * 9])
def test_a_file_without_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InputError, match=r"空白\.txt"):
        read_document("空白.txt", data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    text = f"{TITLE}\n{BODY}"
    reading = read_document("plan.txt", text.replace("\n", end).encode(encoding))
    assert reading.document.lines == tuple(text.split("\n"))
    assert [task.lead for task in reading.tasks] == [("市住建局",), ("市水利局",)]
