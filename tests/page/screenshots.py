"""Takes the pictures in ``docs/screenshots/``: ``PYTHONPATH=. python tests/page/screenshots.py [ADDRESS]``.

The address is that of a running page (``python app.py`` prints it) over the bundled plans; without one, the default.
Every tab is taken at a desk in light and in dark, and on a phone; nothing in the library is changed. Debian's
chromium-l10n gives the browser's own words (年/月/日 in a field for a date) in Chinese.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from browsing import address_of, ask, browsing, visit
from playwright.sync_api import Browser, Page

from serve.accounts import new_account

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
DESK = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN"}
SIZES = {
    "desk-light": DESK | {"color_scheme": "light"},
    "desk-dark": DESK | {"color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "device_scale_factor": 2,
        "locale": "zh-CN",
    },
}
Take = Callable[[str], None]


def main(address: str = "http://127.0.0.1:7860/") -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with browsing("zh_CN") as browser:
        for name, options in SIZES.items():
            walk(browser, address, name, options)
        login(browser)


def walk(browser: Browser, address: str, name: str, options: dict[str, object]) -> None:
    page = visit(browser.new_context(**options), address)

    def take(what: str) -> None:
        page.wait_for_timeout(700)  # fonts, scrolling and the last paint
        page.screenshot(path=FOLDER / f"{name}-{what}.png")

    for step in (talk, duties, ledger, disputes, files, exam):
        step(page, take)
    page.context.close()


def talk(page: Page, take: Take) -> None:
    """The welcome, an answer over several plans, its second source, a list, the scope."""
    take("1-welcome")
    ask(page, "危险废物管理由谁牵头，什么时候完成？")
    take("2-answer")
    page.locator("#talk .mark").nth(1).click()
    take("3-source")
    page.evaluate("document.querySelector('#talks .fresh').click()")
    page.wait_for_selector("#talk .welcome")
    ask(page, "北关区土壤方案的正文和附件有哪些时限不一致？")
    take("4-list")
    page.locator("#scope summary").click()
    take("5-scope")
    page.keyboard.press("Escape")


def duties(page: Page, take: Take) -> None:
    """A body's duties in words and figures, and its rows."""
    open_tab(page, "部门职责")
    page.fill("#bodies [name=unit]", "环保局")
    page.press("#bodies [name=unit]", "Enter")
    page.wait_for_selector("#board .duties")
    page.locator("#board h2").scroll_into_view_if_needed()
    take("6-duties")
    page.locator("#list-time").evaluate("section => section.scrollIntoView()")
    take("7-duties-list")


def ledger(page: Page, take: Take) -> None:
    """The whole ledger, and a record's source over it."""
    open_tab(page, "任务台账")
    take("8-ledger")
    page.locator("#ledger .open").nth(2).click()
    page.wait_for_selector("#viewer mark")
    take("9-ledger-source")
    page.keyboard.press("Escape")


def disputes(page: Page, take: Take) -> None:
    """The contradictions."""
    open_tab(page, "矛盾核对")
    take("10-disputes")


def files(page: Page, take: Take) -> None:
    """A document with its report and its sections."""
    open_tab(page, "文件")
    page.locator("#shelf .shelf button").first.click()
    page.locator("#reading summary").click()
    take("11-files")


def exam(page: Page, take: Take) -> None:
    """The sample questions, judged."""
    open_tab(page, "评测")
    page.get_by_role("button", name="开始评测").click()
    page.wait_for_selector("#exam .scores", timeout=120_000)
    take("12-exam")


def login(browser: Browser) -> None:
    """The page of a server that asks who one is."""
    settings = os.environ | {"PLANQA_AUTH": new_account("王科长", "管理", "password-1").entry(), "PLANQA_PORT": "7990"}
    command = [sys.executable, FOLDER.parents[1] / "app.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=settings) as process:
        page = browser.new_context(**DESK | {"viewport": {"width": 900, "height": 560}}).new_page()
        page.goto(address_of(process))
        page.wait_for_selector(".min-h-screen input")
        page.wait_for_timeout(700)
        page.screenshot(path=FOLDER / "desk-light-13-login.png")
        page.context.close()
        process.terminate()


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    page.wait_for_timeout(200)
    page.evaluate("window.scrollTo(0, 0)")


if __name__ == "__main__":
    main(*sys.argv[1:])
