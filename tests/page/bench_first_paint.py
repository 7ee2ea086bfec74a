"""How long the page takes: ``PYTHONPATH=. python tests/page/bench_first_paint.py [ADDRESS]``; run by hand, on an idle machine.

Prints, for a running page (``python app.py`` prints its address) or for one that it starts: the time from starting the
server to a page that can be used, and from sending a question to the first painted words of the question and of its
answer, in a warm server, over questions that are answered from the ledger.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from browsing import browsing, real_app, settle
from playwright.sync_api import Browser, Page

QUESTIONS = (
    "危险废物管理由谁牵头，什么时候完成？",
    "秸秆禁烧归哪个部门管，谁配合？",
    "郑州市2019年土壤方案里，市水利局要做什么？",
    "北关区土壤方案的正文和附件有哪些时限不一致？",
    "中原区2020年底要完成的任务有哪些？",
    "北关区财政局牵头哪些任务？",
)
ROUNDS = 5
# From the click to the frame in which the words stand on the screen: the frame after the one that draws them.
PAINT = """selector => new Promise(resolve => {
  const count = () => document.querySelectorAll(selector).length;
  const before = count();
  const start = performance.now();
  const observer = new MutationObserver(() => {
    if (count() <= before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  });
  observer.observe(document.querySelector('#talk'), { childList: true, subtree: true });
  document.querySelector('#box .submit-button').click();
})"""
ASKED, ANSWERED = "#talk .question", "#talk .answer:not(.waiting)"


def main(address: str = "") -> None:
    """Print the figures."""
    with browsing() as browser, served(address) as (place, started):
        usable = arrive(browser, place)
        if started:
            print(f"server start to usable page: {usable - started:.2f} s")
        for name, selector in (("question", ASKED), ("answer", ANSWERED)):
            report(name, waits(browser, place, selector))


@contextmanager
def served(address: str) -> Iterator[tuple[str, float]]:
    """The page's address, and when its server was started (0 for one that runs already)."""
    if address:
        yield address, 0.0
        return
    started = time.perf_counter()
    with real_app(PLANQA_PORT="7950") as served_at:
        yield served_at, started


def arrive(browser: Browser, address: str) -> float:
    """When a fresh browser shows a page on which everything can be used."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_selector("#scope summary")
    page.context.close()
    return time.perf_counter()


def waits(browser: Browser, address: str, selector: str) -> list[float]:
    """Milliseconds to the first paint of ``selector``, once for each question and round, the first round left out."""
    page = browser.new_context(viewport={"width": 1366, "height": 860}).new_page()
    page.goto(address)
    page.wait_for_selector("#scope summary")
    found = [wait(page, question, selector) for _ in range(ROUNDS + 1) for question in QUESTIONS]
    page.context.close()
    return found[len(QUESTIONS) :]


def wait(page: Page, question: str, selector: str) -> float:
    """One question in a talk of its own."""
    page.evaluate("document.querySelector('#talks .fresh').click()")
    page.wait_for_selector("#talk .welcome")
    page.wait_for_timeout(150)
    page.fill("#box textarea", question)
    took = float(page.evaluate(PAINT, selector))
    settle(page, 1)
    return took


def report(name: str, found: list[float]) -> None:
    """One line of figures."""
    ordered = sorted(found)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(
        f"first paint of the {name}: median {statistics.median(found):.0f} ms, p95 {p95:.0f} ms, worst {ordered[-1]:.0f} ms, n={len(found)}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
