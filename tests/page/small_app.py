"""The page as a user starts it, over the small library; once files were added or removed, over those in the home."""

from __future__ import annotations

import sys

import numpy as np
from browsing import small_library
from fake_qa import FakeQA, read

import app


class NoEncoder:
    """Stands in where an evaluation names its embedder; nothing is embedded."""

    def identity(self) -> str:
        return "none"

    def passages(self, texts: list[str]) -> np.ndarray:
        raise NotImplementedError

    questions = passages


def open_small(settings: app.Settings, progress: app.Progress, read_again: object = None) -> FakeQA:
    for done in range(3):
        progress("读取文件", done, 2)
    own = settings.home / "documents"
    return FakeQA(*map(read, sorted(own.glob("*.txt")))) if own.is_dir() else small_library()


if __name__ == "__main__":
    sys.exit(app.main(open_small, lambda _: NoEncoder()))
