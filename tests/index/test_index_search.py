"""Searching a library, and LangChain's door to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from bigram_embedder import BigramEmbedder, bigram_vector
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from index import Library
from index.fusion import fuse
from index.library import best_first
from index.retriever import PlanRetriever
from index.windows import windows

QUERIES = ["危险废物由谁牵头", "黑臭水体什么时候消除", "区财政局配合哪些工作", "压实责任", "清洁取暖改造多少户"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("危险废物由谁管理", "soil.txt:3"),
        ("黑臭水体整治", "water.txt:3"),
        ("饮用水水源地", "water.txt:4"),
        ("区财政局", "air.txt:3"),
        ("清洁　取暖 改造", "air.txt:3"),
    ],
)
def test_the_passage_that_is_meant_comes_first(library: Library, query: str, place: str) -> None:
    assert library.search(query)[0].passage.id == place


@pytest.mark.parametrize("query", ["", " \n", "，。？", "\x00"])
def test_a_query_that_says_nothing_finds_nothing(library: Library, query: str) -> None:
    assert library.search(query) == []


@pytest.mark.parametrize("legs", [("dense",), ("lexical",), ("dense", "lexical")])
def test_unknown_words_do_no_harm(library: Library, legs: tuple[str, ...]) -> None:
    hits = library.search("ｘｙｚ龘", legs=legs)
    assert all(hit.lexical == 0 for hit in hits)
    assert bool(hits) == ("dense" in legs)


@pytest.mark.parametrize("query", QUERIES)
def test_each_leg_is_what_it_says(library: Library, query: str) -> None:
    vector = bigram_vector(query)
    cosines = np.array([max(bigram_vector(text) @ vector for text in windows(p)) for p in library.passages])
    dense = library.search(query, legs=("dense",))
    assert [hit.dense for hit in dense] == pytest.approx(sorted(cosines, reverse=True), abs=1e-6)
    assert all(hit.lexical == 0 for hit in dense)
    lexical = library.search(query, legs=("lexical",))
    assert [hit.lexical for hit in lexical] == sorted((hit.lexical for hit in lexical), reverse=True)
    assert all(hit.dense == 0 and hit.lexical > 0 for hit in lexical)
    both = library.search(query)
    order = fuse([[id(hit.passage) for hit in leg] for leg in (dense, lexical)])
    assert {id(hit.passage): hit.score for hit in both} == order
    assert [hit.score for hit in both] == sorted((hit.score for hit in both), reverse=True)


def test_other_plans_are_left_out_before_ranking(library: Library) -> None:
    plan = "water.txt#1"
    hits = library.search("区财政局 清洁取暖", 2, plans=[plan])
    assert len(hits) == 2
    assert all(hit.passage.plan.id == plan for hit in hits)
    assert len(library.search("责任", 100, plans={"air.txt#1", plan}, legs=("dense",))) == 6


@pytest.mark.parametrize("plans", [[], ["没有的方案"]])
def test_no_plans_no_hits(library: Library, plans: list[str]) -> None:
    assert library.search("危险废物", plans=plans) == []


@pytest.mark.parametrize(("k", "found"), [(-1, 0), (0, 0), (1, 1), (3, 3), (1000, 8)])
def test_k_is_a_limit(library: Library, k: int, found: int) -> None:
    assert len(library.search("加强组织领导", k)) == found


def test_an_unknown_leg_is_an_error(library: Library) -> None:
    with pytest.raises(InputError, match="sparse"):
        library.search("危险废物", legs=("dense", "sparse"))


def test_vectors_have_one_row_a_question(library: Library) -> None:
    assert library.embed([]).shape == (0, 128)
    assert library.embed(QUERIES) == pytest.approx(BigramEmbedder().questions(QUERIES))


def test_units_of_the_library_are_words(library: Library) -> None:
    assert "区生态环境分局" in library.words("由区生态环境分局牵头")


def test_threads_find_the_same(library: Library) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(library.search, QUERIES * 20))
    assert found == [library.search(query) for query in QUERIES] * 20


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30), st.integers(0, 5))
def test_any_query_is_answered(library: Library, query: str, k: int) -> None:
    assert len(library.search(query, k)) <= k


@given(st.lists(st.integers(0, 3), max_size=10), st.integers(0, 12))
def test_best_first_is_stable_and_positive(scores: list[int], limit: int) -> None:
    expected = sorted((place for place, score in enumerate(scores) if score), key=lambda place: -scores[place])
    assert best_first(np.array(scores, np.float32), limit) == expected[:limit]


def test_the_retriever_gives_documents_with_their_place(library: Library) -> None:
    retriever = PlanRetriever(library=library, k=2, plans=("soil.txt#1",))
    first, _ = retriever.invoke("危险废物由谁管理")
    passage = library.search("危险废物由谁管理")[0].passage
    assert first.page_content == passage.text
    assert first.id == first.metadata["id"] == "soil.txt:3"
    assert first.metadata["plan"] == "北山区2021年土壤污染防治实施方案"
    assert first.metadata["section"] == ["一、主要任务"]
    assert first.metadata["lines"] == [3, 3]
