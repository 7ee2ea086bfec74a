"""Every example of docs/接口说明.md runs as it stands, over a home of its own, with a key where one is shown."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from started import ROOT, started

from qa.settings import Settings
from serve.guard import LARGEST_BODY
from serve.keys import new_key
from serve.service import MOST_LINES, MOST_TURNS

MANUAL = (ROOT / "docs" / "接口说明.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", MANUAL, re.MULTILINE | re.DOTALL)
SHELL = [text for language, text in BLOCKS if language == "bash"]
PYTHON = [text for language, text in BLOCKS if language == "python"]
WEST = "西山县2020年水污染防治实施方案\n一、主要任务\n（一）整治黑臭水体。（县住建局牵头，县水利局参与）\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan to add and a home that shares the model of the project's and begins with its vectors."""
    folder = tmp_path_factory.mktemp("manual")
    (folder / "西山县水污染防治方案.txt").write_text(WEST, encoding="utf-8")
    (folder / "home").mkdir()
    for shared in Settings.model_fields["home"].default.iterdir():
        if shared.name in {"models", "jieba"}:
            (folder / "home" / shared.name).symlink_to(shared)
        elif shared.name == "cache":
            shutil.copytree(shared, folder / "home" / "cache")
    return folder


@pytest.fixture(scope="module")
def environment(place: Path) -> Iterator[dict[str, str]]:
    """What the examples find: the address of a served page with doors, and a key that may do everything."""
    key, secret = new_key("资料员", "管理")
    settings = {"PLANQA_HOME": str(place / "home"), "PLANQA_API_KEYS": key.entry()}
    with started(**settings) as address:
        yield os.environ | {"PLANQA": address, "KEY": secret, "NO_PROXY": "127.0.0.1", "PYTHONUTF8": "1"}


def run(command: list[str], place: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("text", SHELL)
def test_commands(text: str, place: Path, environment: dict[str, str]) -> None:
    commands = re.split(r"^(?=curl)", text, flags=re.MULTILINE)[1:]
    assert commands
    for command in commands:
        reply = json.loads(run(["bash", "-c", command], place, environment))
        assert "error" not in reply, reply
        assert any(reply.values())


@pytest.mark.parametrize("text", PYTHON)
def test_programs(text: str, place: Path, environment: dict[str, str]) -> None:
    said = run([sys.executable, "-c", text.replace("http://127.0.0.1:7860", environment["PLANQA"])], place, environment)
    assert "牵头" in said or "配合" in said


def test_what_it_says_of_limits() -> None:
    fields = Settings.model_fields
    assert f"默认 {fields['api_rate'].default}，" in MANUAL
    assert f"默认 {fields['api_parallel'].default}；其余排队" in MANUAL
    assert f"{LARGEST_BODY >> 20} MB" in MANUAL
    assert f"{MOST_TURNS} 轮" in MANUAL
    assert f"最多 {MOST_LINES} 行" in MANUAL


def test_every_json_is_json_and_the_assistant_starts_what_is_installed() -> None:
    texts = [json.loads(text) for language, text in BLOCKS if language == "json"]
    started_by_assistant = texts[0]["mcpServers"]["planqa"]
    assert [started_by_assistant["command"], *started_by_assistant["args"]] == ["planqa", "mcp"]
    assert 'planqa = "planqa:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
