"""Writing that survives a kill: a file or a folder is there whole under its name, or not there at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import LibraryError

FULL = {errno.ENOSPC, errno.EDQUOT}
LEFTOVER = ".partial-"


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in pieces (260 MB of weights take 0.2 s)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path`` in one step."""
    partial = path.with_name(LEFTOVER + path.name)
    write_file(partial, data)
    partial.replace(path)
    sync_folder(path.parent)


def publish_folder(target: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write into a fresh folder beside ``target``, then give it that name in one step.

    There must be no ``target`` yet, and no other process writing it.
    """
    partial = target.with_name(LEFTOVER + target.name)
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        fill(partial)
        sync_folder(partial)
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    sync_folder(target.parent)


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed process left in ``folder``. Call it only while no other process can be writing there."""
    for path in folder.glob(LEFTOVER + "*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` last. A system that cannot open folders (Windows) has nothing to be asked."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def disk_errors_explained(home: Path) -> Iterator[None]:
    """Turn the system's refusal to write into a LibraryError that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise LibraryError(_full(home)) from error
        reason = error.strerror or error
        raise LibraryError(f"无法写入 {home}（{reason}）：请改用可写的目录（--home 或 PLANQA_HOME）") from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise LibraryError(_full(home)) from error
        raise


def _full(home: Path) -> str:
    return f"磁盘空间不足，无法写入 {home}：请清理空间后重试，原有索引未受影响"
