import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.scores import Agreement, Share, percentile

UNITS = st.frozensets(st.sampled_from(["财政局", "水利局", "公安局", "教育局"]))


def test_a_share_counts_what_it_left_out() -> None:
    share = Share.over([True, False, None, 0.5])
    assert (share.met, share.of, share.left_out, share.value) == (1.5, 3, 1, 0.5)


def test_a_share_of_nothing_has_no_value() -> None:
    share = Share.over([None, None])
    assert share.value is None
    assert share.interval() is None
    assert share.to_dict() == {"value": None, "met": 0, "of": 0, "left_out": 2}


def test_interval_is_wilsons() -> None:
    low, high = Share(8, 10).interval() or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)  # as published tables of the interval give it


@given(met=st.integers(0, 50), more=st.integers(0, 50))
def test_interval_holds_the_share(met: int, more: int) -> None:
    share = Share(met, met + more)
    bounds = share.interval()
    if bounds is not None and share.value is not None:
        assert 0 <= bounds[0] <= share.value + 1e-9
        assert share.value - 1e-9 <= bounds[1] <= 1


@given(gold=UNITS, predicted=UNITS)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(gold: frozenset[str], predicted: frozenset[str]) -> None:
    found = Agreement.between(gold, predicted)
    if found.precision and found.recall:
        mean = 2 * found.precision * found.recall / (found.precision + found.recall)
        assert found.f1 == pytest.approx(mean)
    else:
        assert found.f1 == (1.0 if not gold and not predicted else 0.0)


def test_agreements_add_up() -> None:
    one = Agreement.between(frozenset("ab"), frozenset("bc"))
    assert one + one == Agreement(2, 2, 2)


@pytest.mark.parametrize(("part", "value"), [(0.5, 3), (0.95, 4), (0.0, 1)])
def test_percentile_takes_a_measured_value(part: float, value: float) -> None:
    assert percentile([4, 3, 1, 2], part) == value


def test_percentile_of_nothing() -> None:
    assert percentile([], 0.5) is None
