"""Where annexes begin, and the list of them that ends a plan's text."""

import pytest
from layouts import read

BODY = (
    "安州市2021年水污染防治实施方案\n\n一、主要任务\n\n（一）控源截污。新建管网68公里。（市住建局牵头）\n\n"
    "二、工作要求\n\n（一）加强领导。各部门要加强领导。\n\n"
)
TABLE = "\t序号\n\t任务\n\t牵头单位\n\t完成时限\n\n\t1\n\t治理黑臭水体\n\t市水利局\n\t2021年底前\n\n"
FIGURES = "\t指标\n\t安州市\n\n\t水质优良率\n\t75%\n\n"


def parts(text: str) -> dict[str, str]:
    """The part of the passage that holds each of the marked words."""
    found = read(text).passages
    return {word: p.part for word in ("加强领导", "治理黑臭", "水质优良") for p in found if word in p.text}


@pytest.mark.parametrize(
    ("text", "annex"),
    [
        ("附件：1.主要指标\n2.任务分工表\n\n附件1\n主要指标\n\n" + FIGURES + "附件2\n任务分工表\n\n" + TABLE, "附件2"),
        ("附件：1.主要指标\n2.任务分工表\n\n" + FIGURES + "附件1\n主要指标\n\n附件2\n任务分工表\n\n" + TABLE, "附件2"),
        ("附件：主要指标\n\n" + FIGURES + "附件1\n主要指标\n", ""),
        (
            "附件1：主要指标\n附件2：任务分工表\n\n附件1\n\n主要指标\n\n" + FIGURES + "附件2：\n任务分工表\n\n" + TABLE,
            "附件2",
        ),
        ("附件1：主要指标\n\n" + FIGURES + "附件2：任务分工表\n\n" + TABLE, "附件2"),
        ("附件1 主要指标\n\n" + FIGURES + "附件2 任务分工表\n\n" + TABLE, "附件2"),
        ("附件一\n主要指标\n\n" + FIGURES + "附件二\n任务分工表\n\n" + TABLE, "附件二"),
    ],
)
def test_a_table_belongs_to_its_annex_wherever_its_mark_stands(text: str, annex: str) -> None:
    found = parts(BODY + text)
    first = "附件一" if annex == "附件二" else "附件1"
    assert found == {"加强领导": "正文", "水质优良": first} | ({"治理黑臭": annex} if annex else {})


def test_the_list_of_annexes_is_no_heading_and_no_task() -> None:
    reading = read(
        BODY + "附件：1.安州市主要指标清单\n2.安州市水污染防治任务分工表\n\n附件1\n安州市主要指标清单\n\n" + FIGURES
    )
    assert [task.title for task in reading.tasks] == ["控源截污"]
    assert not any("任务分工表" in heading for section in reading.sections for heading in section.path)


def test_a_sentence_on_a_nearby_place_is_no_annex() -> None:
    reading = read(BODY.replace("（一）加强领导。", "附近居民有举报的，市住建局于5日内核实。\n\n（一）加强领导。"))
    assert {passage.part for passage in reading.passages} == {"正文"}


def test_a_figure_table_between_text_and_an_annex_with_content_stays_where_it_is() -> None:
    found = parts(BODY + "附件：任务分工表\n\n" + FIGURES + "附件\n任务分工表\n\n" + TABLE)
    assert found == {"加强领导": "正文", "水质优良": "正文", "治理黑臭": "附件"}
