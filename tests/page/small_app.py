"""The page as a user starts it, over the small library; once files were added or removed, over those in the home."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
from browsing import small_library
from fake_qa import FakeQA

import app
from corpus import read_document
from corpus.formats import is_document
from corpus.types import Reading


class NoEncoder:
    """Stands in where an evaluation names its embedder; nothing is embedded."""

    def identity(self) -> str:
        return "none"

    def passages(self, texts: list[str]) -> np.ndarray:
        raise NotImplementedError

    questions = passages


def open_small(
    settings: app.Settings, progress: app.Progress, read_again: Callable[[str, bytes], Reading] | None = None
) -> FakeQA:
    for done in range(3):
        progress("读取文件", done, 2)
    own = settings.home / "documents"
    if not own.is_dir():
        return small_library()
    paths = sorted(path for path in own.iterdir() if is_document(path.name))
    return FakeQA(*((read_again or read_document)(path.name, path.read_bytes()) for path in paths))


if __name__ == "__main__":
    sys.exit(app.main(open_small, lambda _: NoEncoder()))
