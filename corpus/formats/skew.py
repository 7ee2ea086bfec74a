"""Turning a scanned page upright: the angle at which its lines of ink stand most sharply apart."""

from __future__ import annotations

import cv2
import numpy as np

from corpus.formats.ocr import Picture

_WIDEST = 6.0  # degrees to either side
_SMALL = 900  # pixels across while the angle is sought
_LEAST = 0.04  # degrees: less does not show


def upright(picture: Picture) -> Picture:
    """``picture`` turned so that its lines are level."""
    angle = skew(picture)
    return picture if abs(angle) < _LEAST else _turned(picture, angle)


def skew(picture: Picture) -> float:
    """By how many degrees (counter-clockwise) the page must be turned."""
    scale = _SMALL / max(picture.shape)
    small = cv2.resize(picture, None, fx=min(scale, 1.0), fy=min(scale, 1.0), interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(255 - small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    best = 0.0
    for reach, step in ((_WIDEST, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(np.asarray(ink, dtype=np.uint8), float(angle))))
    return best


def _sharpness(ink: Picture, angle: float) -> float:
    """How much the ink of neighbouring rows differs once the picture is turned."""
    rows = _turned(ink, angle, paper=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turned(picture: Picture, angle: float, paper: int = 255) -> Picture:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(paper,)
    )
    return np.asarray(turned, dtype=np.uint8)
