"""An answer in the making, and the wording of a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.types import Task
from qa.citing import Marks
from qa.render import plain

REFUSAL = "文库中的方案没有写明{what}。{holds}"
OFFER = "可以问任务由谁牵头、谁配合、什么时候完成。"


@dataclass(slots=True)
class Reply:
    """Lines of text, the tasks they rest on and the marks they use. ``found`` is False for a refusal."""

    intent: str
    found: bool = True
    lines: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(line for line in self.lines if line)

    def add(self, other: Reply) -> None:
        """Put ``other`` below, its marks renumbered to go on with these."""
        marks = {citation.mark: self.marks(citation.passage) for citation in other.marks.citations}
        self.lines += [re.sub(r"\[(\d+)\]", lambda m: marks.get(int(m[1]), m[0]), line) for line in other.lines]
        self.tasks += other.tasks


def refusal(what: str, holds: str = OFFER) -> Reply:
    """What was looked for and is not stated, and what can be asked."""
    return Reply("unanswerable", found=False, lines=[REFUSAL.format(what=plain(what), holds=holds)])
