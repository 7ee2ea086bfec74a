"""The pipeline that most systems use, to be measured in the same run: cut, embed, take the nearest four.

LangChain's ``RecursiveCharacterTextSplitter`` (500 characters, 50 shared) with its own separators, our embedder, an
exact FAISS index; and the same fused with BM25 over our jieba words by reciprocal ranks. It gets our embedder and our
words, so the difference measured is that of passages and records against chunks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bm25s
import faiss
import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from eval.retrieval import DEPTH
from eval.system import Encoder

CHUNK_SIZE, CHUNK_OVERLAP = 500, 50
_POOL = 20  # chunks that each leg hands to the fusion
_RANK_OFFSET = 60  # reciprocal rank fusion's usual constant


def split(texts: Sequence[str]) -> list[str]:
    """The chunks of all texts, in order."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP)
    return [chunk for text in texts for chunk in splitter.split_text(text)]


class ChunkPipeline:
    """Chunks of ``texts`` with a dense and a lexical leg."""

    def __init__(self, texts: Sequence[str], encoder: Encoder, words: Callable[[str], list[str]]) -> None:
        self.chunks = split(texts)
        self._encoder, self._words = encoder, words
        vectors = encoder.passages(self.chunks)
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)
        self._bm25 = bm25s.BM25()
        self._bm25.index([words(chunk) for chunk in self.chunks], show_progress=False)

    def dense(self, question: str) -> list[str]:
        """The nearest chunks by cosine."""
        return [self.chunks[place] for place in self._nearest(question)[:DEPTH]]

    def fused(self, question: str) -> list[str]:
        """The best chunks by the summed reciprocal ranks of both legs; a tie keeps source order."""
        scores: dict[int, float] = {}
        for leg in (self._nearest(question), self._likeliest(question)):
            for rank, place in enumerate(leg, 1):
                scores[place] = scores.get(place, 0.0) + 1 / (_RANK_OFFSET + rank)
        best = sorted(scores, key=lambda place: (-scores[place], place))
        return [self.chunks[place] for place in best[:DEPTH]]

    def _nearest(self, question: str) -> list[int]:
        _, places = self._index.search(self._encoder.questions([question]), min(_POOL, len(self.chunks)))
        return [int(place) for place in places[0]]

    def _likeliest(self, question: str) -> list[int]:
        """Chunks that share a word with the question, best first; bm25s cannot take a question of no words."""
        words = self._words(question)
        if not words:
            return []
        scores = self._bm25.get_scores(words)
        best = np.argsort(-scores, kind="stable")[:_POOL]
        return [int(place) for place in best if scores[place] > 0]
