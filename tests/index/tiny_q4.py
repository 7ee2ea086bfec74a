"""A writer of the 4-bit format for a tiny random encoder, so that reading is tested against writing."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "环", "境", "生态", "牵头", "单", "位", "，", "a", "b", "ж", "<mask>"]
HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 64, 2, 4, 128, 48


def quantise(values: NDArray[np.float32]) -> bytes:
    """Blocks of 32 weights in turn: a float16 scale, then byte j holds weight j low and weight j + 16 high."""
    blocks = []
    for block in values.reshape(-1, 32):
        scale = np.float16(np.abs(block).max() / 7)
        levels = [int(np.clip(round(float(value / scale)) + 8, 0, 15)) if scale else 8 for value in block]
        blocks.append(scale.tobytes() + bytes(levels[j] | levels[j + 16] << 4 for j in range(16)))
    return b"".join(blocks)


def tensors(rng: np.random.Generator) -> dict[str, NDArray[np.float32]]:
    def random(*shape: int) -> NDArray[np.float32]:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    made = {
        "emb.word": random(len(PIECES), HIDDEN),
        "emb.pos": random(POSITIONS, HIDDEN),
        "emb.type": random(2, HIDDEN),
        "emb.ln.w": 1 + random(HIDDEN),
        "emb.ln.b": random(HIDDEN),
    }
    for layer in range(LAYERS):
        for name, shape in {
            "q": (HIDDEN, HIDDEN),
            "k": (HIDDEN, HIDDEN),
            "v": (HIDDEN, HIDDEN),
            "ao": (HIDDEN, HIDDEN),
            "fi": (INNER, HIDDEN),
            "fo": (HIDDEN, INNER),
        }.items():
            made[f"l{layer}.{name}.w"], made[f"l{layer}.{name}.b"] = random(*shape), random(shape[0])
        for name in ("aln", "oln"):
            made[f"l{layer}.{name}.w"], made[f"l{layer}.{name}.b"] = 1 + random(HIDDEN), random(HIDDEN)
    return made


def is_quantised(name: str) -> bool:
    return name == "emb.word" or (name.endswith(".w") and "ln" not in name)


def tiny_q4(values: dict[str, NDArray[np.float32]]) -> bytes:
    pieces = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, pieces)]).astype("<u4")
    scores = -np.arange(len(pieces), dtype="<f4")
    head = b"E5S1" + struct.pack(
        "<i7ifi", 1, HIDDEN, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, 2, np.float32(1e-12), 32
    )
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, int(ends[-1]))
    head += ends.tobytes() + scores.tobytes() + b"".join(pieces)
    table = struct.pack("<IBI", ord("Ａ"), 1, ord("A"))
    head += struct.pack("<iI", 1, len(table)) + table + struct.pack("<i", len(values))
    bodies = {name: quantise(value) if is_quantised(name) else value.tobytes() for name, value in values.items()}
    offset = len(head) + sum(2 + len(name) + 21 for name in values)
    body = b""
    for name, data in bodies.items():
        entry = struct.pack("<BIQQ", is_quantised(name), values[name].size, offset + len(body), len(data))
        head += struct.pack("<H", len(name)) + name.encode() + entry
        body += data
    return head + body
