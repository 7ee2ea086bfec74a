"""What the tests of answers share: the project's own library, opened once, and small homes for the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import small_home

from qa import PlanQA
from qa.cli import main


@pytest.fixture(scope="session")
def qa() -> PlanQA:
    """The bundled plans in the project's home, as ``planqa index`` made it."""
    return PlanQA.open()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home with an index of two small plans, and their folder. Copy before changing."""
    folder = tmp_path_factory.mktemp("small")
    small_home.seed(folder / "home")
    (folder / "documents").mkdir()
    for name, text in small_home.PLANS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    assert main(["index", "--home", str(folder / "home"), "--documents", str(folder / "documents")]) == 0
    return folder / "home", folder / "documents"


@pytest.fixture
def small(seeded: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with ``home`` and ``documents`` of its own, which the settings name."""
    for name, folder in zip(("home", "documents"), seeded, strict=True):
        small_home.copy(folder, tmp_path / name)
        monkeypatch.setenv(f"PLANQA_{name.upper()}", str(tmp_path / name))
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run ``planqa`` in this process: its exit code, what it printed and what it said on standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call
