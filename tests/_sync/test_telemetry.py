# Generated from tests/_async/test_telemetry.py by setup_unasync.py; do not edit.
"""Spans, metrics and log records: what is seen of calls from outside, and what is not."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry import baggage, context, trace
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.instrumentation.utils import suppress_instrumentation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from tests.raw_server import RESET, RawServer, reply
from tests.samples import user_page, user_row
from timeback import APIConnectionError, OneRosterClient, NotFoundError, RetryPolicy
from timeback._http import watching
from timeback._http.telemetry import Telemetry

from .clocks import FakeClock

AT_ONCE = RetryPolicy(initial_delay=0.0)
OK = reply(user_page(user_row()))
USERS = "/ims/oneroster/rostering/v1p2/users"


class Seen:
    """What has gone to OpenTelemetry."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.provider = TracerProvider(shutdown_on_exit=False)
        self.provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.reader = InMemoryMetricReader()
        self.meters = MeterProvider([self.reader], shutdown_on_exit=False)

    @property
    def spans(self) -> dict[str, list[ReadableSpan]]:
        found: dict[str, list[ReadableSpan]] = {}
        for span in self.exporter.get_finished_spans():
            found.setdefault(span.name, []).append(span)
        return found

    def points(self, name: str) -> list[Any]:
        data: Any = self.reader.get_metrics_data()
        metrics = [
            each for part in data.resource_metrics for scope in part.scope_metrics for each in scope.metrics
        ]
        return [point for each in metrics if each.name == name for point in each.data.data_points]

    def all_told(self) -> str:
        return " ".join(span.to_json() for span in self.exporter.get_finished_spans())


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    seen = Seen()
    telemetry = Telemetry(seen.provider, seen.meters)
    monkeypatch.setattr(watching, "_telemetry", lambda: telemetry)
    yield seen
    seen.provider.shutdown()
    seen.meters.shutdown()


def test_an_operation_is_a_span_with_a_child_an_attempt(seen: Seen) -> None:
    with RawServer([reply(status=500), OK]) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            with seen.provider.get_tracer("test").start_as_current_span("mine") as mine:
                page = client.users.list(where={"family_name": "Canary"})
    assert len(page) == 1
    [operation] = seen.spans["timeback.oneroster users.list"]
    first, second = seen.spans[f"GET {USERS}"]
    assert operation.parent and operation.parent.span_id == mine.get_span_context().span_id
    assert {each.parent.span_id for each in (first, second) if each.parent} == {operation.context.span_id}
    assert {each.kind for each in (operation, first, second)} == {SpanKind.CLIENT}
    place = {
        "http.request.method": "GET",
        "server.address": "127.0.0.1",
        "server.port": int(server.base_url.rpartition(":")[2]),
        "url.template": USERS,
    }
    assert first.attributes == {**place, "http.response.status_code": 500, "error.type": "500"}
    assert second.attributes == {**place, "http.request.resend_count": 1, "http.response.status_code": 200}
    assert [each.status.status_code for each in (operation, first, second)] == [
        StatusCode.UNSET,
        StatusCode.ERROR,
        StatusCode.UNSET,
    ]
    assert operation.attributes == {
        **place,
        "timeback.service": "oneroster",
        "timeback.operation": "users.list",
        "timeback.request_id": server.seen[0].headers["x-request-id"],
        "http.request.resend_count": 1,
        "http.response.status_code": 200,
    }
    assert [each.headers["traceparent"] for each in server.seen] == [
        f"00-{each.context.trace_id:032x}-{each.context.span_id:016x}-{each.context.trace_flags:02x}"
        for each in (first, second)
    ]
    assert "Canary" not in seen.all_told()


def test_neither_ids_nor_bodies_nor_baggage_are_told(seen: Seen) -> None:
    with RawServer([reply({"error": "no c4nary here"}, 404)]) as server:
        with OneRosterClient(**server.credentials) as client:
            mine = context.attach(baggage.set_baggage("pupil", "c4nary"))
            with pytest.raises(NotFoundError):
                client.users.get("c4nary-1")
            with pytest.raises(NotFoundError):
                client.request("GET", "/users/c4nary-2", query={"q": "c4nary"})
            context.detach(mine)
    [operation] = seen.spans["timeback.oneroster users.get"]
    assert operation.attributes and operation.attributes["error.type"] == "404"
    assert operation.attributes["url.template"] == f"{USERS}/{{user_id}}"
    assert seen.spans["GET"] and seen.spans["timeback.oneroster request"]
    assert "c4nary" not in seen.all_told()
    assert not [each for each in server.seen if "baggage" in each.headers]
    # The token is fetched within the call that needs it.
    [token] = seen.spans["timeback.auth token"]
    assert token.parent and token.parent.span_id == operation.context.span_id


