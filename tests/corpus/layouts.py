"""How tables are laid out in plain text, and how a ledger is shown in tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus import fold, read_document
from corpus.types import Reading, Task

Rows = Sequence[Sequence[str]]
Layout = Callable[[Rows], str]


def cells(rows: Rows) -> str:
    """One cell a line after a tab, a blank line after each row: what a Word table leaves when saved as text."""
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows) + "\n"


def tight_cells(rows: Rows) -> str:
    """The same without blank lines between rows."""
    return cells(rows).replace("\n\n", "\n")


def lines(rows: Rows) -> str:
    """One row a line, cells divided by tabs."""
    return "".join("\t".join(row) + "\n" for row in rows)


def pipes(rows: Rows) -> str:
    """A Markdown table; a line break inside a cell is ``<br>``."""
    drawn = [f"| {' | '.join(cell.replace(chr(10), '<br>') for cell in row)} |" for row in rows]
    return "\n".join([drawn[0], "|" + " --- |" * len(rows[0]), *drawn[1:]]) + "\n"


def bare_pipes(rows: Rows) -> str:
    """The same with no pipes at the ends of lines, as html2text writes it."""
    drawn = [" | ".join(cell.replace(chr(10), "<br>") for cell in row) for row in rows]
    return "\n".join([drawn[0], "|".join(["---"] * len(rows[0])), *drawn[1:]]) + "\n"


LAYOUTS: tuple[Layout, ...] = (cells, lines, pipes, bare_pipes)


def read(text: str) -> Reading:
    """The reading of a document that holds ``text``."""
    return read_document("plan.txt", text.encode())


def shown(task: Task) -> str:
    """``牵头 / 配合 / 落实 | 时限``, folded; only the limits that have a day or a kind of their own."""
    units = (fold("、".join(names)) for names in (task.lead, task.support, task.implement))
    limits = sorted(" ".join(filter(None, (d.kind.value, str(d.date or "")))) for d in task.deadlines)
    return " / ".join(units) + " | " + "; ".join(limits)


def ledger(text: str) -> list[str]:
    """Every task of the document ``text``, as ``title: roles | limits``."""
    return [f"{fold(task.title)}: {shown(task)}" for task in read(text).tasks]
