"""An answer as HTML: paragraphs and tables, every mark of it a link to its source."""

from __future__ import annotations

import re

from markupsafe import Markup

from page.conversation import MARK, Turn, used
from page.listing import QUOTES, SUBJECT, Line, Row, Table, blocks, columns
from page.markup import join, tag
from qa import render
from qa.types import Citation

LABEL = re.compile(r"((?:牵头|配合|落实|时限|原文)：)")  # named facts, set back so that their values stand out
DAY = re.compile(r"(（自? ?\d{4}-\d\d-\d\d）)")  # the day computed beside a limit as written
TAIL = re.compile(r"(?:（自? ?\d{4}-\d\d-\d\d）|.)$", re.DOTALL)  # what a mark must not be parted from
REMARK = re.compile(r"(（(?:合并单元格|上文)，同上）|（按方案统一要求）)")
KINDS = {"【": "part", "（按": "aside", "注意": "warning"}  # how special lines begin, and their class


class AnswerView:
    """The turn at ``place`` whose source ``opened`` (a mark, 0 for none) stands open beside it."""

    def __init__(self, turn: Turn, place: int, opened: int) -> None:
        self.turn, self.place, self.opened = turn, place, opened
        self.marks: dict[int, Citation] = {each.mark: each for each in used(turn.answer)} if turn.answer else {}

    def body(self) -> Markup:
        """As much of the answer as is to be seen now."""
        answer = self.turn.answer
        if answer is None:
            return Markup("")
        shown = len(answer.text) if self.turn.shown is None else self.turn.shown
        parts = (self._block(block, shown) for block in blocks(answer.text))
        return join(part for part in parts if part)

    def _block(self, block: Line | Table, shown: int) -> Markup | None:
        """A paragraph grows by the letter, a table by the row."""
        if isinstance(block, Line):
            words = block.text[: max(0, shown - block.end + len(block.text))]
            return self._paragraph(words) if words else None
        rows = [row for row in block if row.end <= shown]
        return self._table(block, rows) if rows else None

    def _paragraph(self, line: str) -> Markup:
        kind = next((name for start, name in KINDS.items() if line.startswith(start)), None)
        bullet = line.lstrip().startswith(("- ", "• ", "· "))
        text = line.strip("【】") if kind == "part" else line
        return tag("p", self._marked(text, first=True), class_="item" if bullet else kind)

    def _table(self, table: Table, rows: list[Row]) -> Markup:
        names = columns(table)
        head = tag("tr", *(tag("th", name, scope="col") for name in names))
        body = [line for row in rows for line in self._lines(row, names)]
        return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="grid", tabindex=0, role="region",
                   aria_label=f"{len(table)} 项")  # fmt: skip

    def _lines(self, row: Row, names: list[str]) -> list[Markup]:
        """A row of cells, and below it what the row quotes."""
        quotes = [f"{name}：{row.cells[name]}" for name in QUOTES if name in row.cells]
        first = tag("tr", *(self._cell(row, name) for name in names))
        return [first, *(tag("tr", tag("td", self._marked(quote, first=False), colspan=len(names)), class_="quote")
                         for quote in quotes)]  # fmt: skip

    def _cell(self, row: Row, name: str) -> Markup:
        text = row.cells.get(name, "")
        if name == SUBJECT:
            return tag("th", self._marked(text, first=False), scope="row")
        return tag("td", self._marked(text, first=False), data_name=name)

    def _marked(self, line: str, *, first: bool) -> Markup:
        """Words with their marks; a number in brackets that is no mark of this answer stays text."""
        pieces: list[Markup] = []
        end = 0
        for match in MARK.finditer(line):
            if citation := self.marks.get(int(match[1])):
                words = line[end : match.start()]
                tail = TAIL.search(words)
                rest, last = (words[: tail.start()], tail[0]) if tail else (words, "")
                tied = tag("span", _dated(last), self._mark(citation), class_="tied")
                pieces += [_words(rest, first=first and not end), tied]
                end = match.end()
        return join([*pieces, _words(line[end:], first=first and not end)])

    def _mark(self, citation: Citation) -> Markup:
        """``[n]`` as a link to its source; the brackets are there for copying and are not seen."""
        passage = citation.passage
        lines = render.source(passage)
        return tag(
            "a",
            tag("i", "["),
            str(citation.mark),
            tag("i", "]"),
            class_="mark",
            href="#source",
            data_act="select",
            data_turn=self.place,
            data_mark=citation.mark,
            title=f"{passage.plan.title} {lines}",
            aria_label=f"依据{citation.mark}：{passage.plan.title}，{lines}",
            aria_current="true" if citation.mark == self.opened else None,
        )


def _words(text: str, *, first: bool) -> Markup:
    """Plain words; where a line names facts (甲县·危险废物：牵头：…), what stands before them is their subject."""
    subject, *facts = LABEL.split(text)
    head = tag("strong", subject) if first and facts and subject.endswith("：") else _dated(subject)
    return join([head, *(tag("em", fact) if LABEL.fullmatch(fact) else _dated(fact) for fact in facts)])


def _dated(text: str) -> Markup:
    """A computed day stands on one line, in figures of one width; a remark on where a value comes from is set back."""
    kinds = ((DAY, "time"), (REMARK, "small"))
    parts = (part for piece in DAY.split(text) for part in REMARK.split(piece))
    return join(
        next((tag(name, part) for pattern, name in kinds if pattern.fullmatch(part)), tag("span", part))
        for part in parts
        if part
    )
