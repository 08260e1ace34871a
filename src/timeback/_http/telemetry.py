"""Spans and metrics of OpenTelemetry, under the semantic conventions of HTTP clients.

Imported only where the program has imported the API itself; without an SDK all of it does nothing.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Generator

from opentelemetry import context, metrics, trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

# The keys have no public name yet; the instrumentations of httpx and aiohttp import them from there too.
from opentelemetry.context import (  # isort: skip
    _SUPPRESS_HTTP_INSTRUMENTATION_KEY as SUPPRESS_HTTP,  # pyright: ignore[reportPrivateUsage]
    _SUPPRESS_INSTRUMENTATION_KEY as SUPPRESS_ALL,  # pyright: ignore[reportPrivateUsage]
)

from .._secrets import Headers
from .._version import VERSION
from ..errors import APIStatusError
from .messages import UnderWay
from .network import origin_of

__all__ = ["Telemetry"]

Attributes = dict[str, str | int]

_PLACEHOLDERS = ("opentelemetry.trace", "opentelemetry.metrics")


class Telemetry:
    """Watches operations and attempts.

    A span holds no id and no query value, and baggage, which may hold anything, is not sent on.

    Args:
        traces: Where spans go; the program's own provider by default.
        meters: Where metrics go; the program's own provider by default.
    """

    def __init__(
        self, traces: trace.TracerProvider | None = None, meters: metrics.MeterProvider | None = None
    ) -> None:
        self._traces, self._meters = traces, meters
        self._tracer = trace.get_tracer("timeback", VERSION, traces)
        meter = metrics.get_meter("timeback", VERSION, meters)
        self._propagator = TraceContextTextMapPropagator()
        self._operations = meter.create_histogram(
            "timeback.client.operation.duration", "s", "Duration of operations, retries and waits included."
        )
        self._attempts = meter.create_histogram(
            "http.client.request.duration", "s", "Duration of HTTP client requests."
        )
        self._active = meter.create_up_down_counter(
            "http.client.active_requests", "{request}", "Requests that hold a connection of the pool."
        )
        self._waits = meter.create_histogram(
            "timeback.client.wait.duration", "s", "Waits for a turn: rate limits and pauses of servers."
        )
        self._retries = meter.create_counter(
            "timeback.client.retries", "{retry}", "Attempts after the first."
        )
        self._tokens = meter.create_counter("timeback.client.tokens", "{token}", "Access tokens fetched.")

    def is_wanted(self) -> bool:
        """Whether anybody listens: what the API itself puts in place of a provider drops all that it gets."""
        providers = self._traces or trace.get_tracer_provider(), self._meters or metrics.get_meter_provider()
        listens = any(not type(each).__module__.startswith(_PLACEHOLDERS) for each in providers)
        return listens and not context.get_value(SUPPRESS_ALL)

    @contextlib.contextmanager
    def operation(self, call: UnderWay) -> Generator[None]:
        """One operation, however many attempts it takes."""
        request, started = call.request, time.perf_counter()
        named: Attributes = {"timeback.service": request.service, "timeback.operation": request.operation}
        given = {**named, **_place(call)}
        outcome: Attributes = {}
        name = f"timeback.{request.service} {request.operation}"
        try:
            with self._span(name, {**given, "timeback.request_id": call.id}, outcome) as span:
                try:
                    yield
                finally:
                    if call.attempts > 1:
                        span.set_attribute("http.request.resend_count", call.attempts - 1)
                    if call.status is not None:
                        span.set_attribute("http.response.status_code", call.status)
        finally:
            self._operations.record(time.perf_counter() - started, {**given, **outcome})
            if request.service == "auth":
                self._tokens.add(1, _place(call) | outcome)

    @contextlib.contextmanager
    def attempt(self, call: UnderWay, headers: Headers) -> Generator[None]:
        """One request on the wire; what instruments the HTTP library too makes no second span of it."""
        request, place, started = call.request, _place(call), time.perf_counter()
        resent: Attributes = {"http.request.resend_count": call.attempts - 1} if call.attempts > 1 else {}
        outcome: Attributes = {}
        name = f"{request.method} {place['url.template']}" if "url.template" in place else request.method
        self._active.add(1, place)
        try:
            with self._span(name, place | resent, outcome) as span:
                self._propagator.inject(headers)
                silenced = context.attach(context.set_value(SUPPRESS_HTTP, True))
                call.status = None
                try:
                    yield
                finally:
                    context.detach(silenced)
                    if call.status is not None:
                        outcome["http.response.status_code"] = call.status
                        span.set_attribute("http.response.status_code", call.status)
                        if call.status >= 400:
                            _mark(span, str(call.status), outcome)
        finally:
            self._active.add(-1, place)
            self._attempts.record(time.perf_counter() - started, place | outcome)

    @contextlib.contextmanager
    def _span(self, name: str, given: Attributes, outcome: Attributes) -> Generator[trace.Span]:
        """A span; what is raised in it is told by its class alone, since words may quote the server's."""
        with self._tracer.start_as_current_span(
            name,
            kind=trace.SpanKind.CLIENT,
            attributes=given,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as error:
                _mark(span, _kind(error), outcome)
                raise

    def retried(self, call: UnderWay, error: Exception) -> None:
        """Another attempt follows one that ended in `error`."""
        self._retries.add(1, {**_place(call), "error.type": _kind(error)})

    def waited(self, call: UnderWay, seconds: float) -> None:
        """A request has waited for its turn."""
        self._waits.record(seconds, _place(call))


def _kind(error: BaseException) -> str:
    return str(error.status) if isinstance(error, APIStatusError) else type(error).__name__


def _mark(span: trace.Span, kind: str, outcome: Attributes) -> None:
    outcome["error.type"] = kind
    span.set_attribute("error.type", kind)
    span.set_status(trace.StatusCode.ERROR)


def _place(call: UnderWay) -> Attributes:
    return _place_of(call.request.method, origin_of(call.request.url), call.request.template)


@functools.lru_cache(maxsize=512)
def _place_of(method: str, origin: str, template: str | None) -> Attributes:
    """The request as the conventions name its parts, without what belongs to one person."""
    scheme, _, authority = origin.partition("://")
    host, colon, port = authority.rpartition(":")
    has_port = bool(colon) and port.isdigit()
    place: Attributes = {
        "http.request.method": method,
        "server.address": (host if has_port else authority).strip("[]"),
        "server.port": int(port) if has_port else 443 if scheme == "https" else 80,
    }
    if template is not None:
        place["url.template"] = template
    return place
