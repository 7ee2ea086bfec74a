from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fuse, reciprocal_rank

RANKING = st.lists(st.integers(0, 20), unique=True, max_size=15)


@pytest.mark.parametrize(("place", "score"), [(1, 1 / 61), (2, 1 / 62), (40, 0.01)])
def test_reciprocal_rank(place: int, score: float) -> None:
    assert reciprocal_rank(place) == score


def test_agreement_beats_one_first_place() -> None:
    assert list(fuse([[7, 3], [9, 3]])) == [3, 7, 9]


@given(RANKING)
def test_one_ranking_stays_as_it_is(ranking: list[int]) -> None:
    assert list(fuse([ranking])) == ranking
    assert list(fuse([ranking, ranking])) == ranking


@given(RANKING, RANKING)
def test_the_order_of_legs_does_not_matter(one: list[int], other: list[int]) -> None:
    assert fuse([one, other]) == fuse([other, one])
    assert set(fuse([one, other])) == {*one, *other}
