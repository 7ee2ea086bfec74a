"""The commands that change the library: take files in, take one out, watch a folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import InputError
from index import Progress
from qa.engine import PlanQA
from qa.intake import Intake, Outcome, Remembering, Snapshot, gather, settled, snapshot
from qa.settings import Settings

POLL = 2.0  # seconds between two looks at a watched folder
Report = Callable[[Sequence[Outcome], PlanQA], object]


def ingest(settings: Settings, paths: Sequence[Path], tell: Progress) -> tuple[list[Outcome], PlanQA]:
    """Take the documents in ``paths`` into the library and bring the index up to it; what became of each file.

    Where the index cannot be made the library's files are as before, and the error is raised.
    """
    read = Remembering(tell)
    before = PlanQA.open(settings=settings, progress=tell)
    intake = Intake(settings.home, settings.documents, read)
    outcomes, undo = intake.take(gather(paths), before.library)
    if not any(outcome.taken for outcome in outcomes):
        return outcomes, before
    try:
        return outcomes, PlanQA.open(settings=settings, progress=tell, read=read)
    except BaseException:
        undo()
        raise


def remove(settings: Settings, names: Sequence[str], tell: Progress) -> PlanQA:
    """Take files out of the library. InputError, with nothing changed, for an unknown one or the last."""
    library = PlanQA.open(settings=settings, progress=tell).library
    held = {document.id for document in library.documents} | {skipped.document for skipped in library.skipped}
    if unknown := [name for name in names if name not in held]:
        raise InputError(f"文库里没有文件“{'、'.join(unknown)}”。现有文件见 planqa documents。")
    if held <= set(names):
        raise InputError("不能移除文库里的最后一份文件。请先收入别的文件。")
    intake = Intake(settings.home, settings.documents, Remembering())
    undone = [intake.remove(name) for name in dict.fromkeys(names)]
    try:
        return PlanQA.open(settings=settings, progress=tell)
    except BaseException:
        for undo in undone:
            undo()
        raise


def watch(settings: Settings, folder: Path, tell: Progress, report: Report, *, rounds: int | None = None) -> None:
    """Take in what is put into ``folder`` or changed there, until interrupted (or for so many looks).

    What is taken out of the folder stays in the library: a moved file must not cost the answers that rest on it.
    """
    if not folder.is_dir():
        raise InputError(f"没有文件夹“{folder}”：请检查路径。")
    done: Snapshot = {}
    before = snapshot(folder)
    looks = 0
    while rounds is None or looks < rounds:
        looks += 1
        time.sleep(POLL)
        now = snapshot(folder)
        if paths := settled(before, now, done):
            report(*ingest(settings, paths, tell))
            done.update({path: now[path] for path in paths})
        before = now
