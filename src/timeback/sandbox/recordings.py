"""Recordings: what clients exchange with any environment, kept in a folder without secrets and personal data."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import msgspec

from .._fork import new_lock
from .._http.messages import Exchange
from .._http.recorders import RECORD_KEY_VARIABLE, RECORD_VARIABLE, recorders
from .pseudonyms import Pseudonyms

__all__ = ["RecordedExchange", "begin_by_variable", "recorded", "recording"]

_KEPT_HEADERS = ("content-type", "link", "location", "retry-after", "x-total-count")


class RecordedExchange(msgspec.Struct, omit_defaults=True):
    """One exchange of a recording.

    Attributes:
        at: When it ended, in seconds since 1970.
        method: The HTTP method.
        url: Path and query.
        status: The status answered.
        body: The body that was sent.
        headers: Headers of the answer.
        answer: The body of the answer.
    """

    at: float
    method: str
    url: str
    status: int
    body: str | None = None
    headers: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    answer: str | None = None


class _Recording:
    """Writes the exchanges of this process to a file of its own, line by line."""

    def __init__(self, folder: str | os.PathLike[str], key: bytes) -> None:
        self._folder = Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._pseudonyms = Pseudonyms(key)
        self._lock = new_lock()
        self._file: Path | None = None
        self._pid = 0

    def __call__(self, exchange: Exchange) -> None:
        """Keep one exchange; without an answer there is nothing to keep."""
        if exchange.status is None:
            return
        names = self._pseudonyms
        # The answer first: it says whose the ids are that stand in the path.
        answer, body = names.content(exchange.content), names.content(exchange.request_content)
        kept = RecordedExchange(
            at=time.time(),
            method=exchange.method,
            url=names.url(exchange.url),
            status=exchange.status,
            body=body,
            headers={
                name: self._header(exchange, name) for name in _KEPT_HEADERS if name in exchange.headers
            },
            answer=answer,
        )
        line = msgspec.json.encode(kept) + b"\n"
        with self._lock, self._own_file().open("ab") as file:
            file.write(line)

    def _header(self, exchange: Exchange, name: str) -> str:
        value = exchange.headers[name]
        if name == "location":
            return self._pseudonyms.url(value)
        if name != "link":
            return value
        # Links repeat the query. Of a list only the next page is followed.
        target, _, relation = value.partition(">")
        return f"<{self._pseudonyms.url(target.lstrip('<'))}>{relation.partition(',')[0]}"

    def _own_file(self) -> Path:
        # A child of a fork has one of its own.
        if self._file is None or self._pid != os.getpid():
            self._pid = os.getpid()
            self._file = self._folder / f"{self._pid}-{secrets.token_hex(4)}.jsonl"
        return self._file


_begun: dict[str, _Recording] = {}


def begin_by_variable() -> None:
    """Record until this process ends, to where the environment says; later calls change nothing."""
    folder, key = os.environ[RECORD_VARIABLE], os.environ.get(RECORD_KEY_VARIABLE)
    if folder and folder not in _begun:
        _begun[folder] = _Recording(folder, key.encode() if key else secrets.token_bytes(32))
        recorders.append(_begun[folder])


@contextlib.contextmanager
def recording(folder: str | os.PathLike[str]) -> Generator[None]:
    """Record what all clients of this process exchange inside the block, for `Sandbox(replay=folder)`.

    Tokens and secrets are left out. Names, addresses, birth dates, comments and the ids of people are replaced,
    each value in the same way everywhere. Look through a recording before you share it: free text and fields
    that the library does not know are kept.

    Args:
        folder: The folder, which is created if needed.
    """
    recorder = _Recording(folder, secrets.token_bytes(32))
    recorders.append(recorder)
    try:
        yield
    finally:
        recorders.remove(recorder)


def recorded(folder: str | os.PathLike[str]) -> Iterator[RecordedExchange]:
    """The exchanges of a recording, in the order in which they were made.

    Raises:
        ValueError: The folder holds no recording, or a line of it cannot be read.
    """
    files = sorted(Path(folder).glob("*.jsonl"))
    if not files:
        raise ValueError(f"{folder} holds no recording")
    decode = msgspec.json.Decoder(RecordedExchange).decode
    kept: list[RecordedExchange] = []
    for file in files:
        for number, line in enumerate(file.read_bytes().splitlines(), 1):
            try:
                kept.append(decode(line))
            except msgspec.DecodeError as error:
                raise ValueError(f"{file}, line {number}: {error}") from None
    yield from sorted(kept, key=lambda exchange: exchange.at)
