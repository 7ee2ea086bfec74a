"""Servers as a user starts them, for clients that know nothing of this project's insides."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLANQA = [sys.executable, "-m", "planqa"]


@contextmanager
def started(*options: str, **settings: str) -> Iterator[str]:
    """The address of ``planqa serve`` over the project's own library."""
    process = subprocess.Popen(
        [*PLANQA, "serve", "--port", "7950", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"} | settings,
    )
    with process:
        line = process.stdout.readline()
        while "已就绪" not in process.stdout.readline():
            assert process.poll() is None
        yield re.search(r"http://\S+(?=/)", line)[0]
        process.terminate()
