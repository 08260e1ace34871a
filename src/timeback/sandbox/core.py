"""The sandbox without any I/O but its database: a request in, a response out."""

from __future__ import annotations

import dataclasses
import logging
import os
import secrets
import time
from collections.abc import Collection, Mapping, Sequence
from email.utils import formatdate
from typing import Any

import msgspec

from .._config.platforms import SANDBOX_PATHS, Platform
from .._config.resolve import platform_named
from .._config.settings import EMBEDDED_API_KEY, EMBEDDED_EMAIL
from .._version import VERSION
from ..errors import ConfigurationError
from .addresses import hosts_of
from .clock import SandboxClock, Start
from .context import RequestContext
from .control import CONTROL_PATH, PAGE_PATH, answer_control
from .cors import Cors
from .documents import SandboxDocuments
from .errors import ApiError, ims_error
from .faults import Fault, Faults
from .filling import fill, fill_as_kept, keep
from .intake import MAX_BODY, taken
from .links import LINK_MARK
from .messages import Request, Response, json_response
from .openid import OpenIdProvider
from .received import ReceivedRequests, RequestLog
from .replay import NOT_RECORDED, open_replay
from .router import Router
from .scopes import ScopeMode
from .seed_dates import days_to
from .service import SeedPlan
from .services import SERVICES, services_of
from .session import Session
from .signals import Signal
from .snapshots import Snapshots
from .store import Store
from .tokens import TOKEN_PATHS, TokenIssuer
from .webhooks.deliveries import Deliveries

__all__ = [
    "DEFAULT_CLIENT_ID",
    "DEFAULT_CLIENT_SECRET",
    "DEFAULT_SEED",
    "DEFAULT_STUDENTS",
    "SandboxCore",
]

DEFAULT_CLIENT_ID = "timeback-sandbox"
DEFAULT_CLIENT_SECRET = "sandbox-secret"
DEFAULT_SEED = 1
DEFAULT_STUDENTS = 300

# Tokens are no part of a recording.
_TOKEN_PATHS = frozenset(
    {*TOKEN_PATHS.values(), f"{SANDBOX_PATHS['masterytrack']}/authorizer", "/authorizer"}
)
# Under which the state of the clock is noted.
_CLOCK = "clock"
# Under which a state notes the instant of its clock, and whether it stood still.
_CLOCK_AT = "clock at"
# Students of the largest district in memory that several connections share.
_MOST_SHARED = 30_000

logger = logging.getLogger("timeback.sandbox")


def _dated(response: Response, moment: float) -> Response:
    if response.header("date") is not None:
        return response
    return dataclasses.replace(
        response, headers=[*response.headers, ("date", formatdate(moment, usegmt=True))]
    )


def _clock(start: Start) -> SandboxClock:
    try:
        return SandboxClock(start)
    except ValueError as error:
        raise ConfigurationError(f"the clock cannot start there: {error}") from None


