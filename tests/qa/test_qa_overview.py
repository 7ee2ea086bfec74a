"""A plan as a whole: what it is to reach, how it is divided."""

from __future__ import annotations

import pytest
from checking import check

from qa import PlanQA


@pytest.mark.parametrize(
    ("question", "sections"),
    [
        ("郑州土壤攻坚的总体目标是啥", {"zhengzhou-2019-soil-plan.txt:14-22"}),
        (
            "平原示范区这几个方案定了哪些目标",
            {
                "pingyuan-2020-air-water-soil-plans.txt:25-27",
                "pingyuan-2020-air-water-soil-plans.txt:301-303",
                "pingyuan-2020-air-water-soil-plans.txt:420-424",
            },
        ),
    ],
)
def test_the_goals_of_a_plan_are_its_section_on_goals(qa: PlanQA, question: str, sections: set[str]) -> None:
    answer = check(qa, qa.ask(question))
    assert {citation.passage.id for citation in answer.citations} == sections


def test_the_goal_of_one_matter_is_not_that_of_the_plan(qa: PlanQA) -> None:
    answer = check(qa, qa.ask("平原示范区化肥利用率的目标是什么"))
    assert "二、工作目标" not in answer.text


def test_an_outline_shows_the_headings_of_two_levels(qa: PlanQA) -> None:
    text = check(qa, qa.ask("北关区方案的任务分几大块")).text
    assert "- 三、主要任务（37项）" in text
    assert "    - （二）分类实施土壤污染源头防治" in text
