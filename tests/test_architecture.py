"""Imports run one way only: corpus → index → qa → serve → page; eval and tests see all, nothing sees them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "qa": {"corpus", "index", "qa"},
    "serve": {"corpus.types", "corpus.errors", "qa", "serve"},
    "page": {"corpus.types", "corpus.errors", "corpus.text", "qa", "serve", "page"},
    "eval": {"corpus", "index", "qa", "eval"},
}
OURS = {"corpus", "index", "qa", "serve", "page", "app", "planqa", "eval", "prompts", "tests"}
ONLY_IN = {
    "gradio": {"page"},
    "mcp": {"serve"},
    "uvicorn": {"serve"},
    "langchain_core": {"index", "qa", "eval"},
    "langchain_openai": {"qa"},
    "openai": {"qa"},
    "faiss": {"index", "eval"},
    "jieba": {"index"},
    "torch": {"index"},
}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return found


def allowed(name: str, layer: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in LAYERS[layer])


@pytest.mark.parametrize(
    ("layer", "path"), [(layer, path) for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))], ids=str
)
def test_imports_only_run_downwards(layer: str, path: Path) -> None:
    ours = {name for name in imports_of(path) if name.split(".")[0] in OURS}
    assert {name for name in ours if not allowed(name, layer)} == set()


@pytest.mark.parametrize("package", sorted(ONLY_IN))
def test_each_outside_library_stays_behind_its_layer(package: str) -> None:
    layers = {
        layer
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.py")
        if any(name.split(".")[0] == package for name in imports_of(path))
    }
    assert layers <= ONLY_IN[package]


def test_a_language_model_is_known_only_to_its_own_folder() -> None:
    strangers = [
        path
        for path in (ROOT / "qa").glob("*.py")
        for name in imports_of(path)
        if name.startswith(("langchain", "openai"))
    ]
    assert strangers == []
