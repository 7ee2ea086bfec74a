"""Changing the library: what is written, what is refused, and that questions are answered meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from browsing import address_of, app_process, ask
from fake_qa import DOCUMENTS, FakeQA, read
from playwright.sync_api import Browser, Page, expect

from corpus import read_document
from corpus.errors import InputError, LibraryError
from corpus.types import Reading
from page.files_tab import REFUSED, FilesTab
from page.shelf import outline
from serve.accounts import Accounts, new_account
from serve.holdings import LARGEST, Holdings, Source
from serve.opening import Opening, Progress

TEXT = frozenset({".txt"})
BEIGUAN, XINCHENG = "beiguan-2021-soil-plan.txt", "xincheng-2019-soil-task-list.txt"
NEW = (DOCUMENTS / XINCHENG).read_bytes()
CHANGED = NEW.replace("净土".encode(), "碧水".encode())


class Shop:
    """Holdings over a folder of one plan; ``gate`` holds a change back, ``fault`` makes it fail."""

    def __init__(self, home: Path, bundled: Path) -> None:
        self.home, self.bundled = home, bundled
        self.gate, self.fault = threading.Event(), None
        self.gate.set()
        self.opening = Opening()
        self.opening.open(self.reopen, lambda *_: None)
        source = Source(home, bundled, TEXT, read_document, self.reopen)
        self.holdings = Holdings(source, self.opening)

    def reopen(self, progress: Callable[..., None]) -> FakeQA:
        progress("读取文档", 1, 2)
        self.gate.wait(10)
        if self.fault:
            raise self.fault
        own = self.home / "documents"
        return FakeQA(*map(read, sorted((own if own.is_dir() else self.bundled).glob("*.txt"))))

    @property
    def names(self) -> list[str]:
        return [document.id for document in self.opening.library.documents]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    (bundled / BEIGUAN).write_bytes((DOCUMENTS / BEIGUAN).read_bytes())
    (bundled / "README.md").write_text("不是方案")
    (tmp_path / "home").mkdir()
    return Shop(tmp_path / "home", bundled)


def test_a_file_is_added_and_taken_out_and_the_bundled_ones_stay(shop: Shop) -> None:
    job = shop.holdings.add({XINCHENG: NEW})
    assert job.over.wait(10)
    assert (job.line, job.failed) == (f"已添加 {XINCHENG}。资料库已更新。", False)
    assert shop.names == [BEIGUAN, XINCHENG]
    assert shop.holdings.remove(BEIGUAN).over.wait(10)
    assert shop.names == [XINCHENG]
    assert sorted(path.name for path in shop.bundled.iterdir()) == ["README.md", BEIGUAN]
    assert sorted(path.name for path in (shop.home / "documents").iterdir()) == [XINCHENG]


def test_questions_are_answered_while_the_library_changes(shop: Shop) -> None:
    shop.gate.clear()
    job = shop.holdings.add({XINCHENG: NEW})
    assert shop.opening.ask("危险废物由谁牵头").found
    assert shop.names == [BEIGUAN]
    with pytest.raises(InputError, match="正在更新"):
        shop.holdings.add({"又一份.txt": NEW})
    assert not job.over.is_set()
    shop.gate.set()
    assert job.over.wait(10)
    assert shop.names == [BEIGUAN, XINCHENG]


def test_the_page_of_a_file_that_is_being_read_is_told(shop: Shop) -> None:
    reached, told = threading.Event(), threading.Event()

    def read_slowly(name: str, data: bytes, progress: Progress) -> Reading:
        progress("读取页面", 3, 40)
        reached.set()
        told.wait(10)
        return read_document(name, data)

    shop.holdings.source = replace(shop.holdings.source, read=read_slowly)
    job = shop.holdings.add({XINCHENG: NEW})
    assert reached.wait(10)
    assert job.line == f"正在读取 {XINCHENG}：读取页面 3/40"
    told.set()
    assert job.over.wait(10)


def test_a_change_that_fails_leaves_the_files_as_they_were(shop: Shop) -> None:
    assert shop.holdings.add({XINCHENG: NEW}).over.wait(10)
    shop.fault = LibraryError("磁盘空间不足")
    job = shop.holdings.add({XINCHENG: CHANGED, "新.txt": CHANGED + b"\n"})
    assert job.over.wait(10)
    assert (job.line, job.failed) == ("没有更新：磁盘空间不足", True)
    assert (shop.home / "documents" / XINCHENG).read_bytes() == NEW
    assert not (shop.home / "documents" / "新.txt").exists()
    assert shop.names == [BEIGUAN, XINCHENG]


def test_a_fault_is_told_without_its_inside(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    shop.fault = ZeroDivisionError("inside")
    job = shop.holdings.add({XINCHENG: NEW})
    assert job.over.wait(10)
    assert "内部错误" in job.line
    assert "inside" not in job.line
    assert "inside" in caplog.text


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"../出去.txt": NEW}, "文件名"),
        ({".藏.txt": NEW}, "文件名"),
        ({"表.exe": NEW}, "格式"),
        ({"README.md": NEW}, "格式"),
        ({"大.txt": b"x" * (LARGEST + 1)}, "20 MB"),
    ],
)
def test_what_cannot_be_a_document_is_refused_before_anything_is_written(shop: Shop, files: dict, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        shop.holdings.add(files)
    assert not (shop.home / "documents").exists()


def test_one_bad_file_stops_no_other_and_each_is_told(shop: Shop) -> None:
    job = shop.holdings.add({"空.txt": b"", XINCHENG: NEW, "又名.txt": NEW})
    assert job.over.wait(10)
    assert job.line.startswith(f"已添加 {XINCHENG}。")
    assert "空.txt" in job.line
    assert f"又名.txt：与文库中的 {XINCHENG} 内容相同" in job.line
    assert shop.names == [BEIGUAN, XINCHENG]


def test_where_no_file_can_be_read_nothing_is_written(shop: Shop) -> None:
    job = shop.holdings.add({"空.txt": b"", "坏.pdf": b"%PDF-1.7 broken"})
    assert job.over.wait(10)
    assert job.failed
    assert not (shop.home / "documents").exists()


def test_another_content_under_a_known_name_is_kept_beside_it(shop: Shop) -> None:
    assert shop.holdings.add({XINCHENG: NEW}).over.wait(10)
    job = shop.holdings.add({XINCHENG: CHANGED})
    assert job.over.wait(10)
    assert shop.names == [BEIGUAN, XINCHENG, "xincheng-2019-soil-task-list（2）.txt"]


def test_the_last_file_and_an_unknown_one_are_not_taken_out(shop: Shop) -> None:
    with pytest.raises(InputError, match="最后一份"):
        shop.holdings.remove(BEIGUAN)
    with pytest.raises(InputError, match="没有文件"):
        shop.holdings.remove("../home")


def test_the_server_refuses_a_reader_who_may_only_ask(shop: Shop) -> None:
    accounts = Accounts((new_account("小李", "查询", "password-1"),))
    tab = object.__new__(FilesTab)  # without its components: Gradio would leave loops open in this process
    tab.assistant, tab.holdings, tab.accounts = shop.opening, shop.holdings, accounts
    tab.progress = "progress"
    request, event = SimpleNamespace(username="小李"), SimpleNamespace(_data={"document": BEIGUAN, "files": "{}"})
    for change in (tab.add, tab.remove):
        (update,) = change(event, request)
        assert REFUSED in update[tab.progress]


def test_headings_are_a_tree_in_source_order() -> None:
    reading = read(DOCUMENTS / BEIGUAN)
    nodes = outline(reading.passages)
    titles = [node.title for node in nodes]
    assert [node.line for node in nodes] == sorted(node.line for node in nodes)
    assert titles[0] == reading.plans[0].title
    assert nodes[titles.index("三、主要任务")].depth == 1
    assert nodes[titles.index("2.严格危险废物管理")].depth == 3


PASSWORDS = {"王科长": ("管理", "password-1"), "小李": ("查询", "password-2")}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that asks for a login."""
    auth = ";".join(new_account(user, *given).entry() for user, given in PASSWORDS.items())
    with app_process(tmp_path_factory.mktemp("guarded"), PLANQA_AUTH=auth) as process:
        yield address_of(process)
        process.terminate()


