"""Tables that hold no tasks (indicators, monitoring sections, name lists): their rows, their cells, what a question asks of
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from corpus.blocks import Table, read_blocks
from corpus.text import fold
from corpus.types import Passage
from qa import render
from qa.desk import Desk
from qa.question import Query
from qa.reply import Reply

Rows = list[list[str]]

_ASKED = 0.5  # share of the topic's words that the name of an indicator must hold
_GRASPED = 0.5  # share of the topic's words that the passage of a table must hold: 氨氮浓度 is not in it
_TELLING = 3.5  # rarity of a word that tells what is asked
_MOST = 6  # rows that a person takes in at once
_FEWEST = 3  # rows, header included, that are worth counting


def tables(text: str) -> Iterator[Rows]:
    """The tables in a passage's text as rows of cells, header first: a line is a row, or a blank line ends one."""
    for block in read_blocks(text.split("\n")):
        if isinstance(block, Table):
            opens = [cell.starts_row or (cell.starts_row is None and cell.gap) for cell in block.cells]
            numbers = [sum(opens[: index + 1]) for index in range(len(opens))]
            cells = zip(numbers, block.cells, strict=True)
            yield [
                [" ".join(c.source.split()) for _, c in row] for _, row in groupby(cells, key=lambda entry: entry[0])
            ]


def matching_rows(header: list[str], rows: Rows, question: str) -> tuple[Rows, list[int]]:
    """The rows that hold, in every column of which the folded ``question`` names a value, one of the values named; and
    those columns. All rows and no column when it names none.
    """
    named: dict[int, set[str]] = {}
    for row in rows:
        for column, value in enumerate(row[: len(header)]):
            if len(fold(value)) >= 2 and fold(value) in question:
                named.setdefault(column, set()).add(value)
    several = {c: values for c, values in named.items() if len({row[c] for row in rows if c < len(row)}) > 1}
    chosen = [row for row in rows if all(c < len(row) and row[c] in values for c, values in several.items())]
    return (chosen, sorted(several)) if several else (rows, [])


def listed(desk: Desk, query: Query) -> Reply | None:
    """Counting and listing rows: 断面一共几个, 目标为Ⅲ类的有哪些."""
    for hit in desk.likely(query)[:2]:
        if desk.retrieval.tasks_of(hit.passage) or desk.retrieval.grasped(query.words, hit.passage) < _GRASPED:
            continue
        for header, *rows in tables(hit.passage.text):
            if len(rows) + 1 < _FEWEST:
                continue
            chosen, columns = matching_rows(header, rows, query.bare)
            asked = columns or "count" in query.intents or _answers(desk, query, hit.passage, header)
            if not asked or query.facets or (columns and _names_another(desk, query, hit.passage)):
                continue
            reply = Reply("count" if "count" in query.intents else "list")
            fitting = f"，其中符合的{len(chosen)}个" if columns else ""
            name = render.plan_name(hit.passage.plan)
            reply.lines.append(f"{name}的表中共{len(rows)}个{fitting}：{reply.marks(hit.passage)}")
            reply.lines += ["- " + render.plain(_in_words(header, row)) for row in chosen]
            return reply
    return None


def _names_another(desk: Desk, query: Query, passage: Passage) -> bool:
    """The question asks of something that the table does not speak of: PM2.5 of a table on rivers."""
    text = fold(passage.text).casefold()
    things = (w for w in query.words if desk.library.words.names_thing(w) and w[-1] not in "乡镇村县区市")
    weights = desk.retrieval.weights(query.words)
    return any(weights[word] >= _TELLING and not desk.retrieval.holds(word, text) for word in things)


def _answers(desk: Desk, query: Query, passage: Passage, header: Sequence[str]) -> bool:
    """No sentence of the passage says more of the topic than the table's header: the table as a whole is meant."""
    best = desk.clauses(query, [passage])[:1]
    return "target" not in query.intents and any(fold(clause.text) == fold("".join(header)) for clause in best)


def indicator(desk: Desk, query: Query) -> Reply | None:
    """The value that a table gives for the indicator asked for, in a column (指标 across) or in a row (指标 down)."""
    reply = Reply("target")
    for hit in desk.strong(query)[:3]:
        if desk.retrieval.tasks_of(hit.passage):
            continue
        for header, *rows in tables(hit.passage.text):
            lines = _values(header, rows, query, lambda cell: _share(desk, query, cell))
            if lines:
                name = render.plan_name(hit.passage.plan)
                reply.lines.append(f"{name}的表中：{'；'.join(map(render.plain, lines))}{reply.marks(hit.passage)}")
        if reply.lines:
            return reply
    return None


def rows_named(desk: Desk, query: Query) -> Reply | None:
    """The rows of a table without tasks in which the question names a value: 柴庄村断面归哪个镇考核."""
    reply = Reply("content")
    for hit in desk.strong(query)[:2]:
        for header, *rows in tables(hit.passage.text) if not desk.retrieval.tasks_of(hit.passage) else ():
            chosen, columns = matching_rows(header, rows, query.bare)
            if columns and len(chosen) <= _MOST and not _names_another(desk, query, hit.passage):
                lines = "；".join(render.plain(_in_words(header, row)) for row in chosen)
                reply.lines.append(f"{render.plan_name(hit.passage.plan)}的表中：{lines}{reply.marks(hit.passage)}")
    return reply if reply.lines else None


def _values(header: list[str], rows: Rows, query: Query, share: Callable[[str], float]) -> list[str]:
    columns = [share(cell) for cell in header]
    labels = [max(map(share, row[:2]), default=0.0) for row in rows]
    best = max([*columns, *labels], default=0.0)
    if best < _ASKED:
        return []
    if max(columns, default=0.0) < best:
        return [_in_words(header, row) for row, label in zip(rows, labels, strict=True) if label == best][:_MOST]
    column = columns.index(best)
    chosen, _ = matching_rows(header, rows, query.text)
    filled = [row for row in chosen if column > 0 and column < len(row) and row[column].strip("/-—－")]
    if len(filled) > _MOST:
        return []
    return [f"{row[0]}，{header[column]}：{row[column]}" for row in filled]


def _share(desk: Desk, query: Query, cell: str) -> float:
    weights = desk.retrieval.weights(query.words)
    text = fold(cell).casefold()
    held = sum(weight * desk.retrieval.holds(word, text) for word, weight in weights.items())
    return held / (sum(weights.values()) or 1.0)


def _in_words(header: Sequence[str], row: Sequence[str]) -> str:
    return "，".join(f"{name}：{value}" for name, value in zip(header, row, strict=False))
