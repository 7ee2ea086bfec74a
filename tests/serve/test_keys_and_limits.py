"""What is kept of a key, how often and how many at once."""

from __future__ import annotations

import asyncio
import hashlib
import threading

import own_loop
import pytest

import planqa
from corpus.errors import SettingError
from serve.faults import Refused
from serve.keys import new_key, read_keys
from serve.limits import Crew, Rate


def test_a_key_is_kept_as_its_hash() -> None:
    (key, secret), (_, other) = new_key("小李", "查询"), new_key("小李", "查询")
    assert secret != other
    assert len(secret) > 43  # 256 bits in base 64
    assert key.digest == hashlib.sha256(secret.encode()).digest()
    assert secret not in key.entry()
    assert not key.may_change


def test_entries_are_read_as_they_were_made() -> None:
    (one, secret), (other, _) = new_key("报表系统", "管理"), new_key("小李", "查询")
    keys = read_keys(f" {one.entry()} ;\n{other.entry()};")
    assert keys.known == (one, other)
    assert keys.find(secret) is keys.known[0]
    assert keys.find("planqa-wrong") is keys.find("") is keys.find("\udcff") is None
    assert one.may_change
    assert not read_keys("")


@pytest.mark.parametrize("setting", ["王:管理", "王:老板:" + "0" * 64, "王:管理:planqa-secret", "planqa-secret"])
def test_an_entry_that_is_none_is_told_without_being_repeated(setting: str) -> None:
    with pytest.raises(SettingError, match="第 1 项") as told:
        read_keys(setting)
    assert "secret" not in str(told.value)


def test_a_name_stands_once() -> None:
    entry = new_key("王", "管理")[0].entry()
    with pytest.raises(SettingError, match="重复：王"):
        read_keys(f"{entry};{entry}")


@pytest.mark.parametrize(("arguments", "may"), [(["小李"], "只能查询"), (["小李", "--role", "管理"], "可以增减文件")])
def test_the_command_prints_a_key_and_its_entry(arguments, may, capsys) -> None:
    assert planqa.main(["key", *arguments]) == 0
    said = capsys.readouterr()
    secret, entry = said.out.splitlines()
    assert read_keys(entry).find(secret).name == "小李"
    assert may in said.err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_other_machines_are_let_in_only_with_keys(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert planqa.main(["serve", "--no-page", "--host", host]) == 2
    assert "PLANQA_API_KEYS" in capsys.readouterr().err
    assert planqa.main(["serve", "--host", host]) == 2
    assert "PLANQA_AUTH" in capsys.readouterr().err


def test_a_minute_slides() -> None:
    now = [0.0]
    rate = Rate(2, lambda: now[0])
    assert [rate.take("a"), rate.take("a"), rate.take("b")] == [0, 0, 0]
    now[0] = 20.0
    assert rate.take("a") == 40.0
    now[0] = 60.0
    assert [rate.take("a"), rate.take("a")] == [0, 0]
    assert rate.take("a") == 60.0


def test_no_bound() -> None:
    rate = Rate(0)
    assert not any(rate.take("a") for _ in range(1000))


def test_no_more_work_at_once_than_there_are_hands_and_too_many_are_sent_away() -> None:
    gate, at_work, most, lock = threading.Event(), [0], [0], threading.Lock()

    def work() -> None:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        gate.wait(10)
        with lock:
            at_work[0] -= 1

    async def rush() -> None:
        crew = Crew(2, waiting=3)
        jobs = [asyncio.create_task(crew.run(work)) for _ in range(5)]
        await asyncio.sleep(0.1)
        with pytest.raises(Refused, match="请稍后再试") as told:
            await crew.run(work)
        assert told.value.status == 503
        gate.set()
        await asyncio.gather(*jobs)

    own_loop.run(rush())
    assert most == [2]
