"""Asynchronous clients in tests that may run beside a browser, which keeps a loop running in the main thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` to its end in a thread with a loop of its own; its error is raised here."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
