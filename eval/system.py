"""What evaluation asks of the system that it measures, and the one place where the real one is opened.

The protocols name only what is used here, so the tests measure a tiny real system of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.types import Document, Passage, Task
from index.types import Hit, Progress
from qa.types import Answer, Dialogue


class Library(Protocol):
    """The index layer's library, as far as it is measured."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in source order."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The ledger, in source order."""

    def search(
        self, query: str, k: int = 10, *, plans: Collection[str] | None = None, legs: tuple[str, ...] = ...
    ) -> list[Hit]:
        """The best ``k`` passages."""

    def embed(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Question vectors of unit length."""

    def words(self, text: str) -> list[str]:
        """The words that the lexical leg uses."""


class Assistant(Protocol):
    """The answering layer, as far as it is measured."""

    @property
    def library(self) -> Library:
        """What it answers from."""

    def ask(self, question: str, dialogue: Dialogue = ...) -> Answer:
        """The answer, with the dialogue to hand to the next question."""

    def search(self, question: str, k: int = ..., dialogue: Dialogue | None = ...) -> list[Passage]:
        """The passages that an answer would be sought in, best first."""


class Encoder(Protocol):
    """Texts to vectors of unit length, one row a text."""

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of what is searched."""

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of what is asked."""


@dataclass(frozen=True, slots=True)
class System:
    """What is measured. ``encoder`` is the assistant's own, lent to the baselines.

    ``embedder`` names its weights exactly; it goes into the recipe with the ``settings``. ``worded`` is the same assistant with
    a language model, None where none is configured.
    """

    assistant: Assistant
    encoder: Encoder
    embedder: str
    settings: Mapping[str, object]
    worded: Assistant | None = None


Opener = Callable[[Path | None, Progress], System]


def open_planqa(home: Path | None, progress: Progress) -> System:
    """The real system; imported here, so that scoring recorded answers needs neither models nor index."""
    from index import IndexConfig
    from index.embedder import choose_embedder
    from qa import PlanQA
    from qa.settings import load_settings

    settings = load_settings(home)
    assistant = PlanQA.open(settings=settings.model_copy(update={"model": ""}), progress=progress)
    worded = PlanQA(assistant.library, settings) if settings.model else None
    encoder = choose_embedder(settings.home, IndexConfig(settings.embedder, settings.vector_store))
    return System(assistant, encoder, encoder.identity(), settings.model_dump(), worded)
