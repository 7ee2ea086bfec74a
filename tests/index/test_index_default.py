"""The default as users have it: the real model over small plans, built here and opened by another process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from plain_reader import read_plain
from small_plans import PLANS

from index import Library, ensure_library

ROOT = Path(__file__).parents[2]
OPENING = """
import sys
from pathlib import Path
from index import build_index, ensure_library
from tell import tell
home, documents = map(Path, sys.argv[1:])
library = ensure_library(home, documents, progress=tell)
assert not {"torch", "jieba", "langchain_core", "bm25s"} & set(sys.modules)
hit = library.search("危废归谁管")[0]
assert not {"torch", "transformers"} & set(sys.modules)
assert build_index(home, documents, progress=tell).unchanged
print(hit.passage.id)
"""
TELL = "def tell(stage, done, total): raise AssertionError(stage)"


@pytest.fixture(scope="module")
def real_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in PLANS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def real_library(model_home: Path, real_documents: Path, sentence_transformers: type) -> Library:
    return ensure_library(model_home, real_documents, read=read_plain)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("危废归谁管", "soil.txt:3"),
        ("河里又黑又臭什么时候治好", "water.txt:3"),
        ("烧煤取暖改成干净的要改多少户", "air.txt:3"),
        ("喝的水怎么保护", "water.txt:4"),
    ],
)
def test_a_colloquial_question_finds_its_passage(real_library: Library, query: str, place: str) -> None:
    assert place in [hit.passage.id for hit in real_library.search(query, 2)]


def test_vectors_are_unit_rows(real_library: Library) -> None:
    vectors = real_library.embed(["谁牵头", "何时完成"])
    assert vectors.shape == (2, 384)
    assert (vectors**2).sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert real_library.embed([]).shape == (0, 384)


def test_another_process_opens_it_at_once(
    real_library: Library, model_home: Path, real_documents: Path, tmp_path: Path
) -> None:
    (tmp_path / "tell.py").write_text(TELL)
    command = [sys.executable, "-c", OPENING, str(model_home), str(real_documents)]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("soil.txt:3\n", "")
