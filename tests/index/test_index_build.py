"""Building, opening and rebuilding with a small reader and embedder."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from bigram_embedder import BigramEmbedder
from plain_reader import read_plain
from small_plans import PLANS

from corpus.errors import InputError, LibraryError
from corpus.types import Reading
from index import BuildReport, IndexConfig, Library, Skipped, build_index, ensure_library, open_library
from index.cache import open_cache
from index.lock import build_lock
from index.recipe import Recipe, source_hash, why_stale


class CountingReader:
    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, name: str, data: bytes) -> Reading:
        self.names.append(name)
        return read_plain(name, data)


def rebuild(home: Path, documents: Path) -> tuple[BuildReport, CountingReader, BigramEmbedder]:
    reader, embedder = CountingReader(), BigramEmbedder()
    return build_index(home, documents, read=reader, embedder=embedder), reader, embedder


def test_a_library_holds_every_record_in_source_order(library: Library) -> None:
    readings = [read_plain(name, text.encode()) for name, text in sorted(PLANS.items())]
    assert library.documents == tuple(reading.document for reading in readings)
    assert library.plans == tuple(plan for reading in readings for plan in reading.plans)
    assert library.passages == tuple(passage for reading in readings for passage in reading.passages)
    assert library.tasks == tuple(task for reading in readings for task in reading.tasks)


def test_the_first_build_reports_what_it_did(home: Path, documents: Path) -> None:
    report, reader, embedder = rebuild(home, documents)
    assert (report.documents, report.plans, report.passages, report.tasks) == (3, 3, 8, 6)
    assert (report.read, report.embedded, report.skipped, report.unchanged) == (3, 8, (), False)
    assert reader.names == ["air.txt", "soil.txt", "water.txt"]
    assert len(embedder.asked) == report.windows == 8


def test_an_unchanged_library_is_neither_read_nor_embedded(library: Library, home: Path, documents: Path) -> None:
    files = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file() and path.name != "LOCK"}
    report, reader, embedder = rebuild(home, documents)
    assert report.unchanged
    assert (report.read, report.embedded, reader.names, embedder.asked) == (0, 0, [], [])
    assert (report.documents, report.passages) == (3, 8)
    assert report.seconds < 2
    assert files == {path: path.stat().st_mtime_ns for path in files}


def test_only_what_changed_is_read_and_embedded(library: Library, home: Path, documents: Path) -> None:
    (documents / "soil.txt").write_text(PLANS["soil.txt"] + "新增一行。\n", encoding="utf-8")
    report, reader, embedder = rebuild(home, documents)
    assert (report.read, report.embedded, reader.names) == (1, 1, ["soil.txt"])
    assert embedder.asked[0].endswith("新增一行。")


def test_a_document_put_back_is_not_embedded_again(library: Library, home: Path, documents: Path) -> None:
    (documents / "soil.txt").unlink()
    assert rebuild(home, documents)[0].documents == 2
    (documents / "soil.txt").write_text(PLANS["soil.txt"], encoding="utf-8")
    report, reader, _ = rebuild(home, documents)
    assert (report.documents, report.embedded, reader.names) == (3, 0, ["soil.txt"])


@pytest.mark.parametrize("order", [["air.txt", "soil.txt", "water.txt"], ["water.txt", "soil.txt", "air.txt"]])
def test_an_index_does_not_depend_on_its_history(home: Path, documents: Path, order: list[str]) -> None:
    rebuild(home, documents)
    at_once = (home / "index" / "CURRENT").read_text()
    texts = {name: (documents / name).read_bytes() for name in order}
    for name in order[1:]:
        (documents / name).unlink()
    for name in order:
        (documents / name).write_bytes(texts[name])
        rebuild(home, documents)
    assert (home / "index" / "CURRENT").read_text() == at_once


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda folder: (folder / "new.txt").write_text(PLANS["air.txt"], encoding="utf-8"), "新增文档 new.txt"),
        (lambda folder: (folder / "air.txt").unlink(), "删除文档 air.txt"),
        (lambda folder: (folder / "air.txt").write_text(PLANS["soil.txt"], encoding="utf-8"), "修改文档 air.txt"),
    ],
)
def test_a_stale_index_is_rebuilt_with_the_reason(
    library: Library, home: Path, documents: Path, change: object, reason: str
) -> None:
    change(documents)  # type: ignore[operator]
    told: list[str] = []
    fresh = ensure_library(
        home,
        documents,
        progress=lambda stage, *_: told.append(stage),
        read=read_plain,
        embedder=BigramEmbedder(),
    )
    assert told[0] == f"索引已过期（{reason}），现在建立索引"
    assert [document.id for document in fresh.documents] == sorted(path.name for path in documents.glob("*.txt"))


def test_another_embedder_makes_an_index_stale(library: Library, home: Path, documents: Path) -> None:
    with pytest.raises(LibraryError, match="向量模型已更换"):
        open_library(home, documents, embedder=BigramEmbedder("other"))


def test_why_stale_names_every_reason() -> None:
    made = Recipe(1, {"a.txt": "1", "b.txt": "2"}, "e5", {"window": 200}, "r", "i", {"jieba": "0.42"})
    today = Recipe(1, {f"{n}.txt": "1" for n in "cdefg"}, "e5", {"window": 200}, "r2", "i", {"jieba": "0.43"})
    assert why_stale(made, made) == ""
    assert why_stale(made, today) == (
        "新增文档 c.txt、d.txt、e.txt 等 5 份；删除文档 a.txt、b.txt；程序已更新；索引格式或依赖库版本已变"
    )


def test_source_hash_follows_code_and_vocabulary_only(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    files = {"a.py": True, "vocabulary/units.txt": True, "notes.md": False}
    for name, counts in files.items():
        before = source_hash(tmp_path)
        (tmp_path / name).write_text("x")
        assert (source_hash(tmp_path) != before) == counts


def test_an_unreadable_document_is_left_out_and_reported(home: Path, documents: Path) -> None:
    (documents / "bad.txt").write_bytes(b"\xff\xfe\xff")
    told: list[str] = []
    report = build_index(
        home, documents, progress=lambda stage, *_: told.append(stage), read=read_plain, embedder=BigramEmbedder()
    )
    assert report.skipped == (Skipped("bad.txt", "bad.txt 不是 UTF-8 文本"),)
    assert report.documents == 3
    assert "跳过文档 bad.txt：bad.txt 不是 UTF-8 文本" in told
    again, _, _ = rebuild(home, documents)
    assert again.unchanged
    assert again.skipped == report.skipped
    assert open_library(home, documents, embedder=BigramEmbedder()).skipped == report.skipped


def test_nothing_readable_is_an_input_error_and_the_old_index_stays(
    library: Library, home: Path, documents: Path
) -> None:
    pointer = (home / "index" / "CURRENT").read_bytes()
    for path in documents.glob("*.txt"):
        path.write_bytes(b"")
    with pytest.raises(InputError, match="没有内容"):
        rebuild(home, documents)
    assert (home / "index" / "CURRENT").read_bytes() == pointer


def test_documents_without_passages_are_an_input_error(home: Path, documents: Path) -> None:
    for path in documents.glob("*.txt"):
        path.write_text("只有标题\n", encoding="utf-8")
    with pytest.raises(InputError, match="没有可供检索的正文"):
        rebuild(home, documents)


@pytest.mark.parametrize("folder", ["missing", "empty"])
def test_a_folder_without_documents_is_an_input_error(home: Path, tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "README.md").write_text("说明", encoding="utf-8")
    with pytest.raises(InputError, match=r"^.*文档目录.*$"):
        ensure_library(home, tmp_path / folder, read=read_plain, embedder=BigramEmbedder())
    assert [path.name for path in home.iterdir()] == ["jieba"]


def test_a_fault_of_the_reader_is_not_hidden(home: Path, documents: Path) -> None:
    def broken(name: str, data: bytes) -> Reading:
        raise ZeroDivisionError(name)

    with pytest.raises(ZeroDivisionError):
        build_index(home, documents, read=broken, embedder=BigramEmbedder())


def test_progress_counts_each_stage_to_its_end(home: Path, documents: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_index(home, documents, progress=lambda *step: told.append(step), read=read_plain, embedder=BigramEmbedder())
    assert ("载入向量模型", 0, 0) in told
    assert [step for step in told if step[1] == step[2] > 0] == [
        ("读取文档", 3, 3),
        ("计算向量", 8, 8),
        ("写入索引", 1, 1),
    ]


def test_batches_done_before_a_kill_are_kept(home: Path, documents: Path) -> None:
    lines = "".join(f"第{n}项工作要求各单位抓好落实。\n" for n in range(70))
    (documents / "long.txt").write_text("长平县2021年方案\n" + lines, encoding="utf-8")

    class Dying(BigramEmbedder):
        def passages(self, texts):  # type: ignore[no-untyped-def]
            if self.asked:
                raise KeyboardInterrupt
            return super().passages(texts)

    with pytest.raises(KeyboardInterrupt):
        build_index(home, documents, read=read_plain, embedder=Dying())
    report, _, _ = rebuild(home, documents)
    assert (report.windows, report.embedded) == (78, 46)


def test_a_damaged_vector_cache_is_filled_again(library: Library, home: Path, documents: Path) -> None:
    path = home / "cache" / "vectors.sqlite"
    (documents / "air.txt").unlink()
    path.write_bytes(b"no database" * 1000)
    report, _, _ = rebuild(home, documents)
    assert report.embedded == report.windows == 5


def test_a_vector_that_was_changed_counts_as_missing(library: Library, home: Path, documents: Path) -> None:
    (documents / "air.txt").unlink()
    with open_cache(home / "cache" / "vectors.sqlite") as cache:
        connection = cache._connection
        connection.execute("UPDATE vectors SET vector = zeroblob(512)")
        connection.commit()
    assert rebuild(home, documents)[0].embedded == 5


def test_two_builders_do_not_collide(home: Path, documents: Path) -> None:
    reports: list[BuildReport] = []
    threads = [threading.Thread(target=lambda: reports.append(rebuild(home, documents)[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(report.unchanged for report in reports) == [False, True, True, True]


def test_a_waiting_builder_says_so(tmp_path: Path) -> None:
    told: list[str] = []

    def wait() -> None:
        with build_lock(tmp_path / "LOCK", lambda stage, *_: told.append(stage)):
            told.append("mine")

    with build_lock(tmp_path / "LOCK", lambda *_: None):
        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.5)
        assert told == ["另一个进程正在建立索引，等待其完成"]
    thread.join()
    assert told[1:] == ["mine"]


def test_nothing_is_written_outside_the_home(library: Library, tmp_path: Path) -> None:
    library.search("危险废物")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["documents", "home"]
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["cache", "index", "jieba"]


def test_the_vector_store_is_no_part_of_the_recipe(library: Library, home: Path, documents: Path) -> None:
    config = IndexConfig(vector_store="langchain_core.vectorstores:InMemoryVectorStore")
    other = open_library(home, documents, config, embedder=BigramEmbedder())
    for query in ("危险废物由谁牵头", "黑臭水体", "区财政局配合什么"):
        assert [hit.passage.id for hit in other.search(query)] == [hit.passage.id for hit in library.search(query)]
