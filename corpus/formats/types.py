"""The nouns that every reader of a file format speaks: pieces in reading order, each with its place in the original.

A reader yields ``Piece``s: a ``Prose`` (a paragraph, a heading, a footnote) or a ``Grid`` (a table whose merged cells
are known). ``corpus.formats.lay`` writes them to lines once; the result is a ``Rendered``. Spans point into its lines,
and the ``Locator`` of a line says where that line stands in the file that people open. Places are left out of equality.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.blocks import Block
from corpus.types import NOWHERE, Locator, Smudge

Progress = Callable[[str, int, int], None]  # stage in Chinese, done, total


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may demand. Sizes are bytes, ``seconds`` bounds one conversion by LibreOffice."""

    size: int = 100 * 2**20
    unpacked: int = 400 * 2**20
    part: int = 150 * 2**20
    entries: int = 10_000
    pages: int = 1_000
    scanned: int = 300
    cells: int = 400_000
    lines: int = 400_000
    depth: int = 60
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph as the file has it; line breaks inside it are its own. ``aside`` text (footnotes) holds no duties."""

    text: str
    place: Locator = field(default=NOWHERE, compare=False)
    aside: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a true table: its first row and column (0-based), how many of each it covers, and its text."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    place: Locator = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: every position of ``rows`` by ``columns`` lies under exactly one of ``cells`` (row by row)."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]

    def by_rows(self) -> list[list[GridCell]]:
        """For every row the cells that lie in it, from left to right, those that begin above it too."""
        rows: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                rows[row].append(cell)
        return [sorted(row, key=lambda cell: cell.column) for row in rows]


Piece = Prose | Grid


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file as lines. ``locators`` has one entry for each line; ``blocks`` are what the parsers read.

    ``notices`` tell, one line in Chinese each, what of the file was not read or was read with doubt; ``smudges`` are the
    characters of scanned text that are not to be trusted unseen (see ``corpus.formats.doubts.is_doubtful``).
    """

    kind: str
    lines: tuple[str, ...] = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    locators: tuple[Locator, ...] = field(repr=False)
    notices: tuple[str, ...] = ()
    smudges: tuple[Smudge, ...] = field(default=(), repr=False)

    def place(self, line: int) -> Locator:
        """The locator of line ``line`` (1-based)."""
        return self.locators[line - 1]
