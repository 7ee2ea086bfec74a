"""BM25 by bm25s against a plain numpy computation of the published formula."""

from __future__ import annotations

from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import Lexical

WORDS = st.sampled_from(["危险", "废物", "管理", "土壤", "牵头", "2021", "a\tb", "ж"])
PASSAGES = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=8)


def bm25(passages: list[list[str]], query: list[str], k1: float = 1.5, b: float = 0.75) -> list[float]:
    """Lucene's BM25: idf = ln(1 + (N - n + 0.5) / (n + 0.5)); a word asked twice counts twice."""
    passages = [words or [""] for words in passages]
    mean = sum(map(len, passages)) / len(passages)
    scores = []
    for words in passages:
        counts = Counter(words)
        score = 0.0
        for word in query:
            holding = sum(word in other for other in passages)
            idf = log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
            score += idf * counts[word] / (counts[word] + k1 * (1 - b + b * len(words) / mean))
        scores.append(score)
    return scores


@given(PASSAGES, st.lists(WORDS | st.just("没有的词"), max_size=6))
def test_scores_are_bm25(passages: list[list[str]], query: list[str]) -> None:
    assert Lexical.build(passages).scores(query) == pytest.approx(bm25(passages, query), abs=1e-4)


@given(PASSAGES, st.lists(WORDS, max_size=6))
def test_the_file_holds_the_index(passages: list[list[str]], query: list[str]) -> None:
    built = Lexical.build(passages)
    again = Lexical.from_bytes(built.to_bytes())
    assert np.array_equal(again.scores(query), built.scores(query))
    assert again.to_bytes() == built.to_bytes()


@pytest.mark.parametrize("query", [[], [""], ["没有的词"]])
def test_a_query_without_known_words_scores_nothing(query: list[str]) -> None:
    assert Lexical.build([["危险"], []]).scores(query).tolist() == [0, 0]
