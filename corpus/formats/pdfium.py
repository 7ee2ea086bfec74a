"""PDF pages through pypdfium2: glyphs with their places, straight rules, pictures of pages.

pdfium reads what browsers read and copes with fonts and damage that pure Python readers do not; per-glyph calls keep 500
pages within seconds and one page in memory. Scripts, forms, links and attachments are never run or opened.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2  # type: ignore[import-untyped, unused-ignore]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]
from pypdfium2 import PdfiumError

from corpus.errors import InputError
from corpus.formats.page import Box, Page, Rule, Run

_THIN = 3.0  # points: a filled shape no thicker is a line
_SHORT = 4.0
_MOST_SEGMENTS = 5_000  # of one path; drawings have more
_MOST_OBJECTS = 50_000
_NESTED = 5
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Any]:
    """The document of ``data``. InputError when it is encrypted or damaged."""
    try:
        document = pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise InputError(f"文件“{name}”已加密，无法读取：请解除密码后重新放入。") from error
        raise InputError(f"文件“{name}”已损坏，无法读取：请用阅读器打开并另存后重新放入。") from error
    try:
        yield document
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as drawn; ``pictured`` is the share of it that pictures cover, ``garbled`` that of glyphs without meaning."""

    page: Page
    pictured: float
    garbled: float
    slanted: int


def read_page(document: Any, index: int) -> Drawn:
    """The page at ``index`` (0-based)."""
    page = document[index]
    try:
        width, height = page.get_size()
        to_view = _to_view(page, width, height)
        runs, garbled, slanted = _runs(page, to_view)
        rules, pictured = _drawings(page, to_view)
        made = Page(index + 1, max(width, 1.0), max(height, 1.0), tuple(runs), tuple(rules))
        return Drawn(made, pictured / max(width * height, 1.0), garbled, slanted)
    finally:
        page.close()


def picture(document: Any, index: int, dpi: float, most: float = 4_000.0) -> Any:
    """The page as a grey picture (height, width) of bytes, no side longer than ``most`` pixels."""
    page = document[index]
    try:
        scale = min(dpi / 72, most / max(*page.get_size(), 1.0))
        return page.render(scale=scale, grayscale=True, may_draw_forms=True).to_numpy().copy()
    finally:
        page.close()


def _to_view(page: Any, width: float, height: float) -> _Matrix:
    """From the page's own space to points from the top left corner as shown: crop box and rotation included."""
    scale = 100
    x, y = ctypes.c_int(), ctypes.c_int()

    def at(left: float, bottom: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, int(width * scale), int(height * scale), 0, left, bottom, x, y)
        return x.value / scale, y.value / scale

    origin, right, up = at(0, 0), at(1000, 0), at(0, 1000)
    return (
        (right[0] - origin[0]) / 1000,
        (right[1] - origin[1]) / 1000,
        (up[0] - origin[0]) / 1000,
        (up[1] - origin[1]) / 1000,
        *origin,
    )


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """``inner`` first, then ``outer``."""
    a, b = _moved(outer, inner[0], inner[1]), _moved(outer, inner[2], inner[3])
    e = _moved(outer, inner[4], inner[5])
    return (a[0] - outer[4], a[1] - outer[5], b[0] - outer[4], b[1] - outer[5], *e)


# --- glyphs --------------------------------------------------------------------------------------------------------


def _runs(page: Any, to_view: _Matrix) -> tuple[list[Run], float, int]:
    """The glyphs, the share of them that have no meaning, and the number of slanted ones (watermarks), left out."""
    text = page.get_textpage()
    try:
        runs: list[Run] = []
        bad, slanted = 0, 0
        rectangle = pdfium.FS_RECTF()
        for index in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if code <= 32 or code == 0xA0 or pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            if not _is_upright(pdfium.FPDFText_GetCharAngle(text, index)):
                slanted += 1
                continue
            pdfium.FPDFText_GetLooseCharBox(text, index, rectangle)
            bad += code in (0xFFFD, 0xFFFE) or 0xE000 <= code <= 0xF8FF
            if run := _run(code, rectangle, to_view):
                runs.append(run)
    finally:
        text.close()
    return _without_doubles(runs), bad / max(len(runs), 1), slanted


def _is_upright(angle: float) -> bool:
    """Along an axis of the page."""
    turned = math.degrees(angle) % 90
    return angle < 0 or turned < 3 or turned > 87


def _run(code: int, rectangle: Any, to_view: _Matrix) -> Run | None:
    left, top = _moved(to_view, rectangle.left, rectangle.top)
    right, bottom = _moved(to_view, rectangle.right, rectangle.bottom)
    box = Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    try:
        return Run(chr(code), box) if box.width > 0 and box.height > 0 else None
    except (ValueError, OverflowError):
        return None


def _without_doubles(runs: list[Run]) -> list[Run]:
    """A glyph drawn twice at one place (false bold, shadows) is one."""
    kept: list[Run] = []
    recent: dict[str, Run] = {}
    for run in runs:
        before = recent.get(run.text)
        x, y = run.box.middle
        if before and abs(before.box.middle[0] - x) < 0.3 * run.box.width and abs(before.box.middle[1] - y) < 1.5:
            continue
        recent[run.text] = run
        kept.append(run)
    return kept


# --- drawings ------------------------------------------------------------------------------------------------------


def _drawings(page: Any, to_view: _Matrix) -> tuple[list[Rule], float]:
    """The straight lines of a page, and the area that its pictures cover."""
    rules: list[Rule] = []
    area = 0.0
    for index, (thing, kind, matrix) in enumerate(
        _objects(page, to_view, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0)
    ):
        if index > _MOST_OBJECTS:
            break
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_path_rules(thing, _times(_matrix(thing), matrix)))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = _times(_matrix(thing), matrix)
            area += abs(a * d - b * c)
    return rules, area


def _objects(holder: Any, matrix: _Matrix, count: Any, get: Any, depth: int) -> Iterator[tuple[Any, int, _Matrix]]:
    """The objects of a page, those inside forms too, each with the matrix of what holds it."""
    for index in range(max(count(holder), 0)):
        thing = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _NESTED:
            inner = _times(_matrix(thing), matrix)
            yield from _objects(thing, inner, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1)
        else:
            yield thing, kind, matrix


def _matrix(thing: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _SAME
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _path_rules(path: Any, matrix: _Matrix) -> Iterator[Rule]:
    """Rules of a path: its straight sides where it is stroked, its length where it is a thin filled shape."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for shape in _shapes(path, matrix):
        xs, ys = [x for x, _ in shape], [y for _, y in shape]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if fill.value and min(box.width, box.height) <= _THIN and max(box.width, box.height) > _SHORT:
            yield _along(box)
        elif stroke.value:
            for (x, y), (to_x, to_y) in pairwise(shape):
                side = Box(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
                if min(side.width, side.height) <= 1.0 and max(side.width, side.height) > _SHORT:
                    yield _along(side)


def _along(box: Box) -> Rule:
    """A thin box as a line through its middle."""
    x, y = box.middle
    return Rule(True, y, box.left, box.right) if box.width >= box.height else Rule(False, x, box.top, box.bottom)


def _shapes(path: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of every part of a path; parts with curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(path)
    shape: list[tuple[float, float]] = []
    curved = False
    for index in range(min(count, _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(shape) > 1 and not curved:
                yield shape
            shape, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        shape.append(_moved(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(shape) > 1:
            shape.append(shape[0])
    if len(shape) > 1 and not curved:
        yield shape
