"""Dialogues that are sent, not kept: whoever asks whatever meanwhile, the answer is the one asked alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import Echo, Shop
from talks import TALKS, one_by_one, without_time

from corpus.errors import InputError
from qa import PlanQA
from qa.ledger_query import Query
from serve.service import MOST_TURNS, Service, Talks

TURNS = sorted({turn for talk in TALKS for turn in talk})
USERS = st.lists(st.lists(st.sampled_from(TURNS), min_size=1, max_size=3).map(tuple), min_size=8, max_size=8)


@given(USERS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_talks_at_once_are_what_each_is_alone(qa: PlanQA, service: Service, talks: list[tuple[str, ...]]) -> None:
    def talk(turns: tuple[str, ...]) -> list[dict[str, object]]:
        return [without_time(service.ask(turns[: n + 1]).to_dict()) for n in range(len(turns))]

    with ThreadPoolExecutor(len(talks)) as users:
        got = list(users.map(talk, talks))
    assert got == [[without_time(answer.to_dict()) for answer in one_by_one(qa, turns)] for turns in talks]


@pytest.fixture
def echo(tmp_path: Path) -> Echo:
    return Shop(tmp_path)._open(tmp_path / "documents")


def test_a_turn_is_asked_once_and_its_answer_each_time(echo: Echo) -> None:
    service = Service(echo)
    for turns in (["甲"], ["甲", "乙"], ["甲", "乙", "丙"], ["甲", "乙", "丙"], ["乙"], ["甲", "丁"]):
        assert service.ask(turns).text == "、".join(turns)
    assert echo.asked == ["甲", "乙", "丙", "丙", "乙", "丁"]


def test_a_dialogue_begun_elsewhere_is_asked_from_its_first_turn(echo: Echo) -> None:
    assert Service(echo).ask(["甲", " ", "乙", "丙"]).text == "甲、乙、丙"
    assert echo.asked == ["甲", "乙", "丙"]


def test_plans_keep_dialogues_apart(echo: Echo) -> None:
    service = Service(echo)
    plan = echo.library.plans[0]
    service.ask(["甲"])
    service.ask(["甲", "乙"], [plan.title])
    service.ask(["甲", "乙"], [plan.id])
    assert echo.asked == ["甲", "甲", "乙", "乙"]


def test_what_is_kept_ends_with_the_library_and_when_there_is_too_much(tmp_path: Path, monkeypatch) -> None:
    shop = Shop(tmp_path)
    service = Service(shop.opening)
    service.ask(["甲"])
    newer = shop._open(tmp_path / "documents")
    shop.opening.replace(newer)
    service.ask(["甲", "乙"])
    assert newer.asked == ["甲", "乙"]
    monkeypatch.setattr(Talks, "KEPT", 2)
    for turn in "丙丁戊":
        service.ask([turn])
    service.ask(["甲", "乙"])
    assert newer.asked == ["甲", "乙", "丙", "丁", "戊", "甲", "乙"]


def test_no_turn_and_too_many(echo: Echo) -> None:
    for turns, said in (([], "没有问题"), (["甲"] * (MOST_TURNS + 1), "请开始新的对话")):
        with pytest.raises(InputError, match=said):
            Service(echo).ask(turns)


def test_a_page_of_the_ledger(service: Service, qa: PlanQA) -> None:
    everything = service.ledger(Query())
    assert everything["total"] == everything["limit"] == len(qa.library.tasks)
    assert service.ledger(Query(), 5, 3)["tasks"] == everything["tasks"][5:8]
    assert service.ledger(Query(), 10_000, 3)["tasks"] == []
