"""The dense leg: passages ranked by their best window's cosine."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray

from corpus.errors import SettingError
from index.faiss_index import FaissIndex
from index.faiss_store import FaissStore

Floats = NDArray[np.float32]
WINDOWS_PER_PASSAGE = 4  # how many windows are asked for each passage wanted; long passages have several


class Nearest(Protocol):
    """A search for the windows nearest to a vector, by number, among those ``allowed``."""

    def __call__(self, vector: Floats, limit: int, allowed: NDArray[np.bool_]) -> Sequence[int]:
        """At most ``limit`` window numbers, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Dense:
    """``vectors[w]`` is the unit vector of window ``w``, a window of the passage numbered ``owners[w]``."""

    nearest: Nearest
    vectors: Floats
    owners: NDArray[np.int64]

    def ranking(self, vector: Floats, limit: int, allowed: NDArray[np.bool_]) -> list[int]:
        """Up to ``limit`` passages, best first, among those that the mask ``allowed`` over passages admits."""
        windows = self.nearest(vector, WINDOWS_PER_PASSAGE * limit, allowed[self.owners])
        return list(dict.fromkeys(self.owners[list(windows)].tolist()))[:limit]

    def cosine(self, vector: Floats, passage: int) -> float:
        """The best cosine of a window of ``passage``."""
        return float((self.vectors[self.owners == passage] @ vector).max())


def open_dense(
    data: bytes, windows: Sequence[tuple[int, str]], question: Callable[[Sequence[str]], Floats], setting: str
) -> Dense:
    """The dense leg over a FAISS file and its windows, each the number of its passage and its text.

    ``question`` embeds questions; ``setting`` names the vector store. SettingError when there is no such store.
    """
    index = FaissIndex.from_bytes(data)
    texts, vectors = [text for _, text in windows], index.vectors()
    known = KnownVectors(texts, vectors, question)
    owners = np.array([owner for owner, _ in windows], np.int64)
    return Dense(_open_search(setting, texts, known, index), vectors, owners)


class KnownVectors(Embeddings):
    """LangChain's embedder over vectors that exist already; only questions are computed."""

    def __init__(self, texts: Sequence[str], vectors: Floats, question: Callable[[Sequence[str]], Floats]) -> None:
        self._numbers = {text: number for number, text in enumerate(texts)}
        self._vectors = vectors
        self._question = question

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of window texts; KeyError for any other text."""
        rows: list[list[float]] = self._vectors[[self._numbers[text] for text in texts]].tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        row: list[float] = self._question([text])[0].tolist()
        return row


def _open_search(setting: str, texts: Sequence[str], embedding: KnownVectors, index: FaissIndex) -> Nearest:
    documents = [Document(id=str(n), page_content=text, metadata={"window": n}) for n, text in enumerate(texts)]
    if setting == "faiss":
        return _search_faiss(FaissStore(embedding, documents, index))
    return _search_any(_class_named(setting).from_documents(documents, embedding), len(documents))


def _search_faiss(store: FaissStore) -> Nearest:
    def nearest(vector: Floats, limit: int, allowed: NDArray[np.bool_]) -> Sequence[int]:
        admits = None if allowed.all() else lambda document: allowed[document.metadata["window"]]
        found = store.similarity_search_by_vector(vector.tolist(), limit, filter=admits)
        return [document.metadata["window"] for document in found]

    return nearest


def _search_any(store: VectorStore, windows: int) -> Nearest:
    """Filters differ from store to store, so the store ranks everything and what is not allowed is passed over."""

    def nearest(vector: Floats, limit: int, allowed: NDArray[np.bool_]) -> Sequence[int]:
        ranked = store.similarity_search_by_vector(vector.tolist(), k=windows)
        numbers = [int(document.metadata["window"]) for document in ranked]
        return [number for number in numbers if allowed[number]][:limit]

    return nearest


def _class_named(setting: str) -> type[VectorStore]:
    module, _, name = setting.partition(":")
    try:
        found: Any = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingError(f"找不到向量库 {setting}：应写作 faiss 或“包.模块:类名”") from error
    if not (isinstance(found, type) and issubclass(found, VectorStore)):
        raise SettingError(f"{setting} 不是 LangChain 的 VectorStore：应写作 faiss 或“包.模块:类名”")
    return found
