"""The index on disk: one folder for each build, and a pointer to the last good one.

    HOME/index/CURRENT               generation's name and the SHA-256 of its manifest
    HOME/index/<generation>/         manifest.json, library.sqlite, dense.faiss, lexical.npz
    HOME/index/.partial-*            a build under way, or what a killed one left
    HOME/index/LOCK                  held by the one process that builds

A build writes its folder under another name, renames it, then replaces CURRENT in one step; a kill at any moment
leaves the last good index. Opening reads every file once, checks it and works on those bytes, so a later build may
remove the folder.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import LibraryError
from index.files import publish_folder, remove_leftovers, replace_file, sha256, write_file
from index.recipe import Recipe
from index.types import Skipped

INDEX = "index"  # the folder within the home
STORE, DENSE, LEXICAL, MANIFEST = "library.sqlite", "dense.faiss", "lexical.npz", "manifest.json"
FILES = (STORE, DENSE, LEXICAL)


@dataclass(frozen=True, slots=True)
class Generation:
    """One build: what it was made from, what it left out, and the bytes of its files by name."""

    recipe: Recipe
    skipped: tuple[Skipped, ...]
    files: Mapping[str, bytes]


def read_generation(home: Path) -> Generation:
    """The last good build, checked byte for byte. LibraryError when there is none or it is damaged."""
    root = home / INDEX
    pointer = root / "CURRENT"
    for _ in range(3):  # another process may replace the generation while it is being read
        before = _read(pointer)
        try:
            return _read_pointed(root, before)
        except LibraryError:
            if _read(pointer) == before:
                raise
    raise LibraryError("索引正在被其他进程反复更新，请稍后再试")


def write_generation(home: Path, generation: Generation) -> None:
    """Make ``generation`` the last good build and remove the others. Call it under the lock."""
    root = home / INDEX
    manifest = _manifest(generation)
    name = _free_name(root, sha256(manifest)[:16])

    def fill(folder: Path) -> None:
        for file, data in generation.files.items():
            write_file(folder / file, data)
        write_file(folder / MANIFEST, manifest)

    publish_folder(root / name, fill)
    replace_file(root / "CURRENT", f"{name} {sha256(manifest)}\n".encode())
    remove_others(root, name)


def remove_others(root: Path, kept: str) -> None:
    """Remove what killed builds left and every generation but ``kept``."""
    remove_leftovers(root)
    for path in root.iterdir():
        if path.is_dir() and path.name != kept:
            shutil.rmtree(path, ignore_errors=True)


def _free_name(root: Path, name: str) -> str:
    """``name``, or with a number after it where a damaged generation made of the same things has it."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(name for name in names if not (root / name).exists())


def _manifest(generation: Generation) -> bytes:
    content = {
        "recipe": generation.recipe.to_json(),
        "skipped": [asdict(skipped) for skipped in generation.skipped],
        "files": {name: sha256(data) for name, data in generation.files.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        missing = "尚未建立索引" if path.name == "CURRENT" else f"索引缺少文件 {path.name}"
        raise LibraryError(missing) from error
    except OSError as error:
        raise LibraryError(f"索引文件 {path} 无法读取（{error.strerror}）") from error


def _read_pointed(root: Path, pointer: bytes) -> Generation:
    name, _, expected = pointer.decode(errors="replace").strip().partition(" ")
    if not name.replace("-", "").isalnum():  # a damaged pointer must not lead anywhere else
        raise LibraryError("索引文件 CURRENT 已损坏")
    manifest = _checked(root / name / MANIFEST, expected)
    content: dict[str, Any] = json.loads(manifest)
    hashes: dict[str, str] = content["files"]
    files = {file: _checked(root / name / file, hashes.get(file, "")) for file in FILES}
    skipped = tuple(Skipped(**entry) for entry in content["skipped"])
    try:
        return Generation(Recipe.from_json(content["recipe"]), skipped, files)
    except TypeError as error:
        raise LibraryError("索引由其他版本的程序建立") from error


def _checked(path: Path, expected: str) -> bytes:
    data = _read(path)
    if sha256(data) != expected:
        raise LibraryError(f"索引文件 {path.name} 已损坏")
    return data
