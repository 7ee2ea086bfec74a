"""One builder at a time. The system lets go of the lock when its holder dies, so a kill leaves none behind."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from index.types import Progress

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


PAUSE = 0.2  # seconds between two tries


@contextlib.contextmanager
def build_lock(path: Path, progress: Progress | None = None) -> Iterator[None]:
    """Hold the lock file ``path``; says so once when another process holds it, and waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if not _is_mine(file):
            if progress:
                progress("另一个进程正在建立索引，等待其完成", 0, 0)
            while not _is_mine(file):
                time.sleep(PAUSE)
        yield


def _is_mine(file: IO[bytes]) -> bool:
    try:
        _take(file)
    except OSError:
        return False
    return True
