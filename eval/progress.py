"""Progress on the terminal's error stream, so that tables on the output can be piped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


@contextmanager
def counting(title: str, total: int, console: Console) -> Iterator[Callable[[], None]]:
    """A bar over ``total`` steps; the value is called after each step."""
    with _bars(console) as progress:
        task = progress.add_task(title, total=total)
        yield lambda: progress.advance(task)


@contextmanager
def reporting(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each stage of an index build; remarks (total 0) are printed."""
    with _bars(console) as progress:
        stages: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if not total:
                console.print(stage, style="dim", markup=False)
                return
            if stage not in stages:
                stages[stage] = progress.add_task(stage, total=total)
            progress.update(stages[stage], completed=done, total=total)

        yield report


def _bars(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
