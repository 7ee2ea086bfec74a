from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import NoBrowserError, ask, begin_anew, browsing, serving, small_library, visit
from fake_qa import FakeQA
from playwright.sync_api import Browser, BrowserContext, Page, expect

expect.set_options(timeout=15_000)  # on a busy machine the browser may stand still for five seconds
DESK = {"viewport": {"width": 1280, "height": 860}, "locale": "en-US"}


@pytest.fixture(scope="session")
def assistant() -> FakeQA:
    return small_library()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    with serving(home) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        with browsing() as opened:
            yield opened
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)


class Watched:
    """Browser contexts that keep a list of what must not happen."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.outside: list[str] = []
        self.faults: list[str] = []

    def context(self, **options: object) -> BrowserContext:
        context = self.browser.new_context(**DESK | options)
        context.set_default_timeout(20_000)  # a busy machine takes 10 seconds to load a page
        context.on("request", self._note)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        return context

    def _note(self, request: object) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def check(self, *pages: Page) -> None:
        """No request went to another host, no script failed, no markup of a question or a document ran."""
        assert self.outside == []
        assert self.faults == []
        assert not any(page.evaluate("window.hacked") for page in pages)


@pytest.fixture(scope="session")
def watched(browser: Browser, address: str) -> Watched:
    return Watched(browser, address)


@pytest.fixture(scope="session")
def desk(watched: Watched) -> Iterator[BrowserContext]:
    """One browser profile for most tests: scripts are fetched once, and each page is still a session of its own."""
    context = watched.context()
    yield context
    context.close()


@pytest.fixture(scope="module")
def used_page(watched: Watched, desk: BrowserContext) -> Iterator[Page]:
    """One page for a module's tests: loading it anew takes longer than most of them."""
    opened = visit(desk, watched.address)
    yield opened
    opened.close()


@pytest.fixture
def page(watched: Watched, used_page: Page) -> Iterator[Page]:
    """A page on which nothing has been asked, nothing chosen."""
    begin_anew(used_page)
    yield used_page
    watched.check(used_page)


@pytest.fixture(scope="module")
def answered(watched: Watched, desk: BrowserContext) -> Iterator[Page]:
    """A page with one answer, for tests that only look at its sources, in any order."""
    opened = visit(desk, watched.address)
    ask(opened)
    yield opened
    watched.check(opened)
    opened.close()


@pytest.fixture
def new_page(watched: Watched) -> Iterator[Callable[..., Page]]:
    """Makes pages in profiles of their own."""
    pages: list[Page] = []

    def opened(**options: object) -> Page:
        pages.append(visit(watched.context(**options), watched.address))
        return pages[-1]

    yield opened
    watched.check(*pages)
    for page in pages:
        page.context.close()