class SandboxCore:
    """A local Timeback. Safe to call from many threads; on a file, from many processes.

    Args:
        data: The file for the records; by default they are in memory.
        seed: Selects the district of a new sandbox.
        students: The number of students in that district.
        empty: Start without any records.
        token_life: Seconds until an access token expires.
        base_url: The sandbox's URL, for links in its answers.
        clock: The start of the clock that dates records and places a new district: an instant, or `now`; or a
            function that returns seconds since 1970. By default a fixed day in the middle of a school year.
            A file keeps its clock unless you give one.
        client_id: The client that may fetch tokens.
        client_secret: Its secret.
        api_key: The key that MasteryTrack takes.
        control_token: The bearer token for calls of `/_sandbox`; random by default.
        clients: More clients that may fetch tokens: secrets by client id.
        max_body: The largest request body, in bytes, decompressed.
        cors_origins: Origins whose pages may call the services, besides those on this machine.
        allowed_hosts: Host names under which `/_sandbox` is served, besides that of the base URL.
        as_described: Answer as the platform's documentation says; by default as production did in 2026.
        strict_slash: Serve a path only with or without a final slash, as documented; by default both.
        replay: A recording that answers all requests in place of the services.
        scopes: Whether a token requested without scopes may do everything (`loose`), or nothing that needs
            a scope (`strict`).
        platform: The platform to imitate, `BEYOND_AI` or `LEARNWITH_AI`: its paths, limits, filters and records.

    Attributes:
        faults: Faults to come.
        snapshots: States that were kept, by name.
        log: The requests received since the last reset.
        store: The records.
        openid: The OpenID Connect provider.
        hosts: Host names under which `/_sandbox` is served.

    Raises:
        ConfigurationError: The file or the recording cannot be used, or the start of the clock is not an instant.
    """

    def __init__(
        self,
        *,
        data: str | os.PathLike[str] | None = None,
        seed: int = DEFAULT_SEED,
        students: int = DEFAULT_STUDENTS,
        empty: bool = False,
        token_life: float = 3600.0,
        base_url: str = "https://sandbox.invalid",
        clock: Start = None,
        client_id: str = DEFAULT_CLIENT_ID,
        client_secret: str = DEFAULT_CLIENT_SECRET,
        api_key: str = EMBEDDED_API_KEY,
        control_token: str | None = None,
        clients: Mapping[str, str] | None = None,
        max_body: int = MAX_BODY,
        cors_origins: Collection[str] = (),
        allowed_hosts: Collection[str] = (),
        as_described: bool = False,
        strict_slash: bool = False,
        scopes: ScopeMode = "loose",
        platform: str = Platform.BEYOND_AI,
        replay: str | os.PathLike[str] | None = None,
    ) -> None:
        self.base_url = base_url
        self.client_id = client_id
        self.client_secret = client_secret
        self.api_key = api_key
        self.control_token = control_token or secrets.token_urlsafe(32)
        self.max_body = max_body
        self._cors = Cors(cors_origins)
        self._replay = None if replay is None else open_replay(replay)
        self.hosts = hosts_of(base_url).union(name.lower() for name in allowed_hosts)
        self.faults = Faults()
        self.clock = _clock(clock)
        self._as_described = as_described
        self._plan = None if empty else SeedPlan(seed, students, as_described, days_to(self.clock.now()))
        self._tokens = TokenIssuer({**(clients or {}), client_id: client_secret}, api_key, token_life, scopes)
        self.openid = OpenIdProvider()
        self.platform = platform_named(platform)
        self._services = services_of(self.platform)
        self._router = Router(self._services, strict_slash=strict_slash)
        self.log = RequestLog()
        self.snapshots = Snapshots()
        self._documents = SandboxDocuments(self._services, base_url, self.token_url)
        self._first_state: bytes | None = None
        self._keeps_own_clock = clock is not None
        self.store = Store(
            data,
            {table.name: table for service in SERVICES for table in service.tables},
            alone=students > _MOST_SHARED,
        )
        self._observers = [each.observer(self.store) for each in SERVICES if each.observer is not None]
        self._is_new = self._fill()
        self.store.open_to_readers()
        if self.persistent:
            self.clock.on_change = self._keep_clock

    def _fill(self, *, anew: bool = False) -> bool:
        """Make the first records, `anew` or if there are none; whether there were none."""
        if fill_as_kept(self.store, self._plan):
            return True
        with self.store.transaction(write=True) as session:
            if anew:
                self.store.clear(session)
            is_new = fill(self.store, session, self._plan)
            if self.persistent:
                if not (anew or self._keeps_own_clock):
                    self._follow_clock(session)
                session.set_meta(_CLOCK, self.clock.dump())
        self.store.has_changed = False
        keep(self.store, self._plan)
        return is_new

    def _follow_clock(self, session: Session) -> None:
        """Take over what another process may have set."""
        if (kept := session.meta(_CLOCK)) is not None:
            self.clock.load(kept)

    def _keep_clock(self) -> None:
        with self.store.transaction(write=True) as session:
            session.set_meta(_CLOCK, self.clock.dump())

    @property
    def token_url(self) -> str:
        """The URL at which access tokens are fetched."""
        return self.base_url + TOKEN_PATHS[self.platform]

    @property
    def page_url(self) -> str:
        """The URL of the page for people; it has the control token in a part that no server or log sees."""
        return f"{self.base_url}{PAGE_PATH}#token={self.control_token}"

    @property
    def persistent(self) -> bool:
        """Whether the records are in a file, so that a call may wait for another process."""
        return self.store.path is not None

    @property
    def requests(self) -> ReceivedRequests:
        """The requests received since the last reset, oldest first; calls below `/_sandbox` are left out."""
        return self.log.all()

    @property
    def missing(self) -> ReceivedRequests:
        """The requests for which the replayed recording has no answer."""
        return self.requests.to(status=NOT_RECORDED) if self._replay else ReceivedRequests()

    @property
    def deliveries(self) -> Deliveries:
        """Deliveries to webhooks."""
        return next(each for each in self._observers if isinstance(each, Deliveries))

    @property
    def tables_of(self) -> dict[str, list[str]]:
        """The names of the tables by the service that keeps them."""
        return {service.name: [table.name for table in service.tables] for service in self._services}

    def about(self) -> dict[str, Any]:
        """Its address, its credentials, and what it was made with."""
        return {
            "version": VERSION,
            "base_url": self.base_url,
            "auth_url": self.token_url,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "api_key": self.api_key,
            "email": EMBEDDED_EMAIL,
            "masterytrack_url": self.base_url + SANDBOX_PATHS["masterytrack"],
            "data": None if self.store.path is None else str(self.store.path),
            "as_described": self._as_described,
            "platform": self.platform,
        }

    def reset(self) -> None:
        """Go back to the initial state: records, clock, faults and the list of requests. Tokens stay good."""
        self._stop_observers()
        self.faults.clear()
        self.log.clear()
        if self._first_state is not None:
            self._load_first(self._first_state)
            return
        self.clock.restart()
        if self.store.has_changed or self.persistent:
            self._fill(anew=True)

    def state(self) -> bytes:
        """The whole state, records and clock, as the bytes of a SQLite database; tokens are not included."""
        at = {"now": self.clock.now(), "frozen": self.clock.frozen}
        return self.store.image({_CLOCK_AT: msgspec.json.encode(at).decode()})

    def load_state(self, image: bytes, *, own: bool = False) -> None:
        """Replace the state; tokens, faults and the list of requests stay.

        Args:
            image: The state.
            own: It was kept for this process alone.

        Raises:
            ValueError: It is not the state of a sandbox.
        """
        self._stop_observers()
        notes = self.store.restore(image, own=own)
        if (at := notes.get(_CLOCK_AT)) is not None:
            clock = msgspec.json.decode(at)
            self.clock.resume(clock["now"], frozen=clock["frozen"])
        elif (kept := notes.get(_CLOCK)) is not None:
            self.clock.load(kept)

    def begin_with(self, image: bytes, *, own: bool = False) -> None:
        """Make a state the initial one, to which `reset()` goes back; a file that has records keeps them.

        Args:
            image: The state.
            own: It was kept for this process alone.

        Raises:
            ValueError: It is not the state of a sandbox.
        """
        self._first_state = image
        if self._is_new:
            self._load_first(image, own=own)

    def _load_first(self, image: bytes, *, own: bool = False) -> None:
        self.load_state(image, own=own)
        if self._keeps_own_clock:
            self.clock.restart()

    def close(self) -> None:
        """Close the database; what is in memory is lost."""
        self._stop_observers()
        self.store.close()

    def _stop_observers(self) -> None:
        for observer in self._observers:
            observer.on_stop()

    def handle(self, request: Request) -> Response:
        """Answer one request. Waiting, dropping and cutting are left to the transport: see `Response`."""
        if request.path == CONTROL_PATH or request.path.startswith(CONTROL_PATH + "/"):
            if self.persistent:
                with self.store.transaction(write=False) as session:
                    self._follow_clock(session)
            return _dated(answer_control(self, request), time.time())
        if (leave := self._cors.preflight(request)) is not None:
            return _dated(leave, self.clock.now())
        began, ticks = time.time(), time.perf_counter()
        fault = self.faults.take(request)
        response = self._faulty(request, fault) if fault else self._answer(request)
        service = self._router.service_of(request.path)
        self.log.note(
            request,
            response,
            began=began,
            seconds=time.perf_counter() - ticks,
            fault=fault is not None,
            service=service.name if service else None,
        )
        if request.method == "HEAD":
            response = dataclasses.replace(response, body=b"")
        response = self._cors.shared(request, response)
        # By the machine's clock, where a fault may hold a date of `Retry-After` that is read by this one.
        return _dated(response, time.time() if fault else self.clock.now())

    def _faulty(self, request: Request, fault: Fault) -> Response:
        if fault.expire_tokens:
            with self.store.transaction(write=True) as session:
                self._tokens.revoke_all(session)
        if fault.answers:
            error = ApiError(fault.status or 500, "A fault was injected.")
            return fault.spoil(fault.answer(self._error_response(request, error)))
        return fault.spoil(self._answer(request))

    def _answer(self, request: Request) -> Response:
        try:
            return self._serve(request)
        except ApiError as error:
            return self._error_response(request, error)
        except Exception:
            # The request's path and body stay out of the log: they hold personal data.
            logger.exception("The sandbox failed on a %s request", request.method)
            return self._error_response(request, ApiError(500, "The sandbox failed; its log says why."))

    def _serve(self, request: Request) -> Response:
        if (document := self._documents.answer(request)) is not None:
            return document
        request = taken(request, self.max_body)
        if self._replay is not None and request.path not in _TOKEN_PATHS:
            return self._replay.answer(request)
        endpoint = self._router.find(request)
        with self.store.transaction(write=endpoint.writes) as session:
            if self.persistent:
                self._follow_clock(session)
            call = RequestContext(
                request,
                endpoint.params,
                session,
                self.base_url,
                self.clock,
                self._tokens,
                self.openid,
                self._as_described,
                self.platform,
            )
            if (check := endpoint.token_check) is not None:
                authorization = request.headers.get(check.header, "")
                self._tokens.check(session, authorization, check.audience, endpoint.scopes)
            response = self._linked(endpoint.handler(call))
        if call.signals:
            self.tell(call.signals)
        return response

    def _linked(self, response: Response) -> Response:
        """An answer whose references lead to this sandbox."""
        body, base = response.body, self.base_url.encode()
        for mark in {LINK_MARK.encode(), self.store.link_mark.encode()}:
            body = body.replace(mark, base)
        return response if body is response.body else response.with_body(body)

    def tell(self, signals: Sequence[Signal]) -> None:
        """Tell the services that observe this sandbox what happened."""
        for observer in self._observers:
            observer.on_signals(signals)

    def _error_response(self, request: Request, error: ApiError) -> Response:
        service = self._router.service_of(request.path)
        body = service.error_body(error) if service else ims_error(error)
        return json_response(error.status, body, error.headers)
