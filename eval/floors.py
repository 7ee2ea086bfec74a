"""Floors: the scores that a run must not fall below, kept in ``floors.toml`` and held by CI.

A floor binds where its part was measured and its score applies; the rest is not failed in silence but simply not
tested by that run. ``false_refusals`` is the one score for which less is better.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SettingError
from eval.names import FIELDS, LEDGER_SCORES, PARAPHRASE_SCORES, RETRIEVAL_SCORES, SCORES

FLOORS = Path(__file__).parent / "floors.toml"
CEILINGS = frozenset({"false_refusals"})
PARTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("dev", "sample", "extra", "test", "all"), frozenset(SCORES)),
    "paraphrases": frozenset({*SCORES, *PARAPHRASE_SCORES}),
    "ledger": frozenset({*LEDGER_SCORES, *FIELDS}),
    "retrieval": frozenset(RETRIEVAL_SCORES),
}
Scores = Mapping[str, Mapping[str, float | None]]
"""Scores by part and name, as ``eval.results`` measures them; None does not apply."""
Floors = Mapping[str, Mapping[str, float]]
"""Floors by part and name, as ``floors.toml`` has them."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A score on the wrong side of its floor."""

    part: str
    name: str
    value: float
    floor: float


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, float]]:
    """The floors of a TOML file. SettingError on a part or score that does not exist: it would never bind."""
    try:
        floors = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"读不了底线文件 {path}：{error}") from error
    for part, names in floors.items():
        unknown = sorted(set(names) - PARTS.get(part, frozenset()))
        if part not in PARTS or unknown:
            raise SettingError(f"底线文件 {path} 中没有 [{part}] {'、'.join(unknown)} 这样的分数。")
    return floors


def shortfalls(measured: Scores, floors: Floors) -> list[Shortfall]:
    """Every floor that a measured score misses, in the order of the floors."""
    bounded = [(part, name, floor) for part, names in floors.items() for name, floor in names.items()]
    found = [Shortfall(part, name, value, floor) for part, name, floor in bounded
             if (value := measured.get(part, {}).get(name)) is not None]  # fmt: skip
    return [one for one in found if missed(one.name, one.value, one.floor)]


def missed(name: str, value: float, floor: float) -> bool:
    """Whether ``value`` is on the wrong side of ``floor``; the small tolerance is for sums of decimals."""
    return value > floor + 1e-9 if name in CEILINGS else value < floor - 1e-9
