"""FAISS and the LangChain stores against numpy."""

from __future__ import annotations

import numpy as np
import pytest
from bigram_embedder import BigramEmbedder
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from corpus.errors import SettingError
from index.dense import Dense, open_dense
from index.faiss_index import FaissIndex
from index.faiss_store import FaissStore

IN_MEMORY = "langchain_core.vectorstores:InMemoryVectorStore"
TEXTS = ["危险废物管理", "危险废物转移联单", "黑臭水体整治", "清洁取暖改造", "饮用水水源地保护"]
OWNERS = [0, 0, 1, 2, 3]


class LangChainBigrams(Embeddings):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return BigramEmbedder().passages(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def unit_vectors(rng: np.random.Generator, count: int) -> np.ndarray:
    vectors = rng.normal(size=(count, 16)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(0, 50))
def test_nearest_is_what_numpy_finds(seed: int, count: int, limit: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, (question,) = unit_vectors(rng, count), unit_vectors(rng, 1)
    allowed = rng.random(count) < 0.5
    expected = [n for n in np.argsort(-(vectors @ question), kind="stable").tolist() if allowed[n]][:limit]
    found = FaissIndex.from_bytes(FaissIndex.of(vectors).to_bytes()).nearest(question, limit, allowed)
    assert [number for number, _ in found] == expected
    assert [cosine for _, cosine in found] == pytest.approx((vectors @ question)[expected].tolist(), abs=1e-5)


def test_the_file_holds_the_vectors(rng: np.random.Generator) -> None:
    vectors = unit_vectors(rng, 7)
    assert np.array_equal(FaissIndex.from_bytes(FaissIndex.of(vectors).to_bytes()).vectors(), vectors)


@pytest.fixture
def store() -> FaissStore:
    return FaissStore.from_texts(TEXTS[:3], LangChainBigrams(), [{"n": n} for n in range(3)])


def test_store_finds_and_scores(store: FaissStore) -> None:
    ((first, cosine),) = store.similarity_search_with_score("危险废物转移联单", 1)
    assert first == Document(id="1", page_content=TEXTS[1], metadata={"n": 1})
    assert cosine == pytest.approx(1)
    assert store.similarity_search_with_relevance_scores(TEXTS[1], 1)[0][1] == pytest.approx(1)


def test_store_filters_before_ranking(store: FaissStore) -> None:
    found = store.similarity_search("危险废物", 2, filter=lambda document: document.metadata["n"] == 2)
    assert [document.id for document in found] == ["2"]


def test_store_takes_more_texts(store: FaissStore) -> None:
    assert store.add_texts(TEXTS[3:], ids=["取暖", "水源"]) == ["取暖", "水源"]
    assert store.similarity_search(TEXTS[4], 1)[0].id == "水源"
    assert [document.page_content for document in store.get_by_ids(["取暖", "没有"])] == [TEXTS[3]]
    assert store.as_retriever(search_kwargs={"k": 1}).invoke(TEXTS[3])[0].id == "取暖"


def test_an_empty_store_finds_nothing() -> None:
    store = FaissStore(LangChainBigrams())
    assert store.add_texts([]) == []
    assert store.similarity_search("危险废物") == []


def leg(setting: str) -> Dense:
    embedder = BigramEmbedder()
    data = FaissIndex.of(embedder.passages(TEXTS)).to_bytes()
    return open_dense(data, list(zip(OWNERS, TEXTS, strict=True)), embedder.questions, setting)


@pytest.mark.parametrize("setting", ["faiss", IN_MEMORY])
@pytest.mark.parametrize("allowed", [[1, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 0]])
def test_every_store_ranks_passages_by_their_best_window(setting: str, allowed: list[int]) -> None:
    question = BigramEmbedder().questions(["危险废物和水体整治"])[0]
    dense = leg(setting)
    best = [max((dense.vectors[w] @ question).item() for w in range(5) if OWNERS[w] == p) for p in range(4)]
    expected = [p for p in np.argsort(-np.array(best), kind="stable").tolist() if allowed[p]]
    ranked = dense.ranking(question, 4, np.array(allowed, bool))
    assert [best[p] for p in ranked] == pytest.approx([best[p] for p in expected])
    assert sorted(ranked) == sorted(expected)
    assert [dense.cosine(question, p) for p in range(4)] == pytest.approx(best)


@pytest.mark.parametrize("setting", ["", "没有的包:类", "langchain_core.vectorstores:没有", "json:JSONDecoder", "os"])
def test_an_unknown_store_is_an_error_in_one_line(setting: str) -> None:
    with pytest.raises(SettingError, match=r"^.*应写作 faiss 或“包.模块:类名”$"):
        leg(setting)
