"""What a follow-up inherits from the turns before it: the place, the topic, the body, the list, what was asked.

A turn keeps what it names and inherits the rest: 北关区呢 changes the place, 那配合单位呢 what is asked, 第二项什么时候 picks from the list
just shown, 这个乡 is the last one named. A topic of its own ends the old one, unless the passages just quoted speak of it too
(合格率要多少 after a question on 危险废物): then the question goes on with them. All that was inherited is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.text import fold
from qa.conditions import CONDITIONS
from qa.names import Mention
from qa.question import Query, Reader
from qa.reply import Reply
from qa.scope import Scope
from qa.types import Dialogue

_FOLLOWS = re.compile(r"^(?:那|还有|另外|这|它|其|再|改成|换成|如果|第)|呢[?？]?$")
_OF_THOSE = re.compile(
    r"^那?(?:它们)?(?:都|分别|各自|各)(?:在|位于|属|归|是|到)"
)  # 都在哪条渠上: its subject is the last one
_OTHER_YEAR = re.compile(r"^(?:那|改成|换成|如果是|要是)?(?P<year>20\d\d)年?(?:的|那份|呢|[?？])*$")
_THAT_ONE = re.compile(r"(?:这个|那个|该|这家|那家)(?P<kind>[乡镇局县村委办])(?![一-鿿]?级)")
_ASKED = frozenset({"target", "content", "list", "count", "duties", "compare", "conflict"})
_ROLES = frozenset({"lead", "support", "implement"})
_OF_ALL = frozenset({"conflict", "goals", "outline", "bodies", "lacking", "most", "earliest", "latest"})
_LOOSE = "是要的有在那把让就都"


@dataclass(frozen=True, slots=True)
class Memory:
    """What one turn leaves to the next. ``listed`` are the ids of the tasks shown, in order; ``quoted`` and ``said`` are
    the passages quoted first and the words of question and answer.
    """

    scope: Scope
    topic: str
    words: tuple[str, ...]
    units: tuple[Mention, ...]
    intents: frozenset[str]
    listed: tuple[str, ...]
    quoted: str
    said: str


def inherit(reader: Reader, text: str, dialogue: Dialogue, *, own_topic: bool = False) -> tuple[Query, str]:
    """The query of ``text`` with what it leaves out filled from ``dialogue``, and what was filled, in words; with
    ``own_topic`` the topic that ``text`` names stands alone.
    """
    memory = next((value for name, value in dialogue.slots if name == "memory"), None)
    if not isinstance(memory, Memory):
        return reader.read(text), ""
    query = reader.read(_in_that_year(_resolved(text, memory.said), memory.scope))
    if query.is_courtesy:
        return query, ""
    query, place = _with_scope(query, memory)
    query, item = _with_item(query, memory)
    if item:
        return query, _joined(place, item)
    query, topic = _with_topic(query, memory, own_topic=own_topic)
    return query, _joined(place, topic)


def remember(query: Query, reply: Reply) -> Dialogue:
    """What the next turn may inherit."""
    memory = Memory(
        scope=query.scope,
        topic=query.topic,
        words=query.words,
        units=query.units,
        intents=query.intents,
        listed=tuple(dict.fromkeys(task.id for task in reply.tasks)),
        quoted="".join(citation.passage.text for citation in reply.marks.citations[:2]),
        said=f"{query.text}\n{reply.text}",
    )
    return Dialogue((("memory", memory),))


def _joined(*pieces: str) -> str:
    return "·".join(piece for piece in pieces if piece)


def _with_scope(query: Query, memory: Memory) -> tuple[Query, str]:
    if query.scope.named or query.scope.missing or not memory.scope.named:
        return query, ""
    regions = "、".join(dict.fromkeys(plan.region for plan in memory.scope.plans))
    return replace(query, scope=memory.scope), regions


def _with_item(query: Query, memory: Memory) -> tuple[Query, str]:
    """第二项 of the list just shown."""
    if query.ordinal is None or query.words or not 1 <= query.ordinal <= len(memory.listed):
        return query, ""
    picked = memory.listed[query.ordinal - 1]
    return replace(query, picked=picked, intents=query.intents or memory.intents), f"第{query.ordinal}项"


def _with_topic(query: Query, memory: Memory, *, own_topic: bool) -> tuple[Query, str]:
    goes_on = not own_topic and (_OF_THOSE.match(query.text) or _holds_all(query.words, memory.quoted))
    if query.words and not query.units and memory.topic and goes_on:
        topic = f"{memory.topic} {query.topic}"
        return replace(query, topic=topic, words=(*memory.words, *query.words), bare=topic), _named(memory)
    if query.units and memory.words and _asks_membership(query, memory):
        asked = query.intents | (memory.intents & _ROLES if not query.facets else frozenset())
        return replace(query, topic=memory.topic, words=memory.words, bare=memory.topic, intents=asked), _named(memory)
    if query.words or query.units or _is_whole(query, memory) or not (memory.words or memory.units):
        follows = bool(_FOLLOWS.search(query.text)) and not query.intents
        return (replace(query, intents=memory.intents) if follows else query), ""
    filled = replace(query, topic=memory.topic, words=memory.words, units=memory.units, bare=memory.topic)
    if not query.facets and not query.intents & _ASKED:
        kept = memory.intents - CONDITIONS.keys() if query.dates else memory.intents  # 长期的…, then 那2020年底前的呢
        filled = replace(filled, intents=query.intents | kept)
    elif "其中" in query.text:
        filled = replace(filled, intents=query.intents | (memory.intents & _ROLES))
    return filled, _named(memory)


def _is_whole(query: Query, memory: Memory) -> bool:
    """A question that names its own plan and asks of all its tasks at once needs nothing from the turn before."""
    asks_all = query.dates is not None or query.intents & (_OF_ALL | CONDITIONS.keys())
    return bool(query.scope is not memory.scope and query.scope.named and asks_all and not _FOLLOWS.search(query.text))


def _asks_membership(query: Query, memory: Memory) -> bool:
    """Whether another body takes part in the task just spoken of: 教育局参不参与, or 那教育局呢 after such a question."""
    if query.intents & {"list", "duties"}:
        return False
    goes_on = bool(memory.units) and not query.intents and not query.words and bool(_FOLLOWS.search(query.text))
    return "member" in query.intents or goes_on


def _named(memory: Memory) -> str:
    """The topic and the bodies in words, for people."""
    told = (piece.strip(_LOOSE) for piece in memory.topic.split())
    topic = "".join(piece for piece in told if len(piece) > 1)
    return topic or "、".join(mention.text for mention in memory.units)


def _holds_all(words: Sequence[str], quoted: str) -> bool:
    """What was quoted last speaks of all the words: the question goes on with it."""
    text = fold(quoted).casefold()
    return bool(text) and all(word.casefold() in text for word in words)


def _in_that_year(text: str, scope: Scope) -> str:
    """改成2020年的 asks for the same place in another year."""
    match = _OTHER_YEAR.match(fold(text))
    return f"{scope.regions[0]}{match['year']}年的方案" if match and scope.regions else text


def _resolved(text: str, said: str) -> str:
    """这个乡, 该局: the last body or place of that kind that was named takes its place."""
    match = _THAT_ONE.search(text)
    if not match:
        return text
    names = re.findall(rf"(?:^|(?<=[：:、，,；;\s\d]))[一-鿿]{{1,10}}?{match['kind']}(?![一-鿿])", said)
    return text.replace(match[0], names[-1]) if names else text
