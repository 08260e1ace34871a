"""The sandbox over HTTP: uvicorn in a background thread, or in the foreground for the command line."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypedDict, get_args

from .._config.platforms import SANDBOX_PATHS
from .._config.settings import EMBEDDED_EMAIL
from .._query.arguments import check_integer
from ..errors import ConfigurationError, InvalidOptionError
from .access import credentials_for
from .clock import SandboxClock, Start
from .core import DEFAULT_SEED, DEFAULT_STUDENTS, SandboxCore
from .faults import Faults
from .intake import MAX_BODY
from .received import ReceivedRequests
from .scopes import ScopeMode
from .seeding import seeded_core
from .serving import Serving, base_url_of, listen, need_uvicorn, on_signals

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Sandbox", "serve"]

_START_SECONDS = 30.0


class MasteryTrackArguments(TypedDict):
    """Address of MasteryTrack, and the key pair that it takes."""

    base_url: str
    api_key: str
    email: str


class ClientArguments(TypedDict):
    """The arguments that point a client at a sandbox."""

    base_url: str
    auth_url: str
    client_id: str
    client_secret: str


class UnifiedArguments(ClientArguments):
    """The arguments that point a unified client at a sandbox, MasteryTrack included."""

    services: Mapping[str, MasteryTrackArguments]


class Sandbox:
    """A local Timeback on a free port of the loopback interface, for as long as the `with` block lasts.

        with Sandbox() as sandbox, OneRosterClient(**sandbox.credentials) as client:
            client.users.list()

    It runs in a thread of its own, so it serves synchronous and asynchronous tests alike.

    Args:
        students: The number of students in its district; 300 by default.
        seed: Selects the district; the same seed gives the same records.
        data: The file for the records; by default they are in memory.
        empty: Start without any records.
        seed_from: The records to start with in place of a generated district: a saved state, or a bundle of
            OneRoster CSV files, in a ZIP file or a folder.
        token_life: Seconds until an access token expires.
        clock: The start of the clock that dates records: an instant, or `now`; by default a fixed day in the
            middle of a school year.
        as_described: Answer as the platform's documentation says; by default as production did in 2026.
        strict_slash: Serve a path only with or without a final slash, as documented; by default both.
        scopes: Whether a token requested without scopes may do everything (`loose`), or nothing that needs
            a scope (`strict`).
        platform: The platform to imitate, `BEYOND_AI` or `LEARNWITH_AI`: its paths, limits, filters and records.
        replay: A recording that answers all requests in place of the services; see `missing`.
        clients: More clients that may fetch tokens: secrets by client id.
        max_body: The largest request body, in bytes, decompressed; 25 MB by default.
        cors_origins: Origins whose pages may call the services, besides those on this machine.
        host: The interface to listen on. If other machines can reach it, client, API key and control token
            are random; `TIMEBACK_SANDBOX_CLIENT_ID`, `_CLIENT_SECRET` and `_TOKEN` set them.
        port: The port; 0 means a free one.
        allowed_hosts: Host names under which `/_sandbox` is served, besides the sandbox's own.

    Attributes:
        core: The sandbox itself, without the server.

    Raises:
        ConfigurationError: uvicorn is not installed, or the file or the port cannot be used.
        InvalidInputError: A number or `scopes` is not valid.
    """

    def __init__(
        self,
        *,
        students: int = DEFAULT_STUDENTS,
        seed: int = DEFAULT_SEED,
        data: str | os.PathLike[str] | None = None,
        empty: bool = False,
        seed_from: str | os.PathLike[str] | None = None,
        token_life: float = 3600.0,
        clock: Start = None,
        as_described: bool = False,
        strict_slash: bool = False,
        scopes: ScopeMode = "loose",
        platform: Literal["BEYOND_AI", "LEARNWITH_AI"] = "BEYOND_AI",
        replay: str | os.PathLike[str] | None = None,
        clients: Mapping[str, str] | None = None,
        max_body: int = MAX_BODY,
        cors_origins: Collection[str] = (),
        host: str = "127.0.0.1",
        port: int = 0,
        allowed_hosts: Collection[str] = (),
    ) -> None:
        need_uvicorn()
        check_integer("students", students, minimum=0)
        check_integer("port", port, minimum=0, maximum=65535)
        if scopes not in get_args(ScopeMode):
            raise InvalidOptionError.of("scopes", f"must be one of {', '.join(get_args(ScopeMode))}")
        self._listener = listen(host, port)
        try:
            self.core = seeded_core(
                seed_from,
                data=data,
                seed=seed,
                students=students,
                empty=empty,
                token_life=token_life,
                clock=clock,
                as_described=as_described,
                strict_slash=strict_slash,
                scopes=scopes,
                platform=platform,
                replay=replay,
                clients=clients,
                max_body=max_body,
                cors_origins=cors_origins,
                base_url=base_url_of(self._listener, host),
                allowed_hosts=allowed_hosts,
                **credentials_for(host),
            )
        except BaseException:
            self._listener.close()
            raise
        self._serving: Serving | None = None
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """The base URL of every service."""
        return self.core.base_url

    @property
    def auth_url(self) -> str:
        """URL of the token endpoint."""
        return self.core.token_url

    @property
    def client_id(self) -> str:
        """The client that may fetch tokens."""
        return self.core.client_id

    @property
    def client_secret(self) -> str:
        """Its secret."""
        return self.core.client_secret

    @property
    def control_token(self) -> str:
        """Bearer token of the calls below `/_sandbox`."""
        return self.core.control_token

    @property
    def page_url(self) -> str:
        """The URL of the sandbox's page for a browser; it holds the control token."""
        return self.core.page_url

    @property
    def credentials(self) -> ClientArguments:
        """Keyword arguments for any client to reach the sandbox; only MasteryTrack needs others."""
        return {
            "base_url": self.base_url,
            "auth_url": self.auth_url,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
        }

    @property
    def masterytrack(self) -> MasteryTrackArguments:
        """Keyword arguments of a MasteryTrack client: its key and email address in place of `credentials`."""
        return {
            "base_url": self.base_url + SANDBOX_PATHS["masterytrack"],
            "api_key": self.core.api_key,
            "email": EMBEDDED_EMAIL,
        }

    @property
    def unified(self) -> UnifiedArguments:
        """Keyword arguments of a unified client: `credentials`, and those of MasteryTrack in `services`.

        `TimebackConfig.read()` takes them too.
        """
        return {**self.credentials, "services": {"masterytrack": self.masterytrack}}

    @property
    def clock(self) -> SandboxClock:
        """The clock that dates records: `sandbox.clock.advance(timedelta(days=30))`."""
        return self.core.clock

    @property
    def faults(self) -> Faults:
        """Faults to come: `sandbox.faults.add(status=503, times=2)`."""
        return self.core.faults

    @property
    def requests(self) -> ReceivedRequests:
        """Requests received since the last reset, oldest first: `sandbox.requests.to("POST", "/caliper/event")`."""
        return self.core.requests

    @property
    def missing(self) -> ReceivedRequests:
        """Requests for which the replayed recording has no answer; they were answered with 501."""
        return self.core.missing

    def reset(self) -> None:
        """Go back to the initial state: records, clock, faults and the list of requests."""
        self.core.reset()

    def rotate_keys(self) -> None:
        """Sign ID tokens with a new key from now on; the last one stays published.

        Raises:
            ConfigurationError: The extra `sso` is not installed.
        """
        self.core.openid.rotate()

    def snapshot(self, name: str) -> None:
        """Keep the current state, records and clock, for `restore(name)`.

        Raises:
            ValueError: The name is blank or has a slash.
        """
        self.core.snapshots.put(name, self.core.state())

    def restore(self, name: str) -> None:
        """Go back to a snapshot. Tokens, faults and the list of requests stay.

        Raises:
            LookupError: There is no snapshot with this name.
        """
        self.core.load_state(self.core.snapshots.get(name))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the current state to a file for `load()`, `seed_from=` and `--seed-from`."""
        Path(path).write_bytes(self.core.state())

    def load(self, path: str | os.PathLike[str]) -> None:
        """Replace the current state with that of a file.

        Raises:
            ValueError: The file is not the state of a sandbox.
        """
        self.core.load_state(Path(path).read_bytes())

    def start(self) -> Self:
        """Start serving; `with` does this by itself."""
        if self._thread is not None:
            return self
        started = threading.Event()
        serving = Serving(self.core, started.set)
        failure: list[BaseException] = []

        def run() -> None:
            try:
                serving.run(self._listener)
            except BaseException as error:
                failure.append(error)
                started.set()

        self._serving = serving
        self._thread = threading.Thread(target=run, name="timeback-sandbox", daemon=True)
        self._thread.start()
        if not started.wait(_START_SECONDS) or failure:
            raise ConfigurationError("the sandbox did not start") from (failure[0] if failure else None)
        return self

    def close(self) -> None:
        """Stop serving; records in memory are lost."""
        if self._serving is not None and self._thread is not None:
            self._serving.stop()
            self._thread.join()
            self._serving = self._thread = None
        self._listener.close()
        self.core.close()

    def __enter__(self) -> Self:
        """Begin to serve."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving."""
        self.close()


def serve(
    on_listening: Callable[[SandboxCore], None], *, host: str = "127.0.0.1", port: int = 0, **settings: Any
) -> None:
    """Serve in the foreground until SIGTERM or Ctrl-C.

    Args:
        on_listening: Called once requests are being taken.
        host: The interface to listen on.
        port: The port; 0 means a free one.
        settings: As `SandboxCore` takes them, and `seed_from`.

    Raises:
        ConfigurationError: uvicorn is not installed, or the file or the port cannot be used.
    """
    need_uvicorn()
    listener = listen(host, port)
    try:
        seed_from = settings.pop("seed_from", None)
        core = seeded_core(
            seed_from, base_url=base_url_of(listener, host), **credentials_for(host), **settings
        )
    except BaseException:
        listener.close()
        raise
    serving = Serving(core, lambda: on_listening(core))
    try:
        with on_signals(serving.stop):
            serving.run(listener)
    finally:
        listener.close()
        core.close()
