# Generated from src/timeback/_async/client.py by setup_unasync.py; do not edit.
"""The unified client: all services over one set of connections and tokens."""

from __future__ import annotations

import contextlib
import copy
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from .._apps.state import AppState
from .._checks import AuthReport
from .._codec.deviations import Deviation
from .._concurrency import Prefetch
from .._config.options import Options, UnknownNames
from .._config.platforms import OWN_AUTH, SERVICES, Platform
from .._config.resolve import resolve_all
from .._config.settings import DEFAULT, Default, Settings, TokenAuth
from .._http.messages import Exchange, Hooks
from .._http.network import MAX_BODY, Engine
from .._http.rates import RateLimitOption
from .._http.retry import RetryPolicy
from .._http.tls import Cert, Verify
from ..errors import ConfigurationError, TimebackError
from .auth import TokenSource, renew, token_source
from .mapping import CONCURRENCY, Call, Item, Result, call_each
from .opening import open_transport

if TYPE_CHECKING:
    from .._apps.app import App
    from .._apps.configuration import ConfigSource
    from .._apps.courses import CourseCatalog
    from .._http.brought import Client, TransportLike
    from .apps.activities import Activities
    from .apps.lessons import Lessons
    from .apps.people import AppUser, AppUsers
    from .badges import BadgesClient
    from .caliper import CaliperClient
    from .case import CaseClient
    from .clr import ClrClient
    from .edubridge import EduBridgeClient
    from .learnwith import LearnWithClient
    from .masterytrack import MasteryTrackClient
    from .oneroster import OneRosterClient
    from .partner import PartnerClient
    from .powerpath import PowerPathClient
    from .qti import QtiClient
    from .service import ServiceClient
    from .webhooks import WebhooksClient

__all__ = ["TimebackClient"]

C = TypeVar("C", bound="ServiceClient")


