"""A receiver of webhooks on this machine: it keeps what came, and answers as it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self

__all__ = ["Received", "Receiver"]


class Received(NamedTuple):
    """One request as it came."""

    body: bytes
    headers: dict[str, str]


class Receiver:
    """Serves on a free port while its block lasts; `statuses` are answered one after another, then 204."""

    def __init__(self, *statuses: int) -> None:
        self.received: list[Received] = []
        left = list(statuses)
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                received.append(Received(body, dict(self.headers.items())))
                self.send_response(left.pop(0) if left else 204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def wait_for(self, count: int, within: float = 10.0) -> list[Received]:
        """What came, once there are so many."""
        self.wait_until(lambda: len(self.received) >= count, within)
        return self.received

    @staticmethod
    def wait_until(condition: Callable[[], bool], within: float = 10.0) -> None:
        """Wait for a condition, within seconds."""
        end = time.monotonic() + within
        while not condition():
            assert time.monotonic() < end
            time.sleep(0.01)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
