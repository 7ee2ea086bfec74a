"""What a follow-up inherits from the turns before it: the place, the topic, the body and what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus.text import fold
from qa.question import Query, Reader
from qa.reply import Reply
from qa.types import Dialogue

_FOLLOWS = re.compile(
    r"^(?:那|那么|还有|另外|这|它|其|他们|再|改成|换成|如果|第)|呢[?？]?$|^(?:配合|牵头|时限|什么时候|谁)[^一-鿿]*"
)


def inherit(reader: Reader, text: str, dialogue: Dialogue) -> tuple[Query, str]:
    """The query of ``text`` with what it leaves out filled from ``dialogue``, and what was filled, in words."""
    slots = dict(dialogue.slots)
    query = reader.read(_resolved(text, slots.get("said", "")))
    if not slots:
        return query, ""
    filled: list[str] = []
    if not query.scope.named and not query.scope.missing and slots.get("scope") is not None and slots["scope"].named:
        query = replace(query, scope=slots["scope"])
        filled.append("、".join(dict.fromkeys(plan.region for plan in query.scope.plans)))
    if query.words and not query.units and "topic" in slots and _holds_all(query.words, slots["quoted"]):
        query = replace(query, topic=f"{slots['topic']} {query.topic}", words=(*slots["words"], *query.words))
        filled.append(slots["topic"].replace(" ", ""))
    if not query.words and not query.units and (slots.get("topic") or slots.get("units")):
        query = replace(query, topic=slots["topic"], words=slots["words"], units=query.units or slots.get("units", ()))
        filled.append(slots["topic"].replace(" ", ""))
        if not query.facets and not query.intents & {"target", "content", "list", "count", "duties"}:
            query = replace(query, intents=query.intents | slots["intents"])
            filled.append("")
    elif _FOLLOWS.search(text) and not query.intents:
        query = replace(query, intents=slots["intents"])
    return query, "·".join(piece for piece in filled if piece)


def _holds_all(words: Sequence[str], quoted: str) -> bool:
    """What was quoted last speaks of all the words: the question goes on with it."""
    text = fold(quoted).casefold()
    return bool(text) and all(word.casefold() in text for word in words)


def _resolved(text: str, said: str) -> str:
    """这个乡, 该局: the last body or place of that kind that was named takes its place."""
    match = re.search(r"(?:这个|那个|该|这家|那家)(?P<kind>[乡镇局县村委办])(?![一-鿿]?级)", text)
    if not match or not said:
        return text
    names = re.findall(rf"(?:^|(?<=[：:、，,；;\s\d]))[一-鿿]{{1,10}}?{match['kind']}(?![一-鿿])", said)
    return text.replace(match[0], names[-1]) if names else text


def remember(query: Query, reply: Reply) -> Dialogue:
    """What the next turn may inherit."""
    slots: dict[str, Any] = {
        "scope": query.scope,
        "topic": query.topic,
        "words": query.words,
        "units": query.units,
        "intents": query.intents,
        "quoted": "".join(citation.passage.text for citation in reply.marks.citations[:2]),
        "said": f"{query.text}\n{reply.text}",
    }
    return Dialogue(tuple(slots.items()))
