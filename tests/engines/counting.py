"""A sandbox behind a server that counts what engines ask for."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from timeback.sandbox import Sandbox


@dataclass
class Counting:
    """The requests so far: those for tokens, and the queries of the lists."""

    credentials: dict[str, Any]
    tokens: int = 0
    queries: list[dict[str, str]] = field(default_factory=list)
    most: int = 0
    under_way: int = 0

    def asked(self, parameter: str) -> list[str]:
        """The values of a parameter of the lists' pages."""
        return [query[parameter] for query in self.queries if parameter in query]


@contextmanager
def counting(sandbox: Sandbox) -> Generator[Counting]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length) if length else None
            parts = urlsplit(self.path)
            with lock:
                if self.command == "POST":
                    found.tokens += 1
                else:
                    found.queries.append({name: values[0] for name, values in parse_qs(parts.query).items()})
                found.under_way += 1
                found.most = max(found.most, found.under_way)
            headers = {
                name: value
                for name, value in self.headers.items()
                if name.lower() in ("authorization", "content-type", "accept")
            }
            request = urllib.request.Request(
                sandbox.credentials["base_url"] + self.path, body, headers, method=self.command
            )
            try:
                response = urllib.request.urlopen(request, timeout=30)
            except urllib.error.HTTPError as error:
                response = error
            with response:
                content = response.read()
                with lock:
                    found.under_way -= 1
                self.send_response(response.status)
                for name in ("content-type", "date", "link", "x-total-count"):
                    if name in response.headers:
                        self.send_header(name, response.headers[name])
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    base = f"http://127.0.0.1:{server.server_port}"
    path = urlsplit(sandbox.credentials["auth_url"]).path
    found = Counting({**sandbox.credentials, "base_url": base, "auth_url": base + path})
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
