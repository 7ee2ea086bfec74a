"""A conversation as the browser keeps it, and back again.

The record holds what was said and, for each mark, the passage's id and a short hash of its words; the words themselves
come from the library when the conversation is opened again. A passage that is no longer there, or no longer says the
same, makes the turn one that has to be asked again: it is shown as it was, without sources, and says so. The record
comes from the browser, so nothing in it is trusted: what is ill-formed is no conversation.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from corpus.types import Passage
from page.conversation import MARK, Conversation, Plans, Turn, used
from qa.types import Answer, Citation
from serve.assistant import Library

VERSION = 1
LONGEST = 2_000_000  # characters of a record; a hundred turns with long lists take a tenth of that
CHANGED = "（资料库已有变动，这条回答的依据已不在原处，请重试这个问题。）"


def to_record(conversation: Conversation) -> str:
    """The JSON that the browser keeps; turns that were stopped or failed are left out."""
    turns = [_turn_record(turn) for turn in conversation.turns if turn.answer and not turn.live]
    plans = list(conversation.plans)
    record = {"version": VERSION, "key": conversation.key, "plans": plans, "turns": turns}
    return json.dumps(record, ensure_ascii=False)


def _turn_record(turn: Turn) -> dict[str, Any]:
    answer = turn.answer
    assert answer is not None  # the caller leaves the others out
    return {
        "question": turn.question,
        "plans": list(turn.plans),
        "verdict": turn.verdict,
        "text": answer.text,
        "found": answer.found,
        "intent": answer.intent,
        "latency": round(answer.latency_ms, 1),
        "suggestions": list(answer.suggestions),
        "worded_by": answer.worded_by,
        "citations": [[each.mark, each.passage.id, digest(each.passage)] for each in used(answer)],
    }


def digest(passage: Passage) -> str:
    """A short hash of a passage's words."""
    return hashlib.sha256(passage.text.encode()).hexdigest()[:12]


def from_record(text: str, library: Library) -> Conversation:
    """The conversation that ``text`` records; an empty one where it records none."""
    try:
        record = json.loads(text) if len(text) <= LONGEST else {}
        if record["version"] != VERSION:
            return Conversation()
        passages = {passage.id: passage for passage in library.passages}
        turns = tuple(_turn(each, passages) for each in record["turns"])
        known = {plan.id for plan in library.plans}
        return Conversation(turns, _first(turns), _plans(record["plans"], known), str(record["key"])[:40])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Conversation()


def _turn(record: dict[str, Any], passages: dict[str, Passage]) -> Turn:
    held = [(int(mark), passages.get(name), hashed) for mark, name, hashed in record["citations"]]
    citations = tuple(Citation(mark, passage) for mark, passage, _ in held if passage)
    intact = all(passage and digest(passage) == hashed for _, passage, hashed in held)
    text = str(record["text"])
    answer = Answer(
        str(record["question"]),
        text if intact else f"{MARK.sub('', text)}\n{CHANGED}",
        bool(record["found"]),
        str(record["intent"]),
        citations if intact else (),
        suggestions=tuple(map(str, record["suggestions"])),
        latency_ms=float(record["latency"]),
        worded_by=str(record.get("worded_by", "")) if intact else "",
    )
    verdict = record["verdict"] if record["verdict"] in {"good", "bad"} else ""
    return Turn(answer.question, answer, plans=_plans(record["plans"]), verdict=verdict, recalled=True)


def _plans(names: list[Any], known: set[str] | None = None) -> Plans:
    return tuple(str(name) for name in names if known is None or name in known)


def _first(turns: tuple[Turn, ...]) -> tuple[int, int] | None:
    """The last answer's first source."""
    answer = turns[-1].answer if turns else None
    sources = used(answer) if answer else []
    return (len(turns) - 1, sources[0].mark) if sources else None
