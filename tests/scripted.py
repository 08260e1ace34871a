"""An HTTP server on a real socket that answers from a script, for what the sandbox would never say."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Received:
    """A request as the server saw it; `path` is raw, still percent-encoded."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What to answer. `hang_up` closes the connection without a word; `cut` after that many bytes of body."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    hang_up: bool = False
    cut: int | None = None

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()


Script = Callable[[Received], Answer | None]


class ScriptedServer:
    """Serves `answers` one after another, the last for ever; or whatever `script` returns.

    `POST /token` gives tokens `token-1`, `token-2`, ... and is counted in `tokens`.
    """

    def __init__(self, *answers: Answer, script: Script | None = None) -> None:
        self.answers = list(answers)
        self.script = script
        self.requests: list[Received] = []
        self.token_requests: list[Received] = []
        self.token_answers: list[Answer] = []
        self.token_life: Any = 3600
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def open(self) -> dict[str, Any]:
        """Arguments of a client that sends no token."""
        return {"base_url": self.base_url, "auth": None}

    @property
    def credentials(self) -> dict[str, Any]:
        """Arguments of a client that fetches tokens from `/token`."""
        return {
            "base_url": self.base_url,
            "auth_url": f"{self.base_url}/token",
            "client_id": "id",
            "client_secret": "secret",
        }

    @property
    def tokens(self) -> int:
        return len(self.token_requests)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, request: Received) -> Answer:
        with self._lock:
            if request.path == "/token":
                self.token_requests.append(request)
                if self.token_answers:
                    return self.token_answers.pop(0)
                token = f"token-{self.tokens}"
                return Answer(
                    body={"access_token": token, "expires_in": self.token_life, "token_type": "Bearer"}
                )
            self.requests.append(request)
            answer = self.script(request) if self.script else None
            if answer is None:
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            return answer

    def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1
            disable_nagle_algorithm = True  # else a body that fills the buffer waits for an acknowledgement

            def handle_any(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                url = urlsplit(self.path)
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(length)
                answer = server._answer(
                    Received(self.command, url.path, dict(parse_qsl(url.query, True)), headers, body)
                )
                if answer.hang_up:
                    self.close_connection = True
                    return
                content = answer.content
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.status != 204:
                    self.send_header("content-length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD" and answer.status != 204:
                    self.wfile.write(content if answer.cut is None else content[: answer.cut])
                self.wfile.flush()
                if answer.cut is not None:
                    self.close_connection = True

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler
