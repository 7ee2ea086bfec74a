"""FAISS behind LangChain's ``VectorStore``: exact cosine search over unit vectors, nothing pickled.

langchain-community has a FAISS store too; it keeps its documents in a pickle, which runs whatever a changed file
tells it to. Here documents come from the library's own store and only vectors are in the FAISS file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray

from index.faiss_index import FaissIndex

Floats = NDArray[np.float32]


class FaissStore(VectorStore):
    """Documents found by the cosine of their vectors. Many threads may search; adding is for one."""

    def __init__(
        self, embedding: Embeddings, documents: Sequence[Document] = (), index: FaissIndex | None = None
    ) -> None:
        self._embedding = embedding
        self._documents = list(documents)
        self._index = index

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
        found = self._index.nearest(np.asarray(embedding, np.float32), k, allowed) if self._index else ()
        return [(self._documents[number], cosine) for number, cosine in found]

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The documents with these ids, unknown ids left out."""
        wanted = set(ids)
        return [document for document in self._documents if document.id in wanted]

    def _add_vectors(self, vectors: Floats) -> None:
        if self._index is None:
            self._index = FaissIndex.of(vectors)
        else:
            self._index.add(vectors)

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: (1 + cosine) / 2
