"""An assistant over a few lines, for tests of what stands around the answers: who enters, what is refused, what changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.testclient import TestClient

from corpus import read_document
from corpus.errors import InputError
from corpus.types import Document, Passage, Plan, Reading, Task
from qa.types import Answer, Dialogue
from serve.accounts import ASK, MANAGE
from serve.doors import Doors
from serve.guard import Policy, State
from serve.holdings import Holdings, Source
from serve.keys import Keys, new_key
from serve.limits import Crew, Rate
from serve.opening import Opening
from serve.service import Service

PLAN = """东河区2021年土壤污染防治实施方案
一、主要任务
（一）严格危险废物管理。11月底前完成危险废物排查。（生态环境分局牵头，区财政局、区公安局参与）
"""
FAULT = "故障"


@dataclass(frozen=True)
class SmallLibrary:
    documents: tuple[Document, ...]
    plans: tuple[Plan, ...]
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...]
    skipped: tuple[object, ...] = ()

    def words(self, text: str) -> list[str]:
        return list(text)


class Echo:
    """Answers with all that was asked so far; an empty question cannot be asked, and one is too much for it."""

    conflicts = ()

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.asked: list[str] = []
        self.library = SmallLibrary(
            *(tuple(each.document for each in readings),),
            *(
                tuple(one for each in readings for one in getattr(each, name))
                for name in ("plans", "passages", "tasks")
            ),
        )

    model = ""

    def ask(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Answer:
        if question == FAULT:
            raise ZeroDivisionError(FAULT)
        if not question.strip():
            message = "问题是空的"
            raise InputError(message)
        self.asked.append(question)
        said = (*dict(dialogue.slots if dialogue else ()).get("said", ()), question)
        return Answer(question, "、".join(said), True, "echo", dialogue=Dialogue((("said", said),)))

    def stream(
        self,
        question: str,
        dialogue: Dialogue | None = None,
        plans: Collection[str] | None = None,
        *,
        model: bool = True,
    ) -> Iterator[str | Answer]:
        """With a model, word by word before the answer."""
        answer = self.ask(question, dialogue, plans)
        if self.model and model:
            yield from answer.text
            answer = replace(answer, text=f"{answer.text}\n（模型改写）", worded_by=self.model)
        yield answer


class Shop:
    """Doors over a library that can be changed, with a key of each role."""

    def __init__(self, folder: Path, state: State = State.OPEN, rate: int = 0, hands: int = 4) -> None:
        self.home, documents = folder / "home", folder / "documents"
        self.home.mkdir()
        documents.mkdir()
        (documents / "east.txt").write_text(PLAN, encoding="utf-8")
        self.opening = Opening()
        self.opening.open(lambda _: self._open(documents), lambda *_: None)
        reopen: Callable[..., Echo] = lambda _: self._open(self.home / "documents")  # noqa: E731
        holdings = Holdings(Source(self.home, documents, frozenset({".txt"}), read_document, reopen), self.opening)
        asking, managing = new_key("小李", ASK), new_key("王科长", MANAGE)
        self.asking, self.managing = asking[1], managing[1]
        policy = Policy(state, Keys((asking[0], managing[0])), Rate(rate))
        self.doors = Doors(Service(self.opening), policy, Crew(hands), Crew(hands), holdings)

    def _open(self, folder: Path) -> Echo:
        return Echo([read_document(path.name, path.read_bytes()) for path in sorted(folder.glob("*.txt"))])

    def client(self, secret: str = "") -> TestClient:
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        return TestClient(self.doors.app(), "http://127.0.0.1", raise_server_exceptions=False, headers=headers)
