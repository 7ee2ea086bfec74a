"""Changing the library: files are added or removed, the index is brought up to them, and the new library answers.

One change at a time, on a thread of its own, while the library before goes on answering. What is taken in and where it is
kept is decided by ``qa.intake``; if the index cannot be made, the files go back to what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from corpus.types import Reading
from qa.intake import Incoming, Intake, Outcome, Undo, opened, plain_name
from serve.assistant import Assistant
from serve.job import Bench, Job
from serve.opening import Opening, Progress, staged

LARGEST = 20 * 2**20  # bytes of one file that a browser sends; larger ones come by ``planqa ingest``
ARCHIVE = ".zip"
Read = Callable[[str, bytes, Progress], Reading]
"""Reads a file as the library does, telling its pages; InputError when it is no document."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the library comes from: its home, its folder at the start, and how it is read and opened."""

    home: Path
    documents: Path
    suffixes: frozenset[str]
    read: Read
    reopen: Callable[[Progress], Assistant]


class MissingFileError(InputError):
    """A file that the library does not have."""


class Holdings:
    """The files of the library behind ``opening``."""

    def __init__(self, source: Source, opening: Opening) -> None:
        self.source = source
        self.opening = opening
        self._bench = Bench("资料库正在更新，请等这次更新结束再操作。", "没有更新")

    @property
    def suffixes(self) -> list[str]:
        """How the names of files that can be read end."""
        return sorted({*self.source.suffixes, ARCHIVE})

    def add(self, files: Mapping[str, bytes]) -> Job:
        """Begin to add ``files``. InputError for what cannot be one by its name or size."""
        for name, data in files.items():
            if not name.lower().endswith(ARCHIVE):
                plain_name(name)
            if len(data) > LARGEST:
                raise InputError(
                    f"文件“{name}”有 {len(data) >> 20} MB，超过 {LARGEST >> 20} MB，无法添加。请压缩或拆分后再添加，或用 planqa ingest 收入。"
                )

        def change(job: Job) -> tuple[Undo, str]:
            outcomes, undo = self._intake(job).take(_unpacked(files), self.opening.library)
            if not any(outcome.taken for outcome in outcomes):
                raise InputError(_told(outcomes))
            return undo, _told(outcomes)

        return self._begin(change)

    def remove(self, name: str) -> Job:
        """Begin to take the file ``name`` out. MissingFileError when it is not there, InputError when it is the last one."""
        names = [document.id for document in self.opening.library.documents]
        if name not in names:
            raise MissingFileError(f"资料库里没有文件“{name}”。")
        if len(names) == 1:
            raise InputError("这是资料库里最后一份文件，不能移除。请先添加别的文件。")
        return self._begin(lambda job: (self._intake(job).remove(name), f"已移除 {name}。"))

    def _intake(self, job: Job) -> Intake:
        """The library's folder; ``job`` tells which file is being read, and which of its pages."""

        def read(name: str, data: bytes) -> Reading:
            job.line = f"正在读取 {name}"
            return self.source.read(name, data, lambda *step: setattr(job, "line", f"正在读取 {name}：{staged(*step)}"))

        return Intake(self.source.home, self.source.documents, read)

    def _begin(self, change: Callable[[Job], tuple[Undo, str]]) -> Job:
        def work(job: Job) -> str:
            undo, done = change(job)
            try:
                self.opening.replace(self.source.reopen(lambda *step: setattr(job, "line", staged(*step))))
            except BaseException:
                undo()
                raise
            return f"{done}资料库已更新。"

        return self._bench.begin(work)


def _unpacked(files: Mapping[str, bytes]) -> Iterator[Incoming | Outcome]:
    for name, data in files.items():
        yield from opened(Incoming(name, data))


def _told(outcomes: Sequence[Outcome]) -> str:
    """What became of the files, those that were not taken with the reason."""
    taken = "、".join(outcome.document for outcome in outcomes if outcome.taken)
    left = "".join(outcome.text for outcome in outcomes if not outcome.taken)
    return (f"已添加 {taken}。" if taken else "") + left
