"""sentence-transformers behind one door: any model of theirs, by name or folder.

Importing it takes seven seconds (torch), so it happens at the first text. Questions and passages get the prompts that
the model itself declares.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryError
from index.lazy import Lazy

BATCH = 16  # texts; on two cores larger batches are no faster


class SentenceModel:
    """A sentence-transformers model that is loaded at its first use."""

    def __init__(self, name: str) -> None:
        self._model = Lazy(lambda: _load(name))
        self._turn = threading.Lock()  # one call at a time: torch uses all cores for it anyway

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (texts, dim)."""
        return self._encode("encode_query", texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (texts, dim)."""
        return self._encode("encode_document", texts)

    def _encode(self, method: str, texts: Sequence[str]) -> NDArray[np.float32]:
        encode = getattr(self._model(), method)
        with self._turn:
            vectors = encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


def _load(name: str) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    torch.set_num_threads(os.cpu_count() or 1)
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # planqa reports progress itself
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=Path(name).is_dir())
    except Exception as error:  # the library raises whatever its readers of many formats raise
        raise LibraryError(f"无法载入向量模型 {name}：请检查 PLANQA_EMBEDDER，离线时须为本机的模型目录") from error