def log_in(browser: Browser, address: str, user: str, password: str) -> Page:
    page = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 860}).new_page()
    page.goto(address)
    page.get_by_role("textbox", name="用户名").fill(user)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    return page


def test_a_manager_adds_and_removes_files_and_others_see_it(browser: Browser, guarded: str) -> None:
    page = log_in(browser, guarded, "王科长", "password-1")
    other = log_in(browser, guarded, "小李", "password-2")
    page.get_by_role("tab", name="文件").click()
    page.set_input_files("#shelf input[type=file]", Path(__file__).parents[1] / "plans/03-qinghe-work-safety.txt")
    expect(page.locator("#shelf-progress .done")).to_contain_text("已添加 03-qinghe-work-safety.txt", timeout=20_000)
    page.locator("#shelf button", has_text="03-qinghe").first.click()
    expect(page.locator("#reading summary")).to_contain_text("项任务")
    page.get_by_role("tab", name="任务台账").click()
    expect(page.locator("#ledger-form option", has_text="清河")).to_have_count(1)
    other.wait_for_selector("#scope summary")
    other.get_by_role("tab", name="文件").click()
    expect(other.locator("#shelf button", has_text="03-qinghe").first).to_be_visible()
    expect(other.locator("#shelf input[type=file]")).to_have_count(0)
    other.get_by_role("tab", name="问答").click()
    ask(other, "危险废物由谁牵头？")
    page.get_by_role("tab", name="文件").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="移除这份文件").click()
    expect(page.locator("#shelf-progress .done")).to_contain_text("已移除", timeout=20_000)
    expect(page.locator("#shelf button", has_text="03-qinghe")).to_have_count(0)
    page.context.close()
    other.context.close()


