"""What the tests of answers share: the project's own library, opened once."""

from __future__ import annotations

import pytest

from qa import PlanQA


@pytest.fixture(scope="session")
def qa() -> PlanQA:
    """The bundled plans in the project's home, as ``planqa index`` made it."""
    return PlanQA.open()
