"""The page as a user starts it, over the small library."""

import sys

from browsing import small_library
from fake_qa import FakeQA

import app


def open_small(settings: app.Settings, progress: app.Progress) -> FakeQA:
    for done in range(3):
        progress("读取文件", done, 2)
    return small_library()


sys.exit(app.main(open_small))
