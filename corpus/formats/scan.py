"""A picture of a page as a page: turned upright, its rules found, its lines recognised inside the cells they stand in.

The rules of a table are found in the picture, wiped out, and used to cut lines that the recogniser took for one over a
border. A cell with ink in which no line was found (a lone figure) is read as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise

import cv2
import numpy as np

from corpus.errors import InputError
from corpus.formats.ocr import Picture, find_lines, read_lines
from corpus.formats.page import Box, Page, Rule, Run
from corpus.formats.ruled import RuledTable, find_tables
from corpus.formats.skew import upright

DPI = 200
_LARGEST = 120_000_000  # pixels
_SHORTEST = (0.3, 0.22)  # inch, level and upright: the shortest piece of a rule; strokes of letters are shorter
_THICKEST = 0.05  # inch
_TALLEST = 30.0  # points: ink that is taller is no line of text
_INK = 0.004  # of a cell: less is dust


def decoded(name: str, data: bytes) -> list[Picture]:
    """The pictures of an image file, grey. InputError when it is damaged or too large."""
    from PIL import Image, UnidentifiedImageError

    pictures: list[Picture] = []
    try:
        with Image.open(BytesIO(data)) as image:
            for frame in range(getattr(image, "n_frames", 1)):
                image.seek(frame)
                if image.width * image.height > _LARGEST:
                    raise InputError(f"图片“{name}”过大，未读取：请缩小后重新放入。")
                pictures.append(np.asarray(image.convert("L"), dtype=np.uint8))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(f"图片“{name}”已损坏，无法读取：请重新扫描后放入。") from error
    return pictures


def recognise(picture: Picture, number: int, width: float, height: float) -> Page:
    """The page that ``picture`` shows, ``width`` by ``height`` points large."""
    picture = upright(picture)
    ink = _ink(picture)
    scale = width / picture.shape[1]
    rules = _rules(ink, round(picture.shape[1] / (width / 72)))
    tables = find_tables([_scaled(rule, scale) for rule in rules])
    borders = [rule for rule in rules if any(_is_border(_scaled(rule, scale), table) for table in tables)]
    wiped = _without(picture, borders)
    boxes = _in_cells(find_lines(wiped), tables, scale)
    boxes.extend(_missed(_without(255 - ink, borders), boxes, tables, scale))
    runs = _read(wiped, boxes, scale)
    return Page(number, width, height, tuple(runs), tuple(_scaled(rule, scale) for rule in borders), scanned=True)


def _scaled(rule: Rule, scale: float) -> Rule:
    return Rule(rule.level, rule.at * scale, rule.first * scale, rule.last * scale)


def _is_border(rule: Rule, table: RuledTable) -> bool:
    """Whether ``rule`` (in points) lies on a border of the table, rather than being a stroke of its text."""
    if rule.level:
        edges = {edge for cell in table.cells for edge in (cell.box.top, cell.box.bottom)}
        return table.box.left - 4 < rule.first and any(abs(rule.at - edge) < 3 for edge in edges)
    return table.box.top - 4 < rule.first < table.box.bottom and any(abs(rule.at - edge) < 3 for edge in table.edges)


# --- rules ---------------------------------------------------------------------------------------------------------


def _ink(picture: Picture) -> Picture:
    """255 where there is ink; the paper may be grey and uneven."""
    block = max(31, (min(picture.shape) // 40) | 1)
    soft = cv2.GaussianBlur(picture, (3, 3), 0)
    return np.asarray(
        cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 18), dtype=np.uint8
    )


def _rules(ink: Picture, dpi: int) -> list[Rule]:
    """Straight level and upright lines, in pixels."""
    level, upright = (max(12, round(inches * dpi)) for inches in _SHORTEST)
    thickest = max(3, round(_THICKEST * dpi))
    return [*_along(ink, level, thickest, level=True), *_along(ink, upright, thickest, level=False)]


def _along(ink: Picture, shortest: int, thickest: int, *, level: bool) -> Iterator[Rule]:
    shape, gap = ((shortest, 1), (3, 3)) if level else ((1, shortest), (3, 3))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    for left, top, wide, high, _area in stats[1:].tolist():
        if level and wide >= shortest and high <= thickest:
            yield Rule(True, top + high / 2, left, left + wide)
        elif not level and high >= shortest and wide <= thickest:
            yield Rule(False, left + wide / 2, top, top + high)


def _without(picture: Picture, rules: Sequence[Rule]) -> Picture:
    """``picture`` with the rules painted over with paper."""
    wiped = picture.copy()
    paper = int(np.percentile(picture, 90))
    for rule in rules:
        at, first, last = round(rule.at), max(round(rule.first), 0), round(rule.last)
        low = max(at - 3, 0)
        if rule.level:
            wiped[low : at + 4, first:last] = paper
        else:
            wiped[first:last, low : at + 4] = paper
    return wiped


# --- lines ---------------------------------------------------------------------------------------------------------


def _in_cells(boxes: Sequence[Box], tables: Sequence[RuledTable], scale: float) -> list[Box]:
    """Boxes cut where they reach over an upright border."""
    cut: list[Box] = []
    for box in boxes:
        middle = box.middle[1] * scale
        borders = [
            edge / scale
            for table in tables
            for cell in table.cells
            if cell.box.top <= middle <= cell.box.bottom
            for edge in (cell.box.left, cell.box.right)
        ]
        places = sorted({edge for edge in borders if box.left + 0.3 * box.height < edge < box.right - 0.3 * box.height})
        sides = [box.left, *places, box.right]
        cut.extend(Box(a, box.top, b, box.bottom) for a, b in pairwise(sides) if b - a > 4)
    return cut


def _missed(ink: Picture, boxes: Sequence[Box], tables: Sequence[RuledTable], scale: float) -> list[Box]:
    """The ink of cells in which no line was found."""
    found: list[Box] = []
    for cell in (cell for table in tables for cell in table.cells):
        inside = Box(*(edge / scale for edge in (cell.box.left, cell.box.top, cell.box.right, cell.box.bottom)))
        if any(inside.holds(box) for box in boxes):
            continue
        top, bottom, left, right = (
            round(v) for v in (inside.top + 4, inside.bottom - 4, inside.left + 4, inside.right - 4)
        )
        marks = np.argwhere(ink[top:bottom, left:right] < 128)
        if len(marks) > max(12, _INK * (bottom - top) * (right - left)):
            (y0, x0), (y1, x1) = marks.min(axis=0), marks.max(axis=0)
            if (y1 - y0) * scale < _TALLEST:
                found.append(Box(left + x0 - 4, top + y0 - 4, left + x1 + 4, top + y1 + 4))
    return found


def _read(picture: Picture, boxes: Sequence[Box], scale: float) -> Iterator[Run]:
    """Runs of the text in ``boxes``, in points."""
    height, width = picture.shape
    crops = []
    for box in boxes:
        top, bottom = max(round(box.top), 0), min(round(box.bottom), height)
        left, right = max(round(box.left), 0), min(round(box.right), width)
        crops.append(np.ascontiguousarray(picture[top : max(bottom, top + 2), left : max(right, left + 2)]))
    for box, read in zip(boxes, read_lines(crops), strict=True):
        if read.text.strip():
            place = Box(*(edge * scale for edge in (box.left, box.top, box.right, box.bottom)))
            yield Run(read.text.strip(), place, min(read.confidences))
