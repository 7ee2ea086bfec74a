"""A real browser and a served page, for the tests here and for ``screenshots.py``."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fake_qa import DOCUMENTS, FakeQA, document, read
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host can be reached
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
SCRIPT = "<script>window.hacked = true</script>"
QUESTION = "危险废物管理由谁牵头、什么时候完成？"


class NoBrowserError(RuntimeError):
    """No Chromium on this machine; the page's tests need one."""


def chromium() -> str:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = f"no browser found under the names {', '.join(NAMES)}; install one, for example: apt install chromium"
        raise NoBrowserError(message)
    return path


@contextmanager
def browsing(language: str = "en_US") -> Iterator[Browser]:
    """A browser whose own words (in fields for dates, for example) are in ``language``."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, env=os.environ | {"LANGUAGE": language})
        yield browser
        browser.close()


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of the page over the small library, which keeps what it makes in ``home``."""
    with app_process(home) as process:
        yield address_of(process)
        process.terminate()


def app_process(home: Path, **settings: str) -> subprocess.Popen[str]:
    """The app in a process of its own, as it is used; in the tests' process Gradio would leave loops open."""
    places = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
    return subprocess.Popen(
        [sys.executable, str(HERE / "small_app.py")],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_heed_interrupts,
        env=os.environ
        | {"PYTHONPATH": places, "PYTHONUTF8": "1", "PLANQA_PORT": "7900", "PLANQA_HOME": str(home)}
        | settings,
    )


@contextmanager
def real_app(**settings: str) -> Iterator[str]:
    """The address of the real app over the project's own library."""
    command = [sys.executable, str(HERE.parents[1] / "app.py")]
    given = os.environ | {"PYTHONUTF8": "1"} | settings
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=given) as process:
        try:
            yield address_of(process)
        finally:
            process.terminate()


def _heed_interrupts() -> None:
    """Ctrl+C stops the app also where the tests run in the background, whose children would ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def address_of(process: subprocess.Popen[str]) -> str:
    """The address in the app's first line of output, given once the library is open."""
    line = process.stdout.readline()
    while "已就绪" not in process.stdout.readline():
        pass
    return re.search(r"http://\S+", line)[0]


def small_library() -> FakeQA:
    """Three of the bundled documents, and one that tries to be markup."""
    evil = [
        f"{SCRIPT}清单",
        f"恶意脚本任务由{SCRIPT}局牵头。",
        "\t<b>单元格</b>",
        "\t<img src=x onerror='window.hacked = true'>局",
    ]
    return FakeQA(
        read(DOCUMENTS / "beiguan-2021-soil-plan.txt"),
        read(DOCUMENTS / "zhongyuan-soil-division-table.txt"),
        read(DOCUMENTS / "xincheng-2019-soil-task-list.txt"),
        document("evil.txt", f"{SCRIPT}清单", evil),
    )


def visit(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#scope summary")  # the library is open and every tab filled
    return page


def begin_anew(page: Page) -> None:
    """Back to an empty talk over all plans; a page on which an answer is still under way is loaded anew."""
    if page.locator("#box .stop-button, .api-docs").count():
        page.goto(page.url.split("?")[0])
        page.wait_for_selector("#scope summary")
    page.get_by_role("tab", name="问答").click()
    if page.locator("#scope [data-chosen]").count():
        page.evaluate("document.querySelector('#scope .shortcuts button').click()")
        page.wait_for_selector("#scope details:not([data-chosen])")
    if page.locator("#talk .turn").count():
        page.evaluate("document.querySelector('#talks .fresh').click()")
        page.wait_for_selector("#talk .welcome")
    page.fill("#box textarea", "")


def ask(page: Page, question: str = QUESTION) -> None:
    turns = page.locator("#talk .turn").count()
    page.fill("#box textarea", question)
    page.press("#box textarea", "Enter")
    settle(page, turns + 1)


def settle(page: Page, turns: int) -> None:
    """Wait until there are ``turns`` turns and the last has been answered."""
    page.wait_for_function(SETTLED, arg=turns)


SETTLED = """turns => document.querySelectorAll('#talk .turn').length === turns
  && document.querySelector('#talk .turn:last-child .actions')
  && document.querySelector('#box .submit-button')"""
