"""Building and opening: from a folder of documents to a library.

A build reads only documents that changed, embeds only windows that it never saw, and becomes visible in one step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError, LibraryError
from corpus.formats import SUFFIXES, is_document
from corpus.types import Reading
from index.cache import VectorCache, cache_key, open_cache
from index.embedder import Embedder, choose_embedder
from index.faiss_index import FaissIndex
from index.files import disk_errors_explained, remove_leftovers
from index.generations import DENSE, INDEX, LEXICAL, STORE, Generation, read_generation, write_generation
from index.library import Library, library_of, words_of
from index.lock import build_lock
from index.recipe import Recipe, why_stale
from index.store import store_from_bytes, store_to_bytes
from index.types import BuildReport, IndexConfig, Progress, Skipped
from index.windows import windows

Floats = NDArray[np.float32]
Read = Callable[[str, bytes], Reading]
BATCH = 32  # windows embedded between two reports of progress; a kill loses no more than these


def ensure_library(
    home: Path,
    documents: Path,
    config: IndexConfig = IndexConfig(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    *,
    read: Read | None = None,
    embedder: Embedder | None = None,
) -> Library:
    """Open the last good index of the files in ``documents``; when there is none, say why and build it first.

    InputError when no document can be read; LibraryError when the index cannot be written or the embedder is missing;
    SettingError for an unknown vector store (at the first search). ``read`` takes the place of
    ``corpus.read_document``, and ``embedder`` of the one that ``config`` names.
    """
    embedder = embedder or choose_embedder(home, config)
    try:
        return open_library(home, documents, config, embedder=embedder)
    except LibraryError as reason:
        (progress or _silent)(f"{reason}，现在建立索引", 0, 0)
    build_index(home, documents, config, progress, read=read, embedder=embedder)
    return open_library(home, documents, config, embedder=embedder)


def open_library(
    home: Path,
    documents: Path,
    config: IndexConfig = IndexConfig(),  # noqa: B008 - frozen
    *,
    embedder: Embedder | None = None,
) -> Library:
    """Open the last good index. LibraryError, which says why, when it is missing, stale or damaged."""
    embedder = embedder or choose_embedder(home, config)
    today = Recipe.of_today(scan(documents), embedder.identity())
    generation = read_generation(home)
    if reason := why_stale(generation.recipe, today):
        raise LibraryError(f"索引已过期（{reason}）")
    return library_of(generation, home, embedder, config.vector_store)


def build_index(
    home: Path,
    documents: Path,
    config: IndexConfig = IndexConfig(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    *,
    read: Read | None = None,
    embedder: Embedder | None = None,
) -> BuildReport:
    """Bring the index in ``home`` up to the files in ``documents``; arguments and errors as for ``ensure_library``."""
    started, tell = time.perf_counter(), progress or _silent
    files = scan(documents)
    embedder = embedder or choose_embedder(home, config)
    today = Recipe.of_today(files, embedder.identity())
    with disk_errors_explained(home), build_lock(home / INDEX / "LOCK", tell):
        last = _last_good(home)
        if last and not why_stale(last.recipe, today):
            return _report(last, started, read=0, embedded=0, unchanged=True)
        remove_leftovers(home / INDEX)
        kept = _kept_readings(last, today)
        readings, skipped = _read_all(files, kept, read or _reader(tell), tell)
        generation, embedded = _make(today, readings, skipped, home, embedder, tell)
        tell("写入索引", 0, 1)
        write_generation(home, generation)
        tell("写入索引", 1, 1)
    return _report(generation, started, read=len(readings) - len(kept), embedded=embedded, unchanged=False)


def scan(documents: Path) -> dict[str, bytes]:
    """The library's files by name, sorted; other files of the folder are ignored. InputError when there is none."""
    try:
        files = {
            path.name: path.read_bytes()
            for path in sorted(documents.iterdir())
            if is_document(path.name) and path.is_file()
        }
    except OSError as error:
        reason = f"无法读取文档目录中的 {error.filename or documents}（{error.strerror}）"
        raise InputError(f"{reason}：请检查路径和权限") from error
    if not files:
        raise InputError(f"文档目录 {documents} 中没有可用的文档（{'、'.join(sorted(SUFFIXES))}）")
    return files


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


