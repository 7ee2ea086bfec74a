"""The endpoint for programs, the start, and the port."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from browsing import QUESTION, app_process
from fake_qa import LONGEST, FakeQA, document
from gradio_client import Client
from gradio_client.exceptions import AppError

import app
from corpus.errors import LibraryError
from page.examples import DEFAULT_EXAMPLES, examples
from qa.board import Boards
from qa.records import conflict_record, task_record
from serve.opening import Opening
from serve.server import listening


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False, analytics_enabled=False)


def test_ask_returns_the_contract(client: Client, assistant: FakeQA) -> None:
    assert client.predict(QUESTION, api_name="/ask") == assistant.ask(QUESTION).to_dict()


def test_ask_follows_up_on_the_history(client: Client) -> None:
    reply = client.predict("那配合单位是谁？", ["秸秆焚烧由谁牵头？"], api_name="/ask")
    assert "秸秆" in reply["answer"]
    assert "秸秆" not in client.predict("那配合单位是谁？", None, api_name="/ask")["answer"]


def test_an_unusable_question_is_one_chinese_line(client: Client) -> None:
    with pytest.raises(AppError, match="请缩短后再问"):
        client.predict("长" * (LONGEST + 1), api_name="/ask")


def test_a_question_is_kept_to_the_named_plans(client: Client) -> None:
    title = "新城区净土保卫战2019年工作任务清单"
    reply = client.predict("固体废物清理整治", None, [title], api_name="/ask")
    assert {each["plan"] for each in reply["citations"]} == {title}
    with pytest.raises(AppError, match="没有方案“火星”"):
        client.predict("固体废物", None, ["火星"], api_name="/ask")


def test_the_ledger_is_the_contract(client: Client, assistant: FakeQA) -> None:
    everything = client.predict(api_name="/ledger")["tasks"]
    assert everything == [task_record(task) for task in assistant.library.tasks]
    led = client.predict(unit="财政局", role="lead", api_name="/ledger")["tasks"]
    assert led
    assert all({"财政局", "区财政局"} & set(task["lead"]) for task in led)
    with pytest.raises(AppError, match="日期“去年”"):
        client.predict(since="去年", api_name="/ledger")


def test_duties_are_given_by_everyday_names(client: Client, assistant: FakeQA) -> None:
    boards = Boards(assistant.library, assistant.conflicts)
    board = boards.board(boards.find("北关区", "农业局")[0])
    reply = client.predict("北关区", "农业局", api_name="/duties")
    assert (reply["unit"], reply["region"]) == ("区农业农村局", "北关区")
    assert [task["id"] for task in reply["lead"]] == [task.id for task in board.lead]
    assert reply["summary"][0].startswith("总体：北关区农业农村局")
    with pytest.raises(AppError, match="没有“海关”"):
        client.predict("北关区", "海关", api_name="/duties")
    with pytest.raises(AppError, match="没有地区“火星”"):
        client.predict("火星", "农业局", api_name="/duties")


def test_contradictions_and_documents_are_listed(client: Client, assistant: FakeQA) -> None:
    conflicts = client.predict(api_name="/conflicts")["conflicts"]
    assert conflicts == [conflict_record(each) for each in assistant.conflicts]
    assert client.predict("新城区净土保卫战2019年工作任务清单", api_name="/conflicts")["conflicts"] == []
    for endpoint in ("/conflicts", "/ledger"):
        with pytest.raises(AppError, match="没有方案“火星”"):
            client.predict(plan="火星", api_name=endpoint)
    reply = client.predict(api_name="/documents")
    assert [each["id"] for each in reply["documents"]] == [each.id for each in assistant.library.documents]
    assert sum(each["tasks"] for each in reply["documents"]) == len(assistant.library.tasks)


def test_the_api_view_shows_typed_endpoints(client: Client) -> None:
    endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert list(endpoints) == ["/ask", "/ledger", "/duties", "/conflicts", "/documents"]
    assert all(each["description"] for each in endpoints.values())
    endpoint = endpoints["/ask"]
    assert "向资料库提问" in endpoint["description"]
    assert [each["parameter_name"] for each in endpoint["parameters"]] == ["question", "history", "plans"]
    assert {"answer", "answered", "citations"} <= set(endpoint["returns"][0]["type"]["properties"])


def test_the_shell_names_no_other_host(address: str) -> None:
    with urllib.request.urlopen(address) as response:
        html = response.read().decode()
        assert int(response.headers["content-length"]) == len(html.encode())
    head = html.split("window.gradio_config")[0]
    assert "://" not in head


def test_the_app_says_its_address_and_ends_quietly(tmp_path: Path) -> None:
    with app_process(tmp_path) as process:
        lines = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
    assert re.fullmatch(r"方案问答的网页地址：http://127\.0\.0\.1:\d+/ （按 Ctrl\+C 停止）\n", lines[0])
    assert lines[1:] == ["读取文件 0/2\n", "读取文件 2/2\n", "资料库已就绪，可以提问。\n"]


def test_a_question_waits_for_the_library() -> None:
    opening, real = Opening(), FakeQA(document("甲.txt", "甲县方案", ["危险废物由环保局牵头。"]))
    told, answers = [], []
    asking = threading.Thread(target=lambda: answers.append(opening.ask("危险废物由谁牵头")))
    asking.start()
    assert opening.status

    def opener(progress) -> FakeQA:
        progress("读取文件", 1, 2)
        assert "读取文件 1/2" in opening.status
        return real

    opening.open(opener, lambda *step: told.append(step))
    asking.join(timeout=5)
    assert answers[0].found
    assert told == [("读取文件", 1, 2)]
    assert opening.status == ""
    assert opening.library is real.library


def test_an_error_of_the_start_is_raised_here_and_there() -> None:
    opening = Opening()

    def opener(progress) -> FakeQA:
        raise LibraryError("索引损坏")

    with pytest.raises(LibraryError, match="索引损坏"):
        opening.open(opener, print)
    with pytest.raises(LibraryError, match="索引损坏"):
        opening.ask("问")


def test_a_busy_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with listening("127.0.0.1", port) as free:
            assert port < free.getsockname()[1] < port + 100


def test_a_bad_setting_ends_the_start_with_its_value(monkeypatch, capsys) -> None:
    monkeypatch.setenv("PLANQA_PORT", "八千")
    assert app.main() == 2
    said = capsys.readouterr().err
    assert said.startswith("错误：")
    assert "八千" in said


def test_progress_off_a_terminal_is_a_stages_first_and_last_step(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    for done in range(4):
        app.tell("建立索引", done, 3)
    assert capsys.readouterr().out == "建立索引 0/3\n建立索引 3/3\n"


def test_examples_are_chinese_questions() -> None:
    assert examples()
    assert all(example.strip() for example in (*examples(), *DEFAULT_EXAMPLES))


def test_the_doors_alone_load_no_gradio() -> None:
    code = "import app, planqa, sys; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
