"""The arithmetic of the scores: shares that count what they left out, agreement of sets, percentiles.

A share of nothing has no value: ``None``, shown as 不适用, is neither 0 nor 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_Z95 = 1.959964  # the normal quantile of a two-sided 95% interval


@dataclass(frozen=True, slots=True)
class Share:
    """``met`` out of ``of``; ``left_out`` counts the items to which the question did not apply."""

    met: float
    of: int
    left_out: int = 0

    @classmethod
    def over(cls, values: Iterable[float | None]) -> Share:
        """The share over truth values or parts of one; None does not apply and is left out."""
        seen = list(values)
        applying = [value for value in seen if value is not None]
        return cls(sum(applying), len(applying), len(seen) - len(applying))

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.met / self.of if self.of else None

    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval: with few questions it says how little a difference means."""
        if not self.of:
            return None
        share, spread = self.met / self.of, _Z95**2 / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        return {"value": self.value, "met": self.met, "of": self.of, "left_out": self.left_out}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two sets agree, summed over many pairs: found in both, predicted only, gold only."""

    both: int = 0
    extra: int = 0
    missing: int = 0

    @classmethod
    def between(cls, gold: frozenset[str], predicted: frozenset[str]) -> Agreement:
        """The agreement of one pair of sets."""
        return cls(len(gold & predicted), len(predicted - gold), len(gold - predicted))

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.both + other.both, self.extra + other.extra, self.missing + other.missing)

    @property
    def precision(self) -> float | None:
        """How much of what was predicted is gold."""
        predicted = self.both + self.extra
        return self.both / predicted if predicted else None

    @property
    def recall(self) -> float | None:
        """How much of the gold was predicted."""
        gold = self.both + self.missing
        return self.both / gold if gold else None

    @property
    def f1(self) -> float:
        """1 where neither side has anything: the acceptance scorer's rule."""
        weight = 2 * self.both + self.extra + self.missing
        return 2 * self.both / weight if weight else 1.0


def percentile(values: Sequence[float], part: float) -> float | None:
    """The value at ``part`` of the sorted ``values`` without interpolation; None of nothing."""
    return sorted(values)[int(len(values) * part)] if values else None
