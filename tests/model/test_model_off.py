"""Without a model nothing of it is loaded, and nothing changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import SettingError
from qa.settings import PROJECT, load_settings

LOADED = """
import sys
from qa import PlanQA
answer = PlanQA.open().ask("秸秆禁烧归哪个部门管？")
assert answer.found and not answer.worded_by and "worded_by" not in answer.to_dict()
heavy = [name for name in sys.modules if name.split(".")[0] in ("openai", "langchain_openai") or name.startswith("qa.model")]
assert heavy == [], heavy
"""


def test_nothing_is_loaded_when_no_model_is_named() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PLANQA_MODEL", "qwen3", "PLANQA_MODEL_URL"),
        ("PLANQA_MODEL_URL", "ollama", "PLANQA_MODEL_URL"),
        ("PLANQA_MODEL_TIMEOUT", "0", "PLANQA_MODEL_TIMEOUT"),
        ("PLANQA_MODEL_TIMEOUT", "soon", "PLANQA_MODEL_TIMEOUT"),
    ],
)
def test_wrong_settings_are_told_in_one_line(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as fault:
        load_settings()
    assert told in str(fault.value)
    assert "\n" not in str(fault.value)
