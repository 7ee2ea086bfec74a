"""The streamed reply: what a model says as it is checked, then the rest; refused before it begins, left when nobody reads."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import own_loop
import pytest
from small import FAULT, Echo, Shop
from starlette.testclient import TestClient

from corpus.errors import InputError
from serve.limits import Crew


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(Echo, "model", "小模型")
    with Shop(tmp_path).client() as client:
        yield client


def deltas(client: TestClient, *turns: str) -> list[str]:
    messages = [{"role": "user", "content": turn} for turn in turns]
    form = {"model": "planqa", "messages": messages, "stream": True}
    lines = client.post("/v1/chat/completions", json=form).text.splitlines()
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: {")]
    return [event["choices"][0]["delta"].get("content", "") for event in events]


def test_what_a_model_says_comes_first_and_is_not_said_again(client: TestClient) -> None:
    assert deltas(client, "危废") == ["", "危", "废", "\n", "（模型改写）", ""]


def test_turns_before_the_last_are_asked_without_a_model(client: TestClient) -> None:
    assert "".join(deltas(client, "危废", "时限呢")) == "危废、时限呢\n（模型改写）"


@pytest.mark.parametrize(("turn", "status"), [(" ", 400), (FAULT, 500)])
def test_what_cannot_be_answered_is_refused_before_the_stream_begins(
    client: TestClient, turn: str, status: int
) -> None:
    form = {"model": "planqa", "messages": [{"role": "user", "content": turn}], "stream": True}
    assert client.post("/v1/chat/completions", json=form).status_code == status


def test_a_stream_that_nobody_reads_is_left() -> None:
    seen: list[int] = []
    go_on = threading.Event()

    def numbers() -> Iterator[int]:
        for number in range(100):
            seen.append(number)
            yield number
            go_on.wait(0 if number == 0 else 0.01)

    async def read_one() -> None:
        crew = Crew(1)
        coming = crew.stream(numbers)
        assert await anext(coming) == 0
        await coming.aclose()
        await crew.run(lambda: None)  # the only thread is free again

    own_loop.run(read_one())
    assert len(seen) < 100


def test_an_error_reaches_who_reads() -> None:
    def broken() -> Iterator[int]:
        yield 1
        message = "断了"
        raise InputError(message)

    async def read() -> None:
        coming = Crew(1).stream(broken)
        assert await anext(coming) == 1
        with pytest.raises(InputError, match="断了"):
            await asyncio.wait_for(anext(coming), 5)

    own_loop.run(read())
