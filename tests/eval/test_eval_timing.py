import json

import pytest

from corpus.errors import LibraryError
from eval import bench
from eval.timing import Growth, Timing, each, growth, process_seconds


def test_a_ratio_below_one_is_faster() -> None:
    assert Timing("a", 1.0, "b", 4.0).ratio == 0.25
    assert Timing("a", 1.0, "b", 0.0).ratio is None


@pytest.mark.parametrize(("ratio", "shown"), [(2.255, "2.25×"), (0.1, "0.10×"), (0.0002, "1/5000"), (None, "")])
def test_a_small_ratio_is_shown_as_a_fraction(ratio, shown) -> None:
    assert bench.times(ratio) == shown


def test_linear_growth_has_no_excess() -> None:
    assert Growth(10, 5.0, 0.5).excess == 1
    assert Growth(10, 50.0, 0.5).excess == 10  # quadratic


def test_each_item_is_timed_and_each_size_worked_on() -> None:
    worked: list[int] = []
    assert len(each(worked.append, [1, 2])) == 2
    assert [one.times for one in growth(worked.append, [1, 5])] == [1, 5]
    assert worked == [1, 2, 1, 1, 1, 5]  # the text itself is timed three times for its median


def test_a_process_takes_time_and_its_failure_is_told() -> None:
    assert process_seconds("import sys; assert sys.argv[1] == 'x'", "x") < 60
    with pytest.raises(LibraryError, match="坏了"):
        process_seconds("raise SystemExit('坏了')")


def test_series_are_compared_by_median_and_tail() -> None:
    middle, tail = bench.compared("回答", [1.0, 2.0, 3.0], "基线", [2.0, 4.0, 6.0])
    assert (middle.name, middle.seconds, middle.ratio) == ("回答，中位数", 2.0, 0.5)
    assert (tail.name, tail.seconds) == ("回答，95 分位", 3.0)


def test_bench_of_parsing_prints_and_writes(tmp_path, capsys) -> None:
    (tmp_path / "plan.txt").write_text("某区2021年工作方案\n\n一、任务\n\n清淤。（水利局牵头）\n", encoding="utf-8")
    out = tmp_path / "bench.json"
    code = bench.main(["--only-parsing", "--documents", str(tmp_path), "--growth", "1", "2", "--out", str(out)])
    found = json.loads(out.read_text(encoding="utf-8"))
    assert code == 0
    assert [one["times"] for one in found["parsing"]] == [1, 2]
    assert found["parsing"][0]["excess"] == 1
    assert found["recipe"]["documents"] == 1
    assert "2 倍" in capsys.readouterr().out
