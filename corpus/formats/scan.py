"""A picture of a page as a page: turned upright, its rules found, its lines recognised inside the cells they stand in.

The rules of a table are found in the picture, wiped out, and used to cut lines that the recogniser took for one over a
border. Ink the size of letters that no found line holds (a lone figure in a cell) is read by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import cv2
import numpy as np

from corpus.errors import InputError
from corpus.formats.doubts import MARK, mark_doubts
from corpus.formats.ocr import Picture, find_lines, read_lines
from corpus.formats.page import Box, Page, Rule, Run
from corpus.formats.ruled import RuledTable, find_tables
from corpus.formats.skew import upright
from corpus.text import fold

DPI = 200
_LARGEST = 120_000_000  # pixels
_SHORTEST = (0.3, 0.22)  # inch, level and upright: the shortest piece of a rule; strokes of letters are shorter
_THICKEST = 0.05  # inch
_SLIVER = 0.4  # line heights
_CLEAR = (2, 6)  # pixels beside a rule that must be paper
_CROWDED = 0.12  # the share of ink there that letters have and rules have not
_STROKES = ("-", "—", "–", "_", "一", "―", "ー")
_INK = 0.04  # of a letter's square: less is dust


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
    dpi = round(picture.shape[1] / (width / 72))
    rules = _rules(ink, dpi)
    tables = find_tables([_scaled(rule, scale) for rule in rules])
    borders = [rule for rule in rules if any(_is_border(_scaled(rule, scale), table) for table in tables)]
    wiped = _without(picture, borders)
    boxes = _in_cells(find_lines(wiped), tables, scale)
    boxes = _grown(boxes, _in_cells(_missed(_without(ink, borders, paper=0), boxes, dpi), tables, scale))
    runs = _with_ones(list(_read(wiped, boxes, scale)), tables)
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
        if level and wide >= shortest and high <= thickest and _stands_clear(ink, left, top, wide, high):
            yield Rule(True, top + high / 2, left, left + wide)
        elif not level and high >= shortest and wide <= thickest and _stands_clear(ink.T, top, left, high, wide):
            yield Rule(False, left + wide / 2, top, top + high)


def _stands_clear(ink: Picture, first: int, top: int, length: int, thick: int) -> bool:
    """Whether there is paper on both sides of a level line: strokes of letters have other strokes beside them."""
    sides = (
        ink[max(top - _CLEAR[1], 0) : max(top - _CLEAR[0], 0)],
        ink[top + thick + _CLEAR[0] : top + thick + _CLEAR[1]],
    )
    dark = [
        float(np.count_nonzero(side[:, first : first + length])) / max(side[:, first : first + length].size, 1)
        for side in sides
    ]
    return sum(dark) / 2 < _CROWDED


def _without(picture: Picture, rules: Sequence[Rule], paper: int | None = None) -> Picture:
    """``picture`` with the rules painted over with ``paper``, its own where none is given."""
    wiped = picture.copy()
    paper = int(np.percentile(picture, 90)) if paper is None else paper
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
    """Boxes cut where they reach over an upright border; slivers are dropped: letters in them are missed ink."""
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
        edges = sorted({edge for edge in borders if box.left < edge < box.right})
        sides = [box.left, *edges, box.right]
        cut.extend(Box(a, box.top, b, box.bottom) for a, b in pairwise(sides) if b - a > _SLIVER * box.height)
    return cut


def _missed(ink: Picture, boxes: Sequence[Box], dpi: int) -> list[Box]:
    """Ink the size of letters that no box holds: single figures in cells, a letter at the end of a line, a lone 一."""
    left = ink.copy()
    for box in boxes:
        left[max(round(box.top), 0) : round(box.bottom) + 1, max(round(box.left), 0) : round(box.right) + 1] = 0
    left = np.asarray(cv2.morphologyEx(left, cv2.MORPH_OPEN, np.ones((2, 2))), dtype=np.uint8)  # dust
    usual = float(np.median([box.height for box in boxes])) if boxes else dpi / 6
    grown = (max(3, round(usual / 3)), max(3, round(usual / 4)))
    joined = cv2.dilate(left, np.ones(grown[::-1], np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number, (x, y, wide, high, _) in enumerate(stats[1:].tolist(), start=1):
        inked = int(np.count_nonzero(left[y : y + high, x : x + wide][labels[y : y + high, x : x + wide] == number]))
        size = (wide - grown[0]) / usual, (high - grown[1]) / usual
        if inked < _INK * usual * usual or not (_is_letters(*size) or _is_stroke(*size)):
            continue
        rise = max(0.0, (0.9 * usual - high) / 2)
        found.append(Box(x, y - rise, x + wide, y + high + rise))
    return found


def _grown(boxes: Sequence[Box], missed: Sequence[Box]) -> list[Box]:
    """``boxes`` with what was missed: ink right beside a line belongs to it, other ink is a line of its own."""
    lines = list(boxes)
    for ink in missed:
        beside = next((i for i, box in enumerate(lines) if _is_beside(box, ink)), None)
        if beside is None:
            lines.append(ink)
        else:
            box = lines[beside]
            lines[beside] = Box(min(box.left, ink.left), box.top, max(box.right, ink.right), box.bottom)
    return lines


def _is_beside(line: Box, ink: Box) -> bool:
    shared = min(line.bottom, ink.bottom) - max(line.top, ink.top)
    gap = max(line.left, ink.left) - min(line.right, ink.right)
    return shared > 0.5 * min(line.height, ink.height) and gap < 0.4 * line.height


def _is_letters(wide: float, high: float) -> bool:
    """Whether ink of this size (in line heights) may be letters."""
    return 0.5 < high < 1.6 and wide > 0.15


def _is_stroke(wide: float, high: float) -> bool:
    """Whether it may be the letter 一."""
    return 0.35 < wide < 1.0 and high < 0.25


def _with_ones(runs: Sequence[Run], tables: Sequence[RuledTable]) -> list[Run]:
    """A lone stroke in a cell with other text is 一, and doubtful; alone in its cell it is the dash for nobody."""
    cells = [cell.box for table in tables for cell in table.cells]
    made = []
    for run in runs:
        cell = next((box for box in cells if box.holds(run.box)), None) if fold(run.text) in _STROKES else None
        alone = cell is None or sum(cell.holds(other.box) for other in runs) < 2
        made.append(run if alone else replace(run, text=f"一{MARK}", confidence=0.0))
    return made


def _read(picture: Picture, boxes: Sequence[Box], scale: float) -> Iterator[Run]:
    """Runs of the text in ``boxes``, in points; characters that may be wrong are marked."""
    height, width = picture.shape
    crops = []
    for box in boxes:
        top, bottom = max(round(box.top), 0), min(round(box.bottom), height)
        left, right = max(round(box.left), 0), min(round(box.right), width)
        crops.append(np.ascontiguousarray(picture[top : max(bottom, top + 2), left : max(right, left + 2)]))
    for box, read in zip(boxes, read_lines(crops), strict=True):
        if read.text.strip():
            place = Box(*(edge * scale for edge in (box.left, box.top, box.right, box.bottom)))
            yield Run(mark_doubts(read.text, read.confidences).strip(), place, min(read.confidences))
