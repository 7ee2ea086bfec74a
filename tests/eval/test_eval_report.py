import re
import xml.etree.ElementTree as ElementTree

from eval.charts import Bar, bars, histogram
from eval.gold import Question
from eval.questions import Reply, judge
from eval.recipe import make_recipe
from eval.report import render
from eval.results import Exam, Results


def results() -> Results:
    question = Question(
        "d-1", "lead", ("<b>谁</b>牵头？",), (("环境分局",),), ("水利局",), ("环境分局牵头",), answer="A&B"
    )
    reply = Reply("d-1", "<script>alert(1)</script>水利局", True, ("水利局<i>负责",), 3.0)
    exam = Exam("dev", (judge(question, reply, []),), {})
    return Results(make_recipe([], {}), (exam,))


def test_the_report_escapes_what_it_shows() -> None:
    page = render(results())
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_report_needs_nothing_from_outside() -> None:
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:|//)|@import|url\(", render(results()))


def test_a_failure_is_shown_with_what_was_wanted_and_what_came() -> None:
    page = render(results())
    for words in ("没有答对的题（1）", "A&amp;B", "缺少", "环境分局", "不该有", "水利局", "不含证据"):
        assert words in page


def test_charts_are_well_formed_and_to_scale() -> None:
    figure = ElementTree.fromstring(bars("标题 & 更多", [Bar("a<b", 0.5, "1/2"), Bar("空", None, "不适用")]))
    half, none = figure.iter("rect")
    assert float(half.attrib["width"]) == 210  # half of the plot's 420
    assert float(none.attrib["width"]) == 0


def test_a_histogram_counts_every_value() -> None:
    figure = ElementTree.fromstring(histogram("用时", [0, 1, 1, 10], "毫秒", bins=5))
    counts = [int((title.text or "").rpartition("：")[2]) for title in figure.iter("title")]
    assert counts == [3, 0, 0, 0, 1]
    assert histogram("用时", [], "毫秒") == ""
