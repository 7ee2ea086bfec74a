"""FAISS behind LangChain's ``VectorStore``: exact cosine search over unit vectors, nothing pickled.

langchain-community has a FAISS store too; it keeps its documents in a pickle, which runs whatever a changed file
tells it to. Here documents come from the library's own store and only the vectors are in the FAISS file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import faiss
import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def index_of(vectors: Floats) -> faiss.IndexFlatIP:
    """A FAISS index of unit ``vectors``, shape (n, dim)."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, np.float32))
    return index


def _only(numbers: NDArray[np.int64]) -> faiss.SearchParameters:
    parameters: Any = faiss.SearchParameters  # its type information lacks the argument that FAISS's Python side adds
    only: faiss.SearchParameters = parameters(sel=faiss.IDSelectorBatch(numbers))
    return only


def vectors_to_bytes(vectors: Floats) -> bytes:
    """The FAISS file of ``vectors``."""
    data: bytes = faiss.serialize_index(index_of(vectors)).tobytes()
    return data


def vectors_from_bytes(data: bytes) -> Floats:
    """The vectors of a FAISS file."""
    index = faiss.deserialize_index(np.frombuffer(data, np.uint8))
    vectors: Floats = index.reconstruct_n(0, index.ntotal)
    return vectors


class FaissStore(VectorStore):
    """Documents found by the cosine of their vectors. Many threads may search; adding is for one."""

    def __init__(
        self, embedding: Embeddings, documents: Sequence[Document] = (), vectors: Floats | None = None
    ) -> None:
        self._embedding = embedding
        self._documents = list(documents)
        self._index = None if vectors is None else index_of(vectors)

    @property
    def embeddings(self) -> Embeddings:
        """What embeds texts and questions."""
        return self._embedding

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> Self:
        """A store of ``texts``, embedded by ``embedding``."""
        store = cls(embedding)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Embed and add ``texts``; their ids are their places unless given."""
        fresh = list(texts)
        start = len(self._documents)
        names = ids or [str(number) for number in range(start, start + len(fresh))]
        if fresh:
            self._add_vectors(np.asarray(self._embedding.embed_documents(fresh), np.float32))
        extras = metadatas or [{} for _ in fresh]
        for name, text, metadata in zip(names, fresh, extras, strict=True):
            self._documents.append(Document(id=name, page_content=text, metadata=metadata))
        return names

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The ``k`` documents nearest to ``query``; ``filter`` is a function from Document to bool."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(self, query: str, k: int = 4, **kwargs: Any) -> list[tuple[Document, float]]:
        """The same with cosines."""
        return self.similarity_search_with_score_by_vector(self._embedding.embed_query(query), k, **kwargs)

    def similarity_search_by_vector(self, embedding: list[float], k: int = 4, **kwargs: Any) -> list[Document]:
        """The same for a vector."""
        return [document for document, _ in self.similarity_search_with_score_by_vector(embedding, k, **kwargs)]

    def similarity_search_with_score_by_vector(
        self,
        embedding: list[float],
        k: int = 4,
        filter: Callable[[Document], bool] | None = None,  # noqa: A002 - LangChain's name
        **kwargs: Any,
    ) -> list[tuple[Document, float]]:
        """The same for a vector, with cosines."""
        allowed = None if filter is None else np.array([filter(document) for document in self._documents], bool)
        found = self.nearest(np.asarray(embedding, np.float32), k, allowed)
        return [(self._documents[number], cosine) for number, cosine in found]

    def nearest(self, vector: Floats, limit: int, allowed: NDArray[np.bool_] | None = None) -> list[tuple[int, float]]:
        """The ``limit`` nearest documents by number, best first, with cosines; ``allowed`` holds before ranking."""
        numbers = None if allowed is None else np.flatnonzero(allowed)
        limit = min(limit, len(self._documents) if numbers is None else len(numbers))
        if self._index is None or limit < 1:
            return []
        selector = None if numbers is None else _only(numbers)
        cosines, found = self._index.search(vector.reshape(1, -1), limit, params=selector)
        return [(int(number), float(cosine)) for number, cosine in zip(found[0], cosines[0], strict=True)]

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The documents with these ids, unknown ids left out."""
        wanted = set(ids)
        return [document for document in self._documents if document.id in wanted]

    def _add_vectors(self, vectors: Floats) -> None:
        if self._index is None:
            self._index = index_of(vectors)
        else:
            self._index.add(vectors)

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: (1 + cosine) / 2
