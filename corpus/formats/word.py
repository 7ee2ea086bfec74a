"""Word documents (.docx, .docm): paragraphs, lists with their automatic numbers, tables with their true merges.

Read from the XML itself: python-docx computes no list numbers, hands a merged cell out once for every place it covers,
and does not see text boxes, tracked changes or notes. Tables without a header that hold other tables or long text were
made for looks: they are read as running text. Table numbers in locators count the tables as they stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.errors import InputError
from corpus.formats.layout_tables import is_layout, opened
from corpus.formats.numbering import Numbering, Styles
from corpus.formats.ooxml import Element, W, local, shown
from corpus.formats.package import Package
from corpus.formats.types import Limits, Piece, Prose
from corpus.formats.word_table import TableSource, read_table
from corpus.formats.word_text import Fields, Found, is_contents_line, paragraph_text, removes_mark, style_of
from corpus.text import fold
from corpus.types import NOWHERE, Locator

_NOTE_NAMES = {"footnote": "脚注", "endnote": "尾注"}
_CLOSED_LABEL = re.compile(r"[、）)】．.：:。]$")


def read_word(name: str, data: bytes, limits: Limits) -> tuple[list[Piece], list[str]]:
    """The pieces of a .docx file and the notices on what was not read. InputError when it cannot be read."""
    package = Package(name, data, limits)
    part = package.related("", "officeDocument") or "word/document.xml"
    root = package.xml(part)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise InputError(f"文件“{name}”里没有 Word 正文，无法读取：请用办公软件另存为 .docx 后重新放入。")
    reader = WordReader(package, part, limits)
    return reader.pieces(body), reader.notices()


class WordReader:
    """One pass over a document; ``notices`` afterwards."""

    def __init__(self, package: Package, part: str, limits: Limits) -> None:
        self.package = package
        self.part = part
        self.limits = limits
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"), self.styles)
        self.fields = Fields()
        self.found = Found()
        self.tables = 0
        self.contents = 0

    def _related(self, kind: str) -> Element | None:
        part = self.package.related(self.part, kind)
        return self.package.xml(part) if part else None

    def pieces(self, body: Element) -> list[Piece]:
        """All pieces in reading order, notes at the end."""
        pieces = [*self.flow(body, NOWHERE, 0)]
        return [*pieces, *self._notes()]

    def flow(self, parent: Element, place: Locator, depth: int) -> Iterator[Piece]:
        """The pieces of a body, a cell or a text box."""
        if depth > self.limits.depth:
            raise InputError(f"文件“{self.package.name}”的表格嵌套过深，无法读取：请用办公软件另存后重新放入。")
        held = ""
        for child in shown(parent):
            kind = local(child)
            if kind == "p":
                boxes = len(self.found.boxes)
                text = held + self._text(child)
                held = text if removes_mark(child) else ""
                if not held:
                    yield Prose(text, replace(place, heading=self.styles.heading(child)))
                yield from self._boxes(boxes, place, depth)
            elif kind == "tbl":
                yield from self._table(child, place, depth)
            elif kind == "altChunk":
                self.found.embedded += 1
        if held:
            yield Prose(held, place)

    def _text(self, paragraph: Element) -> str:
        """A paragraph with its number; lines of a table of contents are left out."""
        text = paragraph_text(paragraph, self.fields, self.found)
        label = self.numbering.label(paragraph)
        if is_contents_line(self.styles.name(style_of(paragraph))):
            self.contents += 1
            return ""
        in_cell = next((local(a) for a in paragraph.iterancestors() if local(a) in ("tc", "body")), "") == "tc"
        if not label or not (text.strip() or in_cell):
            return text
        return label + ("" if _CLOSED_LABEL.search(label) and "a" not in label.lower() else " ") * bool(text) + text

    def _boxes(self, first: int, place: Locator, depth: int) -> Iterator[Piece]:
        """The text boxes met since ``first``, after the paragraph that holds them."""
        boxes, self.found.boxes = self.found.boxes[first:], self.found.boxes[:first]
        for box in boxes:
            yield from self.flow(box, replace(place, kind="文本框"), depth + 1)

    def _table(self, table: Element, place: Locator, depth: int) -> Iterator[Piece]:
        self.tables += 1
        number = self.tables
        source = TableSource(
            place=replace(place, table=number), flow=lambda cell, at: [*self.flow(cell, at, depth + 1)]
        )
        read = read_table(table, source)
        yield from opened(read) if is_layout(read) else (read.grid(),)

    def _notes(self) -> Iterator[Piece]:
        """Footnotes and endnotes, in the order of their marks."""
        for kind, title in _NOTE_NAMES.items():
            marks = [identity for found, identity in self.found.notes if found == kind]
            root = self._related(f"{kind}s") if marks else None
            notes = {n.get(f"{W}id", ""): n for n in root.findall(f"{W}{kind}")} if root is not None else {}
            for order, identity in enumerate(dict.fromkeys(marks), start=1):
                if identity in notes:
                    yield from self._note(notes[identity], f"{title}{order}")

    def _note(self, note: Element, title: str) -> Iterator[Piece]:
        texts = [piece.text for piece in self.flow(note, NOWHERE, 1) if isinstance(piece, Prose) and piece.text.strip()]
        if texts:
            yield Prose(f"{title}：{' '.join(' '.join(texts).split())}", Locator(kind=title), aside=True)

    def notices(self) -> list[str]:
        """One line for each kind of content that was left out."""
        found = self.found
        headers = self._furniture()
        said = (
            (found.pictures, f"有 {found.pictures} 张图片，图片里的文字未读"),
            (found.embedded, f"有 {found.embedded} 个嵌入对象未读"),
            (found.hidden, f"有 {found.hidden} 处隐藏文字未读"),
            (self.contents, "目录未收入"),
            (headers, f"页眉页脚未收入：{'；'.join(headers)}"),
            (self.package.names & {"word/vbaProject.bin"}, "文件带有宏，已忽略"),
            (self.package.related(self.part, "comments"), "批注未收入"),
        )
        return [text for when, text in said if when]

    def _furniture(self) -> list[str]:
        """What headers and footers say beyond page numbers."""
        names = sorted(n for n in self.package.names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", n))
        texts = [_plain_text(root) for n in names if (root := self.package.xml(n)) is not None]
        return list(dict.fromkeys(text[:40] for text in texts if re.sub(r"[第共页\dPpage\-—/·\s]", "", fold(text))))


def _plain_text(root: Element) -> str:
    return "".join(element.text or "" for element in root.iter(f"{W}t")).strip()
