"""The conversation as HTML: questions, answers with clickable marks, and what can be done next.

Whatever can be clicked carries ``data-act``, the name of the event that ``static/talk.js`` triggers, and the fields
that the event brings along (``data-turn``, ``data-mark``, ``data-question``).
"""

from __future__ import annotations

from markupsafe import Markup

from page.answer import AnswerView
from page.conversation import Conversation, Turn, used
from page.markup import join, tag
from qa.types import Answer

VERDICTS = {"good": ("有用", "这个回答有用"), "bad": ("有误", "这个回答有误")}


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
    return tag(
        "article",
        _question(turn, place),
        _answer(turn, place, opened),
        None if turn.live else _actions(turn, place, final),
        _suggestions(turn.answer) if final and turn.answer and not turn.live else None,
        class_="turn",
        data_live=turn.live,
        data_place=place,
    )


def _question(turn: Turn, place: int) -> Markup:
    edit = None if turn.live else tag("button", "编辑", type="button", data_edit=place, class_="edit")
    heading = tag("h3", tag("span", "问：", class_="unseen"), turn.question, class_="question")
    return tag("div", edit, heading, class_="asked")


def _answer(turn: Turn, place: int, opened: int) -> Markup:
    if turn.error:
        return tag("div", tag("p", turn.error), class_="answer error", role="alert")
    if turn.answer is None:
        return _waiting(turn)
    stopped = tag("p", "（已停止）", class_="stopped") if turn.stopped else None
    kind = "answer" if turn.answer.found else "answer absent"
    text = None if turn.live else turn.answer.text  # what 复制 takes
    return tag("div", AnswerView(turn, place, opened).body(), stopped, class_=kind, data_text=text)


def _waiting(turn: Turn) -> Markup:
    if turn.stopped:
        return tag("div", tag("p", "（已停止）", class_="stopped"), class_="answer")
    return tag("div", tag("p", "正在查找", tag("span", "", class_="dots")), class_="answer waiting")


def _actions(turn: Turn, place: int, final: bool) -> Markup:
    buttons = [_act("copy", "复制", place)] if turn.answer else []
    if turn.answer and not turn.stopped:
        buttons += [_verdict(turn, place, name) for name in VERDICTS]
    if final:
        buttons += [_act("retry", "重试", place), _act("undo", "撤回", place)]
    return tag("div", *buttons, _measure(turn.answer), class_="actions")


def _act(act: str, label: str, place: int) -> Markup:
    return tag("button", label, type="button", data_act=act, data_turn=place)


def _verdict(turn: Turn, place: int, name: str) -> Markup:
    label, meaning = VERDICTS[name]
    pressed = "true" if turn.verdict == name else "false"
    return tag(
        "button",
        label,
        type="button",
        data_act="judge",
        data_turn=place,
        data_verdict=name,
        aria_pressed=pressed,
        title=meaning,
    )


def _measure(answer: Answer | None) -> Markup | None:
    if answer is None:
        return None
    sources = len(used(answer))
    facts = f"{sources} 处依据 · {answer.latency_ms:.0f} 毫秒" if sources else "没有可引用的依据"
    return join((tag("span", facts), _worded(answer)))


def _worded(answer: Answer) -> Markup:
    """How a language model took part; behind it what of its words did not hold, and why."""
    mode, notes = _mode(answer), answer.model_notes
    if not notes:
        return tag("span", mode, class_="mode") if mode else Markup("")
    return tag("details", tag("summary", mode), tag("ul", *(tag("li", note) for note in notes)), class_="mode")


def _mode(answer: Answer) -> str:
    """How a language model took part; nothing where none was asked."""
    if answer.worded_by:
        return f"由模型 {answer.worded_by} 措辞，已逐句核对"
    return "原始答案，模型的话没有采用" if answer.model_notes or answer.text.endswith("原始答案）") else ""


def _suggestions(answer: Answer | None) -> Markup | None:
    if answer is None or not answer.suggestions:
        return None
    items = join(tag("li", _asks(suggestion)) for suggestion in answer.suggestions)
    return tag("ul", items, class_="asks", aria_label="可以接着问")
