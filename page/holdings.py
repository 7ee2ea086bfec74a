"""Changing the library: files are added or removed, the index is brought up to them, and the new library answers.

Changes are made in a folder of the home (``HOME/documents``), which is the library from the first change on; it begins
as a copy of the folder that was the library before, so that bundled files are never touched. One change at a time, on
a thread of its own, while the library before goes on answering. What cannot be read is refused before anything is
changed; if the index cannot be made, the files go back to what they were.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from page.assistant import Assistant
from page.job import Bench, Job
from page.opening import Opening, Progress, staged

FOLDER = "documents"
LARGEST = 20 * 2**20  # bytes of one file; the bundled plans have 20 to 90 thousand
PARTIAL = ".partial-"  # files whose names begin with a dot are no documents
Read = Callable[[str, bytes], object]
"""Reads a file as the library does; InputError when it is no document."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the library comes from: its home, its folder at the start, and how it is read and opened."""

    home: Path
    documents: Path
    suffixes: frozenset[str]
    read: Read
    reopen: Callable[[Progress], Assistant]


class Holdings:
    """The files of the library behind ``opening``."""

    def __init__(self, source: Source, opening: Opening) -> None:
        self.source = source
        self.opening = opening
        self._bench = Bench("资料库正在更新，请等这次更新结束再操作。", "没有更新")

    @property
    def suffixes(self) -> list[str]:
        """How the names of files that can be read end."""
        return sorted(self.source.suffixes)

    def add(self, files: Mapping[str, bytes]) -> Job:
        """Begin to add ``files`` or to put them in the place of those of their names. InputError for what cannot be one."""
        checked = {file_name(name, self.source.suffixes): data for name, data in files.items()}
        for name, data in checked.items():
            if len(data) > LARGEST:
                raise InputError(f"文件“{name}”有 {len(data) >> 20} MB，超过 {LARGEST >> 20} MB，无法添加。")
            self.source.read(name, data)
        return self._begin(checked, f"已添加 {'、'.join(checked)}")

    def remove(self, name: str) -> Job:
        """Begin to take the file ``name`` out. InputError when it is not there or is the last one."""
        names = [document.id for document in self.opening.library.documents]
        if name not in names:
            raise InputError(f"资料库里没有文件“{name}”。")
        if len(names) == 1:
            raise InputError("这是资料库里最后一份文件，不能移除。请先添加别的文件。")
        return self._begin({name: None}, f"已移除 {name}")

    def _begin(self, changes: Mapping[str, bytes | None], done: str) -> Job:
        def work(job: Job) -> str:
            job.line = "正在写入文件"
            before = self._write(changes)
            try:
                self.opening.replace(self.source.reopen(lambda *step: setattr(job, "line", staged(*step))))
            except BaseException:
                self._write(before)
                raise
            return f"{done}。资料库已更新。"

        return self._bench.begin(work)

    def _write(self, changes: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
        """Make the changes (None removes a file); what was there before, to be put back the same way."""
        folder = self._folder()
        before = {name: (folder / name).read_bytes() if (folder / name).is_file() else None for name in changes}
        for name, data in changes.items():
            if data is None:
                (folder / name).unlink(missing_ok=True)
            else:
                partial = folder / f"{PARTIAL}{name}"
                partial.write_bytes(data)
                partial.replace(folder / name)
        return before

    def _folder(self) -> Path:
        """The home's own folder; made whole, or not at all, from the one before."""
        own = self.source.home / FOLDER
        if not own.is_dir():
            partial = self.source.home / f"{PARTIAL}{FOLDER}"
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            for path in self.source.documents.iterdir():
                if path.suffix.lower() in self.source.suffixes and path.is_file():
                    shutil.copy2(path, partial / path.name)
            partial.rename(own)
        return own


def file_name(name: str, suffixes: frozenset[str]) -> str:
    """``name`` as a file of the library has it. InputError for a name that leads elsewhere or ends in another way."""
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain or plain.startswith((".", "~$")) or re.search(r'[\\/:*?"<>|\x00-\x1f]', plain) or len(plain) > 120:
        raise InputError(f'文件名“{name[:60]}”不能用：不能以点开头，不能含 \\ / : * ? " < > |，最长 120 个字。')
    if Path(plain).suffix.lower() not in suffixes:
        raise InputError(f"文件“{plain}”的格式还不能读入。可以添加：{'、'.join(sorted(suffixes))}。")
    return plain
