"""The Gradio page of planqa: ``python app.py``, then the address that it prints.

The page is served first and the library opened after, because importing the models and building the first index
take longer than anyone likes to look at a page that does not load. See ``page/`` for the page itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read by Gradio when it is imported

from corpus.errors import PlanqaError, SettingError
from page.build import build_page
from page.conversation import Assistant
from page.opening import Opening, Progress
from page.serve import serve

if TYPE_CHECKING:
    from gradio import Blocks

__all__ = ["build_page", "main"]
DEFAULT_PORT = 7860


def open_planqa(progress: Progress) -> Assistant:
    """The real assistant; imported here because it brings the models along."""
    from qa import PlanQA

    return PlanQA.open(progress=progress)


def main(opener: Callable[[Progress], Assistant] = open_planqa) -> int:
    """Serve the page until interrupted; the exit code of the project's commands."""
    try:
        opening = Opening()
        page = build_page(opening, lambda: opening.status)
        print(f"方案问答的网页地址：{serve(page, port())} （按 Ctrl+C 停止）", flush=True)
        opening.open(opener, tell)
    except (PlanqaError, OSError) as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2 if isinstance(error, SettingError) else 3
    except KeyboardInterrupt:
        return 0
    print("资料库已就绪，可以提问。", flush=True)
    return wait(page)


def wait(page: Blocks) -> int:
    """Let the server's thread work until Ctrl+C."""
    try:
        page.server.thread.join()
    except KeyboardInterrupt:
        page.close(verbose=False)
        print("\n已停止。")
    return 0


def port() -> int:
    """The port to try first: ``PLANQA_PORT``, else 7860."""
    text = os.environ.get("PLANQA_PORT", "") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        message = f"PLANQA_PORT 的值“{text}”不是端口号；请写 1 到 65535 之间的整数"
        raise SettingError(message)
    return int(text)


def tell(stage: str, done: int, total: int) -> None:
    """Progress on the console: a line that counts up on a terminal, elsewhere a stage's first and last step."""
    if sys.stdout.isatty():
        print(f"\r\033[K{stage} {done}/{total}", end="\n" if done >= total else "", flush=True)
    elif done in {0, total}:
        print(f"{stage} {done}/{total}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
