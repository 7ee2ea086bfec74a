from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_q4 import PIECES, is_quantised, quantise, tensors, tiny_q4

from index.q4 import BLOCK, dequantise, read_q4


def test_reads_what_was_written(rng: np.random.Generator) -> None:
    values = tensors(rng)
    model = read_q4(tiny_q4(values))
    assert model.pieces == tuple(PIECES)
    assert model.scores.tolist() == [-float(n) for n in range(len(PIECES))]
    assert (model.shape.hidden, model.shape.layers, model.shape.types) == (64, 2, 2)
    for name, value in values.items():
        if is_quantised(name):
            error = np.abs(dequantise(model.tensors[name]) - value.ravel())
            assert error.max() <= np.abs(value).max() / 7
        else:
            assert model.tensors[name].tolist() == value.ravel().tolist()


@given(scale=st.floats(2**-10, 8, width=16), levels=st.lists(st.integers(0, 15), min_size=32, max_size=32))
def test_a_block_means_level_minus_eight_times_scale(scale: float, levels: list[int]) -> None:
    data = np.float16(scale).tobytes() + bytes(levels[j] | levels[j + 16] << 4 for j in range(16))
    assert dequantise(np.frombuffer(data, BLOCK)).tolist() == [(level - 8) * scale for level in levels]


@given(st.lists(st.floats(-3, 3, width=32), min_size=64, max_size=64))
def test_quantised_weights_come_back_within_half_a_step(values: list[float]) -> None:
    blocks = np.frombuffer(quantise(np.array(values, np.float32)), BLOCK)
    steps = np.repeat(blocks["scale"].astype(np.float32), 32)
    assert (np.abs(dequantise(blocks) - values) <= 0.51 * steps + 1e-6).all()


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="E5S1"):
        read_q4(b"PK\x03\x04" + bytes(100))