def test_versions_stand_beside_each_other(browser: Browser, guarded: str, tmp_path: Path) -> None:
    page = log_in(browser, guarded, "王科长", "password-1")
    page.get_by_role("tab", name="文件").click()
    revised = tmp_path / XINCHENG
    revised.write_bytes(NEW.replace("生态环境新城分局".encode(), "新城分局".encode()))
    page.set_input_files("#shelf input[type=file]", revised)
    expect(page.locator("#shelf-progress .done")).to_contain_text("（2）.txt", timeout=20_000)
    expect(page.locator("#shelf li", has_text="旧版")).to_contain_text(XINCHENG)
    page.locator("#shelf button", has_text="（2）").first.click()
    page.locator("#reading .versions summary").click()
    rows = page.locator("#reading .versions tbody tr")
    expect(rows.first).to_contain_text("配合")
    assert set(rows.locator("del").all_text_contents()) == {"生态环境新城分局"}
    assert set(rows.locator("ins").all_text_contents()) == {"新城分局"}
    rows.first.get_by_role("button", name="打开旧版原文").click()
    expect(page.locator("#viewer .place")).to_contain_text(XINCHENG)
    expect(page.locator("#viewer mark", has_text="生态环境新城分局").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="打开旧版", exact=True).click()
    expect(page.locator("#reading .versions summary")).to_contain_text("这一份是旧版")
    expect(page.locator("#reading .place")).to_contain_text(XINCHENG)
    page.locator("#shelf button", has_text="（2）").first.click()
    expect(page.locator("#reading .versions summary")).to_contain_text("这一份是新版")
    page.get_by_role("tab", name="任务台账").click()
    before = page.locator("#ledger [role=status]").inner_text()
    page.get_by_label("含旧版").check()
    expect(page.locator("#ledger [role=status]")).not_to_have_text(before)
    page.select_option("#ledger-form [name=plan]", f"{XINCHENG}#1")
    expect(page.locator("#ledger .plan small", has_text="旧版")).to_have_count(0)
    page.select_option("#ledger-form [name=plan]", "")
    page.fill("#ledger-form [name=text]", "新城区")
    expect(page.locator("#ledger .plan small", has_text="旧版").first).to_be_visible()
    page.get_by_role("tab", name="文件").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="移除这份文件").click()
    expect(page.locator("#shelf-progress .done")).to_contain_text("已移除", timeout=20_000)
    page.context.close()


def test_a_wrong_password_lets_nobody_in(browser: Browser, guarded: str) -> None:
    page = log_in(browser, guarded, "王科长", "password-2")
    expect(page.locator(".creds")).to_be_visible()
    page.goto(f"{guarded}gradio_api/info")
    assert "Not authenticated" in page.content()
    page.context.close()


def test_two_users_of_one_browser_have_lists_of_their_own(browser: Browser, guarded: str) -> None:
    page = log_in(browser, guarded, "小李", "password-2")
    page.wait_for_selector("#scope summary")
    ask(page, "秸秆焚烧由谁牵头？")
    page.get_by_role("link", name="退出").click()
    page.get_by_role("textbox", name="用户名").fill("王科长")
    page.get_by_label("密码").fill("password-1")
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector("#scope summary")
    expect(page.locator("#talks li")).to_have_count(0)
    expect(page.locator("#talk .welcome")).to_be_visible()
    page.context.close()
