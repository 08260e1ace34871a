"""A proxy between clients and a server with everything that a network and a busy platform do to requests."""

from __future__ import annotations

import contextlib
import random
import select
import socket
import struct
import threading
import time
from collections import Counter

__all__ = ["Weather"]

_ABRUPT = struct.pack("ii", 1, 0)
_ANSWERS = {
    "429": b"HTTP/1.1 429 Slow\r\nretry-after: 0.2\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
    "503": b"HTTP/1.1 503 Busy\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
    "503 with a time": b"HTTP/1.1 503 Busy\r\nretry-after: 0.1\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
    "expired": b"HTTP/1.1 401 Expired\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
}
_FAULTS = ("refuse", "reset before", "reset after", "stall", "cut", *_ANSWERS)


class Weather:
    """Passes connections on to `port`; a request meets a fault with a chance of `rate`.

    A connection is reset as it arrives, or once a request was read, or once its answer has begun; an answer
    is held back or cut in the middle; or the platform says that it is busy, or that the token has expired.
    """

    def __init__(self, port: int, rate: float, seed: int) -> None:
        self.rate = rate
        self.met: Counter[str] = Counter()
        self._target = port
        self._chance = random.Random(seed)
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self._over.is_set():
                near, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        if self._meets("refuse", rate=self.rate / 4):
            _reset(near)
            return
        far = None
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=10)
            while self._exchange(near, far):
                pass
        except OSError:
            pass
        finally:
            for each in (near, far):
                if each is not None:
                    each.close()

    def _exchange(self, near: socket.socket, far: socket.socket) -> bool:
        """One request and its answer; false when the connection is over."""
        readable, _, _ = select.select([near, far], [], [], 30)
        if near not in readable:
            return False
        request = near.recv(65536)
        if not request:
            return False
        fault = self._fault()
        if fault in _ANSWERS:
            near.sendall(_ANSWERS[fault])
            return False
        if fault == "reset before":
            _reset(near)
            return False
        far.sendall(request)
        if fault == "stall":
            time.sleep(self._chance.uniform(0.2, 1.5))
        passed = 0
        while True:
            readable, _, _ = select.select([near, far], [], [], 30)
            if not readable:
                return False
            if near in readable:  # the rest of a body, or the next request
                if passed:
                    return True
                more = near.recv(65536)
                if not more:
                    return False
                far.sendall(more)
                continue
            part = far.recv(65536)
            if not part:
                return False
            if fault == "reset after":
                _reset(near)
                return False
            if fault == "cut":
                near.sendall(part[: len(part) // 2])
                return False
            near.sendall(part)
            passed += len(part)

    def _fault(self) -> str | None:
        for fault in self._chance.sample(_FAULTS[1:], len(_FAULTS) - 1):
            if self._meets(fault, rate=self.rate / (len(_FAULTS) - 1)):
                return fault
        return None

    def _meets(self, fault: str, *, rate: float) -> bool:
        if self._chance.random() >= rate:
            return False
        self.met[fault] += 1
        return True


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABRUPT)
    connection.close()
