"""A stream of a socket, for threads: what httpcore's does, without the import of httpcore."""

from __future__ import annotations

import select
import socket
from typing import TYPE_CHECKING, Literal

from .failures import ConnectError, ConnectTimeout, ReadError, ReadTimeout, WriteError, WriteTimeout

if TYPE_CHECKING:
    import ssl

__all__ = ["SocketStream", "connect"]


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
    """Reads and writes, each within a timeout of its own, in seconds."""

    def __init__(self, opened: socket.socket) -> None:
        self._socket = opened

    def read(self, max_bytes: int, timeout: float) -> bytes:
        """Read what is there, once something is; nothing at the end.

        Raises:
            ReadError: The connection was lost.
            ReadTimeout: Nothing came in time.
        """
        try:
            self._socket.settimeout(timeout)
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise ReadTimeout(str(error)) from error
        except OSError as error:
            raise ReadError(str(error)) from error

    def write(self, content: bytes, timeout: float) -> None:
        """Write the whole.

        Raises:
            WriteError: The connection was lost.
            WriteTimeout: A part of it was not taken in time.
        """
        rest = memoryview(content)
        try:
            self._socket.settimeout(timeout)
            while rest:
                rest = rest[self._socket.send(rest) :]
        except TimeoutError as error:
            raise WriteTimeout(str(error)) from error
        except OSError as error:
            raise WriteError(str(error)) from error

    def start_tls(self, context: ssl.SSLContext, host: str, timeout: float) -> SocketStream:
        """Encrypt what follows; this stream is not to be used any more.

        Raises:
            ConnectError: The server is not to be trusted, or speaks no TLS.
            ConnectTimeout: It does not answer in time.
        """
        try:
            self._socket.settimeout(timeout)
            return SocketStream(context.wrap_socket(self._socket, server_hostname=host))
        except TimeoutError as error:
            self.close()
            raise ConnectTimeout(str(error)) from error
        except OSError as error:
            self.close()
            raise ConnectError(str(error)) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close it; a thread that reads or writes is told by `shutdown()` alone."""
        self._socket.close()

    def is_readable(self) -> bool:
        """Whether something arrived, or it ended."""
        number = self._socket.fileno()
        if number < 0:
            return True
        if not hasattr(select, "poll"):  # Windows
            return bool(select.select([number], [], [], 0)[0])
        poll = select.poll()
        poll.register(number, select.POLLIN)
        return bool(poll.poll(0))

    def get_extra_info(self, info: Literal["socket"]) -> socket.socket:
        """Its socket, as httpcore's streams give theirs."""
        return self._socket
