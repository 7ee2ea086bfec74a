"""Timings that travel: every time stands beside a baseline measured in the same run, and the ratio is what counts.

Seconds differ from machine to machine, so no test and no floor is about seconds.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from statistics import median
from typing import Any, TypeVar

from corpus.errors import LibraryError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """``seconds`` for ``name`` and for what it is compared with."""

    name: str
    seconds: float
    baseline: str
    baseline_seconds: float

    @property
    def ratio(self) -> float | None:
        """How many times as long as the baseline it took: less than 1 is faster. None when the baseline took none."""
        return self.seconds / self.baseline_seconds if self.baseline_seconds else None

    def to_dict(self) -> dict[str, Any]:
        """The form written as JSON."""
        return {**asdict(self), "ratio": self.ratio}


@dataclass(frozen=True, slots=True)
class Growth:
    """``seconds`` for ``times`` as much of the same text; ``once`` is the time for the text itself."""

    times: int
    seconds: float
    once: float

    @property
    def excess(self) -> float:
        """The time over that of strictly linear growth: 1 is linear, ``times`` is quadratic."""
        return self.seconds / (self.once * self.times)

    def to_dict(self) -> dict[str, Any]:
        """The form written as JSON."""
        return {**asdict(self), "excess": self.excess}


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The median over ``repeats`` of doing ``work``."""
    return median(seconds(work) for _ in range(repeats))


def each(work: Callable[[T], object], items: Iterable[T]) -> list[float]:
    """How long ``work`` takes for each of ``items``."""
    return [seconds(partial(work, item)) for item in items]


def growth(work: Callable[[int], object], sizes: Sequence[int]) -> list[Growth]:
    """The time of ``work(n)`` for each n of ``sizes`` beside that of ``work(1)``."""
    once = median_seconds(partial(work, 1))
    return [Growth(size, once if size == 1 else seconds(partial(work, size)), once) for size in sizes]


def process_seconds(program: str, *arguments: str) -> float:
    """How long a fresh Python takes from its start to the end of ``program``. LibraryError when it fails."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise LibraryError(f"测速的子进程失败：{done.stderr.strip().splitlines()[-1:]}")
    return time.perf_counter() - start
