"""A forward proxy: CONNECT and the absolute form, with Basic where it asks for it; and one of SOCKS 5."""

from __future__ import annotations

import base64
import contextlib
import select
import socket
import threading
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

__all__ = ["ForwardProxy", "SocksProxy"]


@dataclass
class ForwardProxy:
    """Leads to the hosts that it knows, all of which are this machine; it answers 502 for any other.

    Attributes:
        hosts: The port behind each host.
        sign_in: User and password to ask for, `user:password`.
        status: What it answers to everything, in place of what was asked for.
        asked: The first line of each request, as it came.
    """

    hosts: dict[str, int]
    sign_in: str | None = None
    status: int | None = None
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.place = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.sign_in}@{self.place}" if self.sign_in else f"http://{self.place}"
        self._sockets: list[socket.socket] = [self._listener]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(self, *exc: object) -> None:
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(5)

    def _spawn(self, target: object, *args: socket.socket) -> None:
        thread = threading.Thread(target=target, args=args, name="forward-proxy", daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._sockets.append(client)
                self._spawn(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), client:
            while head := _head(client):
                first, *lines = head.decode("latin-1").split("\r\n")
                self.asked.append(first)
                headers = {
                    name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
                }
                method, target, version = first.split(" ")
                if refusal := self._refusal(headers):
                    client.sendall(f"HTTP/1.1 {refusal} Refused\r\ncontent-length: 0\r\n\r\n".encode())
                    continue
                url = urlsplit(f"//{target}" if method == "CONNECT" else target)
                port = self.hosts.get(url.hostname or "")
                if port is None:
                    client.sendall(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n")
                    continue
                server = socket.create_connection(("127.0.0.1", port))
                self._sockets.append(server)
                if method == "CONNECT":
                    client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
                else:
                    path = target.split("/", 3)[3] if target.count("/") > 2 else ""
                    kept = [line for line in lines if line and not line.lower().startswith("proxy-")]
                    server.sendall(
                        "\r\n".join([f"{method} /{path} {version}", *kept, "connection: close"]).encode()
                        + b"\r\n\r\n"
                    )
                _carry(client, server)
                return

    def _refusal(self, headers: dict[str, str]) -> int | None:
        wanted = f"Basic {base64.b64encode(self.sign_in.encode()).decode()}" if self.sign_in else None
        if wanted and headers.get("proxy-authorization") != wanted:
            return 407
        return self.status


class SocksProxy(ForwardProxy):
    """The same in the language of SOCKS 5 (RFC 1928, RFC 1929)."""

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), client:
            _, count = client.recv(2)
            client.recv(count)
            client.sendall(b"\x05\x02" if self.sign_in else b"\x05\x00")
            if self.sign_in:
                user = client.recv(client.recv(2)[1])
                password = client.recv(client.recv(1)[0])
                client.sendall(
                    b"\x01\x00" if b"%s:%s" % (user, password) == self.sign_in.encode() else b"\x01\x01"
                )
            client.recv(4)  # version, CONNECT, nothing, a name
            host = client.recv(client.recv(1)[0]).decode()
            self.asked.append(f"{host}:{int.from_bytes(client.recv(2))}")
            server = socket.create_connection(("127.0.0.1", self.hosts[host]))
            self._sockets.append(server)
            client.sendall(b"\x05\x00\x00\x01" + bytes(6))
            _carry(client, server)


def _head(client: socket.socket) -> bytes:
    """The head of a request, byte by byte, so that nothing behind it is taken."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = client.recv(1)
        if not byte:
            return b""
        head += byte
    return head[:-4]


def _carry(one: socket.socket, other: socket.socket) -> None:
    with other:
        while True:
            ready, _, _ = select.select([one, other], [], [])
            for each in ready:
                part = each.recv(65536)
                if not part:
                    return
                (other if each is one else one).sendall(part)
