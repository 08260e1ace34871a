"""A stream of a socket, for threads: what httpcore's does, without the import of httpcore."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

from .failures import ConnectError, ConnectTimeout, ReadError, ReadTimeout, WriteError, WriteTimeout

if TYPE_CHECKING:
    import ssl

__all__ = ["SocketStream", "connect", "is_ready"]

A = TypeVar("A")
T = TypeVar("T")

# Bytes of the largest record of TLS.
_RECORD = 16 * 1024
# Milliseconds; the system takes no more.
_LONGEST_POLL = 2**31 - 1


def connect(host: str, port: int, timeout: float) -> SocketStream:
    """Connect to a server; the wait for each of its addresses is bounded by itself.

    Raises:
        ConnectError: It is not there.
        ConnectTimeout: It does not answer in time.
    """
    try:
        opened = socket.create_connection((host, port), timeout)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except TimeoutError as error:
        raise ConnectTimeout(str(error)) from error
    except (OSError, UnicodeError) as error:
        raise ConnectError(str(error)) from error
    return SocketStream(opened)


class SocketStream:
    """Reads and writes, each within a timeout of its own, in seconds.

    The socket itself has none: with one, Python calls the system three times to read once, and threads take turns
    at every such call.
    """

    def __init__(self, opened: socket.socket) -> None:
        opened.setblocking(False)
        self._socket = opened
        # Whether more is likely to be there than was read last.
        self._flows = False

    def read(self, max_bytes: int, timeout: float) -> bytes:
        """Read what is there, once something is; nothing at the end.

        Raises:
            ReadError: The connection was lost.
            ReadTimeout: Nothing came in time.
        """
        until = time.monotonic() + timeout
        try:
            waits = self._waits_to_read()
            data = self._once_ready(self._socket.recv, max_bytes, False, until, waits=waits)
        except TimeoutError as error:
            raise ReadTimeout(str(error)) from error
        except OSError as error:
            raise ReadError(str(error)) from error
        self._flows = len(data) >= _RECORD
        return data

    def write(self, content: bytes, timeout: float) -> None:
        """Write the whole.

        Raises:
            WriteError: The connection was lost.
            WriteTimeout: A part of it was not taken in time.
        """
        rest, until = memoryview(content), time.monotonic() + timeout
        try:
            while rest:
                rest = rest[self._once_ready(self._socket.send, rest, True, until) :]
        except TimeoutError as error:
            raise WriteTimeout(str(error)) from error
        except OSError as error:
            raise WriteError(str(error)) from error

    def _once_ready(
        self, call: Callable[[A], T], given: A, writes: bool, until: float, *, waits: bool = False
    ) -> T:
        """Call a method of the socket when it is ready: wait first if `waits`, else only if it is not."""
        while True:
            if waits:
                left = until - time.monotonic()
                if left <= 0 or not is_ready(self._socket, writes, left):
                    raise TimeoutError("timed out")
            try:
                return call(given)
            except OSError as error:
                writes, waits = self._awaits_room(error, writes), True

    def _waits_to_read(self) -> bool:
        """Whether there may be nothing to read until the system says so."""
        return not self._flows

    def _awaits_room(self, error: OSError, writes: bool) -> bool:
        """Whether a call that failed waits for room to write, or else for something to read.

        Raises:
            OSError: It does not wait: the same error.
        """
        if isinstance(error, BlockingIOError):
            return writes
        raise error

    def start_tls(self, context: ssl.SSLContext, host: str, timeout: float) -> SocketStream:
        """Encrypt what follows; this stream is not to be used any more.

        Raises:
            ConnectError: The server is not to be trusted, or speaks no TLS.
            ConnectTimeout: It does not answer in time.
        """
        try:
            self._socket.settimeout(timeout)
            return _TlsStream(context.wrap_socket(self._socket, server_hostname=host))
        except BaseException as error:
            self.close()
            _close_half_made(error)
            if isinstance(error, TimeoutError):
                raise ConnectTimeout(str(error)) from error
            if isinstance(error, OSError):
                raise ConnectError(str(error)) from error
            raise

    def close(self) -> None:
        """Close it; a thread that reads or writes is told by `shutdown()` alone."""
        self._socket.close()

    def is_readable(self) -> bool:
        """Whether something arrived, or it ended."""
        return is_ready(self._socket, writes=False, seconds=0)

    def get_extra_info(self, info: Literal["socket"]) -> socket.socket:
        """Its socket, as httpcore's streams give theirs."""
        return self._socket


class _TlsStream(SocketStream):
    """The same, encrypted: to read it may have to write, and the other way round."""

    _socket: ssl.SSLSocket

    def _waits_to_read(self) -> bool:
        return super()._waits_to_read() and not self._socket.pending()

    def _awaits_room(self, error: OSError, writes: bool) -> bool:
        import ssl  # which has made the socket

        if isinstance(error, ssl.SSLWantReadError | ssl.SSLWantWriteError):
            return isinstance(error, ssl.SSLWantWriteError)
        raise error


def _close_half_made(error: BaseException) -> None:
    """Close the socket that Python before 3.13 leaves open if the other side is gone before the handshake.

    It has taken the connection over from ours by then, and nothing but the frame that failed knows it.
    """
    import traceback  # for failures alone

    for frame, _ in traceback.walk_tb(error.__traceback__):
        half_made = frame.f_locals.get("self")
        if isinstance(half_made, socket.socket):
            half_made.close()


def is_ready(opened: socket.socket, writes: bool, seconds: float) -> bool:
    """Whether there is something to read, or room to write, in time; one that is closed says so itself."""
    number = opened.fileno()
    if number < 0:
        return True
    if not hasattr(select, "poll"):  # Windows
        sockets = [number]
        return any(select.select([] if writes else sockets, sockets if writes else [], [], seconds))
    poll = select.poll()
    poll.register(number, select.POLLOUT if writes else select.POLLIN)
    return bool(poll.poll(min(seconds * 1000, _LONGEST_POLL)))
