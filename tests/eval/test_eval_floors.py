import pytest

from corpus.errors import SettingError
from eval.floors import FLOORS, Shortfall, read_floors, shortfalls


def test_a_floor_binds_where_its_score_was_measured() -> None:
    measured = {"dev": {"correct": 0.8, "completeness": None, "false_refusals": 0.1}}
    floors = {"dev": {"correct": 0.9, "completeness": 0.9, "false_refusals": 0.2}, "ledger": {"score": 1.0}}
    assert shortfalls(measured, floors) == [Shortfall("dev", "correct", 0.8, 0.9)]


@pytest.mark.parametrize(("value", "below"), [(0.3, False), (0.1 + 0.2, False), (0.31, True)])
def test_false_refusals_have_a_ceiling(value, below):
    assert bool(shortfalls({"dev": {"false_refusals": value}}, {"dev": {"false_refusals": 0.3}})) is below


@pytest.mark.parametrize("text", ["[dve]\ncorrect = 1", "[dev]\ncorect = 1", "[dev", "[dve]"])
def test_a_floor_that_could_never_bind_is_refused(tmp_path, text):
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match="底线文件"):
        read_floors(path)


def test_the_bundled_floors_are_shares() -> None:
    assert all(0 <= value <= 1 for names in read_floors(FLOORS).values() for value in names.values())
