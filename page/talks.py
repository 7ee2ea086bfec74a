"""The list of earlier conversations. It is the browser's alone: the server hands over one record and hears of one."""

from __future__ import annotations

from markupsafe import Markup

from page.conversation import Conversation
from page.markup import tag
from page.memory import to_record


def talks(conversation: Conversation, user: str | None = None) -> Markup:
    """The frame that ``static/talks.js`` fills, with the record of the conversation as it stands.

    ``user`` is told once, when the page has loaded: each user of a browser has a list of their own.
    """
    return tag(
        "aside",
        tag(
            "header",
            tag("h2", "对话记录"),
            tag("button", "收起", type="button", class_="fold", aria_label="收起对话记录"),
        ),
        tag("button", "＋ 新对话", type="button", class_="fresh"),
        tag("ol", aria_label="对话记录"),
        tag("p", "记录只保存在这台电脑的浏览器里。", class_="hint"),
        tag("button", "清空记录", type="button", class_="clear"),
        aria_label="对话记录",
        data_record=to_record(conversation),
        data_user=user,
    )
