"""How the lines of a document stand on the page: paragraphs, and tables where the source dumped cells behind tabs.

This is display only: who leads a task is read from the ledger, never from here. A row is a run of lines that begin
with a tab, each a cell; a line without a tab belongs to the cell above it, also over one blank line when a cell
follows directly (cells broken over two lines are dumped so). Every source line stands in exactly one block, blank
lines with what precedes them, so that a quoted span can be marked word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A source line with its 1-based number."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """No text and no tab: a tab alone is an empty cell."""
        return not self.text.strip(" \u3000\r")


@dataclass(slots=True)
class Paragraph:
    """One line of prose, with the blank lines after it."""

    lines: list[Line]


@dataclass(slots=True)
class Row:
    """Cells side by side, each of one or more lines."""

    cells: list[list[Line]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """All lines of the row in source order."""
        return [line for cell in self.cells for line in cell]


Block = Paragraph | Row


def blocks(texts: Sequence[str]) -> list[Block]:
    """The blocks of a document's lines, in source order."""
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    result: list[Block] = []
    ended = True  # the row above, if any, takes no more cells
    for place, line in enumerate(lines):
        last = result[-1] if result else None
        if line.text.startswith("\t"):
            if ended or not isinstance(last, Row):
                result.append(last := Row())
            last.cells.append([line])
            ended = False
        elif isinstance(last, Row) and not ended and (line.blank or _continues(lines, place)):
            last.cells[-1].append(line)
            ended = line.blank and not _bridged(lines, place)
        elif line.blank and last is not None:
            (last.cells[-1] if isinstance(last, Row) else last.lines).append(line)
        else:
            result.append(Paragraph([line]))
            ended = True
    return result


def near(parts: Sequence[Block], first: int, last: int, reach: int) -> list[Block]:
    """The blocks that stand within ``reach`` lines of the lines ``first`` to ``last``; no block is cut."""
    low, high = first - reach, last + reach
    return [part for part in parts if part.lines[-1].number >= low and part.lines[0].number <= high]


def tables(parts: Sequence[Block]) -> Iterator[Paragraph | list[Row]]:
    """Paragraphs as they are, neighbouring rows of as many cells together as one table.

    A dump drops and splits cells, so rows of unlike length do not share columns: set in one table, a unit would
    stand below the header of another column.
    """
    rows: list[Row] = []
    for part in parts:
        if rows and not (isinstance(part, Row) and len(part.cells) == len(rows[0].cells)):
            yield rows
            rows = []
        if isinstance(part, Row):
            rows.append(part)
        else:
            yield part
    if rows:
        yield rows


def _continues(lines: Sequence[Line], place: int) -> bool:
    """A line without a tab under a cell belongs to it when nothing blank stands between, or a cell follows."""
    return not lines[place - 1].blank or _leads_to_cell(lines, place)


def _bridged(lines: Sequence[Line], place: int) -> bool:
    """A blank line inside a cell: one alone, and the text below it runs into the next cell."""
    below = lines[place + 1] if place + 1 < len(lines) else None
    return below is not None and not below.text.startswith("\t") and _leads_to_cell(lines, place + 1)


def _leads_to_cell(lines: Sequence[Line], place: int) -> bool:
    """From a line of text at ``place``, more text runs without a blank to a line that begins with a tab."""
    for line in lines[place:]:
        if line.text.startswith("\t"):
            return True
        if line.blank:
            return False
    return False
