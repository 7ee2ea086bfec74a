"""The borders that LangChain users plug into: a retriever, runnables, any chat model."""

from __future__ import annotations

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import RunnableLambda

from qa import Answer, PlanQA
from qa.model.chain import plan_chain, word
from qa.model.retriever import PlanRetriever

QUESTION = "秸秆禁烧归哪个部门管，谁配合？"
TRUE = "秸秆禁烧由区农业农村局牵头，行政综合执法局、财政局配合[1]。"


def model(*replies: str) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter([AIMessage(reply) for reply in replies]))


def test_passages_come_as_documents_with_their_place(qa: PlanQA) -> None:
    documents = PlanRetriever(qa=qa, k=3).invoke(QUESTION)
    assert len(documents) == 3
    first = documents[0]
    assert first.metadata["plan"] == "平原示范区2020年大气污染防治攻坚战实施方案"
    assert "秸秆" in first.metadata["quote"]
    assert first.metadata["quote"] in first.page_content
    document = next(each for each in qa.library.documents if each.id == first.metadata["document"])
    assert (
        "\n".join(document.lines[first.metadata["lines"][0] - 1 : first.metadata["lines"][1]])
        == first.metadata["quote"]
    )


def test_a_whole_chain_gives_a_checked_answer(qa: PlanQA) -> None:
    chain = plan_chain(qa, model(TRUE, "由市公安局牵头[1]。")) | RunnableLambda(lambda answer: answer)
    answers = chain.batch([{"question": QUESTION}, {"question": QUESTION}], {"max_concurrency": 1})
    assert all(isinstance(answer, Answer) for answer in answers)
    assert answers[0].text == TRUE
    assert "市公安局" not in answers[1].text


def test_the_steps_can_be_composed(qa: PlanQA) -> None:
    retrieved = PlanRetriever(qa=qa, k=1) | RunnableLambda(
        lambda found: {"facts": found[0].page_content, "question": QUESTION}
    )
    chain = retrieved | word(model(TRUE)) | StrOutputParser()
    assert "".join(chain.stream(QUESTION)) == TRUE
