import pytest

from corpus.headings import Outline, match_heading


@pytest.mark.parametrize(
    ("text", "rank", "mark", "title"),
    [
        ("第一编总则", 1, "第一编", "总则"),
        ("第一章总则", 1, "第一章", "总则"),
        ("第2节水源", 2, "第2节", "水源"),
        ("第十一条本方案自发布之日起施行", 3, "第十一条", "本方案自发布之日起施行"),
        ("一、总体要求", 4, "一、", "总体要求"),
        ("十二、保障", 4, "十二、", "保障"),
        ("二.任务", 4, "二.", "任务"),
        ("(一)源头减量", 5, "(一)", "源头减量"),
        ("(十三)、源头减量", 5, "(十三)、", "源头减量"),
        ("1.升级政务云", 6, "1.", "升级政务云"),
        ("12、升级政务云", 6, "12、", "升级政务云"),
        ("1.2021年底前完成", 6, "1.", "2021年底前完成"),
        ("任务1:绘制图谱", 6, "任务1:", "绘制图谱"),
        ("措施十二、办好招商活动", 6, "措施十二、", "办好招商活动"),
        ("III.实地考察类", 4, "III.", "实地考察类"),
        ("2.1组织体系", 7, "2.1", "组织体系"),
        ("2.1.1成员单位职责", 8, "2.1.1", "成员单位职责"),
        ("2.1.12.3信息报送", 9, "2.1.12.3", "信息报送"),
        ("(1)清查", 10, "(1)", "清查"),
        ("1)清查", 11, "1)", "清查"),
        ("①清查", 12, "①", "清查"),
        ("1农用地污染状况详查", 6, "1", "农用地污染状况详查"),
    ],
)
def test_a_heading_has_rank_mark_and_title(text: str, rank: int, mark: str, title: str) -> None:
    heading = match_heading(text)
    assert heading is not None
    assert (heading.rank, heading.mark, text[heading.mark_end : heading.title_end]) == (rank, mark, title)
    assert not heading.runs_on


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1.升级政务云。完成老旧服务器替换。", "升级政务云"),
        ("(一)控源截污:新建管网68公里", "控源截污"),
        ("第三条健全定额管理。修订定额。", "健全定额管理"),
        ("二、任务!加油", "任务"),
    ],
)
def test_a_heading_may_run_on_into_its_text(text: str, title: str) -> None:
    heading = match_heading(text)
    assert heading is not None
    assert heading.runs_on
    assert text[heading.mark_end : heading.title_end] == title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "市教育局负责统筹",
        "2021年底前完成",
        "1.5万公顷",
        "2.5公里",
        "3.6个百分点",
        "12345热线办理",
        "3月底前完成",
        "10个工作日内办结",
        "1、",
        "一是加强领导",
        "一、二、三类企业",
        "第一批项目",
        "41个政务系统",
        "任务:绘制图谱",
        "工作任务1:绘制图谱",
        "60千瓦及以下",
        "1农用地污染状况详查。开展详查,查明面积。",
    ],
)
def test_no_heading(text: str) -> None:
    heading = match_heading(text)
    assert heading is None or text[heading.mark_end :] == ""


def test_a_long_first_sentence_ends_its_title_at_a_comma() -> None:
    text = "1.对全区涉及重点监管危险化工工艺的企业逐一开展评估," + "评估不合格的一律停用并限期整改" * 4
    heading = match_heading(text)
    assert heading is not None
    assert heading.runs_on
    assert text[heading.mark_end : heading.title_end] == "对全区涉及重点监管危险化工工艺的企业逐一开展评估"


def test_the_outline_closes_headings_of_the_same_rank_and_below() -> None:
    outline = Outline()
    for rank, title in [(4, "一"), (5, "（一）"), (6, "1"), (5, "（二）")]:
        outline.enter(rank, title)
    assert (outline.path, outline.rank) == (("一", "（二）"), 5)
    outline.enter(4, "二")
    assert outline.path == ("二",)
    outline.clear()
    assert (outline.path, outline.rank) == ((), 0)
