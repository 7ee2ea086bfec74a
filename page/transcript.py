"""The conversation as HTML: questions, answers with clickable marks, and what can be done next.

Whatever can be clicked carries ``data-act``, the name of the event that ``static/talk.js`` triggers, and the fields
that the event brings along (``data-turn``, ``data-mark``, ``data-question``).
"""

from __future__ import annotations

import re

from markupsafe import Markup

from page.conversation import MARK, Conversation, Turn, used
from page.markup import join, tag
from page.source import lines_of
from qa.types import Answer, Citation

LABEL = re.compile(r"((?:牵头|配合|落实|时限|原文)：)")  # named facts, set back so that their values stand out


def transcript(conversation: Conversation, examples: tuple[str, ...]) -> Markup:
    """The whole talk, or the welcome when nothing has been asked."""
    if not conversation.turns:
        return _welcome(examples)
    final = len(conversation.turns) - 1
    turns = (_turn(conversation, place, place == final) for place in range(final + 1))
    return tag(
        "div",
        *turns,
        class_="turns",
        role="log",
        aria_label="对话",
        aria_live="polite",
        aria_busy="true" if conversation.turns[-1].live else "false",
    )


def _welcome(examples: tuple[str, ...]) -> Markup:
    buttons = (tag("li", _asks(example)) for example in examples)
    return tag(
        "div",
        tag("h2", "想查方案里的哪项任务？"),
        tag("p", "牵头、配合单位和时限逐条回答，句末编号可点开，直接核对原文。"),
        tag("ul", *buttons, class_="asks", aria_label="示例问题"),
        class_="welcome",
    )


def _asks(question: str) -> Markup:
    return tag("button", question, type="button", data_act="submit", data_question=question)


def _turn(conversation: Conversation, place: int, final: bool) -> Markup:
    turn = conversation.turns[place]
    opened = conversation.opened[1] if conversation.opened and conversation.opened[0] == place else 0
    foot = None if turn.live else _actions(turn, place, final)
    more = _suggestions(turn.answer) if final and turn.answer and not turn.live else None
    return tag(
        "article",
        tag("h3", tag("span", "问：", class_="unseen"), turn.question, class_="question"),
        _answer(turn, place, opened),
        foot,
        more,
        class_="turn",
        data_live=turn.live,
    )


def _answer(turn: Turn, place: int, opened: int) -> Markup:
    if turn.error:
        return tag("div", tag("p", turn.error), class_="answer error", role="alert")
    if turn.answer is None:
        return _waiting(turn)
    marks = {citation.mark: citation for citation in used(turn.answer)}
    text = turn.answer.text[: turn.shown]
    lines = (_line(line, marks, place, opened) for line in text.split("\n") if line.strip())
    kind = "answer" if turn.answer.found else "answer absent"
    return tag("div", *lines, tag("p", "（已停止）", class_="stopped") if turn.stopped else None, class_=kind)


def _waiting(turn: Turn) -> Markup:
    if turn.stopped:
        return tag("div", tag("p", "（已停止）", class_="stopped"), class_="answer")
    return tag("div", tag("p", "正在查找", tag("span", "", class_="dots")), class_="answer waiting")


def _line(line: str, marks: dict[int, Citation], place: int, opened: int) -> Markup:
    """A line of the answer as a paragraph; a number in brackets that is no mark of this answer stays text."""
    pieces: list[Markup] = []
    end = 0
    for match in MARK.finditer(line):
        if citation := marks.get(int(match[1])):
            words = line[end : match.start()]
            tied = tag("span", words[-1:], _mark(citation, place, citation.mark == opened), class_="tied")
            pieces += [_words(words[:-1], first=not end), tied]
            end = match.end()
    bullet = line.lstrip().startswith(("- ", "• ", "· "))
    return tag("p", *pieces, _words(line[end:], first=not end), class_="item" if bullet else None)


def _words(text: str, *, first: bool) -> Markup:
    """Plain words; where a line names facts (甲县·危险废物：牵头：…), what stands before them is their subject."""
    subject, *facts = LABEL.split(text)
    head = tag("strong", subject) if first and facts and subject.endswith("：") else subject
    return join([head, *(tag("em", fact) if LABEL.fullmatch(fact) else fact for fact in facts)])


def _mark(citation: Citation, place: int, opened: bool) -> Markup:
    """``[n]`` as a link to its source; the brackets are there for copying and are not seen."""
    passage = citation.passage
    lines = lines_of(passage.span)
    return tag(
        "a",
        tag("i", "["),
        str(citation.mark),
        tag("i", "]"),
        class_="mark",
        href="#source",
        data_act="select",
        data_turn=place,
        data_mark=citation.mark,
        title=f"{passage.plan.title} {lines}",
        aria_label=f"依据{citation.mark}：{passage.plan.title}，{lines}",
        aria_current="true" if opened else None,
    )


def _actions(turn: Turn, place: int, final: bool) -> Markup:
    buttons = [_act("copy", "复制", place)] if turn.answer else []
    if final:
        buttons += [_act("retry", "重试", place), _act("undo", "撤回", place), _act("delete", "新对话", place)]
    return tag("div", *buttons, _measure(turn.answer), class_="actions")


def _act(act: str, label: str, place: int) -> Markup:
    return tag("button", label, type="button", data_act=act, data_turn=place)


def _measure(answer: Answer | None) -> Markup | None:
    if answer is None:
        return None
    sources = len(used(answer))
    return tag("span", f"{sources} 处依据 · {answer.latency_ms:.0f} 毫秒" if sources else "没有可引用的依据")


def _suggestions(answer: Answer | None) -> Markup | None:
    if answer is None or not answer.suggestions:
        return None
    items = join(tag("li", _asks(suggestion)) for suggestion in answer.suggestions)
    return tag("ul", items, class_="asks", aria_label="可以接着问")
