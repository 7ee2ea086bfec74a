"""PDF files: drawn text where there is some, recognised text where a page is only a picture. One page in memory at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pypdfium2 import PdfiumError  # type: ignore[import-untyped, unused-ignore]

from corpus.errors import InputError
from corpus.formats import pdfium
from corpus.formats.book import Book
from corpus.formats.page import Page
from corpus.formats.types import Limits, Piece, Progress

_FEW = 20  # glyphs: a page with fewer and a large picture is a scan
_PICTURED = 0.4
_GARBLED = 0.2
_SHOWN = 1_000  # pixels across a page that is shown beside its text


def read_pdf(name: str, data: bytes, limits: Limits, tell: Progress) -> tuple[Sequence[Piece], list[str]]:
    """The pieces of a PDF and the notices on what was not read. InputError when it cannot be read."""
    book = Book()
    scanned: list[int] = []
    slanted = 0
    with pdfium.opened(name, data) as document:
        count = len(document)
        if count > limits.pages:
            raise InputError(f"文件“{name}”有 {count} 页，超过 {limits.pages} 页，未读取：请拆分后重新放入。")
        for index in range(count):
            tell("读取页面", index, count)
            drawn = _drawn(name, document, index)
            slanted += drawn.slanted
            if _is_picture(drawn):
                scanned.append(index + 1)
                book.add(_recognised(name, document, index, drawn.page, len(scanned), limits))
            else:
                book.add(drawn.page)
        tell("读取页面", count, count)
    pieces, notices = book.pieces()
    if scanned:
        notices.append(f"第{_ranges(scanned)}页是图片，文字由识别得到，请核对")
    if slanted:
        notices.append("斜排文字（水印）未收入")
    return pieces, notices


def _drawn(name: str, document: object, index: int) -> pdfium.Drawn:
    try:
        return pdfium.read_page(document, index)
    except (PdfiumError, OSError, ValueError) as error:
        raise InputError(f"文件“{name}”第 {index + 1} 页已损坏，无法读取：请用阅读器另存后重新放入。") from error


def _is_picture(drawn: pdfium.Drawn) -> bool:
    """Whether the page's text is in its picture, or its glyphs have no meaning."""
    few = len(drawn.page.runs) < _FEW
    return (few and drawn.pictured > _PICTURED) or (not few and drawn.garbled > _GARBLED)


def _recognised(name: str, document: object, index: int, page: Page, count: int, limits: Limits) -> Page:
    if count > limits.scanned:
        raise InputError(f"文件“{name}”有超过 {limits.scanned} 页图片，未读取：请拆分后重新放入。")
    from corpus.formats.scan import DPI, recognise

    return recognise(pdfium.picture(document, index, DPI), page.number, page.width, page.height)


def read_images(name: str, data: bytes, _limits: Limits, tell: Progress) -> tuple[Sequence[Piece], list[str]]:
    """The same for a photograph or a scan that is a picture file."""
    from corpus.formats.scan import DPI, decoded, recognise

    book = Book()
    pictures = decoded(name, data)
    for number, picture in enumerate(pictures, start=1):
        tell("识别图片", number - 1, len(pictures))
        points = 72 / DPI
        book.add(recognise(picture, number, picture.shape[1] * points, picture.shape[0] * points))
    tell("识别图片", len(pictures), len(pictures))
    pieces, notices = book.pieces()
    return pieces, [*notices, "文字由识别得到，请核对"]


def page_picture(name: str, data: bytes, number: int) -> bytes:
    """Page ``number`` (1-based) of a PDF or a picture file as a JPEG, turned as it was read. InputError without one."""
    import cv2

    from corpus.formats.skew import upright

    picture, scanned = _shown(name, data, number)
    turned = upright(picture) if scanned else picture
    scale = min(1.0, _SHOWN / turned.shape[1])
    small = cv2.resize(turned, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 70])[1])


def _shown(name: str, data: bytes, number: int) -> tuple[Any, bool]:
    """The page's picture, and whether its text was recognised in it."""
    from corpus.formats.scan import DPI, decoded

    missing = InputError(f"文件“{name}”没有第 {number} 页。")
    if b"%PDF-" not in data[:1024]:
        pictures = decoded(name, data)
        if number > len(pictures):
            raise missing
        return pictures[number - 1], True
    with pdfium.opened(name, data) as document:
        if number > len(document):
            raise missing
        scanned = _is_picture(_drawn(name, document, number - 1))
        return pdfium.picture(document, number - 1, DPI), scanned


def _ranges(numbers: Sequence[int]) -> str:
    """1、3-5 for 1, 3, 4, 5."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return "、".join(f"{a}-{b}" if a != b else f"{a}" for a, b in zip(starts, ends, strict=True))
