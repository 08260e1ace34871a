# Generated from tests/_async/webhooks/test_story.py by setup_unasync.py; do not edit.
"""Webhooks are registered, narrowed, and really told about events; what they are told is verified."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from tests.receiver import Receiver
from timeback import (
    CaliperClient,
    TimebackClient,
    WebhooksClient,
    BadRequestError,
    ConfigurationError,
    InvalidInputError,
    NotFoundError,
)
from timeback.models.webhooks import Webhook, WebhookFilter
from timeback.sandbox import Sandbox
from timeback.webhooks import DeliveryError, verify

SECRET = "whsec_c2FuZGJveC1zZWNyZXQtb2YtMzItYnl0ZXMtLi4u"
SENSOR = "https://app.example/sensors/1"


@pytest.fixture
def hooks(sandbox: Sandbox) -> Iterator[WebhooksClient]:
    with WebhooksClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
def caliper(sandbox: Sandbox) -> Iterator[CaliperClient]:
    with CaliperClient(**sandbox.credentials) as client:
        yield client


def registration(url: str, **changes: Any) -> dict[str, Any]:
    return {"name": "mine", "target_url": url, "secret": SECRET, "active": True, **changes}


def complete(caliper: CaliperClient, number: int, sensor: str = SENSOR) -> None:
    """Send a completed activity, and wait until it is stored."""
    sent = caliper.events.send_activity(
        sensor,
        {
            "actor": {"id": f"https://app.example/users/{number}", "type": "TimebackUser", "email": "a@b.example"},
            "object": {
                "id": f"https://app.example/activities/{number}", "type": "TimebackActivityContext",
                "subject": "Math", "app": {"name": "App"},
            },
            "metrics": [{"type": "xpEarned", "value": number}],
        },
    )  # fmt: skip
    assert sent.job_id is not None
    caliper.jobs.wait_for_completion(sent.job_id, timeout=20.0, poll_interval=0.05)


def test_a_stored_event_is_delivered_and_verified(
    hooks: WebhooksClient, caliper: CaliperClient
) -> None:
    with Receiver() as receiver:
        hook = hooks.registrations.create(registration(receiver.url, sensor=SENSOR))
        complete(caliper, 1)
        complete(caliper, 2, "https://other.example/sensors/9")
        complete(caliper, 3)
        found = [verify(each.body, each.headers, hook.secret) for each in receiver.wait_for(2)]
    assert [each.type for each in found] == ["ActivityEvent", "ActivityEvent"]
    assert len({each.id for each in found}) == 2
    assert {each.data["sensor"] for each in found} == {SENSOR}


def test_filters_and_switches_decide_what_is_delivered(
    hooks: WebhooksClient, caliper: CaliperClient
) -> None:
    with Receiver() as receiver:
        hook = hooks.registrations.create(registration(receiver.url))
        condition = {
            "webhook_id": hook.id, "filter_key": "object.id", "filter_value": "activities/2",
            "filter_type": "string", "filter_operation": "endsWith", "active": True,
        }  # fmt: skip
        made = hooks.filters.create(condition)
        assert (made.filter_operator, made.filter_operation) == ("endsWith", "endsWith")
        assert [each.id for each in hooks.filters.list(webhook_id=hook.id)] == [made.id]
        complete(caliper, 1)
        complete(caliper, 2)
        (only,) = receiver.wait_for(1)
        assert verify(only.body, only.headers, SECRET).data["object"]["id"].endswith("/2")
        hooks.filters.update(made.id or "", {**condition, "active": False})
        hooks.registrations.deactivate(hook.id)
        complete(caliper, 4)
        assert (hooks.registrations.activate(hook.id)).active
        complete(caliper, 5)
        found = [
            verify(each.body, each.headers, SECRET).data["object"]["id"] for each in receiver.wait_for(2)
        ]
    assert [each[-1] for each in found] == ["2", "5"]


def test_a_receiver_that_fails_is_tried_again_under_the_same_id(
    hooks: WebhooksClient, caliper: CaliperClient
) -> None:
    with Receiver(500, 503) as receiver:
        hooks.registrations.create(registration(receiver.url))
        complete(caliper, 1)
        tries = receiver.wait_for(3)
        assert len({each.headers["webhook-id"] for each in tries}) == 1
    Receiver.wait_until(
        lambda: not any(each.name == "timeback-sandbox-webhooks" for each in threading.enumerate())
    )


def test_a_delivery_that_was_tampered_with_is_refused(
    hooks: WebhooksClient, caliper: CaliperClient
) -> None:
    with Receiver() as receiver:
        hooks.registrations.create(registration(receiver.url))
        complete(caliper, 1)
        (came,) = receiver.wait_for(1)
    sent = int(came.headers["webhook-timestamp"])
    assert verify(came.body, came.headers, ["whsec_b2xk", SECRET]).timestamp == sent
    changed = bytes([came.body[0] ^ 1]) + came.body[1:]
    odd = {**came.headers, "webhook-signature": came.headers["webhook-signature"] + " v1,ß"}
    moved = {**came.headers, "webhook-timestamp": str(sent + 1)}
    for body, headers, secret, now, why in (
        (changed, came.headers, SECRET, sent, "matches no secret"),
        (came.body, moved, SECRET, sent, "matches no secret"),
        (came.body, came.headers, "whsec_b2xk", sent, "matches no secret"),
        (came.body, came.headers, SECRET, sent + 301, "past"),
        (came.body, came.headers, SECRET, sent - 301, "future"),
        (came.body, odd, SECRET, sent, "webhook-signature"),
    ):
        with pytest.raises(DeliveryError, match=why):
            verify(body, headers, secret, now=partial(float, now))


def test_webhooks_are_kept_changed_and_deleted(hooks: WebhooksClient) -> None:
    hook = hooks.registrations.create(
        registration("http://127.0.0.1:9/x", description="first", sensor="s")
    )
    assert hook.created_at is not None
    assert (hooks.registrations.list(sensor="s")).total == 1
    none = hooks.registrations.list(sensor="other")
    assert (none.data, none.total, none.has_more) == ([], 0, False)
    assert none.to_dicts() == []
    assert (none.model, (hooks.filters.list()).model) == (Webhook, WebhookFilter)
    changed = hooks.registrations.update(
        hook.id, registration("http://127.0.0.1:9/y", description=None, sensor=None)
    )
    assert (changed.target_url, changed.description, changed.sensor) == ("http://127.0.0.1:9/y", None, None)
    assert SECRET not in repr((hook, changed))
    hooks.registrations.delete(hook.id)
    with pytest.raises(NotFoundError):
        hooks.registrations.get(hook.id)


def test_what_cannot_be_is_refused(hooks: WebhooksClient, sandbox: Sandbox) -> None:
    for url in ("ftp://x.example", "x.example", "http://", "http://[::1", "http://x:99999", "http://x y/"):
        with pytest.raises(InvalidInputError, match="target_url"):
            hooks.registrations.create(registration(url))
    with pytest.raises(InvalidInputError, match="filter_operator"):
        hooks.filters.create(
            {
                "webhook_id": "w",
                "filter_key": "k",
                "filter_value": "v",
                "filter_type": "string",
                "active": True,
            }
        )
    assert sandbox.requests == []
    with pytest.raises(BadRequestError):
        hooks.registrations.create(registration("https://example.org/elsewhere"))
    with pytest.raises(BadRequestError):
        hooks.registrations.create(registration("http://127.0.0.1/", secret="whsec_"))
    hook = hooks.registrations.create(registration("http://127.0.0.1:9/"))
    with pytest.raises(BadRequestError):
        hooks.filters.create(
            {
                "webhook_id": hook.id, "filter_key": "k", "filter_value": "(", "filter_type": "string",
                "filter_operator": "regexp", "active": True,
            }
        )  # fmt: skip


def test_b17_null_is_sent_when_it_is_set() -> None:
    stored = {**registration("https://x.example"), "id": "w", "targetUrl": "https://x.example"}
    with RawServer([reply({"webhook": stored})]) as server:
        with WebhooksClient(**server.open) as client:
            client.registrations.update("w", registration("https://x.example", description=None))
        assert b'"description":null' in server.seen[0].body


@pytest.mark.parametrize("times", [("created_at", "updated_at"), ("createdAt", "updatedAt")])
@pytest.mark.parametrize("operator", ["filterOperator", "filterOperation"])
def test_both_spellings_are_read(times: tuple[str, str], operator: str) -> None:
    row = {
        "webhookId": "w", "filterKey": "k", "filterValue": "v", "filterType": "string", operator: "eq",
        "active": True, **dict.fromkeys(times, "2021-01-01T00:00:00.000Z"),
    }  # fmt: skip
    with RawServer([reply({"filters": [row]})]) as server:
        with WebhooksClient(**server.open) as client:
            page = client.filters.list()
    assert (page.total, page[0].filter_operator) == (1, "eq")
    assert page[0].created_at == page[0].updated_at is not None


def test_learnwith_ai_has_subscriptions_alone() -> None:
    made = {"id": "s", "url": "https://x.example", "eventTypes": ["insight.created"], "status": "active",
            "dateCreated": "2026-01-01T00:00:00Z"}  # fmt: skip
    with RawServer([reply({**made, "signingSecret": SECRET}, 201)]) as server:
        with TimebackClient(**server.open, platform="LEARNWITH_AI") as timeback:
            asked = {"url": "https://x.example", "event_types": ["insight.created"]}
            subscription = timeback.webhooks.subscriptions.create("app/1", asked)
            assert subscription.signing_secret == SECRET
            assert SECRET not in repr(subscription)
            with pytest.raises(InvalidInputError, match="url"):
                timeback.webhooks.subscriptions.create("app", {**asked, "url": "http://x.example"})
            with pytest.raises(ConfigurationError, match="webhooks"):
                timeback.webhooks.registrations.list()
        assert [seen.target for seen in server.seen] == ["/webhooks/1.0/app%2F1/subscriptions"]
