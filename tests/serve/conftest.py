from __future__ import annotations

from collections.abc import Iterator

import pytest
from started import started
from talks import TALKS, one_by_one

from qa import Answer, PlanQA
from serve.service import Service


@pytest.fixture(scope="session")
def qa() -> PlanQA:
    """The bundled plans in the project's home."""
    return PlanQA.open()


@pytest.fixture(scope="session")
def service(qa: PlanQA) -> Service:
    return Service(qa)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Page and doors without keys."""
    with started() as served:
        yield served


@pytest.fixture(scope="session")
def in_turn(qa: PlanQA) -> dict[tuple[str, ...], Answer]:
    """Every beginning of a talk and the answer to its last turn, asked one after the other."""
    return {talk[: n + 1]: answer for talk in TALKS for n, answer in enumerate(one_by_one(qa, talk))}
