"""What the filters of the sandbox's webhooks let through, and how its deliveries end with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.receiver import Receiver
from timeback.sandbox.addresses import is_loopback
from timeback.sandbox.core import SandboxCore
from timeback.sandbox.signals import Signal
from timeback.sandbox.webhooks.deliveries import Deliveries
from timeback.sandbox.webhooks.rules import lets_through
from timeback.sandbox.webhooks.tables import WEBHOOKS

EVENT = {
    "type": "ActivityEvent",
    "actor": {"email": "ada@school.example"},
    "score": 7,
    "huge": 10**400,
    "done": True,
    "tags": ["math", "new"],
}


def condition(key: str, operator: str, value: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {
        "filterKey": key, "filterOperation": operator, "filterValue": value, "filterType": kind,
        "active": True, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "operator", "value", "kind", "passes"),
    [
        ("type", "eq", "ActivityEvent", "string", True),
        ("type", "eq", "activityevent", "string", False),
        ("type", "neq", "ActivityEvent", "string", False),
        ("missing", "eq", "x", "string", False),
        ("missing", "neq", "x", "string", True),
        ("actor.email", "endsWith", "@school.example", "string", True),
        ("actor.email", "startsWith", "bob", "string", False),
        ("actor.email.deeper", "contains", "a", "string", False),
        ("actor.email", "notContains", "@", "string", False),
        ("actor.email", "regexp", "^a.a@", "string", True),
        ("score", "eq", "7.0", "number", True),
        ("score", "eq", "7.0", "string", False),
        ("score", "gt", "10", "number", False),
        ("score", "gt", "10", "string", True),
        ("score", "gte", "7", "number", True),
        ("score", "lt", "7", "number", False),
        ("score", "lte", "7", "number", True),
        ("score", "gt", "many", "number", False),
        ("huge", "gt", "1", "number", False),
        ("done", "eq", "true", "boolean", True),
        ("done", "eq", "false", "boolean", False),
        ("type", "in", "ViewEvent, ActivityEvent", "string", True),
        ("type", "notIn", "ViewEvent, ActivityEvent", "string", False),
        ("score", "in", "6,7", "number", True),
        ("tags", "eq", "new", "string", True),
        ("tags", "neq", "new", "string", False),
        ("type", "unheardOf", "ActivityEvent", "string", False),
    ],
)
def test_each_operator_compares_as_the_filter_reads_the_value(
    key: str, operator: str, value: str, kind: str, passes: bool
) -> None:
    assert lets_through([condition(key, operator, value, kind)], EVENT) is passes


def test_all_filters_that_are_active_have_to_be_met() -> None:
    yes, no = condition("type", "eq", "ActivityEvent"), condition("type", "eq", "ViewEvent")
    assert lets_through([], EVENT)
    assert lets_through([yes, yes], EVENT)
    assert not lets_through([yes, no], EVENT)
    assert lets_through([yes, no | {"active": False}], EVENT)


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("http://127.0.0.1:8000/hook", True),
        ("https://localhost/hook", True),
        ("http://[::1]:8000/hook", True),
        ("http://localhost:abc/", False),
        ("http://[::1", False),
        ("ftp://localhost/", False),
        ("http://localhost.example.org/", False),
        ("http://localhost@example.org/", False),
        ("http://169.254.169.254/latest", False),
        ("localhost", False),
    ],
)
def test_only_this_machine_is_delivered_to(url: str, near: bool) -> None:
    assert is_loopback(url) is near


@pytest.fixture
def core() -> Iterator[SandboxCore]:
    core = SandboxCore(empty=True)
    yield core
    core.close()


def watch(core: SandboxCore, url: str) -> None:
    hook = {"id": url, "targetUrl": url, "secret": "any text", "active": True, "sensor": None}
    with core.store.transaction(write=True) as session:
        session.insert(WEBHOOKS, url, hook)


def events(count: int) -> list[Signal]:
    return [Signal("caliper.event", {"type": "Event", "n": number}) for number in range(count)]


def happen(core: SandboxCore, count: int) -> None:
    core.tell(events(count))


def workers() -> set[threading.Thread]:
    return {each for each in threading.enumerate() if each.name == "timeback-sandbox-webhooks"}


@pytest.mark.parametrize("end", [SandboxCore.close, SandboxCore.reset])
def test_what_was_not_delivered_ends_with_a_close_or_a_reset(core: SandboxCore, end: Any) -> None:
    before = workers()
    with Receiver(*[500] * 1000) as receiver:
        watch(core, receiver.url)
        happen(core, 500)
        receiver.wait_for(1)
        (worker,) = workers() - before
        started = time.monotonic()
        end(core)
        assert time.monotonic() - started < 0.9
        assert not worker.is_alive()
        seen = len(receiver.received)
        time.sleep(0.3)
        assert len(receiver.received) == seen


def test_after_a_stop_deliveries_are_made_again(core: SandboxCore) -> None:
    deliveries = Deliveries(core.store)
    with Receiver() as receiver:
        watch(core, receiver.url)
        deliveries.on_signals(events(3))
        receiver.wait_for(3)
        deliveries.on_stop()
        deliveries.on_signals(events(2))
        assert len(receiver.wait_for(5)) == 5


def test_deliveries_tell_their_attempts_and_are_made_once_more(core: SandboxCore) -> None:
    def report() -> list[dict[str, Any]]:
        return core.deliveries.report()

    with Receiver(500) as receiver:
        watch(core, receiver.url)
        happen(core, 1)
        receiver.wait_for(2)
        while not report()[0]["arrived"]:
            time.sleep(0.01)
        (made,) = report()
        assert [attempt["status"] for attempt in made["attempts"]] == [500, 204]
        assert made["url"] == receiver.url
        assert core.deliveries.repeat(made["id"])
        assert len(receiver.wait_for(3)) == 3
        assert not core.deliveries.repeat("nothing")
    core.reset()
    assert report() == []


def test_what_is_delivered_for_one_sandbox_does_not_wait_for_another(core: SandboxCore) -> None:
    other = SandboxCore(empty=True)
    with Receiver(*[500] * 100) as failing, Receiver() as receiver:
        watch(other, failing.url)
        happen(other, 50)
        failing.wait_for(1)
        watch(core, receiver.url)
        happen(core, 1)
        receiver.wait_for(1, within=2.0)
        other.close()


def test_of_too_many_deliveries_the_last_are_left_out(
    core: SandboxCore, caplog: pytest.LogCaptureFixture
) -> None:
    watch(core, "http://127.0.0.1:9/nobody")
    happen(core, 1100)
    assert "left out" in caplog.text
    assert "nobody" not in caplog.text
