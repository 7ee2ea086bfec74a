"""The lexical leg: BM25 over words, by bm25s.

The scores are Lucene's BM25 (k1 1.5, b 0.75), which bm25s computes once for every word and passage. They are kept
as one file of plain arrays: bm25s's own ``save`` writes a folder, and an open library must not depend on files that
the next build removes.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import bm25s
import numpy as np
from numpy.typing import NDArray

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG and reports every build

ARRAYS = ("data", "indices", "indptr")
NO_WORD = ""  # stands in a passage without words, which bm25s could not index


@dataclass(frozen=True, slots=True)
class Lexical:
    """BM25 scores of passages for words. Read-only, so threads may share it."""

    model: Any

    @classmethod
    def build(cls, passages: Iterable[Sequence[str]]) -> Self:
        """Index the words of each passage; there must be at least one passage."""
        model = bm25s.BM25()
        model.index([list(words) or [NO_WORD] for words in passages], show_progress=False)
        return cls(model)

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The score of every passage, in the order of ``build``; 0 where no word of ``words`` occurs."""
        known = [word for word in words if word != NO_WORD]
        ids = self.model.get_tokens_ids(known)
        scores: NDArray[np.float32] = self.model.get_scores_from_ids(ids)
        return scores

    def to_bytes(self) -> bytes:
        """The index as one file."""
        scores, vocabulary = self.model.scores, self.model.vocab_dict
        words = "\n".join(sorted(vocabulary, key=vocabulary.__getitem__))
        file = io.BytesIO()
        np.savez(
            file,
            words=np.frombuffer(words.encode(), np.uint8),
            passages=np.array(scores["num_docs"]),
            **{name: scores[name] for name in ARRAYS},
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What ``to_bytes`` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            model = bm25s.BM25()
            words = file["words"].tobytes().decode().split("\n")
            model.vocab_dict = {word: number for number, word in enumerate(words)}
            model.scores = {**{name: file[name] for name in ARRAYS}, "num_docs": int(file["passages"])}
            model.nonoccurrence_array = None
        return cls(model)
