"""A server on bare sockets, for what a well-behaved HTTP server would never do to its clients."""

from __future__ import annotations

import contextlib
import json
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

__all__ = ["HANG_UP", "HOLD", "RESET", "RawServer", "Reply", "Seen", "reply"]

# Closing a socket with this option sends a reset instead of an orderly end.
_ABRUPT = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Seen:
    """A request as it arrived; `connection` counts from 1."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int


@dataclass(frozen=True)
class Reply:
    """Bytes to send, and what becomes of the connection.

    `delay` comes before the first byte; with `pause` the bytes from `slow_from` on go out one by one.
    """

    content: bytes = b""
    delay: float = 0.0
    pause: float = 0.0
    slow_from: int = 0
    then: Literal["keep", "close", "reset", "hold"] = "keep"

    def late(self, seconds: float) -> Reply:
        return replace(self, delay=seconds)

    def slow(self, pause: float, *, head: bool = False) -> Reply:
        start = 0 if head else self.content.index(b"\r\n\r\n") + 4
        return replace(self, pause=pause, slow_from=start)

    def cut(self, missing: int = 5) -> Reply:
        return replace(self, content=self.content[:-missing], then="close")

    def last(self) -> Reply:
        """Close the connection afterwards, without having said so."""
        return replace(self, then="close")


RESET = Reply(then="reset")
HANG_UP = Reply(then="close")
HOLD = Reply(then="hold")


def reply(body: Any = None, status: int = 200, **headers: str) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"content-length": str(len(content)), "content-type": "application/json"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Reason", *(f"{name}: {value}" for name, value in fields.items())]
    return Reply("\r\n".join(lines).encode() + b"\r\n\r\n" + content)


@dataclass
class RawServer:
    """Answers from a list, whose last reply repeats, or from a function.

    `POST /token` has replies of its own; without any it gives `token-1`, `token-2`, ...
    With a `greeting` it says that to whatever arrives and hangs up, with `tls` it speaks HTTPS,
    and `flood` has the connection to itself.
    """

    replies: list[Reply] = field(default_factory=list)
    script: Callable[[Seen], Reply] | None = None
    token_replies: list[Reply] = field(default_factory=list)
    token_life: Any = 3600
    reset_on_accept: int = 0
    greeting: bytes = b""
    tls: ssl.SSLContext | None = None
    flood: Callable[[socket.socket], None] | None = None
    seen: list[Seen] = field(default_factory=list)
    token_seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    in_flight: int = 0
    most_in_flight: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        self.base_url = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def open(self) -> dict[str, Any]:
        """Arguments of a client that sends no token."""
        return {"base_url": self.base_url, "auth": None}

    @property
    def credentials(self) -> dict[str, Any]:
        """Arguments of a client that fetches tokens from `/token`."""
        pair = {"client_id": "id", "client_secret": "secret"}
        return {"base_url": self.base_url, "auth_url": f"{self.base_url}/token", **pair}

    @property
    def tokens(self) -> int:
        return len(self.token_seen)

    @property
    def still_open(self) -> int:
        """Connections that neither side has closed."""
        return len(self._sockets)

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            sockets = list(self._sockets)
        for each in sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _spawn(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, name="raw-server", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self._over.is_set():
                connection, _ = self._listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self.connections += 1
                    number = self.connections
                    refused = self.reset_on_accept > 0
                    self.reset_on_accept -= refused
                    if not refused:
                        self._sockets.add(connection)
                if refused:
                    _close(connection, abruptly=True)
                else:
                    self._spawn(self._serve, connection, number)

    def _serve(self, connection: socket.socket, number: int) -> None:
        abruptly = False
        try:
            if self.tls is not None:
                with self._lock:
                    self._sockets.discard(connection)
                connection = self.tls.wrap_socket(connection, server_side=True)
                with self._lock:
                    self._sockets.add(connection)
            if self.flood is not None:
                connection.recv(65536)
                self.flood(connection)
            if self.greeting:
                connection.recv(65536)
                connection.sendall(self.greeting)
                return
            while (request := _read_request(connection, number)) is not None:
                chosen = self._choose(request)
                if request.method == "HEAD":
                    chosen = replace(chosen, content=chosen.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
                try:
                    self._send(connection, chosen)
                finally:
                    with self._lock:
                        self.in_flight -= 1
                if chosen.then != "keep":
                    abruptly = chosen.then == "reset"
                    break
        except OSError:
            pass
        finally:
            _close(connection, abruptly)
            with self._lock:
                self._sockets.discard(connection)

    def _choose(self, request: Seen) -> Reply:
        with self._lock:
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            if request.target == "/token":
                self.token_seen.append(request)
                if self.token_replies:
                    return self.token_replies.pop(0)
                return reply({"access_token": f"token-{self.tokens}", "expires_in": self.token_life})
            self.seen.append(request)
            if self.script is not None:
                return self.script(request)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def _send(self, connection: socket.socket, chosen: Reply) -> None:
        if chosen.then == "hold":
            select.select([connection], [], [])  # readable once either side ends it
            return
        if chosen.delay and self._over.wait(chosen.delay):
            return
        if not chosen.pause:
            connection.sendall(chosen.content)
            return
        connection.sendall(chosen.content[: chosen.slow_from])
        for at in range(chosen.slow_from, len(chosen.content)):
            if self._over.wait(chosen.pause):
                return
            connection.sendall(chosen.content[at : at + 1])


def _close(connection: socket.socket, abruptly: bool) -> None:
    with contextlib.suppress(OSError):
        if abruptly:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABRUPT)
        else:
            connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def _read_request(connection: socket.socket, number: int) -> Seen | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        part = connection.recv(65536)
        if not part:
            return None
        body += part
    method, target, _ = first.split(" ")
    return Seen(method, target, headers, body, number)
