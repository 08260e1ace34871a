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
from ..errors import ConfigurationError, TimebackError
from .auth import TokenSource, renew, token_source
from .mapping import CONCURRENCY, Call, Item, Result, call_each
from .opening import open_transport

if TYPE_CHECKING:
    from .._apps.app import App
    from .._apps.configuration import ConfigSource
    from .._apps.courses import CourseCatalog
    from .._http.brought import Client, TransportLike
    from .._http.tls import Cert, Verify
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
    """One client for all services. Each service is set up when first used; they share tokens and connections.

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
            scope: OAuth 2 scopes to ask for, separated by spaces.
            token_auth: How the token endpoint takes id and secret: `"basic"` form-encodes them in the header
                (RFC 6749 2.3.1), `"body"` sends them in the form. By default the header holds them as they are.
            auth: A function that returns a token, a token source, or None; see the clients of one service.
            services: Settings that differ for single services, by name: any of `env base_url auth_url client_id
                client_secret scope paths auth`, and MasteryTrack's `api_key` and `email`.
            app: The application, a `timeback.apps.App`, or its configuration alone: the path of the file, or what
                that holds; by default `timeback.config.json` in the working folder, read when it is needed.
            timeout: Seconds for a whole call, retries included.
            headers: Extra headers for every request.
            max_retries: Attempts after the first.
            retry: The whole retry policy, in place of `max_retries`.
            hooks: Functions called around every attempt.
            rate_limit: Requests per second, or a pair of these and of requests in flight, for all services
                and views of this client together; `"platform"` means the ten in flight that production handled
                (2026-04).
            transport: An httpx transport to send through.
            http_client: An httpx client to send with; you close it yourself.
            engine: `"httpx"` sends through a plain httpx client, for tools that record or replace its calls;
                the default is faster.
            proxy: The URL of a proxy, with a user and password if it needs them, in place of the
                environment's. Requests to this machine itself never go through a proxy.
            verify: The certificates to trust: a file, a folder, or an `ssl.SSLContext`; False trusts any.
            cert: The client's own certificate: a file with certificate and key, a pair of files, or
                a pair of files and a password.
            trust_env: Whether `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and
                `SSL_CERT_DIR` are used.
            max_body: The largest response body to accept, in bytes, 256 MiB by default; a larger one is an error.
            allow_insecure_http: Permit http:// to hosts other than loopback.
            allow_shared_qti: Write to QTI with `env="staging"` without a warning that production sees it.

        Arguments that you leave out come from environment variables, as for the clients of one service.

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
        """Webhooks, which receive events, and their filters."""
        from .webhooks import WebhooksClient

        return self._client("webhooks", WebhooksClient)

    @property
    def learnwith(self) -> LearnWithClient:
        """Rosters, applications, events and insights of LEARNWITH_AI; with `platform="LEARNWITH_AI"`."""
        from .learnwith import LearnWithClient

        return self._client("learnwith", LearnWithClient)

    @property
    def badges(self) -> BadgesClient:
        """Open Badges: achievements, and the credentials that attest to them."""
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
            ConfigValidationError: There is no configuration, or it has errors.
        """
        return self._app.courses

    @property
    def lessons(self) -> Lessons:
        """Lessons of the application's courses, as students take them."""
        from .apps.lessons import Lessons

        return Lessons(self, self._app)

    @property
    def user(self) -> AppUser:
        """The user of an application: whether the platform knows them, and their profile."""
        from .apps.people import AppUser

        return AppUser(self, self._app)

    @property
    def users(self) -> AppUsers:
        """The platform's users by email address; `oneroster.users` has all their data."""
        from .apps.people import AppUsers

        return AppUsers(self)

    @property
    def platform(self) -> Platform:
        """The platform whose paths, limits and filter rules apply."""
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
            The outcome for each service. A refusal or a failure is a result, not an exception.

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
        """A view of this client with different options; it shares connections and tokens.

        Args:
            timeout: Seconds for a whole call, retries included.
            headers: Headers to add to those of this client.
            max_retries: Attempts after the first.
            retry: The whole retry policy, in place of `max_retries`.
            strict: Whether an answer that differs from the API catalog raises an `APIResponseError` that
                names the field. By default it is read as far as possible; see `deviations`.
            unknown_names: What to do with a name in `where`, `sort` or `fields` that the model does not know:
                `"refuse"` it, which is the default, or `"send"` it, for a server that has more fields.
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
        """Differences between the answers so far and the API catalog: per model, field and kind, with a count.

        Views and services share them. At most a thousand are kept.
        """
        return self._transport.deviations.entries()

    def map(
        self, call: Call[Item, Result], items: Iterable[Item], *, concurrency: int = CONCURRENCY
    ) -> list[Result]:
        """Make the same call for each of many items, several at a time: `map(client.users.get, ids)`.

        Args:
            call: A function that takes one item.
            items: The items; each is taken when a call before it has ended.
            concurrency: Calls in flight at the same time; 10 by default. The client's `rate_limit` bounds them
                too.

        Returns:
            The results, in the order of the items.

        Raises:
            TimebackError: The error of the first call that failed; calls that have not begun are not made.
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
