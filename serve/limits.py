"""How much may be asked: requests a minute of one key, and requests at work at one time."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread

from serve.faults import Refused

MINUTE = 60.0
WAITING = 256
P = ParamSpec("P")
T = TypeVar("T")


class Rate:
    """At most ``most`` requests of one name within any minute; 0 sets no bound."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._seen: dict[str, deque[float]] = {}

    def take(self, name: str) -> float:
        """Count a request of ``name``; 0 where it is within the bound, else the seconds until the next one will be."""
        if not self._most:
            return 0.0
        now = self._clock()
        with self._lock:
            seen = self._seen.setdefault(name, deque())
            while seen and now - seen[0] >= MINUTE:
                seen.popleft()
            if len(seen) >= self._most:
                return MINUTE - (now - seen[0])
            seen.append(now)
        return 0.0


class Crew:
    """Runs slow functions on ``hands`` threads; those that come while all are busy wait their turn.

    Answering is mostly Python, of which one thread runs at a time: more threads than cores only make each slower.
    """

    def __init__(self, hands: int, waiting: int = WAITING) -> None:
        self._hands, self._waiting = hands, waiting
        self._limiter: anyio.CapacityLimiter | None = None

    async def run(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """What ``function`` returns. Refused (503) when too many wait already."""
        limiter = self._limiter = self._limiter or anyio.CapacityLimiter(self._hands)
        if limiter.statistics().tasks_waiting >= self._waiting:
            raise Refused(503, "busy", f"同时提问的太多，已有 {self._waiting} 个请求在等候，请稍后再试。", wait=1.0)
        return await anyio.to_thread.run_sync(partial(function, *given, **named), limiter=limiter)

    async def stream(self, function: Callable[P, Iterator[T]], *given: P.args, **named: P.kwargs) -> AsyncIterator[T]:
        """What ``function`` yields, as it comes; where nobody reads on, it is left at its next piece. Refused as ``run``."""
        loop, pieces, left = asyncio.get_running_loop(), asyncio.Queue[T | None](), threading.Event()

        def work() -> None:
            for piece in function(*given, **named):
                if left.is_set():
                    return
                loop.call_soon_threadsafe(pieces.put_nowait, piece)

        task = asyncio.ensure_future(self.run(work))
        task.add_done_callback(lambda _: pieces.put_nowait(None))
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await task
        finally:
            left.set()
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
