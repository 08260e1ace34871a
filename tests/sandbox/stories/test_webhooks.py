"""Webhooks: one is registered, narrowed, told of an event with a signature, and removed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from tests.receiver import Receiver

from .conftest import Wire
from .test_caliper import SENSOR, envelope, graded

KEY = b"thirty-two bytes of a secret key"


def test_a_webhook_is_told_of_the_events_that_its_filter_lets_through(wire: Wire) -> None:
    with Receiver() as receiver:
        hook = {
            "name": "grades", "targetUrl": receiver.url, "secret": "whsec_" + base64.b64encode(KEY).decode(),
            "active": True, "sensor": SENSOR,
        }  # fmt: skip
        made = wire("POST", "/webhooks/", hook, expect=201).json()["webhook"]
        condition = {
            "webhookId": made["id"], "filterKey": "generated.scoreGiven", "filterValue": "2", "filterType": "number",
            "filterOperator": "gte", "active": True,
        }  # fmt: skip
        kept = wire("POST", "/webhook-filters/", condition, expect=201).json()["filter"]
        assert kept["filterOperator"] == kept["filterOperation"] == "gte"
        wire("POST", "/caliper/event", envelope(graded(1), graded(2)))
        (told,) = receiver.wait_for(1)
    heads = {name.lower(): value for name, value in told.headers.items()}
    signed = f"{heads['webhook-id']}.{heads['webhook-timestamp']}.".encode() + told.body
    digest = base64.b64encode(hmac.digest(KEY, signed, hashlib.sha256)).decode()
    assert heads["webhook-signature"] == f"v1,{digest}"
    assert "urn:uuid:00000000-0000-4000-8000-000000000002" in json.dumps(json.loads(told.body))
    assert wire("PUT", f"/webhooks/{made['id']}/deactivate").json()["webhook"]["active"] is False
    wire("DELETE", f"/webhook-filters/{kept['id']}")
    wire("DELETE", f"/webhooks/{made['id']}")
    wire("GET", f"/webhooks/{made['id']}", expect=404)
