"""Takes the pictures in ``docs/screenshots/``: ``PYTHONPATH=. python tests/page/screenshots.py [ADDRESS]``.

The address is that of a running page (``python app.py`` prints it); without one, the default of a first start.
"""

from __future__ import annotations

import sys
from pathlib import Path

from browsing import ask, browsing, visit
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SIZES = {
    "desk-light": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light"},
    "desk-dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2},
}


def main(address: str = "http://127.0.0.1:7860/") -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with browsing() as browser:
        for name, options in SIZES.items():
            walk(browser, address, name, options)


def walk(browser: Browser, address: str, name: str, options: dict[str, object]) -> None:
    """The welcome, an answer, its second source, and the files."""
    page = visit(browser.new_context(**options), address)
    take(page, f"{name}-1-welcome")
    ask(page)
    take(page, f"{name}-2-answer")
    page.locator("#talk .mark").nth(1).click()
    take(page, f"{name}-3-source")
    page.get_by_role("tab", name="文件").click()
    page.locator("#shelf button").nth(2).click()
    take(page, f"{name}-4-files")
    page.context.close()


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(700)  # fonts, scrolling and the last paint
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
