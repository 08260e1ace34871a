"""The way to a platform for tasks that run anywhere: all of a process share one client, its token and its budget."""

from __future__ import annotations

import atexit
import contextlib
import inspect
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .._config.resolve import resolve
from .._config.settings import DEFAULT
from .._fork import new_lock
from .._http.rates import RateLimit, rate_limit_of
from .._query.arguments import check_integer
from ..errors import InvalidInputError

if TYPE_CHECKING:
    from .._sync.client import TimebackClient
    from .._sync.oneroster import OneRosterClient

__all__ = ["Connection"]

# Clients that nobody uses at the moment, but whose token and connections the next task will.
_IDLE = 8
_RESOLVED = (
    "env", "platform", "base_url", "auth_url", "client_id", "client_secret", "scope", "token_auth", "paths", "auth",
    "allow_insecure_http",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Connection:
    """The address of a platform and the credentials for it, in a form that can be sent to other processes.

    Args:
        options: Arguments of `OneRosterClient`, such as `env` and `base_url`. Better leave out the secret:
            what you leave out comes from the environment variables of the process that connects.
        processes: How many processes read at the same time. Each keeps to its share of `rate_limit`.
        kind: Whether these are arguments of `OneRosterClient`, or of `TimebackClient` for all services.
    """

    options: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    processes: int = 1
    kind: Literal["oneroster", "timeback"] = "oneroster"

    def check(self) -> None:
        """Check that every option is one that clients take.

        Raises:
            InvalidInputError: Names the option.
        """
        known = inspect.signature(_CLIENTS[self.kind]()).parameters
        for name in self.options:
            if name not in known:
                raise InvalidInputError.of(name, "is no option of a reader, and none of a client")
        self._limit()

    @contextlib.contextmanager
    def client(self) -> Generator[OneRosterClient]:
        """The client that all tasks of this process share as long as it runs, with one token."""
        lease = _leased(self)
        try:
            yield lease.client if self.kind == "oneroster" else lease.client.oneroster
        finally:
            _give_back(lease)

    @contextlib.contextmanager
    def platform(self) -> Generator[TimebackClient]:
        """The client of all services, shared in the same way; for connections of the kind `timeback`."""
        lease = _leased(self)
        try:
            yield lease.client
        finally:
            _give_back(lease)

    def open(self) -> Any:
        """A new client; close it."""
        options = dict(self.options)
        if (limit := self._limit()) is not None:
            options["rate_limit"] = limit
        return _CLIENTS[self.kind]()(**options)

    def _limit(self) -> RateLimit | None:
        """The share of this process in what all may send."""
        whole = rate_limit_of(self.options.get("rate_limit"))
        check_integer("processes", self.processes, minimum=1)
        if whole is None:
            return None
        if whole.in_flight is not None and whole.in_flight < self.processes:
            raise InvalidInputError.of(
                "processes",
                f"must not be more than the {whole.in_flight} requests in flight that rate_limit allows",
            )
        return RateLimit(
            None if whole.per_second is None else whole.per_second / self.processes,
            None if whole.in_flight is None else whole.in_flight // self.processes,
        )

    def _key(self) -> Any:
        """The same for connections that can share a client; None for one that cannot be told."""
        given: dict[str, Any] = {"auth": DEFAULT, **self._part(resolved=True)}
        settings = resolve("oneroster", **given)
        key = (self.kind, settings, tuple(sorted(self._part(resolved=False).items())), self.processes)
        try:
            hash(key)
        except TypeError:
            return None
        return key

    def _part(self, *, resolved: bool) -> dict[str, Any]:
        return {name: value for name, value in self.options.items() if (name in _RESOLVED) is resolved}


def _of_oneroster() -> type[OneRosterClient]:
    from .._sync.oneroster import OneRosterClient

    return OneRosterClient


def _of_all() -> type[TimebackClient]:
    from .._sync.client import TimebackClient

    return TimebackClient


_CLIENTS: dict[str, Callable[[], Any]] = {"oneroster": _of_oneroster, "timeback": _of_all}


@dataclass(slots=True, eq=False)
class _Lease:
    key: Any = field(repr=False)
    client: Any
    users: int = 0


_lock = new_lock()
# The one that was used last stands last.
_shared: dict[Any, _Lease] = {}


def _leased(connection: Connection) -> _Lease:
    key = connection._key()  # pyright: ignore[reportPrivateUsage]
    if key is None:
        return _Lease(None, connection.open(), 1)
    with _lock:
        lease = _shared.pop(key, None) or _Lease(key, connection.open())
        _shared[key] = lease
        lease.users += 1
        return lease


def _give_back(lease: _Lease) -> None:
    with _lock:
        lease.users -= 1
        idle = [each for each in _shared.values() if not each.users]
        over = idle[: max(len(idle) - _IDLE, 0)] if lease.key is not None else [lease]
        for each in over:
            _shared.pop(each.key, None)
    for each in over:
        each.client.close()


@atexit.register
def _close_idle() -> None:
    # Where warnings are shown, each of their sockets would be told as forgotten.
    for each in [*_shared.values()]:
        if not each.users:
            each.client.close()