def _reader(tell: Progress) -> Read:
    from corpus import read_document  # the parsers are needed only when there is something to read

    return partial(read_document, progress=tell)


def _last_good(home: Path) -> Generation | None:
    try:
        return read_generation(home)
    except LibraryError:
        return None


def _kept_readings(last: Generation | None, today: Recipe) -> dict[str, Reading]:
    """The readings of ``last`` that reading the same files again would give, by document."""
    if last is None or (last.recipe.reader, last.recipe.format) != (today.reader, today.format):
        return {}
    readings, _ = store_from_bytes(last.files[STORE])
    named = {reading.document.id: reading for reading in readings}
    return {name: reading for name, reading in named.items() if reading.document.sha256 == today.documents.get(name)}


def _read_all(
    files: Mapping[str, bytes], kept: Mapping[str, Reading], read: Read, tell: Progress
) -> tuple[list[Reading], list[Skipped]]:
    """Every readable file's reading, in the order of ``files``. InputError when none has a passage."""
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    for done, (name, data) in enumerate(files.items()):
        tell("读取文档", done, len(files))
        try:
            readings.append(kept[name] if name in kept else read(name, data))
        except InputError as error:
            skipped.append(Skipped(name, str(error)))
            tell(f"跳过文档 {name}：{error}", 0, 0)
    tell("读取文档", len(files), len(files))
    if not any(reading.passages for reading in readings):
        raise InputError(skipped[0].reason if skipped else "文档中没有可供检索的正文：请放入方案文本")
    return readings, skipped


def _make(
    recipe: Recipe,
    readings: Sequence[Reading],
    skipped: Sequence[Skipped],
    home: Path,
    embedder: Embedder,
    tell: Progress,
) -> tuple[Generation, int]:
    """The generation of ``readings``, and how many vectors had to be computed."""
    from index.lexical import Lexical  # bm25s takes 0.2 s to import, which opening need not wait for

    passages = [passage for reading in readings for passage in reading.passages]
    cut = [(number, text) for number, passage in enumerate(passages) for text in windows(passage)]
    with open_cache(home / "cache" / "vectors.sqlite") as cache:
        vectors, embedded = _embed([text for _, text in cut], embedder, cache, tell)
    words = words_of(readings, home)
    files = {
        STORE: store_to_bytes(readings, cut),
        DENSE: FaissIndex.of(vectors).to_bytes(),
        LEXICAL: Lexical.build(words(passage.index_text()) for passage in passages).to_bytes(),
    }
    return Generation(recipe, tuple(skipped), files), embedded


def _embed(texts: Sequence[str], embedder: Embedder, cache: VectorCache, tell: Progress) -> tuple[Floats, int]:
    """The vectors of ``texts``, shape (texts, dim), and how many were not in ``cache``."""
    identity = embedder.identity()
    keys = [cache_key(identity, text) for text in texts]
    vectors = cache.get(keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
    order = sorted(missing, key=lambda key: len(missing[key]), reverse=True)  # alike lengths waste least on padding
    if order:
        tell("载入向量模型", 0, 0)  # ten seconds, and three more where it must be converted
    for start in range(0, len(order), BATCH):
        tell("计算向量", start, len(order))
        batch = order[start : start + BATCH]
        fresh = embedder.passages([missing[key] for key in batch])
        cache.put(batch, fresh)
        vectors.update(zip(batch, fresh, strict=True))
    tell("计算向量", len(order), len(order))
    return np.stack([vectors[key] for key in keys]), len(order)


def _report(generation: Generation, started: float, *, read: int, embedded: int, unchanged: bool) -> BuildReport:
    readings, cut = store_from_bytes(generation.files[STORE])
    return BuildReport(
        documents=len(readings),
        plans=sum(len(reading.plans) for reading in readings),
        passages=sum(len(reading.passages) for reading in readings),
        tasks=sum(len(reading.tasks) for reading in readings),
        windows=len(cut),
        read=read,
        embedded=embedded,
        skipped=generation.skipped,
        unchanged=unchanged,
        seconds=time.perf_counter() - started,
    )
