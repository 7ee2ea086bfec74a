"""The outcome of every hostile file as the table of ``docs/formats.md``; the tests hold the table to be true.

PYTHONPATH=tests/formats python -m outcomes    # prints the table anew
"""

from __future__ import annotations

from hostile import CASES, SMALL, Case

from corpus.errors import InputError
from corpus.formats import Rendered, render
from corpus.reader import read_rendered

HEAD = "| 文件 | 结果 |\n|---|---|"


def row_read(case: Case, rendered: Rendered) -> str:
    """The table's row for a file that was read."""
    tasks = len(read_rendered(case.name, "", rendered).tasks)
    filled = sum(bool(line.strip()) for line in rendered.lines)
    told = "".join(f"；{notice}" for notice in rendered.notices)
    return _row(case, f"读出{filled}行文字，{tasks}项任务{told}")


def row_refused(case: Case, error: InputError) -> str:
    """The table's row for a file that was refused."""
    return _row(case, str(error).replace(case.name, "…"))


def _row(case: Case, outcome: str) -> str:
    return f"| {case.name} | {outcome.replace('|', '／')} |"


def _made(case: Case) -> str:
    try:
        return row_read(case, render(case.name, case.make(), limits=SMALL))
    except InputError as error:
        return row_refused(case, error)


if __name__ == "__main__":
    print(HEAD, *map(_made, CASES), sep="\n")
