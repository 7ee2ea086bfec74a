"""The language model: any OpenAI-compatible address, through LangChain. Imported only where a model is configured.

``pieces`` is the one place where a model is waited for: it ends in time whatever the server does, and every failure becomes a
``ModelError`` whose text can be shown.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from threading import Event, Thread
from typing import TYPE_CHECKING

from pydantic import SecretStr

from corpus.errors import PlanqaError, SettingError
from qa.model.prompts import prompts
from qa.model.vocabulary import vocabulary
from qa.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LONGEST_REPLY = 6000  # letters; a model that goes on for longer has lost its way


class ModelError(PlanqaError):
    """The model gave no usable reply; the message says why in a few Chinese words."""


def check_ready() -> None:
    """SettingError where a model cannot be used: its package is missing, or a prompt or a word list is damaged. Loads little."""
    if find_spec("langchain_openai") is None:
        raise SettingError(
            "使用模型要先运行 .venv/bin/pip install -c constraints.txt -e '.[model]'；不用模型请去掉 PLANQA_MODEL。"
        )
    prompts()
    vocabulary()


def chat_model(settings: Settings) -> BaseChatModel:
    """The model that the settings name."""
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=settings.model,
        base_url=settings.model_url,
        api_key=settings.model_key if settings.model_key.get_secret_value() else SecretStr("none"),
        timeout=settings.model_timeout,
        max_retries=0,  # a second try would outlast the reader's patience; the deterministic answer is there
        temperature=0,
        stream_usage=False,
    )


def pieces(start: Callable[[], Iterator[str]], seconds: float) -> Iterator[str]:
    """What ``start`` yields, as it comes; ModelError when it fails, is not done in ``seconds``, or goes on for too long.

    The reply is read on a thread of its own that is left behind: a server that trickles cannot hold up the answer.
    """
    box: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
    stopped = Event()
    Thread(target=_pump, args=(start, box, stopped), daemon=True).start()
    end, size = time.monotonic() + seconds, 0
    try:
        while (piece := _next(box, end)) is not None:
            size += len(piece)
            if size > LONGEST_REPLY:
                raise ModelError("模型的回复太长")
            yield piece
    finally:
        stopped.set()


def _pump(start: Callable[[], Iterator[str]], box: queue.SimpleQueue[str | Exception | None], stopped: Event) -> None:
    try:
        for piece in start():
            if stopped.is_set():
                return
            box.put(piece)
        box.put(None)
    except Exception as error:  # whatever a server or a client library throws ends up with the reader
        box.put(error)


def _next(box: queue.SimpleQueue[str | Exception | None], end: float) -> str | None:
    try:
        piece = box.get(timeout=max(end - time.monotonic(), 0.001))
    except queue.Empty:
        raise ModelError("模型没有及时回答") from None
    if isinstance(piece, Exception):
        raise ModelError(reason_of(piece)) from piece
    return piece


def reason_of(error: Exception) -> str:
    """Why a model failed, in a few words that a reader understands."""
    import openai

    for kind, reason in (
        (openai.APITimeoutError, "模型没有及时回答"),
        (openai.RateLimitError, "模型正忙"),
        (openai.AuthenticationError, "模型的密钥不对"),
        (openai.NotFoundError, "模型的名称或地址不对"),
        (openai.BadRequestError, "模型不接受这个请求"),
        (openai.InternalServerError, "模型服务出错"),
        (openai.APIConnectionError, "连不上模型"),
    ):
        if isinstance(error, kind):
            return reason
    return "模型的回复中断了" if isinstance(error, OSError) or "httpx" in type(error).__module__ else "模型的回复读不懂"
