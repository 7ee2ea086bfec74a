"""FAISS behind one door: exact search by inner product over unit vectors, which is the cosine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class FaissIndex:
    """Vectors by number. Many threads may search one; adding is for one."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Floats) -> Self:
        """An index of unit ``vectors``, shape (n, dim)."""
        index = cls(faiss.IndexFlatIP(vectors.shape[1]))
        index.add(vectors)
        return index

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What ``to_bytes`` wrote."""
        return cls(faiss.deserialize_index(np.frombuffer(data, np.uint8)))

    def to_bytes(self) -> bytes:
        """The index as FAISS's own file."""
        data: bytes = faiss.serialize_index(self._index).tobytes()
        return data

    def add(self, vectors: Floats) -> None:
        """Append unit ``vectors``."""
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def vectors(self) -> Floats:
        """All vectors, shape (n, dim)."""
        vectors: Floats = self._index.reconstruct_n(0, self._index.ntotal)
        return vectors

    def nearest(
        self, vector: Floats, limit: int, allowed: NDArray[np.bool_] | None = None
    ) -> Sequence[tuple[int, float]]:
        """The ``limit`` nearest vectors by number, best first, with cosines; ``allowed`` holds before ranking."""
        numbers = np.arange(self._index.ntotal) if allowed is None else np.flatnonzero(allowed)
        limit = min(limit, len(numbers))
        if limit < 1:
            return []
        parameters = None if len(numbers) == self._index.ntotal else _only(numbers)
        cosines, found = self._index.search(np.asarray(vector, np.float32).reshape(1, -1), limit, params=parameters)
        return list(zip(found[0].tolist(), cosines[0].tolist(), strict=True))


def _only(numbers: NDArray[np.int64]) -> faiss.SearchParameters:
    parameters: Any = faiss.SearchParameters  # its type information lacks the argument that FAISS's Python side adds
    only: faiss.SearchParameters = parameters(sel=faiss.IDSelectorBatch(numbers))
    return only
