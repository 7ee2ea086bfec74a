"""The plans as a LangChain retriever: passages as Documents, with all that a citation needs in their metadata."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.types import Passage
from qa.engine import PlanQA


class PlanRetriever(BaseRetriever):
    """The ``k`` passages in which planqa would look for an answer, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    qa: PlanQA
    k: int = 4

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [as_document(passage) for passage in self.qa.search(query, self.k)]


def as_document(passage: Passage) -> Document:
    """A passage with its plan and headings before the text; ``quote`` in the metadata is the source untouched."""
    metadata: dict[str, Any] = {
        "document": passage.document,
        "plan": passage.plan.title,
        "region": passage.plan.region,
        "year": passage.plan.year,
        "section": list(passage.section),
        "lines": [passage.span.first, passage.span.last],
        "quote": passage.text,
    }
    return Document(id=passage.id, page_content=passage.index_text(), metadata=metadata)
