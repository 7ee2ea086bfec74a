"""Recognition of printed text by RapidOCR (PP-OCR models, which ship in its package), wholly offline.

The models are named by their files, so the library never looks for a download. Finding lines and reading them are asked for
apart: between the two, lines that reach over the border of a table are cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from corpus.formats.page import Box

_ACROSS = 1_408  # pixels: lines of 10 points are found at 120 dots an inch, in a third of the time

Picture = NDArray[np.uint8]  # (height, width), grey


@dataclass(frozen=True, slots=True)
class Reading:
    """Recognised text; for each character its confidence, and its middle as a share of the picture's width.

    ``places`` is empty where the recogniser does not tell.
    """

    text: str
    confidences: tuple[float, ...]
    places: tuple[float, ...] = ()


def find_lines(picture: Picture) -> list[Box]:
    """The boxes of text lines, in pixels."""
    scale = min(1.0, _ACROSS / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = _engine()(_coloured(np.asarray(small, dtype=np.uint8)), use_det=True, use_cls=False, use_rec=False)
    corners = found.boxes if found.boxes is not None else ()
    return [Box(*(float(edge) / scale for edge in (*box.min(axis=0), *box.max(axis=0)))) for box in corners]


def read_lines(crops: Sequence[Picture]) -> list[Reading]:
    """The text of each picture of a line."""
    if not crops:
        return []
    engine = _engine()
    engine.return_word_box = True  # without it there is one confidence for a whole line
    read = engine.recognize_txt([_coloured(crop) for crop in crops])
    return [_reading(text, word) for text, word in zip(read.txts, read.word_results, strict=True)]


def _reading(text: str, word: Any) -> Reading:
    confidences = tuple(word.confs) if word is not None else ()
    if len(confidences) != len(text):
        confidences = (min(confidences, default=0.0),) * len(text)
    steps = [step for steps in word.word_cols for step in steps] if word is not None else []
    solid = [index for index, character in enumerate(text) if not character.isspace()]
    if len(steps) != len(solid) or not word.line_txt_len:
        return Reading(text, confidences)
    known = dict(zip(solid, steps, strict=True))
    places = (known.get(index, known.get(index - 1, 0)) for index in range(len(text)))
    return Reading(text, confidences, tuple((place + 0.5) / word.line_txt_len for place in places))


def _coloured(picture: Picture) -> NDArray[np.uint8]:
    return np.repeat(picture[:, :, None], 3, axis=2)


@cache
def _engine() -> Any:
    """The engine with the models of its package. InputError where they are not installed."""
    try:
        import rapidocr
    except ImportError as error:
        raise InputError("识别扫描页需要 rapidocr 和 onnxruntime，本机没有安装：请安装后重试。") from error
    folder = Path(rapidocr.__file__).parent / "models"
    models = {part: next(iter(sorted(folder.glob(f"*_{part}_*.onnx"))), None) for part in ("det", "rec")}
    if None in models.values():
        raise InputError(f"识别模型不在 {folder} 中：请重新安装 rapidocr。")
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 4000,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
            "Global.use_vertical_padding": False,
            "Det.model_path": str(models["det"]),
            "Rec.model_path": str(models["rec"]),
        }
    )