def test_what_gets_no_answer_is_told_by_its_class(seen: Seen) -> None:
    with RawServer([RESET]) as server:
        with OneRosterClient(**server.open, max_retries=0) as client:
            with pytest.raises(APIConnectionError):
                client.users.list()
    [attempt] = seen.spans[f"GET {USERS}"]
    assert attempt.attributes and attempt.attributes["error.type"] == "APIConnectionError"
    assert attempt.status.status_code is StatusCode.ERROR and not attempt.events
    assert "http.response.status_code" not in attempt.attributes


def test_the_pages_of_a_stream_belong_to_the_span_around_it(seen: Seen) -> None:
    with OneRosterClient(env="sandbox") as client:
        with seen.provider.get_tracer("test").start_as_current_span("mine") as mine:
            rows = [user for user in client.users.stream(limit=10, max_items=40)]
    assert len(rows) == 40
    pages = seen.spans["timeback.oneroster users.list"]
    assert len(pages) >= 4
    assert {each.context.trace_id for each in pages} == {mine.get_span_context().trace_id}
    assert {each.parent.span_id for each in pages if each.parent} == {mine.get_span_context().span_id}


def test_metrics_count_durations_retries_waits_tokens_and_what_is_in_flight(seen: Seen) -> None:
    with RawServer([reply(status=503), reply(status=429, retry_after="2"), OK]) as server:
        with OneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            FakeClock().put_into(client)
            client.users.list()
    durations = {
        point.attributes.get("http.response.status_code"): point.count
        for point in seen.points("http.client.request.duration")
        if "url.template" in point.attributes
    }
    assert durations == {503: 1, 429: 1, 200: 1}
    operations = seen.points("timeback.client.operation.duration")
    assert {each.attributes["timeback.operation"]: each.count for each in operations} == {
        "users.list": 1,
        "token": 1,
    }
    retries = seen.points("timeback.client.retries")
    assert {each.attributes["error.type"]: each.value for each in retries} == {"503": 1, "429": 1}
    assert [(each.count, each.sum) for each in seen.points("timeback.client.wait.duration")] == [(1, 2.0)]
    assert [each.value for each in seen.points("timeback.client.tokens")] == [1]
    assert {each.value for each in seen.points("http.client.active_requests")} == {0}


def test_a_failed_operation_is_counted_too(seen: Seen) -> None:
    with RawServer([reply(status=404)]) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(NotFoundError):
                client.users.get("u-1")
    [point] = seen.points("timeback.client.operation.duration")
    assert (point.count, point.attributes["error.type"]) == (1, "404")


def test_an_instrumented_httpx_makes_no_second_span(seen: Seen) -> None:
    HTTPXClientInstrumentor().instrument(tracer_provider=seen.provider)
    try:
        with RawServer([OK]) as server:
            with OneRosterClient(**server.open, engine="httpx") as client:
                client.users.list()
                count = len(seen.exporter.get_finished_spans())
                with suppress_instrumentation():
                    client.users.list()
    finally:
        HTTPXClientInstrumentor().uninstrument()
    assert count == len(seen.exporter.get_finished_spans()) == 2
    assert "traceparent" not in server.seen[1].headers


def test_log_records_have_fields(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "timeback.http")
    with RawServer([reply(status=500), reply(status=429, retry_after="2"), OK]) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            FakeClock().put_into(client)
            client.users.list(where={"family_name": "Canary"})
    records: list[Any] = caplog.records
    assert [(each.levelname, each.attempt, each.status) for each in records] == [
        ("DEBUG", 1, 500),
        ("INFO", 1, 500),
        ("DEBUG", 2, 429),
        ("INFO", 2, 429),
        ("INFO", 2, None),
        ("DEBUG", 3, 200),
    ]
    for each in records:
        assert (each.service, each.operation, each.method) == ("oneroster", "users.list", "GET")
        assert each.template == USERS
        assert each.duration >= 0
        assert each.request_id == server.seen[0].headers["x-request-id"]
    assert [each.delay for each in records if each.levelname == "INFO"] == [0.0, 2.0, 2.0]
    assert "Canary" not in caplog.text


def test_the_current_span_is_the_one_of_the_attempt_while_it_is_logged(
    seen: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    spans: list[int] = []
    caplog.set_level(logging.DEBUG, "timeback.http")

    def note(record: logging.LogRecord) -> bool:
        spans.append(trace.get_current_span().get_span_context().span_id)
        return True

    caplog.handler.addFilter(note)
    with RawServer([OK]) as server:
        with OneRosterClient(**server.open) as client:
            client.users.list()
    caplog.handler.removeFilter(note)
    assert spans == [seen.spans[f"GET {USERS}"][0].context.span_id]
