"""What an index was made from. An index is used only while its recipe is today's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import corpus
from index import windows, words
from index.files import sha256

FORMAT = 2
LIBRARIES = (
    "bm25s",
    "faiss-cpu",
    "jieba",
    "lxml",
    "openpyxl",
    "pypdfium2",
    "rapidocr",
)  # those whose files are kept, or whose work decides what is kept
PARAMETERS = {
    "window": windows.WINDOW,
    "overlap": windows.OVERLAP,
    "headings": windows.HEADINGS,
    "head": windows.HEAD,
    "longest_name": words.LONGEST_NAME,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """``documents`` maps file names to SHA-256; ``reader`` and ``indexer`` are hashes over source code."""

    format: int
    documents: Mapping[str, str]
    embedder: str
    parameters: Mapping[str, int]
    reader: str
    indexer: str
    libraries: Mapping[str, str]

    @classmethod
    def of_today(cls, files: Mapping[str, bytes], embedder: str) -> Self:
        """The recipe of an index of ``files`` made now."""
        return cls(
            FORMAT,
            {name: sha256(data) for name, data in files.items()},
            embedder,
            PARAMETERS,
            *_own_sources(),
            {name: version(name) for name in LIBRARIES},
        )

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """What ``asdict`` gave. TypeError for anything else."""
        return cls(**value)

    def to_json(self) -> dict[str, Any]:
        """A form that JSON can hold."""
        return asdict(self)


@cache  # once a process: code on disk may change while the code in memory goes on
def _own_sources() -> tuple[str, str]:
    return source_hash(Path(corpus.__file__).parent), source_hash(Path(__file__).parent)


def source_hash(package: Path) -> str:
    """A hash over a package's code and vocabulary: what decides how a document is read."""
    files = [*package.rglob("*.py"), *(path for path in package.glob("vocabulary/**/*") if path.is_file())]
    listing = (f"{path.relative_to(package).as_posix()} {sha256(path.read_bytes())}" for path in sorted(files))
    return sha256("\n".join(listing).encode())


def why_stale(made: Recipe, today: Recipe) -> str:
    """Why an index of ``made`` is not one of ``today``, in Chinese; empty when it is."""
    return "；".join(_differences(made, today))


def _differences(made: Recipe, today: Recipe) -> Iterator[str]:
    yield from _changed_documents(made.documents, today.documents)
    if made.embedder != today.embedder:
        yield "向量模型已更换"
    if (made.reader, made.indexer) != (today.reader, today.indexer):
        yield "程序已更新"
    if (made.format, made.parameters, made.libraries) != (today.format, today.parameters, today.libraries):
        yield "索引格式或依赖库版本已变"


def _changed_documents(made: Mapping[str, str], today: Mapping[str, str]) -> Iterator[str]:
    kinds = {
        "新增": [name for name in today if name not in made],
        "删除": [name for name in made if name not in today],
        "修改": [name for name in today if made.get(name, today[name]) != today[name]],
    }
    for kind, names in kinds.items():
        if names:
            yield f"{kind}文档 {'、'.join(names[:3])}{f' 等 {len(names)} 份' if len(names) > 3 else ''}"
