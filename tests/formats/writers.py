"""The bundled plans written to other formats, merged cells truly merged. Conversions are made once a session."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
import pypdfium2
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from openpyxl import Workbook
from originals import DOCUMENTS, pieces
from PIL import Image, ImageFilter

from corpus.formats.office import convert
from corpus.formats.types import Grid, Limits, Piece

FONT = "Noto Serif CJK SC"
LIMITS = Limits()


@cache
def docx(name: str) -> bytes:
    """Word, one paragraph each, tables with real horizontal and vertical merges."""
    return docx_of(pieces(name))


def docx_of(content: Sequence[Piece]) -> bytes:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for piece in content:
        if isinstance(piece, Grid):
            table = document.add_table(piece.rows, piece.columns, style="Table Grid")
            _fill(table, piece)
            _widen(table, piece)
            document.add_paragraph()
        else:
            document.add_paragraph(piece.text)
    return _saved(document)


def _fill(table: WordTable, grid: Grid) -> None:
    rows = [row.cells for row in table.rows]
    for cell in grid.cells:
        first = rows[cell.row][cell.column]
        if cell.rowspan > 1 or cell.colspan > 1:
            first = first.merge(rows[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1])
        lines = cell.text.split("\n")
        first.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            first.add_paragraph(line)
        for extra in first.paragraphs[len(lines) :]:
            extra._element.getparent().remove(extra._element)


def _widen(table: WordTable, grid: Grid) -> None:
    """Columns as wide as what they hold asks for, as people draw them."""
    table.autofit = False
    held = [sum(len(cell.text) for cell in grid.cells if cell.column == column) for column in range(grid.columns)]
    shares = [max(share, 1.0) ** 0.5 for share in held]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(Cm(16.5) * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width


def _saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


@cache
def xlsx(name: str) -> bytes:
    """One sheet: paragraphs in the first column, tables below each other with a blank row between."""
    book = Workbook()
    sheet = book.active
    row = 1
    for piece in pieces(name):
        if not isinstance(piece, Grid):
            sheet.cell(row, 1, piece.text)
            row += 1
            continue
        row += 1
        for cell in piece.cells:
            top, left = row + cell.row, 1 + cell.column
            sheet.cell(top, left, cell.text or None)
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(None, top, left, top + cell.rowspan - 1, left + cell.colspan - 1)
        row += piece.rows + 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def page(name: str) -> bytes:
    """A web page with a menu, a script and tables with spans."""
    body = "\n".join(
        _table(piece) if isinstance(piece, Grid) else f"<p>{html.escape(piece.text)}</p>" for piece in pieces(name)
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="gb18030"><title>政府网</title><script>var a = "<p>1</p>";</script></head>'
        f"<body><nav><a href='/'>首页</a> | <a href='/a'>政务公开</a></nav><div class='content'>{body}</div></body></html>"
    ).encode("gb18030")


def _table(grid: Grid) -> str:
    rows: list[str] = []
    for number in range(grid.rows):
        cells = [cell for cell in grid.cells if cell.row == number]
        rows.append("<tr>" + "".join(_cell(*_shown(cell)) for cell in cells) + "</tr>")
    return "<table border=1><tbody>" + "\n".join(rows) + "</tbody></table>"


def _shown(cell: object) -> tuple[str, int, int]:
    return cell.text, cell.rowspan, cell.colspan  # type: ignore[attr-defined]


def _cell(text: str, rowspan: int, colspan: int) -> str:
    spans = f' rowspan="{rowspan}"' * (rowspan > 1) + f' colspan="{colspan}"' * (colspan > 1)
    return f"<td{spans}>" + "<br>".join(html.escape(line) for line in text.split("\n")) + "</td>"


@cache
def text(name: str) -> bytes:
    """The text as older programs save it."""
    return (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8").encode("gb18030")


@cache
def doc(name: str) -> bytes:
    """Word 97, by LibreOffice."""
    return convert(name, docx(name), ".docx", "doc", LIMITS)


@cache
def pdf(name: str) -> bytes:
    """PDF with text, by LibreOffice."""
    return convert(name, docx(name), ".docx", "pdf", LIMITS)


@cache
def scan(name: str) -> bytes:
    """The PDF as an office scanner gives it: 200 dots an inch, turned a little, grey and noisy."""
    return scanned(pdf(name), Scanner(200, 0.7, 9.0, 0.0))


@cache
def rough_scan(name: str) -> bytes:
    """The same from a poor one: 150 dots an inch, turned more, blurred."""
    return scanned(pdf(name), Scanner(150, 1.6, 14.0, 0.7))


@cache
def fax(name: str) -> bytes:
    """The same from a fax machine: hardly legible."""
    return scanned(pdf(name), Scanner(125, 1.0, 16.0, 0.8))


@dataclass(frozen=True)
class Scanner:
    """How a scanner spoils a page: dots an inch, degrees, noise of 255 grey levels, blur in dots."""

    dpi: int
    angle: float
    noise: float
    blur: float


def scanned(data: bytes, scanner: Scanner, pages: int | None = None) -> bytes:
    """A PDF of pictures of the first ``pages`` of a PDF."""
    noise = np.random.default_rng(7)
    with pypdfium2.PdfDocument(data) as document:
        made = [
            _scanned(document[i].render(scale=scanner.dpi / 72).to_pil(), scanner, (-1) ** i, noise)
            for i in range(min(pages or len(document), len(document)))
        ]
    stream = BytesIO()
    made[0].save(stream, "PDF", resolution=scanner.dpi, save_all=True, append_images=made[1:], quality=70)
    return stream.getvalue()


def _scanned(page: Image.Image, scanner: Scanner, side: int, noise: np.random.Generator) -> Image.Image:
    turned = page.convert("L").rotate(scanner.angle * side, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(scanner.blur)), dtype=np.float32) * 0.85 + 25
    return Image.fromarray(np.clip(grey + noise.normal(0, scanner.noise, grey.shape), 0, 255).astype(np.uint8))
