"""The Gradio page of planqa: ``python app.py``, then the address that it prints.

The page is served first and the library opened after, because loading the model and building the first index take
longer than anyone likes to look at a page that does not load. See ``page/`` for the page itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read by Gradio when it is imported

from corpus.errors import PlanqaError, SettingError
from page.assistant import Assistant
from page.build import build_page
from page.opening import Opening, Progress
from page.serve import serve
from qa import PlanQA
from qa.settings import Settings, load_settings

__all__ = ["build_page", "main"]
Opener = Callable[[Settings, Progress], Assistant]


def open_planqa(settings: Settings, progress: Progress) -> Assistant:
    """The real assistant; this is what takes time, the first time minutes."""
    return PlanQA.open(settings=settings, progress=progress)


def main(opener: Opener = open_planqa) -> int:
    """Serve the page until interrupted; the exit code of the project's commands."""
    try:
        run(load_settings(), opener)
    except (PlanqaError, OSError) as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2 if isinstance(error, SettingError) else 3
    except KeyboardInterrupt:
        print("\n已停止。")
    return 0


def run(settings: Settings, opener: Opener) -> None:
    """Serve the page, open the library, and let the server's thread work until Ctrl+C."""
    opening = Opening()
    page = build_page(opening, settings.home, lambda: opening.status)
    address = serve(page, settings.host, settings.port)
    print(f"方案问答的网页地址：{address} （按 Ctrl+C 停止）", flush=True)
    opening.open(lambda progress: opener(settings, progress), tell)
    print("资料库已就绪，可以提问。", flush=True)
    page.server.thread.join()


def tell(stage: str, done: int, total: int) -> None:
    """Progress on the console: a line that counts up on a terminal, elsewhere a stage's first and last step."""
    if total == 0:
        print(stage, flush=True)
    elif sys.stdout.isatty():
        print(f"\r\033[K{stage} {done}/{total}", end="\n" if done >= total else "", flush=True)
    elif done in {0, total}:
        print(f"{stage} {done}/{total}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
