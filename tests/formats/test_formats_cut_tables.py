"""Tables over several pages: what the pages hold is one table, and a page costs no more because many came before it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.formats.cut_tables import LongTable, PageTable
from corpus.formats.types import GridCell

EDGES = (0.0, 50.0, 150.0, 250.0)
HEADER = ("序号", "工作任务", "牵头单位")


def page(number: int, *rows: Sequence[str], edges: Sequence[float] = EDGES) -> PageTable:
    """The table of a page, a text for each cell."""
    cells = [GridCell(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return PageTable(number, tuple(cells), tuple(edges))


def joined(first: PageTable, *others: PageTable) -> LongTable:
    table = LongTable.begun(first)
    assert all(table.take(other) for other in others)
    return table


def texts(table: LongTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid().by_rows()]


def test_a_repeated_header_is_left_out() -> None:
    table = joined(page(1, HEADER, ("1", "治水。", "市水利局")), page(2, HEADER, ("2", "治气。", "市环保局")))
    assert texts(table) == [list(HEADER), ["1", "治水。", "市水利局"], ["2", "治气。", "市环保局"]]


def test_a_header_under_a_title_that_stands_alone_on_the_first_page_is_known_when_it_comes_again() -> None:
    title = PageTable(1, (GridCell(0, 0, 1, 3, "任务分工表"),), EDGES)
    table = joined(title, page(2, HEADER, ("1", "治水。", "市水利局")), page(3, HEADER, ("2", "治气。", "市环保局")))
    assert [row[0] for row in texts(table)] == ["任务分工表", "序号", "1", "2"]


def test_a_row_over_three_pages_is_one_row() -> None:
    table = joined(
        page(1, HEADER, ("1", "治水。修管网。建", "市水利局")),
        page(2, ("", "泵站。清河道。修", "")),
        page(3, ("", "水库。", ""), ("2", "治气。", "市环保局")),
    )
    assert texts(table)[1:] == [
        ["1", "治水。修管网。建\n泵站。清河道。修\n水库。", "市水利局"],
        ["2", "治气。", "市环保局"],
    ]


def test_rows_in_which_no_cell_begins_do_not_hide_the_last_row() -> None:
    first = page(1, HEADER, ("1", "治水。修", "市水利局"))
    short_rule = [GridCell(1, c, 2, 1, cell.text) for c, cell in enumerate(first.cells[3:])]
    ruled = PageTable(1, (*first.cells[:3], *short_rule), EDGES)
    assert texts(joined(ruled, page(2, ("", "管网。", "")))) == [list(HEADER), ["1", "治水。修\n管网。", "市水利局"]]


def test_columns_that_only_a_later_page_divides_are_those_of_the_whole_table() -> None:
    table = joined(
        page(1, HEADER, ("1", "治水。", "市水利局")),
        page(2, ("2", "治气。", "市环保局", "6月"), edges=(0.0, 50.0, 150.0, 200.0, 250.0)),
    )
    assert [[cell.colspan for cell in row] for row in table.grid().by_rows()] == [[1, 1, 2], [1, 1, 2], [1, 1, 1, 1]]


@pytest.mark.parametrize(
    ("number", "edges"), [(3, EDGES), (2, (0.0, 50.0, 150.0, 300.0)), (2, (0.0, 90.0, 150.0, 250.0))]
)
def test_what_is_no_rest_is_not_taken(number: int, edges: tuple[float, ...]) -> None:
    table = LongTable.begun(page(1, HEADER, ("1", "治水。", "市水利局")))
    assert not table.take(page(number, ("2", "治气。", "市环保局"), edges=edges))
    assert len(texts(table)) == 2


def test_what_a_page_is_compared_with_does_not_grow() -> None:
    table = LongTable.begun(page(1, HEADER, ("1", "治水。", "市水利局")))
    for number in range(2, 400):
        assert table.take(page(number, HEADER, (str(number), "治气。", "市环保局"), ("", "治土。", "")))
        assert len(table.foot) == len(HEADER)
        assert len(table.head) < 10
    assert table.grid().rows == 2 + 2 * 398
