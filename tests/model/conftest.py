"""What the tests of the model share: the project's own library with a scripted model on the wire."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from replies import Case, cases
from scripted import Script, serving

from qa import PlanQA
from qa.settings import Settings, load_settings


@pytest.fixture(scope="session")
def script() -> Iterator[Script]:
    with serving() as script:
        yield script


@pytest.fixture(scope="session")
def settings(script: Script) -> Settings:
    chosen = {"model": "scripted", "model_url": script.address, "model_key": SecretStr("secret"), "model_timeout": 20.0}
    return load_settings().model_copy(update=chosen)


@pytest.fixture(scope="session")
def qa(settings: Settings) -> PlanQA:
    return PlanQA.open(settings=settings)


@pytest.fixture(scope="session")
def drawn(qa: PlanQA) -> list[Case]:
    return cases(qa, 100)
