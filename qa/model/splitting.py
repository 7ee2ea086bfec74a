"""A model's text as it comes in, cut into sentences with their marks.

A line of a table becomes a line of named cells (牵头单位：甲；时限：年底[1]): markup is not shown, and a cell means nothing without
its column. A line that names what the next lines are about (危险废物管理：) is kept as their heading, for they are read together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.lexicon import words

_MARKS = re.compile(r"(?:\s*[\[［【〔]\s*\d{1,4}\s*(?:[,，、]\s*\d{1,4}\s*)*[\]］】〕])+")
_MARK = re.compile(r"\d+")
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s*|>\s*|[-*•·]\s+|(?:\d{1,2}[.、)）]|[(（]\d{1,2}[)）])\s*)+")
_INNER = re.compile(r"(?<=[；;，,：:。])\s*[（(]?\d{1,2}[)）]")  # …；（2）…
_ENDS = "。！？!?"
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}[-:|\s]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """Words and the marks that stand behind them."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``lead_in`` is its list sign, ``statements`` are its pieces up to each group of marks."""

    lead_in: str
    statements: tuple[Statement, ...]
    ends_line: bool

    @property
    def finished(self) -> bool:
        """Whether it ends as sentences do: with its marks, a full stop or its line."""
        return (
            self.ends_line
            or bool(self.statements and self.statements[-1].marks)
            or self.text.rstrip()[-1:] in (*_ENDS, "；", "”")
        )

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(statement.text for statement in self.statements)

    @property
    def marked(self) -> bool:
        """Whether it cites anything."""
        return any(statement.marks for statement in self.statements)


PAUSE = Sentence("", (), ends_line=True)
"""An empty line."""


def sentences_of(chunks: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of a text that comes in pieces, each as soon as it is complete; one that is cut off is given as it is."""
    table = _Table()
    for line in _lines(chunks):
        shown = table.read(line)
        if shown.strip():
            yield from _sentences(shown)
        elif not line.strip():
            yield PAUSE


def _lines(chunks: Iterable[str]) -> Iterator[str]:
    """Pieces that can be judged by themselves: whole lines, or sentences of a line that is still growing."""
    held = ""
    for chunk in chunks:
        held += chunk.replace("\r", "")
        while "\n" in held:
            line, held = held.split("\n", 1)
            yield line + "\n"
        cut = 0 if held.lstrip().startswith("|") else _safe_end(held)
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held.strip():
        yield held


def _safe_end(text: str) -> int:
    """Where the last sentence ends whose marks have certainly all come: another word follows."""
    ends = [end for end in _sentence_ends(text) if re.search(r"[^\s\[［【〔\d\]］】〕]", text[end:])]
    return ends[-1] if ends else 0


def _sentence_ends(text: str) -> Iterator[int]:
    """Places behind a full stop that is in no quotation, and behind the marks that follow it."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter in "“《（") - (letter in "”》）")
        if letter in _ENDS and depth <= 0:
            match = _MARKS.match(text, at + 1)
            yield match.end() if match else at + 1


def _sentences(line: str) -> Iterator[Sentence]:
    markup = _MARKUP.match(line)
    lead_in = "- " if markup else ""
    body = line[markup.end() if markup else 0 :].replace("**", "").replace("__", "").replace("`", "")
    body = _INNER.sub("", body)
    start = 0
    for end in [*_sentence_ends(body), len(body)]:
        piece = body[start:end]
        start = end
        if re.search(r"\w", _MARKS.sub("", piece)):
            yield Sentence(
                lead_in, tuple(_statements(piece.strip())), ends_line=line.endswith("\n") and end == len(body)
            )
            lead_in = ""


def _statements(text: str) -> Iterator[Statement]:
    """The words before each group of marks; words behind the last group belong to it."""
    pieces: list[Statement] = []
    start = 0
    for match in _MARKS.finditer(text):
        marks = tuple(dict.fromkeys(map(int, _MARK.findall(match[0]))))
        pieces.append(Statement(text[start : match.start()], marks))
        start = match.end()
    rest = text[start:]
    if not re.search(r"\w", rest) and pieces:
        pieces[-1] = Statement(pieces[-1].text + rest, pieces[-1].marks)
    elif rest.strip():
        pieces.append(Statement(rest, pieces[-1].marks if pieces else ()))
    yield from pieces


class _Table:
    """The columns of the table whose rows come in."""

    def __init__(self) -> None:
        self._names: list[str] = []

    def read(self, line: str) -> str:
        """A row as named cells; other lines as they are. Empty for a header and the rule below it."""
        if not line.lstrip().startswith("|"):
            self._names = []
            return line
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not self._names:
            self._names = cells
            return ""
        if _RULE.match(line):
            return ""
        pairs = [cells] if _is_plain(self._names) else zip(self._names, cells, strict=False)
        named = ["：".join(pair) for pair in pairs if _MARKS.sub("", pair[-1]).strip(" -—")]
        marks = "".join(match[0] for cell in cells for match in _MARKS.finditer(cell))
        return f"- {'；'.join(_MARKS.sub('', cell) for cell in named)}{marks}\n"


def _is_plain(names: Sequence[str]) -> bool:
    """Two columns that name no field themselves (项目 | 内容): the field stands in the first cell of each row."""
    fields = (
        name
        for field in ("lead", "support", "implement", "deadline", "responsible")
        for name in words("roles", "fields", field)
    )
    return len(names) == 2 and not any(field in "".join(names) for field in fields)


def without_thoughts(chunks: Iterable[str]) -> Iterator[str]:
    """A reply without the <think>…</think> that reasoning models put before it."""
    held, thinking = "", None
    for chunk in chunks:
        if thinking is False:
            yield chunk
            continue
        held += chunk
        start = held.lstrip()
        if thinking is None and not "<think>".startswith(start[:7]):
            thinking = False
            yield held
        elif start.startswith("<think>"):
            thinking = True
            _, closed, rest = held.partition("</think>")
            if closed:
                thinking = False
                yield rest
    if thinking is None:
        yield held
