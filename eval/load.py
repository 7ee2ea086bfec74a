"""``python -m eval.load``: many users at once, each with dialogues of its own; is any answer lost, wrong or late?

A server is started on this machine as a user starts it, without the page. Each user goes through the gold dialogues in an order
of its own, turn after turn, over ``/ask`` and the OpenAI door by turns. Every answer has to be the one that the same
dialogue gets when it is asked alone, before, one after the other; one that is another is counted as mixed.
"""

from __future__ import annotations

import asyncio
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from corpus.errors import LibraryError, PlanqaError
from eval.args import ChineseParser
from eval.scores import percentile
from eval.selection import bundled_questions
from eval.tables import output
from qa import Dialogue, PlanQA

ROOT = Path(__file__).parent.parent
PORT = 7980
TIMEOUT = 60.0
Talk = tuple[str, ...]


@dataclass(slots=True)
class Load:
    """What was seen: seconds of each answer, the answers that were not as expected, the requests that failed."""

    seconds: list[float] = field(default_factory=list)
    mixed: list[Talk] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    talks: int = 0
    lasted: float = 0.0


@dataclass(frozen=True, slots=True)
class Drive:
    """Who asks what: ``users`` at once for ``seconds``, each resting ``think`` seconds before a question."""

    address: str
    expected: Mapping[Talk, str]
    talks: Sequence[Talk]
    users: int
    seconds: float
    think: float = 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Drive, print; 1 where an answer was lost or mixed."""
    given = load_parser().parse_args(argv)
    errors = Console(stderr=True)
    try:
        with errors.status("逐一提问，作为对照"):
            talks = talks_of([question.turns for question in bundled_questions(given.split)])
            expected = in_turn(PlanQA.open(), talks)
        with errors.status(f"{given.users} 个用户同时提问，{given.minutes:g} 分钟"), serving() as address:
            seen = asyncio.run(drive(Drive(address, expected, talks, given.users, given.minutes * 60, given.think)))
    except PlanqaError as error:
        errors.print(str(error), markup=False)
        return 3
    for line in told(seen, given.users):
        output().print(line, markup=False)
    return 1 if seen.errors or seen.mixed else 0


def load_parser() -> ChineseParser:
    """The options."""
    parser = ChineseParser("python -m eval.load", "多人同时提问：有没有丢的、串的、慢的。")
    parser.options.add_argument("--users", type=int, default=50, metavar="人数", help="同时提问的人数（默认 50）")
    parser.options.add_argument("--minutes", type=float, default=5.0, metavar="分钟", help="多久（默认 5）")
    parser.options.add_argument("--think", type=float, default=0.0, metavar="秒", help="每问之前停几秒（默认 0）")
    parser.options.add_argument("--split", default="dev", metavar="题集", help="用哪一部分题目（默认 dev）")
    return parser


def talks_of(gold: Sequence[Talk]) -> list[Talk]:
    """The dialogues of ``gold``, and its single questions by threes, each three a dialogue that changes its subject."""
    single = [turn for turns in gold if len(turns) == 1 for turn in turns]
    return [*(turns for turns in gold if len(turns) > 1), *zip(single[0::3], single[1::3], single[2::3], strict=False)]


def in_turn(qa: PlanQA, talks: Sequence[Talk]) -> dict[Talk, str]:
    """The answer after each beginning of each talk, asked alone."""
    answers: dict[Talk, str] = {}
    for talk in talks:
        dialogue = Dialogue()
        for number, turn in enumerate(talk, 1):
            answer = qa.ask(turn, dialogue)
            answers[talk[:number]], dialogue = answer.text, answer.dialogue
    return answers


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server of this project's doors. LibraryError when it does not start."""
    command = [sys.executable, "-m", "planqa", "serve", "--no-page", "--host", "127.0.0.1", "--port", str(PORT)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        said = ""
        while "已就绪" not in said:
            line = process.stdout.readline()
            if not line:
                raise LibraryError(f"接口没有启动：{said or '没有输出'}")
            said += line
        found = re.search(r"http://\S+(?=/)", said)
        assert found is not None  # the line before says the address
        yield found[0]
        process.terminate()


async def drive(plan: Drive) -> Load:
    """Let all users ask until the time is over."""
    seen, started = Load(), time.perf_counter()
    limits = httpx.Limits(max_connections=plan.users)
    async with httpx.AsyncClient(base_url=plan.address, timeout=TIMEOUT, limits=limits, trust_env=False) as client:
        users = [user(plan, number, client, seen, started + plan.seconds) for number in range(plan.users)]
        await asyncio.gather(*users)
    seen.lasted = time.perf_counter() - started
    return seen


async def user(plan: Drive, number: int, client: httpx.AsyncClient, seen: Load, end: float) -> None:
    """One user: talk after talk in an order of its own, turn after turn."""
    chance = random.Random(number)
    while time.perf_counter() < end:
        talk = chance.choice(plan.talks)
        for count in range(1, len(talk) + 1):
            await asyncio.sleep(plan.think * chance.uniform(0.5, 1.5))
            await ask(client, talk[:count], plan.expected[talk[:count]], number % 2 == 0, seen)
        seen.talks += 1


async def ask(client: httpx.AsyncClient, turns: Talk, expected: str, plainly: bool, seen: Load) -> None:
    """One question; what became of it goes into ``seen``."""
    started = time.perf_counter()
    try:
        answer = await (asked(client, turns) if plainly else chatted(client, turns))
    except (httpx.HTTPError, KeyError, ValueError) as error:
        seen.errors.append(f"{type(error).__name__}: {error}")
        return
    seen.seconds.append(time.perf_counter() - started)
    if answer != expected:
        seen.mixed.append(turns)


async def asked(client: httpx.AsyncClient, turns: Talk) -> str:
    """Over ``/ask``."""
    return str((await posted(client, "/ask", {"turns": turns}))["answer"])


async def chatted(client: httpx.AsyncClient, turns: Talk) -> str:
    """Over the OpenAI door, the answers between being of no account."""
    messages = [{"role": "user", "content": turn} for turn in turns]
    reply = await posted(client, "/v1/chat/completions", {"model": "planqa", "messages": messages})
    return str(reply["planqa"]["answer"])


async def posted(client: httpx.AsyncClient, path: str, body: Mapping[str, object]) -> Any:
    """The JSON that is replied."""
    response = await client.post(path, json=body)
    response.raise_for_status()
    return response.json()


def told(seen: Load, users: int) -> Iterator[str]:
    """What was seen, in words."""
    count = len(seen.seconds)
    yield f"{users} 个用户同时提问，历时 {seen.lasted:.0f} 秒：{seen.talks} 段对话，{count} 个回答。"
    yield f"出错 {len(seen.errors)} 个，与单独提问不同 {len(seen.mixed)} 个。"
    if count:
        parts = [f"{name} {percentile(seen.seconds, at):.3f} 秒" for name, at in (("中位数", 0.5), ("95 分位", 0.95))]
        yield f"每秒 {count / seen.lasted:.1f} 个回答；{'，'.join(parts)}，最慢 {max(seen.seconds):.3f} 秒。"
    yield from (f"出错：{error}" for error in seen.errors[:5])
    yield from (f"不同：{' → '.join(turns)}" for turns in seen.mixed[:5])


if __name__ == "__main__":
    sys.exit(main())
