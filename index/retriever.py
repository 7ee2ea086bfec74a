"""LangChain's door: a library as a ``BaseRetriever``."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol, runtime_checkable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.types import Hit


@runtime_checkable
class Searchable(Protocol):
    """A ``Library``, as far as the retriever needs it; pydantic would copy the dataclass itself into a schema."""

    def search(self, query: str, k: int = 10, *, plans: Collection[str] | None = None) -> list[Hit]:
        """The ``k`` best passages for ``query`` within ``plans``."""
        ...


class PlanRetriever(BaseRetriever):
    """Finds the ``k`` best passages of ``library``, of the plans with the ids ``plans`` or of all."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Searchable
    k: int = 10
    plans: tuple[str, ...] | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [to_document(hit) for hit in self.library.search(query, self.k, plans=self.plans)]


def to_document(hit: Hit) -> Document:
    """The passage as a LangChain document: its untouched text, and where it stands."""
    passage = hit.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "id": passage.id,
            "document": passage.document,
            "plan": passage.plan.title,
            "plan_id": passage.plan.id,
            "section": list(passage.section),
            "lines": [passage.span.first, passage.span.last],
            "score": hit.score,
        },
    )
