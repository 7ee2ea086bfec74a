"""LangChain runnables: what the model does, and the whole way from a question to a checked answer.

``understand`` and ``word`` turn a model into a runnable of one step; ``plan_chain`` puts all steps together:

    {"question": …, "dialogue": …} ─ understand ▸ answer ▸ word ▸ check ─▶ Answer
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import Runnable, RunnableLambda

from qa.model.prompts import Prompt, prompts
from qa.types import Answer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.engine import PlanQA

Values = Mapping[str, str]


def filled(prompt: Prompt) -> Runnable[Values, list[tuple[str, str]]]:
    """The messages of a prompt; what comes from documents and people cannot end the marks around it."""

    def fill(values: Values) -> list[tuple[str, str]]:
        return prompt.messages(
            **{name: value.replace("<<<", "《《《").replace(">>>", "》》》") for name, value in values.items()}
        )

    return RunnableLambda(fill)


def understand(model: BaseChatModel) -> Runnable[Values, str]:
    """{schema, regions, history, question} → the model's understanding, JSON as text (see ``planning.read_understanding``)."""
    return filled(prompts()["understand"]) | model | StrOutputParser()


def word(model: BaseChatModel) -> Runnable[Values, str]:
    """{facts, question} → the model's wording, not checked yet (see ``holding.Holder``). It streams."""
    return filled(prompts()["word"]) | model | StrOutputParser()


def plan_chain(qa: PlanQA, model: BaseChatModel, seconds: float = 30.0) -> Runnable[Mapping[str, Any], Answer]:
    """A question (with the ``dialogue`` of the answer before it) → the checked answer, worded by ``model``."""
    from qa.model.voice import Voice

    voice = Voice(model, getattr(model, "model_name", type(model).__name__), seconds)

    def answer(given: Mapping[str, Any]) -> Answer:
        return voice.answer(qa, given["question"], given.get("dialogue"), given.get("plans"))

    return RunnableLambda(answer)
