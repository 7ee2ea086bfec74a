"""Takes the pictures in ``docs/screenshots/``: ``PYTHONPATH=.:tests/model python tests/page/screenshots.py [ADDRESS]``.

The address is that of a running page (``python app.py`` prints it) over the bundled plans; without one, the default.
Every tab is taken at a desk in light and in dark, and on a phone; nothing in the library is changed: pages of a scan and
versions of a plan are shown from a copy of the home, what a model says from a scripted one. Debian's chromium-l10n gives
the browser's own words (年/月/日 in a field for a date) in Chinese.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import scripted
from browsing import ask, browsing, real_app, visit
from fake_qa import DOCUMENTS
from playwright.sync_api import Browser, Page

from qa.settings import load_settings
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
Step = Callable[[Page, Take], None]
REVISED = {"2021年11月底前": "2021年10月底前", "区农业农村局牵头": "区自然资源局牵头"}
WORDED = "秸秆禁烧由区农业农村局牵头，行政综合执法局、财政局配合[1]。区教育体育局也是牵头单位[1]。"
SCAN = """<meta charset="utf-8"><style>
  body { margin: 60px; font: 22px/1.9 "Noto Serif CJK SC", serif; } h2 { text-align: center; }
  table { width: 100%; border-collapse: collapse; font-size: 18px; } :is(td, th) { border: 1px solid; padding: 6px; }
</style><h2>东山县2022年水环境整治工作方案</h2><p>为改善水环境质量，制定本方案。</p><p>一、主要任务</p>
<p>（一）开展黑臭水体排查。2022年9月底前完成建成区黑臭水体排查，建立清单。（县水利局牵头，县财政局配合）</p>
<p>（二）加强排污口整治。2022年12月底前完成入河排污口封堵和规范化改造。（县生态环境局牵头，县水利局配合）</p>
<h3>附件：任务分工表</h3><table><tr><th>序号<th>任务<th>牵头单位<th>配合单位<th>完成时限
<tr><td>1<td>建成区黑臭水体清淤疏浚<td rowspan="2">县水利局<td>县财政局<td>2022年11月底前
<tr><td>2<td>河道岸线垃圾清理<td>县城市管理局<td>2022年10月底前
<tr><td>3<td>污水管网雨污分流改造<td>县住房城乡建设局<td>县发展改革委<td>2022年12月底前</table>"""


def main(address: str = "http://127.0.0.1:7860/") -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with browsing("zh_CN") as browser:
        walks(browser, address, (talk, duties, ledger, disputes, files, exam))
        login(browser)
        with enriched(browser) as other:
            walks(browser, other, (scan, versions))
        with worded() as other:
            walks(browser, other, (wording,))


def walks(browser: Browser, address: str, steps: Sequence[Step]) -> None:
    for name, options in SIZES.items():
        walk(browser, address, steps, name, options)


def walk(browser: Browser, address: str, steps: Sequence[Step], name: str, options: dict[str, object]) -> None:
    page = visit(browser.new_context(**options), address)

    def take(what: str) -> None:
        page.wait_for_timeout(700)  # fonts, scrolling and the last paint
        page.screenshot(path=FOLDER / f"{name}-{what}.png")

    for step in steps:
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
    account = new_account("王科长", "管理", "password-1").entry()
    with real_app(PLANQA_AUTH=account, PLANQA_PORT="7990") as address:
        page = browser.new_context(**DESK | {"viewport": {"width": 900, "height": 560}}).new_page()
        page.goto(address)
        page.wait_for_selector(".min-h-screen input")
        page.wait_for_timeout(700)
        page.screenshot(path=FOLDER / "desk-light-13-login.png")
        page.context.close()


@contextmanager
def enriched(browser: Browser) -> Iterator[str]:
    """A page over a copy of the home to which a scan and a revised plan were added through the page."""
    with TemporaryDirectory() as folder:
        home, papers = Path(folder, "home"), Path(folder, "papers")
        shutil.copytree(load_settings().home, home)
        papers.mkdir()
        draw(browser, papers / "东山县水环境整治方案.png")
        text = (DOCUMENTS / "beiguan-2021-soil-plan.txt").read_text(encoding="utf-8")
        for before, after in REVISED.items():
            text = text.replace(before, after, 2)
        (papers / "北关区土壤方案修订.txt").write_text(text, encoding="utf-8")
        with real_app(PLANQA_HOME=str(home), PLANQA_PORT="7980") as address:
            page = visit(browser.new_context(), address)
            open_tab(page, "文件")
            page.set_input_files("#shelf input[type=file]", list(papers.iterdir()))
            page.wait_for_selector("#shelf-progress .done", timeout=300_000)
            page.context.close()
            yield address


def draw(browser: Browser, path: Path) -> None:
    """A sheet of paper as a scanner sees it."""
    paper = browser.new_page(viewport={"width": 1000, "height": 400}, device_scale_factor=2)
    paper.set_content(SCAN)
    paper.screenshot(path=path, full_page=True)
    paper.close()


@contextmanager
def worded() -> Iterator[str]:
    """A page with a model that says something true and something false."""
    with scripted.serving() as script:
        script.says(WORDED)
        settings = {"PLANQA_MODEL": "qwen3:8b", "PLANQA_MODEL_URL": script.address}
        with real_app(PLANQA_PORT="7985", **settings) as address:
            yield address


def scan(page: Page, take: Take) -> None:
    """A row of a recognised table in its document and on its page."""
    ask(page, "东山县河道岸线垃圾清理由谁牵头？")
    page.locator("#talk .mark").first.click()
    page.wait_for_selector("#source .region")
    take("14-scan")


def versions(page: Page, take: Take) -> None:
    """What two versions of a plan say otherwise."""
    open_tab(page, "文件")
    page.locator("#shelf button", has_text="（2）").first.click()
    page.locator("#reading .versions summary").click()
    page.locator("#reading .versions").evaluate("part => part.scrollIntoView({ block: 'nearest' })")
    take("15-versions")


def wording(page: Page, take: Take) -> None:
    """An answer in a model's words, its switch below."""
    ask(page, "秸秆禁烧归哪个部门管，谁配合？")
    page.locator("#talk .mode summary").click()
    take("16-model")


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    page.wait_for_timeout(200)
    page.evaluate("window.scrollTo(0, 0)")


if __name__ == "__main__":
    main(*sys.argv[1:])
