"""Taking files into the library: found, unpacked, compared with what is there, read, written. One file never stops another.

The library that may be changed is ``HOME/documents``; it begins as a copy of the folder that was the library before, so
that bundled files are never touched. The same content under another name is not taken twice; another content under a
known name is kept beside it, its name numbered (方案（2）.docx). Zip archives are opened in memory; nothing in them is
unpacked to disk but the documents themselves, by their bare names.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from itertools import chain, count
from pathlib import Path, PurePath, PurePosixPath
from typing import Protocol

from corpus.errors import InputError
from corpus.formats import SUFFIXES, Limits, Rendered, is_document, render
from corpus.formats.types import Progress
from corpus.reader import read_rendered
from corpus.text import fold
from corpus.types import Document, Plan, Reading
from qa.versions import copy_number

FOLDER = "documents"
PARTIAL = ".partial-"  # files whose names begin with a dot are no documents
LIMITS = Limits()
_ODD = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 120
_NUMBERED = re.compile(r"（\d+）$")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to take in."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: ``taken`` under the name ``document``, or not, and why (one Chinese line)."""

    name: str
    document: str
    taken: bool
    text: str


class Remembering:
    """Reads documents; what it has read once it gives again, so that checking a scan and indexing it recognise it once."""

    def __init__(self, tell: Progress | None = None) -> None:
        self.tell = tell
        self._known: dict[str, Rendered] = {}

    def __call__(self, name: str, data: bytes, progress: Progress | None = None) -> Reading:
        """As ``corpus.read_document``."""
        key = sha256(data).hexdigest()
        if key not in self._known:
            self._known[key] = render(name, data, progress or self.tell)
        return read_rendered(name, key, self._known[key])

    def forget(self) -> None:
        """Give the memory back, once the index is built."""
        self._known.clear()


# --- what is to be taken in ----------------------------------------------------------------------------------------


def gather(paths: Iterable[Path], limits: Limits = LIMITS) -> Iterator[Incoming | Outcome]:
    """The documents in files, folders (with those inside) and zip archives; what cannot be one is an ``Outcome``."""
    for path in paths:
        if not path.exists():
            yield _refused(str(path), "没有这个文件或文件夹：请检查路径")
        elif path.is_dir():
            for found in sorted(path.rglob("*")):
                if found.is_file() and not _is_hidden(found.relative_to(path)):
                    yield from _from_file(found, limits)
        else:
            yield from _from_file(path, limits)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts if part != "..")


def _from_file(path: Path, limits: Limits) -> Iterator[Incoming | Outcome]:
    try:
        if path.stat().st_size > limits.size:
            yield _refused(path.name, f"超过 {limits.size >> 20} MB，未读取：请拆分后重新放入")
            return
        data = path.read_bytes()
    except OSError as error:
        yield _refused(path.name, f"无法读取（{error.strerror}）：请检查权限")
        return
    yield from opened(Incoming(path.name, data), limits)


