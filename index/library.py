"""The library: what was read from the documents, and the search over it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError, LibraryError
from corpus.types import Document, Passage, Plan, Reading, Task
from index.embedder import Embedder
from index.fusion import fuse
from index.generations import DENSE, LEXICAL, STORE, Generation
from index.lazy import Lazy
from index.store import store_from_bytes
from index.types import Hit, Skipped
from index.words import Words

if TYPE_CHECKING:
    from index.dense import Dense
    from index.lexical import Lexical

Floats = NDArray[np.float32]
LEGS = ("dense", "lexical")
DEPTH = 100  # passages that each leg hands to the fusion


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Library:
    """Everything read from the documents, in source order, with search. Read-only: threads may share one.

    ``skipped`` are the files that could not be read; ``words`` cuts text as the lexical leg sees it.
    """

    documents: tuple[Document, ...]
    plans: tuple[Plan, ...]
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...]
    skipped: tuple[Skipped, ...]
    words: Words
    _lexical: Callable[[], Lexical]
    _dense: Callable[[], Dense]
    _embedder: Embedder

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        plans: Collection[str] | None = None,
        legs: tuple[str, ...] = LEGS,
    ) -> list[Hit]:
        """The ``k`` passages that fit ``query`` best, best first.

        ``plans`` are ids: passages of other plans are left out before ranking. ``legs`` are those to ask. A query
        that says nothing finds nothing. InputError for an unknown leg.
        """
        if unknown := set(legs) - set(LEGS):
            raise InputError(f"没有名为 {'、'.join(sorted(unknown))} 的检索方式：应为 {'、'.join(LEGS)}")
        words = self.words(query)
        allowed = self._allowed(plans)
        if k < 1 or not words or not allowed.any():
            return []
        return self._ranked(query, words, k, allowed, legs)

    def embed(self, questions: Sequence[str]) -> Floats:
        """Unit vectors of shape (questions, dim)."""
        if not questions:
            return np.empty((0, self._dense().vectors.shape[1]), np.float32)
        return self._embedder.questions(questions)

    def _allowed(self, plans: Collection[str] | None) -> NDArray[np.bool_]:
        return np.array([plans is None or passage.plan.id in plans for passage in self.passages], bool)

    def _ranked(
        self, query: str, words: Sequence[str], k: int, allowed: NDArray[np.bool_], legs: Sequence[str]
    ) -> list[Hit]:
        depth = max(k, DEPTH)
        vector = self.embed([query])[0] if "dense" in legs else None
        scores = self._lexical().scores(words) if "lexical" in legs else np.zeros(len(self.passages), np.float32)
        near = [] if vector is None else self._dense().ranking(vector, depth, allowed)
        fused = fuse([near, best_first(np.where(allowed, scores, 0), depth)])
        return [
            Hit(
                self.passages[number],
                score,
                0.0 if vector is None else self._dense().cosine(vector, number),
                float(scores[number]),
            )
            for number, score in list(fused.items())[:k]
        ]


def best_first(scores: NDArray[np.float32], limit: int) -> list[int]:
    """The places of up to ``limit`` scores above 0, highest first; equal scores stay in source order."""
    order = np.argsort(-scores, kind="stable")[:limit]
    return [int(place) for place in order if scores[place] > 0]


def vocabulary(readings: Iterable[Reading]) -> set[str]:
    """Names that jieba cannot know: units and regions."""
    names = {plan.region for reading in readings for plan in reading.plans}
    tasks = [task for reading in readings for task in reading.tasks]
    return names.union(*(units for task in tasks for units in (task.lead, task.support, task.implement)))


def words_of(readings: Iterable[Reading], home: Path) -> Words:
    """The words of a library made of ``readings``."""
    return Words(vocabulary(readings), home / "jieba")


def library_of(generation: Generation, home: Path, embedder: Embedder, vector_store: str) -> Library:
    """The library that ``generation`` holds. LibraryError when its records cannot be read."""
    try:
        readings, windows = store_from_bytes(generation.files[STORE])
    except (sqlite3.DatabaseError, KeyError, ValueError) as error:
        raise LibraryError("索引中的记录无法读取") from error
    return Library(
        tuple(reading.document for reading in readings),
        tuple(plan for reading in readings for plan in reading.plans),
        tuple(passage for reading in readings for passage in reading.passages),
        tuple(task for reading in readings for task in reading.tasks),
        generation.skipped,
        words_of(readings, home),
        Lazy(lambda: _open_lexical(generation.files[LEXICAL])),
        Lazy(lambda: _open_dense(generation.files[DENSE], windows, embedder, vector_store)),
        embedder,
    )


def _open_lexical(data: bytes) -> Lexical:
    from index.lexical import Lexical  # bm25s takes 0.2 s to import, which opening need not wait for

    return Lexical.from_bytes(data)


def _open_dense(data: bytes, windows: Sequence[tuple[int, str]], embedder: Embedder, vector_store: str) -> Dense:
    from index.dense import open_dense  # LangChain takes 0.5 s to import

    return open_dense(data, windows, embedder.questions, vector_store)
