"""A plan gives the same ledger whatever file it comes in. ``score.py`` runs what is too slow to run on every change."""

from __future__ import annotations

import pytest
from originals import NAMES, reading
from score import FORMS, outcome

from corpus import read_document

QUICK = ("text", "docx", "xlsx", "html", "doc", "pdf")
TABLE = "zhongyuan-soil-division-table"


@pytest.mark.parametrize("plan", NAMES)
@pytest.mark.parametrize("form", QUICK)
def test_the_ledger_is_that_of_the_text(form: str, plan: str) -> None:
    _holds(form, plan)


def test_the_ledger_of_a_scan_is_that_of_the_text() -> None:
    _holds("scan", TABLE)


def _holds(form: str, plan: str) -> None:
    made = outcome(FORMS[form], plan)
    assert made.score.score >= FORMS[form].floor, (made.score.missed, made.score.differences)
    assert [wrong for wrong in made.wrong if not wrong.marked] == []


def test_every_line_of_a_pdf_knows_its_page_and_every_record_its_place() -> None:
    found = read_document("plan.pdf", FORMS["pdf"].write(TABLE))
    filled = [n for n, line in enumerate(found.document.lines) if line.strip()]
    assert all(found.document.places[n].page for n in filled)
    assert all(task.place.startswith("第") and "页" in task.place for task in found.tasks)
    pages = [found.document.places[task.span.first - 1].page for task in found.tasks]
    assert pages == sorted(pages)


def test_records_of_a_word_table_tell_table_and_row_and_those_of_a_sheet_the_sheet() -> None:
    word = read_document("plan.docx", FORMS["docx"].write(TABLE))
    sheet = read_document("plan.xlsx", FORMS["xlsx"].write(TABLE))
    assert all(task.place.startswith("表") for task in word.tasks)
    assert all(task.place.startswith("工作表“") for task in sheet.tasks)
    assert len({task.place for task in sheet.tasks}) == len(sheet.tasks) == len(reading(TABLE).tasks)
