"""Every example of README.md runs: Python blocks as they stand, ``planqa`` commands of console blocks with exit code 0."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [(language, text) for language, text in BLOCK.findall(README)]
PYTHON = [text for language, text in BLOCKS if language == "python"]
CONSOLE = [text for language, text in BLOCKS if language in ("console", "sh", "bash", "shell")]
COMMANDS = [
    line.removeprefix("$ ")
    for text in CONSOLE
    for line in text.splitlines()
    if line.removeprefix("$ ").startswith("planqa ")
]


def test_the_readme_has_an_example_in_python() -> None:
    assert PYTHON


@pytest.mark.parametrize("code", PYTHON)
def test_python_runs_as_it_stands(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "README.md", "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_ends_with_exit_code_0(command: str, tmp_path: Path) -> None:
    arguments = shlex.split(command, comments=True)
    program = Path(sys.executable).parent / arguments[0]
    done = subprocess.run(
        [program, *arguments[1:]], cwd=ROOT, capture_output=True, text=True, input="退出\n", check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
