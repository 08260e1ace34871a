"""Caliper: events are validated, sent, worked through, and read back."""

from __future__ import annotations

from typing import Any

from .conftest import Wire

SENSOR = "https://reader.example/sensor"


def envelope(*events: dict[str, Any]) -> dict[str, Any]:
    return {
        "sensor": SENSOR, "sendTime": "2026-01-20T09:31:00Z", "data": events,
        "dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p2",
    }  # fmt: skip


def graded(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:00000000-0000-4000-8000-00000000000{number}", "type": "GradeEvent",
        "profile": "GradingProfile", "action": "Graded", "actor": "urn:uuid:teacher", "object": "urn:uuid:attempt",
        "eventTime": f"2026-01-20T09:3{number}:00Z",
        "generated": {"id": "urn:uuid:score", "type": "Score", "scoreGiven": number}, **changed,
    }  # fmt: skip


def test_events_are_sent_and_read_back(wire: Wire) -> None:
    wire("POST", "/caliper/event/validate", envelope(graded(1)))
    refused = wire("POST", "/caliper/event", envelope(graded(1), graded(2, action="Graduated")), expect=400)
    assert "data[1].action" in refused.text
    assert wire.get("/caliper/events", sensor=SENSOR)["events"] == []

    job = wire("POST", "/caliper/event", envelope(graded(1), graded(2), graded(3))).json()["jobId"]
    state = wire.get(f"/jobs/{job}/status")["job"]
    assert state["id"] == job and state["state"] in ("waiting", "active", "completed")
    page = wire.get("/caliper/events", sensor=SENSOR, limit=2)
    assert (len(page["events"]), page["pagination"]["total"]) == (2, 3)
    one = wire.get(f"/caliper/events/{graded(2)['id']}")["event"]
    assert (one["externalId"], one["generated"]["scoreGiven"]) == (graded(2)["id"], 2)
    wire("GET", "/caliper/events/urn:uuid:none", expect=404)