def opened(file: Incoming, limits: Limits = LIMITS) -> Iterator[Incoming | Outcome]:
    """``file`` itself or, of a zip archive, the documents in it."""
    if PurePath(file.name).suffix.lower() != ".zip":
        yield file if is_document(file.name) else _refused(file.name, f"格式不在可读之列（{known_suffixes()}）")
        return
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            yield from _from_archive(file.name, archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        yield _refused(file.name, "压缩包已损坏或已加密，无法解开：请重新压缩或解压后放入")


def _from_archive(name: str, archive: zipfile.ZipFile, limits: Limits) -> Iterator[Incoming | Outcome]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        yield _refused(name, "解压后过大（疑似压缩炸弹），未读取：请核对来源，或解压后放入")
        return
    for entry in entries:
        inner = PurePosixPath(_entry_name(entry).replace("\\", "/"))
        if _is_hidden(Path(*inner.parts)) or inner.parts[:1] == ("__MACOSX",):
            continue
        if not is_document(inner.name):
            yield _refused(f"{name}／{inner.name}", "格式不在可读之列")
        elif entry.flag_bits & 1:
            yield _refused(f"{name}／{inner.name}", "已加密，无法解开：请解除密码后放入")
        else:
            with archive.open(entry) as stream:  # no more than the limit is unpacked, whatever the entry says
                data = stream.read(limits.size + 1)
            large = len(data) > limits.size
            yield _refused(inner.name, "过大，未读取：请拆分后放入") if large else Incoming(inner.name, data)


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as Chinese Windows wrote it: without the mark for UTF-8, names are GBK, which zipfile takes for cp437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def known_suffixes() -> str:
    """How the names of documents end, in words."""
    return "、".join(sorted(SUFFIXES))


def _refused(name: str, why: str) -> Outcome:
    return Outcome(name, "", False, f"{name}：{why}。")


def plain_name(name: str) -> str:
    """``name`` as a file of the library has it. InputError for a name that leads elsewhere or ends in another way."""
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain or plain.startswith((".", "~$")) or _ODD.search(plain) or len(plain) > _LONGEST:
        raise InputError(f'文件名“{name[:60]}”不能用：不能以点开头，不能含 \\ / : * ? " < > |，最长 {_LONGEST} 个字。')
    if not is_document(plain):
        raise InputError(f"文件“{plain}”的格式还不能读入。可以添加：{known_suffixes()}。")
    return plain


# --- the library's own folder --------------------------------------------------------------------------------------


class Held(Protocol):
    """What of a library is compared with."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Its documents."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Its plans."""


@dataclass(slots=True)
class _Here:
    """What the library holds so far: files by the hash of their text, and plans."""

    texts: dict[str, str]
    plans: list[Plan]


class Intake:
    """The folder of a library that is changed. ``documents`` is the folder that was the library before any change."""

    def __init__(self, home: Path, documents: Path, read: Callable[[str, bytes], Reading]) -> None:
        self.home, self.documents, self.read = home, documents, read

    def take(self, files: Iterable[Incoming | Outcome], known: Held) -> tuple[list[Outcome], Undo]:
        """Write what is new among ``files`` into the library's folder; ``known`` is what it holds.

        What became of each, in order, and how to go back. Call for an index that is brought up to it afterwards.
        """
        here = _Here({_text_of(document.lines): document.id for document in known.documents}, list(known.plans))
        outcomes: list[Outcome] = []
        undo = Undo()
        for file in files:
            outcome = file if isinstance(file, Outcome) else self._take(file, here, undo)
            outcomes.append(outcome)
        return outcomes, undo

    def _take(self, file: Incoming, here: _Here, undo: Undo) -> Outcome:
        try:
            name = plain_name(file.name)
            reading = self.read(name, file.data)
        except InputError as error:
            return Outcome(file.name, "", False, str(error))
        text = _text_of(reading.document.lines)
        if same := here.texts.get(text):
            return Outcome(file.name, same, False, f"{file.name}：与文库中的 {same} 内容相同，未重复收入。")
        number = max((copy_number(plan, here.plans) for plan in reading.plans), default=1)
        name = _free(name, number, set(here.texts.values()))
        undo.written.append(self._write(name, file.data))
        here.texts[text] = name
        here.plans += self.read(name, file.data).plans
        renamed = "" if name == file.name else f"，文库中有同名文件或同一方案，两份都保留，新的一份存为 {name}"
        notices = "".join(f"；{notice}" for notice in reading.document.notices)
        counts = f"{len(reading.plans)} 个方案，{len(reading.tasks)} 项任务"
        return Outcome(file.name, name, True, f"{file.name}：{counts}{renamed}{notices}。")

    def remove(self, name: str) -> Undo:
        """Take the file ``name`` out of the library's folder; how to put it back. InputError when it is not there."""
        path = self.folder() / name
        if PurePath(name).name != name or not path.is_file():
            raise InputError(f"文库里没有文件“{name}”。")
        undo = Undo(removed=[(path, path.read_bytes())])
        path.unlink()
        return undo

    def _write(self, name: str, data: bytes) -> Path:
        folder = self.folder()
        partial_path = folder / f"{PARTIAL}{name}"
        partial_path.write_bytes(data)
        return partial_path.replace(folder / name)

    def folder(self) -> Path:
        """The home's own folder; made whole, or not at all, from the one before."""
        own = self.home / FOLDER
        if not own.is_dir():
            fresh = self.home / f"{PARTIAL}{FOLDER}"
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(parents=True)
            for path in self.documents.iterdir() if self.documents.is_dir() else ():
                if is_document(path.name) and path.is_file():
                    shutil.copy2(path, fresh / path.name)
            fresh.rename(own)
        return own


@dataclass(slots=True)
class Undo:
    """Changes to a folder, to be taken back when no index can be made of it."""

    written: list[Path] = field(default_factory=list)
    removed: list[tuple[Path, bytes]] = field(default_factory=list)

    def __call__(self) -> None:
        """Take them back."""
        for path in self.written:
            path.unlink(missing_ok=True)
        for path, data in self.removed:
            path.write_bytes(data)


def _free(name: str, number: int, names: set[str]) -> str:
    """``name``, numbered from ``number`` up where that is not 1 or the library has a file of that name."""
    path = PurePath(name)
    stem = _NUMBERED.sub("", path.stem)
    numbered = (f"{stem}（{n}）{path.suffix}" for n in count(max(number, 2)))
    free = chain([name] if number == 1 else [], numbered)
    return next(each for each in free if each not in names)


def _text_of(lines: Sequence[str]) -> str:
    """A hash of what is written, whatever the layout."""
    return sha256("".join(map(fold, lines)).encode()).hexdigest()


# --- a watched folder ----------------------------------------------------------------------------------------------


Snapshot = dict[Path, tuple[int, int]]


def snapshot(folder: Path) -> Snapshot:
    """The documents and archives under ``folder`` with size and time of change. Polled: shared drives tell of no changes."""
    found = {}
    for path in folder.rglob("*"):
        wanted = is_document(path.name) or path.suffix.lower() == ".zip"
        if wanted and not _is_hidden(path.relative_to(folder)) and path.is_file():
            state = path.stat()
            found[path] = (state.st_size, state.st_mtime_ns)
    return found


def settled(before: Snapshot, now: Snapshot, done: Snapshot) -> list[Path]:
    """The files that are new or changed since they were ``done``, and no longer being written."""
    return sorted(path for path, state in now.items() if before.get(path) == state and done.get(path) != state)
