"""A small OpenAI-compatible server on loopback whose replies and faults are written beforehand."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

SIZE = 7  # letters a piece
GARBAGE = "<html><body>502 Bad Gateway</body></html>"


@dataclass
class Script:
    """What the server says next. ``fault``: slow, silent, cut, garbage, nonsense, empty, endless, or a status such as 429."""

    reply: str = ""
    fault: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)
    closing: Event = field(default_factory=Event)
    address: str = ""

    def says(self, reply: str, fault: str = "") -> None:
        """Script the next reply."""
        self.reply, self.fault = reply, fault
        self.asked.clear()
        self.sent.clear()
        self.go_on.clear()

    def prompt(self) -> str:
        """All that the model was told last."""
        return "\n".join(message["content"] for message in self.asked[-1]["messages"])


@contextmanager
def serving() -> Iterator[Script]:
    """The server on a thread of its own."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"script": script}))
    server.daemon_threads = True
    script.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield script
    finally:
        script.closing.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    script: Script
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_POST(self) -> None:
        script = self.script
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        script.asked.append(body)
        if script.fault.isdigit():
            self._whole(
                int(script.fault), json.dumps({"error": {"message": "no", "type": "scripted"}}), "application/json"
            )
        elif script.fault == "garbage":
            self._whole(200, GARBAGE, "text/html")
        elif script.fault == "silent":
            script.closing.wait(30)
        else:
            self._stream(body)

    def _whole(self, status: int, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, body: dict[str, Any]) -> None:
        script = self.script
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        if script.fault == "nonsense":
            self.wfile.write(b"data: {not json at all\n\n")
            return
        for piece in self._pieces():
            if script.fault == "wait" and len(script.sent) * SIZE > len(script.reply) // 2:
                script.go_on.wait(10)
            try:
                self._event({"role": "assistant", "content": piece}, body["model"])
            except OSError:
                return  # the other side hung up
            script.sent.append(piece)
            if script.fault == "slow":
                time.sleep(0.25)
            if script.fault == "cut" and len(script.sent) * SIZE > len(script.reply) // 2:
                return
        self._event({}, body["model"], "stop")
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def _pieces(self) -> Iterator[str]:
        reply = self.script.reply
        yield from (reply[at : at + SIZE] for at in range(0, len(reply), SIZE))
        while self.script.fault == "endless":
            yield "喵喵喵喵喵喵喵喵喵喵" * 30

    def _event(self, delta: dict[str, str], model: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": model, "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()
