from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from eval import load


def test_single_questions_make_dialogues_by_threes() -> None:
    gold = [("甲",), ("乙", "丙"), ("丁",), ("戊",), ("己",)]
    assert load.talks_of(gold) == [("乙", "丙"), ("甲", "丁", "戊")]


@pytest.mark.parametrize("plainly", [True, False])
@pytest.mark.parametrize(
    ("status", "answer", "mixed", "errors"), [(200, "甲的回答", 0, 0), (200, "乙的回答", 1, 0), (500, "", 0, 1)]
)
def test_another_answer_and_a_failure_are_counted(plainly, status, answer, mixed, errors) -> None:
    asked = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content))
        return httpx.Response(status, json={"answer": answer} if plainly else {"planqa": {"answer": answer}})

    async def once() -> load.Load:
        seen = load.Load()
        async with httpx.AsyncClient(transport=httpx.MockTransport(reply), base_url="http://127.0.0.1") as client:
            await load.ask(client, ("问", "甲"), "甲的回答", plainly, seen)
        return seen

    seen = asyncio.run(once())
    assert (len(seen.mixed), len(seen.errors), len(seen.seconds)) == (mixed, errors, 1 - errors)
    turns = asked[0]["turns"] if plainly else [message["content"] for message in asked[0]["messages"]]
    assert turns == ["问", "甲"]


def test_what_was_seen_is_told() -> None:
    seen = load.Load(seconds=[0.1, 0.2, 0.3, 0.4], mixed=[("甲", "乙")], errors=["坏了"], talks=2, lasted=2.0)
    text = "\n".join(load.told(seen, 3))
    assert "3 个用户同时提问，历时 2 秒：2 段对话，4 个回答" in text
    assert "出错 1 个，与单独提问不同 1 个" in text
    assert "每秒 2.0 个回答；中位数 0.300 秒，95 分位 0.400 秒，最慢 0.400 秒" in text
    assert "甲 → 乙" in text


def test_users_of_a_started_server_are_answered_as_if_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert load.main(["--users", "8", "--minutes", "0.05", "--split", "sample"]) == 0
    assert "出错 0 个，与单独提问不同 0 个" in capsys.readouterr().out
