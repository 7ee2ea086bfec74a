"""What readers think of answers: one JSON line a verdict, with the question, the answer and its evidence.

A line is written in one piece to the end of the file, so a kill leaves whole lines, and several writers mix none. A
reader who thinks again adds a line; the last one of a conversation's turn is what holds.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from page.conversation import Conversation

FILE = "feedback.jsonl"


class Feedback:
    """The file of verdicts in ``home``."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def add(self, conversation: Conversation, place: int, user: str = "") -> None:
        """Keep the verdict on the turn at ``place``."""
        turn = conversation.turns[place]
        record = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "user": user,
            "conversation": conversation.key,
            "turn": place,
            "verdict": turn.verdict,
            "plans": list(turn.plans),
            "before": [each.question for each in conversation.turns[:place]],
            **(turn.answer.to_dict() if turn.answer else {"question": turn.question}),
        }
        append_line(self.path, json.dumps(record, ensure_ascii=False))


def append_line(path: Path, line: str) -> None:
    """Add ``line`` to ``path`` and wait until the disk has it; what a crash left without its end stays a line of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        broken = os.lseek(handle, 0, os.SEEK_END) > 0 and os.lseek(handle, -1, os.SEEK_END) >= 0
        broken = broken and os.read(handle, 1) != b"\n"
        os.write(handle, ("\n" * broken + line + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)
