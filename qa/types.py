"""The nouns of an answer. A citation holds its passage, never a copy of its fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.types import Passage, Task


@dataclass(frozen=True, slots=True)
class Citation:
    """``[mark]`` in the answer's text points at ``passage``."""

    mark: int
    passage: Passage

    def to_dict(self) -> dict[str, Any]:
        """The public contract's form; ``quote`` is verbatim source text, ``place`` is given for files that are not plain text."""
        passage = self.passage
        record: dict[str, Any] = {
            "mark": self.mark,
            "document": passage.document,
            "plan": passage.plan.title,
            "section": list(passage.section),
            "lines": [passage.span.first, passage.span.last],
            "quote": passage.text,
        }
        return record | {"place": passage.place} if passage.place else record


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a follow-up may inherit. Opaque to callers: hand ``answer.dialogue`` to the next ``ask``."""

    slots: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. ``found`` is False when the documents do not state what was asked.

    ``worded_by`` is the language model whose checked words the text is (empty: none); ``model_notes`` tell what of its
    words did not hold, one Chinese line each.
    """

    question: str
    text: str
    found: bool
    intent: str
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    suggestions: tuple[str, ...] = ()
    dialogue: Dialogue = field(default_factory=Dialogue)
    latency_ms: float = 0.0
    worded_by: str = ""
    model_notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The public contract's form of an answer (without ``id``, which belongs to a batch)."""
        record: dict[str, Any] = {
            "question": self.question,
            "answer": self.text,
            "answered": self.found,
            "intent": self.intent,
            "latency_ms": round(self.latency_ms, 1),
            "citations": [citation.to_dict() for citation in self.citations],
            "tasks": [task.id for task in self.tasks],
            "suggestions": list(self.suggestions),
        }
        by_model = {"worded_by": self.worded_by, "model_notes": list(self.model_notes)}
        return record | by_model if self.worded_by or self.model_notes else record