class TimebackClient:
    """All services. Each is made when it is first used, over one token and one pool of connections a host.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    def __init__(
        self,
        *,
        env: Literal["staging", "production", "sandbox"] | None = None,
        platform: Literal["BEYOND_AI", "LEARNWITH_AI"] | None = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        scope: str | None = None,
        token_auth: TokenAuth | None = None,
        auth: Callable[[], Any] | TokenSource | Default | None = DEFAULT,
        services: Mapping[str, Mapping[str, Any]] | None = None,
        app: App | ConfigSource | None = None,
        timeout: float = 30.0,
        headers: Mapping[str, str] | None = None,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        rate_limit: RateLimitOption = None,
        transport: TransportLike | None = None,
        http_client: Client | None = None,
        engine: Engine = None,
        proxy: str | None = None,
        verify: Verify = True,
        cert: Cert = None,
        trust_env: bool = True,
        max_body: int = MAX_BODY,
        allow_insecure_http: bool = False,
        allow_shared_qti: bool = False,
    ) -> None:
        """Make a client; nothing is sent until the first call.

        Args:
            env: `"staging"`, `"production"`, or `"sandbox"`: a platform inside this process,
                with no account and no network.
            platform: `"BEYOND_AI"` (the default) or `"LEARNWITH_AI"`.
            base_url: One host for all services, in place of `env`: QTI lies below `/api` there and
                MasteryTrack below `/masterytrack`, as on a served sandbox.
            auth_url: The token endpoint that goes with `base_url`.
            client_id: OAuth 2 client id.
            client_secret: OAuth 2 client secret.
            scope: OAuth 2 scopes to ask for, separated by blanks.
            token_auth: How the token endpoint takes id and secret: `"basic"` form-encodes them in the header
                (RFC 6749 2.3.1), `"body"` sends them in the form. By default the header holds them as they are.
            auth: A function that returns a token, a token source, or None; see the clients of one service.
            services: What differs for single services, by name: any of `env base_url auth_url client_id
                client_secret scope paths auth`, and MasteryTrack's `api_key` and `email`.
            app: The application, a `timeback.apps.App`, or its configuration alone: the path of the file, or what
                that holds; by default `timeback.config.json` in the working folder, read when it is needed.
            timeout: Seconds for a whole call, retries included.
            headers: Further headers of every request.
            max_retries: Attempts after the first.
            retry: The whole retry policy, in place of `max_retries`.
            hooks: Functions called around every attempt.
            rate_limit: Requests a second, or a pair of these and of requests in flight, that all services
                and views of this client keep to; `"platform"` for the ten in flight that production bore (2026-04).
            transport: An httpx transport to send through.
            http_client: An httpx client to send with; it stays yours to close.
            engine: `"httpx"` sends through a plain httpx client, for tools that record or replace its calls;
                the default is quicker.
            proxy: The URL of a proxy, with user and password if it wants them, in place of the
                environment's; this machine is never asked for through a proxy.
            verify: The certificates to trust: a file, a folder, or an `ssl.SSLContext`; False trusts anyone.
            cert: The client's own certificate: a file that holds its key too, a pair of files, or
                these and a password.
            trust_env: Whether `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and
                `SSL_CERT_DIR` count.
            max_body: Bytes of the largest body of an answer; what is larger is an error.
            allow_insecure_http: Permit http:// to hosts other than loopback.
            allow_shared_qti: Write to QTI with `env="staging"` without a warning that production sees it.

        What is not given comes from environment variables, as for the clients of one service.

        Raises:
            ConfigurationError: No service can be reached with these settings.
        """
        self._settings = resolve_all(
            services or {}, env=env, platform=platform, base_url=base_url, auth_url=auth_url,
            client_id=client_id, client_secret=client_secret, scope=scope, token_auth=token_auth, auth=auth,
            allow_insecure_http=allow_insecure_http,
        )  # fmt: skip
        usable = [each for each in self._settings.values() if isinstance(each, Settings)]
        self._options = Options(allow_shared_host=allow_shared_qti).changed(
            timeout=timeout, headers=headers, retry=retry, max_retries=max_retries
        )
        self._transport = open_transport(
            usable, hooks=hooks, rate_limit=rate_limit, transport=transport, http_client=http_client,
            engine=engine, proxy=proxy, verify=verify, cert=cert, trust_env=trust_env, max_body=max_body,
        )  # fmt: skip
        self._sources: dict[object, TokenSource | None] = {}
        self._clients: dict[str, Any] = {}
        rosters = self._settings["oneroster"]
        self._app = AppState(app, rosters if isinstance(rosters, Settings) else None)

    @property
    def oneroster(self) -> OneRosterClient:
        """Rosters, course structure, gradebook."""
        from .oneroster import OneRosterClient

        return self._client("oneroster", OneRosterClient)

    @property
    def edubridge(self) -> EduBridgeClient:
        """Course-centric enrollments, analytics, goals."""
        from .edubridge import EduBridgeClient

        return self._client("edubridge", EduBridgeClient)

    @property
    def caliper(self) -> CaliperClient:
        """Learning events."""
        from .caliper import CaliperClient

        return self._client("caliper", CaliperClient)

    @property
    def qti(self) -> QtiClient:
        """Assessment items, tests, stimuli."""
        from .qti import QtiClient

        return self._client("qti", QtiClient)

    @property
    def powerpath(self) -> PowerPathClient:
        """Lessons, placement, lesson plans, test assignments."""
        from .powerpath import PowerPathClient

        return self._client("powerpath", PowerPathClient)

    @property
    def case(self) -> CaseClient:
        """Competency frameworks."""
        from .case import CaseClient

        return self._client("case", CaseClient)

    @property
    def clr(self) -> ClrClient:
        """Learner records: verifiable credentials."""
        from .clr import ClrClient

        return self._client("clr", ClrClient)

    @property
    def masterytrack(self) -> MasteryTrackClient:
        """Test inventory and assignments; it has credentials of its own."""
        from .masterytrack import MasteryTrackClient

        return self._client("masterytrack", MasteryTrackClient)

    @property
    def webhooks(self) -> WebhooksClient:
        """Webhooks, which are told about events, and their filters."""
        from .webhooks import WebhooksClient

        return self._client("webhooks", WebhooksClient)

    @property
    def learnwith(self) -> LearnWithClient:
        """Rosters, applications, events and insights of LEARNWITH_AI; with `platform="LEARNWITH_AI"`."""
        from .learnwith import LearnWithClient

        return self._client("learnwith", LearnWithClient)

    @property
    def badges(self) -> BadgesClient:
        """Open Badges: achievements, and the credentials that attest them."""
        from .badges import BadgesClient

        return self._client("badges", BadgesClient)

    @property
    def partner(self) -> PartnerClient:
        """The Partner API: rosters, curricula, XP, analytics, insights, events."""
        from .partner import PartnerClient

        return self._client("partner", PartnerClient)

    @property
    def activity(self) -> Activities:
        """Activities that students completed, recorded for the application's courses."""
        from .apps.activities import Activities

        return Activities(self, self._app)

    @property
    def app_courses(self) -> CourseCatalog:
        """The courses of the application, as its configuration has them for this environment.

        Raises:
            ConfigValidationError: There is no configuration, or it has faults.
        """
        return self._app.courses

    @property
    def lessons(self) -> Lessons:
        """Lessons of the application's courses, as students take them."""
        from .apps.lessons import Lessons

        return Lessons(self, self._app)

    @property
    def user(self) -> AppUser:
        """The user of an application: known to the platform or not, and who it is."""
        from .apps.people import AppUser

        return AppUser(self, self._app)

    @property
    def users(self) -> AppUsers:
        """The users of the platform by email address; `oneroster.users` has all there is of them."""
        from .apps.people import AppUsers

        return AppUsers(self)

    @property
    def platform(self) -> Platform:
        """The platform whose paths, limits and filter rules hold."""
        return next(each.platform for each in self._settings.values() if isinstance(each, Settings))

    def _client(self, service: str, kind: type[C]) -> C:
        if service not in self._clients:
            settings = self._settings[service]
            if isinstance(settings, ConfigurationError):
                raise settings
            from .channel import Channel  # with the codec, as late as the service itself

            channel = Channel(settings, self._options, self._transport, self._source(settings, kind))
            self._clients.setdefault(service, kind.over(channel))
        client: C = self._clients[service]
        return client

    def _source(self, settings: Settings, kind: type[ServiceClient]) -> TokenSource | None:
        """The token source for these settings, shared by all services that authenticate in the same way."""
        key = settings.credentials or (settings.service if settings.service in OWN_AUTH else settings.auth)
        if key not in self._sources:
            self._sources.setdefault(key, token_source(settings, self._transport, self._options))
        return self._sources[key]

    def check_auth(self, *, force: bool = False) -> AuthReport:
        """Ask every service that is set up whether it takes this client's token.

        Args:
            force: Fetch a new token first, even where one is cached.

        Returns:
            The outcome by service; it is never an error of its own.

        Calls one small `GET` of each service.
        """
        started = time.perf_counter()
        names = [name for name, each in self._settings.items() if isinstance(each, Settings)]
        clients: list[ServiceClient] = [getattr(self, name) for name in names]
        if force:
            self._renew_tokens()
        checks = (client.check_auth for client in clients)
        with Prefetch(checks, len(clients)) as ahead:
            found = [check for check in ahead]
        return AuthReport(
            latency=time.perf_counter() - started, services=dict(zip(names, found, strict=True))
        )

    def _renew_tokens(self) -> None:
        for source in list(self._sources.values()):
            # What is wrong with it, the services' own checks will say.
            if source is not None:
                with contextlib.suppress(TimebackError):
                    renew(source, self._options.timeout)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        strict: bool | None = None,
        unknown_names: UnknownNames | None = None,
    ) -> Self:
        """A view of this client with other options; it shares connections and tokens.

        Args:
            timeout: Seconds for a whole call, retries included.
            headers: Headers to add to those of this client.
            max_retries: Attempts after the first.
            retry: The whole retry policy, in place of `max_retries`.
            strict: Whether an answer that differs from the catalog raises an `APIResponseError`, which
                names the field, instead of being read as far as it goes; see `deviations`.
            unknown_names: What becomes of a name in `where`, `sort` or `fields` that the model does not know:
                `"refuse"`, as by default, or `"send"`, for a server that has more.
        """
        view = copy.copy(self)
        view._options = self._options.changed(
            timeout=timeout, headers=headers, retry=retry, max_retries=max_retries, strict=strict,
            unknown_names=unknown_names,
        )  # fmt: skip
        view._clients = {}
        return view

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Differences of the answers so far from the catalog: an entry a model, field and kind, with a count.

        Views and services share them. At most a thousand are kept.
        """
        return self._transport.deviations.entries()

    def map(
        self, call: Call[Item, Result], items: Iterable[Item], *, concurrency: int = CONCURRENCY
    ) -> list[Result]:
        """Make the same call for each of many items, several at a time: `map(client.users.get, ids)`.

        Args:
            call: What takes one item.
            items: The items; they are taken up as calls end.
            concurrency: Calls under way at the same time. `rate_limit` of the client bounds them too.

        Returns:
            The results, in the order of the items.

        Raises:
            TimebackError: Of the first item whose call failed; calls that have not begun are not made.
        """
        return call_each(call, items, concurrency)

    def record(self) -> AbstractContextManager[list[Exchange]]:
        """Collect what all services send and get inside a `with` block, in this task or thread."""
        return self._transport.record()

    def close(self) -> None:
        """Close the connections; the client, its views and its services cannot be used afterwards.

        Events of an application that wait in the background are sent first.
        """
        if (sender := self._app.take_sender()) is not None:
            sender.close()
        self._app.close()
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def __repr__(self) -> str:
        # A traceback that shows local variables asks for it before `__init__` is through.
        if not hasattr(self, "_settings"):
            return f"{type(self).__name__}()"
        ready = [name for name in SERVICES if isinstance(self._settings[name], Settings)]
        return f"{type(self).__name__}({str(self.platform)!r}, {len(ready)} services)"
