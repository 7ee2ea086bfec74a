"""Each leg on its own: where does the evidence come from?

The retrieval legs are those of ``Library.search``. The ledger's row is measured by the task records that answers rest
on, and the last row by what they cite, which is what a reader sees. Those two rows have no limit of four passages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console

from eval.asking import converse
from eval.gold import Question
from eval.progress import counting, reporting
from eval.retrieval import Retrieval, Retriever, evaluate
from eval.run import Options, chosen_questions, search_retriever
from eval.system import Assistant, Opener
from qa.types import Answer

LEGS = {"只用向量": ("dense",), "只用 BM25": ("lexical",), "向量＋BM25": ("dense", "lexical")}


def ablate(options: Options, opener: Opener, console: Console) -> tuple[Retrieval, ...]:
    """The evidence metric of every leg, the whole system last."""
    questions = [one for one in chosen_questions(options) if one.answerable and one.evidence]
    with reporting(console) as progress:
        assistant = opener(options.home, progress).assistant
    with counting("提问", len(questions), console) as tick:
        answers = answers_to(assistant, questions, tick)
    retrievers: dict[str, Retriever] = {
        "只用台账": lambda question: [task.text for task in answers[question.id].tasks],
        **{name: search_retriever(assistant.library, legs) for name, legs in LEGS.items()},
        "全部": lambda question: [citation.passage.text for citation in answers[question.id].citations],
    }
    return tuple(evaluate(name, retrieve, questions) for name, retrieve in retrievers.items())


def answers_to(assistant: Assistant, questions: Sequence[Question], tick: Callable[[], None]) -> dict[str, Answer]:
    """The answers by question id; a crash ends the ablation, for ``python -m eval`` is where crashes are counted."""
    answers = {}
    for question in questions:
        answers[question.id] = converse(assistant, question.turns)
        tick()
    return answers
