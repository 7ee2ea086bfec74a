"""What is refused: each time one Chinese line in one shape, with the status, the field and a code for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import own_loop
import pytest
from small import FAULT, Shop
from starlette.responses import Response
from starlette.testclient import TestClient

from serve.accounts import Accounts, new_account
from serve.guard import DRAINED, LARGEST_BODY, Guard, Policy, State, state_of
from serve.keys import Keys, new_key
from serve.limits import Rate

USER = [{"role": "user", "content": "问"}]
CHAT = {"model": "planqa", "messages": USER}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Shop(tmp_path_factory.mktemp("shop")).client() as opened:
        yield opened


def check(response, status: int, said: str, param: str | None, code: str) -> None:
    assert response.status_code == status, response.text
    (error,) = response.json().values()
    assert set(error) == {"message", "type", "param", "code"}
    assert said in error["message"]
    assert re.search(r"[一-鿿]", error["message"])
    assert "\n" not in error["message"]
    assert (error["param"], error["code"]) == (param, code)


@pytest.mark.parametrize(
    ("body", "status", "said", "param", "code"),
    [
        ({}, 400, "问题是空的", None, "invalid_value"),
        ({"question": " "}, 400, "问题是空的", None, "invalid_value"),
        ({"question": 3}, 400, "“question”应为文字", "question", "invalid_value"),
        ({"question": None}, 400, "“question”应为文字", "question", "invalid_value"),
        ({"quesion": "问"}, 400, "“quesion”不认识", "quesion", "unknown_field"),
        ({"question": "问", "turns": ["问"]}, 400, "只写一个", None, "invalid_value"),
        ({"turns": "问"}, 400, "“turns”应为列表", "turns", "invalid_value"),
        ({"turns": ["问", 3]}, 400, "“turns.1”应为文字", "turns.1", "invalid_value"),
        ({"turns": ["问"] * 101}, 400, "“turns”列得太多", "turns", "invalid_value"),
        ({"question": "问", "plans": ["火星"]}, 400, "没有方案“火星”", None, "invalid_value"),
        ({"question": "问", "plans": "火星"}, 400, "“plans”应为列表", "plans", "invalid_value"),
        ([], 400, "应为 JSON 对象", None, "invalid_value"),
        ("问", 400, "应为 JSON 对象", None, "invalid_value"),
        ({"question": FAULT}, 500, "内部错误", None, "internal_error"),
    ],
)
def test_a_question_that_cannot_be_asked(client, body, status, said, param, code) -> None:
    check(client.post("/ask", json=body), status, said, param, code)


@pytest.mark.parametrize(
    ("changed", "status", "said", "param", "code"),
    [
        ({"model": "gpt-4"}, 404, "没有模型“gpt-4”", "model", "model_not_found"),
        ({"messages": []}, 400, "“messages”不能为空", "messages", "invalid_value"),
        ({"messages": [{"role": "assistant", "content": "答"}]}, 400, "最后一条", None, "invalid_value"),
        ({"messages": [{"role": "boss", "content": "答"}]}, 400, "只能是", "messages.0.role", "invalid_value"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, 400, "content", None, "invalid_value"),
        ({"tools": []}, 400, "“tools”不认识", "tools", "unknown_field"),
        ({"n": 2}, 400, "“n”只能是 1", "n", "invalid_value"),
        ({"logprobs": True}, 400, "“logprobs”只能是", "logprobs", "invalid_value"),
        ({"response_format": {"type": "json_object"}}, 400, "只能是 'text'", "response_format.type", "invalid_value"),
        ({"top_k": 3}, 400, "“top_k”不认识", "top_k", "unknown_field"),
        ({"plans": ["火星"]}, 400, "没有方案“火星”", None, "invalid_value"),
    ],
    ids=str,
)
def test_a_chat_that_cannot_be_answered(client, changed, status, said, param, code) -> None:
    response = client.post("/v1/chat/completions", json=CHAT | changed)
    if param is None and code == "invalid_value":
        param = response.json()["error"]["param"]
    check(response, status, said, param, code)


@pytest.mark.parametrize(
    ("address", "status", "said", "param", "code"),
    [
        ("/ledger?role=boss", 400, "“role”只能是 'lead'、'support' 或 'implement'", "role", "invalid_value"),
        ("/ledger?limit=0", 400, "“limit”太小，不能小于 1", "limit", "invalid_value"),
        ("/ledger?limit=x", 400, "“limit”应为整数", "limit", "invalid_value"),
        ("/ledger?since=去年", 400, "日期“去年”", None, "invalid_value"),
        ("/ledger?plan=火星", 400, "没有方案“火星”", None, "invalid_value"),
        ("/ledger?unitt=x", 400, "“unitt”不认识", "unitt", "unknown_field"),
        ("/duties?region=东河区", 400, "“unit”缺少", "unit", "missing_field"),
        ("/duties?region=火星&unit=x", 400, "没有地区“火星”", None, "invalid_value"),
        ("/duties?region=东河区&unit=海关", 400, "没有“海关”", None, "invalid_value"),
        ("/conflicts?plan=火星", 400, "没有方案“火星”", None, "invalid_value"),
        ("/documents/火星.txt/lines", 404, "没有文件“火星.txt”", "name", "no_such_document"),
        ("/documents/east.txt/lines?first=9", 400, "共", None, "invalid_value"),
        ("/documents/east.txt/lines?first=2&last=1", 400, "没有第 2–1 行", None, "invalid_value"),
        ("/ask", 405, "不能这样调用：GET /ask", None, "method_not_allowed"),
        ("/v1/models/gpt-4", 404, "没有模型“gpt-4”，请用 planqa", "model", "model_not_found"),
        ("/v1/火星", 404, "没有这个接口", None, "not_found"),
    ],
)
def test_a_query_that_cannot_be_answered(client, address, status, said, param, code) -> None:
    check(client.get(address), status, said, param, code)


@pytest.mark.parametrize("body", [b'{"question": ', b"\xff\xfe", b'{"question": "\xff"}', b"[" * 100_000])
def test_a_body_that_is_no_json(client, body) -> None:
    response = client.post("/ask", content=body, headers={"Content-Type": "application/json"})
    check(response, 400, "JSON", None, "invalid_json")


def test_a_body_that_is_missing_is_told_of(client) -> None:
    check(client.post("/ask"), 400, "请求没有正文，应为 JSON 对象。", None, "missing_field")


def test_a_form_is_no_file(client) -> None:
    response = client.put("/documents/form.txt", files={"file": b"plan"})
    check(response, 400, "正文是表单", None, "invalid_value")


def test_fields_that_openai_clients_send_by_habit_change_nothing(client) -> None:
    habits = {"metadata": {"a": "b"}, "store": False, "response_format": {"type": "text"}, "reasoning_effort": "low"}
    replies = [client.post("/v1/chat/completions", json=CHAT | added).json() for added in ({}, habits)]
    assert replies[0]["choices"] == replies[1]["choices"]


def test_a_body_of_another_kind_is_told_of(client) -> None:
    check(client.post("/ask", data={"question": "问"}), 400, "Content-Type: application/json", None, "invalid_value")


def test_a_body_that_is_too_large_however_it_is_sent(client) -> None:
    large = b" " * (LARGEST_BODY + 1)
    for content in (large, iter([large])):
        check(client.post("/ask", content=content), 413, "超过 4 MB", None, "body_too_large")
    assert client.post("/ask", content=b'{"question": "x"' + b" " * (LARGEST_BODY - 17) + b"}",
                       headers={"Content-Type": "application/json"}).status_code == 200  # fmt: skip


def guarded(largest: int) -> Guard:
    """A guard before an app that replies how long the body is."""

    async def length(scope, receive, send) -> None:
        message = await receive()
        assert not message["more_body"]
        await Response(str(len(message["body"])))(scope, receive, send)

    return Guard(length, Policy(State.OPEN, Keys(), Rate(0)), largest)


def test_a_large_file_comes_whole_or_not_at_all() -> None:
    largest = DRAINED + 2**20
    client = TestClient(guarded(largest), "http://127.0.0.1")
    for content in (b" " * largest, iter([b" " * DRAINED, b" " * 2**20])):
        assert client.put("/documents/a.txt", content=content).text == str(largest)
    for content in (b" " * (largest + 1), iter([b" " * largest, b" "])):
        check(client.put("/documents/a.txt", content=content), 413, "超过 17 MB", None, "body_too_large")


def test_half_a_file_is_not_passed_on() -> None:
    messages = [{"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.disconnect"}]
    sent = []

    async def receive() -> dict[str, object]:
        return messages.pop(0)

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "PUT", "path": "/documents/a.txt", "headers": [(b"host", b"127.0.0.1")]}
    own_loop.run(guarded(100)(scope, receive, send))
    assert sent[0]["status"] == 400


@pytest.fixture
def keyed(tmp_path: Path) -> Shop:
    return Shop(tmp_path, State.KEYED, rate=3)


def test_a_key_is_asked_for_everywhere_but_at_the_description(keyed: Shop) -> None:
    with keyed.client() as nobody:
        for address in ("/ledger", "/v1/models", "/documents", "/mcp", "/nothing"):
            response = nobody.get(address)
            check(response, 401, "Authorization: Bearer", None, "missing_api_key")
            assert response.headers["www-authenticate"] == "Bearer"
        assert nobody.get("/docs").status_code == nobody.get("/openapi.json").status_code == 200


@pytest.mark.parametrize("secret", ["planqa-wrong", "密钥".encode().decode("latin-1"), "x" * 10_000])
def test_a_wrong_key_is_refused_and_not_repeated(keyed: Shop, secret: str) -> None:
    with keyed.client() as client:
        response = client.get("/ledger", headers={"Authorization": f"Bearer {secret}".encode("latin-1")})
        check(response, 401, "密钥不对", None, "invalid_api_key")
        assert secret not in response.text


def test_too_many_requests_of_one_key_do_not_stop_another(keyed: Shop) -> None:
    with keyed.client(keyed.asking) as busy, keyed.client(keyed.managing) as other:
        assert [busy.get("/conflicts").status_code for _ in range(3)] == [200, 200, 200]
        response = busy.get("/conflicts")
        check(response, 429, "请求太频繁", None, "rate_limit_exceeded")
        assert 0 < int(response.headers["retry-after"]) <= 60
        assert other.get("/conflicts").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": ""}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
    ids=str,
)
def test_open_doors_answer_no_page_of_another_site(client, headers) -> None:
    check(client.post("/ask", json={"question": "问"}, headers=headers), 403, "本机", None, "not_local")


def test_open_doors_answer_this_machine(client) -> None:
    for headers in ({"Host": "localhost:7860"}, {"Host": "[::1]:7860"}, {"Origin": "http://127.0.0.1:7860"}):
        assert client.post("/ask", json={"question": "问"}, headers=headers).status_code == 200


def test_the_doors_are_shut_where_logins_or_other_machines_would_be_passed_by(tmp_path: Path) -> None:
    keys, accounts = Keys((new_key("小李", "查询")[0],)), Accounts((new_account("王", "管理", "password-1"),))
    assert state_of("127.0.0.1", Keys(), Accounts()) is State.OPEN
    assert state_of("127.0.0.1", Keys(), accounts) is State.SHUT
    assert state_of("0.0.0.0", Keys(), accounts) is State.SHUT
    assert state_of("0.0.0.0", keys, Accounts()) is state_of("127.0.0.1", keys, accounts) is State.KEYED
    with Shop(tmp_path, State.SHUT).client() as client:
        check(client.get("/ledger"), 403, "PLANQA_API_KEYS", None, "closed")


def test_only_a_managing_key_changes_the_library(tmp_path: Path) -> None:
    shop = Shop(tmp_path, State.KEYED)
    new = "西山县2020年水污染防治实施方案\n一、主要任务\n（一）整治黑臭水体。（县住建局牵头，县水利局参与）\n".encode()
    with shop.client(shop.asking) as client:
        for response in (client.put("/documents/west.txt", content=new), client.delete("/documents/east.txt")):
            check(response, 403, "只能查询", None, "not_managing")
    with shop.client(shop.managing) as client:
        assert client.put("/documents/west.txt", content=new).json() == {"message": "已添加 west.txt。资料库已更新。"}
        assert [each["id"] for each in client.get("/documents").json()["documents"]] == ["east.txt", "west.txt"]
        assert client.get("/ledger?unit=县水利局").json()["total"] == 1
        check(client.put("/documents/west.exe", content=new), 400, "west.exe", None, "invalid_value")
        check(client.put("/documents/empty.txt", content=b""), 400, "empty.txt", None, "invalid_value")
        assert client.delete("/documents/west.txt").status_code == 200
        check(client.delete("/documents/west.txt"), 404, "没有文件“west.txt”", "name", "no_such_document")
        check(client.delete("/documents/east.txt"), 400, "最后一份文件", None, "invalid_value")
