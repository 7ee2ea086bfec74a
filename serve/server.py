"""One HTTP server on a thread: uvicorn, quiet, on a port that is free."""

from __future__ import annotations

import socket
import threading

import uvicorn
from starlette.types import ASGIApp

TRIES = 100


class Server:
    """Serves ``app`` until the process ends; ``address`` answers once ``start`` returns."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._app, self._socket = app, listening(host, port)
        self._up = threading.Event()
        name = f"[{host.strip('[]')}]" if ":" in host else host
        self.address = f"http://{name}:{self._socket.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Serve on a thread. OSError when the server does not come up."""
        self._thread.start()
        while not self._up.wait(0.05):
            if not self._thread.is_alive():
                message = "网页和接口的服务没有启动，原因见上面的日志"
                raise OSError(message)

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _run(self) -> None:
        config = uvicorn.Config(self._app, log_level="warning", ws="none")
        _Telling(config, self._up).run(sockets=[self._socket])


class _Telling(uvicorn.Server):
    """Tells when it is up."""

    def __init__(self, config: uvicorn.Config, up: threading.Event) -> None:
        super().__init__(config)
        self._up = up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._up.set()


def listening(host: str, first: int) -> socket.socket:
    """A socket on the port ``first``, or on the next one up on which nothing listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + TRIES, 65536)):
        made = socket.socket(family)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host.strip("[]"), port))
            made.listen()
        except OSError:
            made.close()
            continue
        return made
    message = f"端口 {first} 起的 {TRIES} 个端口都被占用；请用 PLANQA_PORT 指定一个空闲端口"
    raise OSError(message)
