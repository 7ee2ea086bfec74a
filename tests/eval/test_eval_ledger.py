from datetime import date

from corpus.types import Deadline, DeadlineKind, Plan, Span, Task
from eval.ledger import FIELDS, Row, match_rows, row_from_record, row_from_task, score_ledger
from eval.run import printed

PLAN = "北关区2021年土壤方案"
GOLD = {
    "id": "bg-1",
    "plan": PLAN,
    "anchor": "严格危险废物管理",
    "lead": ["区生态环境分局"],
    "support": ["公安局", "财政局等"],
    "implement": [],
    "deadlines": [{"kind": "by", "date": "2021-11-30"}, {"kind": "recurring", "date": None}],
    "lines": [4, 6],
}


def gold(**changes: object) -> Row:
    return row_from_record({**GOLD, **changes})


def task(text: str = "2.严格危险 废物管理。建台账", **changes: object) -> Row:
    record = {**GOLD, "text": text, **changes}
    del record["anchor"]
    return row_from_record(record)


def test_a_ledger_scores_full_marks_against_itself() -> None:
    rows = [gold(), gold(id="bg-2", anchor="另一项")]
    score = score_ledger("bg", rows, rows)
    assert (score.recall.value, score.precision.value, score.placed.value, score.score) == (1, 1, 1, 1)
    assert all(field.exact.value == 1 for field in score.fields)
    assert score.missed == score.differences == ()


def test_units_are_compared_without_level_brackets_and_the_like() -> None:
    found = score_ledger("bg", [gold()], [task(lead=["生态环境分局（主办）"], support=["区公安局", "财政局"])])
    assert found.differences == ()


def test_loose_deadlines_are_not_compared() -> None:
    assert gold().deadlines == {"by 2021-11-30"}
    undated = [{"kind": "ongoing", "date": None}, {"kind": "other", "date": None}]
    assert gold(deadlines=undated).deadlines == {"ongoing"}


def test_a_missed_row_costs_recall_and_a_surplus_task_costs_precision() -> None:
    score = score_ledger("bg", [gold(), gold(id="bg-2", anchor="没有的事")], [task(), task("多出来的")])
    assert (score.recall.value, score.precision.value) == (0.5, 0.5)
    assert [row.id for row in score.missed] == ["bg-2"]
    assert all(field.exact.left_out == 1 for field in score.fields)


def test_tasks_of_other_plans_are_not_counted() -> None:
    assert score_ledger("bg", [gold()], [task(), task(plan="南关区方案")]).precision.of == 1


def test_the_shortest_text_wins_then_the_unused_then_the_agreeing() -> None:
    long, first, second = task("2.严格危险废物管理。建台账，每月报送"), task(lead=[]), task()
    assert match_rows([gold()], [long, first, second])[0].task is second
    matches = match_rows([gold(), gold(id="bg-2")], [first, second])
    assert [match.task for match in matches] == [second, first]


def test_a_difference_names_row_field_and_both_sides() -> None:
    (difference,) = score_ledger("bg", [gold()], [task(lead=["水利局"])]).differences
    assert (difference.row, difference.field) == ("bg-1", "lead")
    assert (difference.gold, difference.predicted) == (("生态环境分局",), ("水利局",))


def test_gold_prints_the_same_in_every_process() -> None:
    expected = ("bg", "bg-1", PLAN, "严格危险废物管理", "生态环境分局", "公安局、财政局", "", "by 2021-11-30")
    assert printed({"bg": [gold()]}) == [expected]


def test_no_tasks_at_all() -> None:
    score = score_ledger("bg", [gold()], [])
    assert score.recall.value == 0
    assert score.precision.value is None
    assert set(score.to_dict()["fields"]) == set(FIELDS)


def test_a_task_of_the_library_becomes_the_row_of_its_public_form() -> None:
    plan = Plan("d#1", "d.txt", PLAN, "北关区", 2021, "", "", None, Span(1, 9))
    by = Deadline(DeadlineKind.BY, date(2021, 11, 30), "2021年11月底前")
    record = Task(
        id="d.txt:4-6",
        document="d.txt",
        plan=plan,
        part="正文",
        section=(),
        title="",
        text="2.严格危险 废物管理。建台账",
        lead=("区生态环境分局",),
        support=("公安局", "财政局"),
        implement=(),
        implement_is_default=False,
        deadlines=(by, Deadline(DeadlineKind.RECURRING, None, "每年")),
        note="",
        inherited=(),
        span=Span(4, 6),
    )
    assert row_from_task(record) == task(id="d.txt:4-6")
