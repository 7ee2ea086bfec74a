"""A build that is killed, refused by the disk or damaged afterwards never costs the last good index."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bigram_embedder import BigramEmbedder
from plain_reader import read_plain
from small_plans import PLANS

from corpus.errors import LibraryError
from index import Library, build_index, ensure_library, open_library
from index.cache import open_cache
from index.files import disk_errors_explained
from index.generations import FILES, Generation, read_generation, write_generation
from index.recipe import Recipe

HOLDING = Recipe.of_today({}, "holding")


def generation(name: str) -> Generation:
    return Generation(replace(HOLDING, embedder=name), (), {file: f"{name} {file}".encode() for file in FILES})


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "index").iterdir() if path.is_dir())


@pytest.fixture
def root(home: Path) -> Path:
    (home / "index").mkdir(parents=True)
    return home / "index"


def test_what_is_written_is_read(home: Path, root: Path) -> None:
    write_generation(home, generation("old"))
    write_generation(home, generation("new"))
    assert read_generation(home) == generation("new")
    assert len(folders(home)) == 1


def test_the_same_build_again_takes_another_folder(home: Path, root: Path) -> None:
    write_generation(home, generation("old"))
    (first,) = folders(home)
    write_generation(home, generation("old"))
    assert folders(home) == [f"{first}-2"]


def in_child(action: Callable[[], None]) -> int:
    """Run ``action`` in a forked process; its exit status."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(step: int, folder: Path, action: Callable[[], None]) -> bool:
    """Whether a process that does ``action`` was killed at its ``step``-th operation on files of ``folder``."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event.startswith(("open", "os.", "shutil.")) and arguments and str(folder) in str(arguments[0]):
            seen += 1
            if seen == step:
                os._exit(9)

    def run() -> None:
        sys.addaudithook(hook)
        action()

    return in_child(run) == 9


def test_a_kill_at_any_moment_leaves_a_good_index(home: Path, root: Path) -> None:
    write_generation(home, generation("old"))
    step = 1
    while killed_at(step, home, lambda: write_generation(home, generation("new"))):
        assert read_generation(home) in (generation("old"), generation("new"))
        step += 1
    assert step > 15
    assert read_generation(home) == generation("new")
    assert len(folders(home)) == 1


class DiskWithRoom:
    """Stands for ``os.fsync`` on a disk that takes ``room`` writes and is full then."""

    def __init__(self, room: int, code: int) -> None:
        self.room, self.code = room, code
        self.sync = os.fsync

    def __call__(self, handle: int) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(self.code, os.strerror(self.code))
        self.sync(handle)


SYNCS = 8  # three files, the manifest, two folders, the pointer, its folder
SWITCHED = 7  # from here on the pointer is replaced


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("room", range(SYNCS))
def test_a_full_disk_leaves_a_good_index(
    library: Library, home: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, room: int, code: int
) -> None:
    (documents / "air.txt").write_text(PLANS["air.txt"] + "新增一行。\n", encoding="utf-8")
    before = read_generation(home)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", DiskWithRoom(room, code))
        with pytest.raises(LibraryError, match=r"^磁盘空间不足.*$"):
            build_index(home, documents, read=read_plain, embedder=BigramEmbedder())
    assert (read_generation(home) == before) == (room < SWITCHED)
    assert not list((home / "index").glob(".partial-*/*"))
    fresh = ensure_library(home, documents, read=read_plain, embedder=BigramEmbedder())
    assert fresh.passages[3].text == "新增一行。"


def test_sqlite_says_that_the_disk_is_full_in_its_own_way(home: Path) -> None:
    with open_cache(home / "vectors.sqlite") as cache:
        cache._connection.execute("PRAGMA max_page_count = 8")
        with pytest.raises(LibraryError, match="磁盘空间不足"), disk_errors_explained(home):
            cache.put([bytes([n]) for n in range(200)], np.ones((200, 128), np.float32))


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_folder_that_cannot_be_written_is_an_error_in_one_line(
    home: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "mkdir", refuse)  # root, who runs tests in CI, may write into any folder
    with pytest.raises(LibraryError, match=r"^无法写入 .*PLANQA_HOME.*$"):
        build_index(home, documents, read=read_plain, embedder=BigramEmbedder())


def test_a_home_below_a_file_is_an_error_in_one_line(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match=r"^无法写入 .*PLANQA_HOME.*$"):
        build_index(tmp_path / "file" / "home", documents, read=read_plain, embedder=BigramEmbedder())


def test_a_home_that_is_a_file_is_an_error_in_one_line(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(LibraryError, match=r"^无法写入 .*$"):
        build_index(tmp_path / "home", documents, read=read_plain, embedder=BigramEmbedder())


@pytest.mark.parametrize("file", [*FILES, "manifest.json", "CURRENT"])
@pytest.mark.parametrize("place", [0, 0.5, 1])
def test_one_changed_byte_is_noticed_and_rebuilt(
    library: Library, home: Path, documents: Path, file: str, place: float
) -> None:
    (path,) = (home / "index").rglob(file)
    data = bytearray(path.read_bytes())
    data[int(place * (len(data) - 2))] ^= 1
    path.write_bytes(data)
    embedder, told = BigramEmbedder(), list[str]()
    with pytest.raises(LibraryError):
        open_library(home, documents, embedder=embedder)
    again = ensure_library(
        home, documents, progress=lambda stage, *_: told.append(stage), read=read_plain, embedder=embedder
    )
    assert again.passages == library.passages
    assert "，现在建立索引" in told[0]
    assert "\n" not in told[0]
    assert embedder.asked == []  # the vectors were still known
    assert len(folders(home)) == 1


@pytest.mark.parametrize("file", [*FILES, "manifest.json", "CURRENT"])
@pytest.mark.parametrize("size", [None, 0, 20])
def test_a_missing_or_cut_file_is_noticed(
    library: Library, home: Path, documents: Path, file: str, size: int | None
) -> None:
    (path,) = (home / "index").rglob(file)
    if size is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(LibraryError):
        open_library(home, documents, embedder=BigramEmbedder())


def test_a_pointer_leads_nowhere_else(library: Library, home: Path, documents: Path) -> None:
    (home / "index" / "CURRENT").write_text("../../elsewhere 0")
    with pytest.raises(LibraryError, match="CURRENT 已损坏"):
        open_library(home, documents, embedder=BigramEmbedder())


def test_leftovers_of_a_killed_build_go(library: Library, home: Path, documents: Path) -> None:
    for name in (".partial-x", "0123456789abcdef"):
        (home / "index" / name).mkdir()
        (home / "index" / name / "dense.faiss").write_bytes(b"half")
    (documents / "air.txt").unlink()
    build_index(home, documents, read=read_plain, embedder=BigramEmbedder())
    assert len(folders(home)) == 1
    assert sorted(path.name for path in (home / "index").iterdir() if path.is_file()) == ["CURRENT", "LOCK"]


def test_an_open_library_outlives_the_next_build(library: Library, home: Path, documents: Path) -> None:
    (documents / "air.txt").unlink()
    build_index(home, documents, read=read_plain, embedder=BigramEmbedder())
    assert library.search("清洁取暖")[0].passage.document == "air.txt"  # its files were first needed now
