"""The form in which LearnWith.AI takes events, rule by rule of the catalogue."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from timeback.caliper.learnwith import for_learnwith

from .objects import CATALOGUE

RULES = CATALOGUE.raw["learnwith_ai_transform"]


def changed(event: dict[str, Any]) -> dict[str, Any]:
    envelope = {"sensor": "https://s.example", "sendTime": "2025-01-15T10:30:00Z", "data": [event]}
    before = copy.deepcopy(envelope)
    [found] = for_learnwith(envelope)["data"]
    assert envelope == before
    return dict(found)


def test_the_example_of_the_catalogue() -> None:
    found = for_learnwith(RULES["example"]["in"])
    item = found["data"][0]["generated"]["items"][0]
    assert item["id"].startswith("urn:uuid:")
    item["id"] = "urn:uuid:<uuid4>"
    assert found == RULES["example"]["out"]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2025-01-15T10:30:00", "2025-01-15T10:30:00.000Z"),
        ("2025-01-15T10:30:00.9999Z", "2025-01-15T10:30:00.999Z"),
        ("2025-01-15T00:30:00+01:00", "2025-01-14T23:30:00.000Z"),
        ("soon", "soon"),
        (None, None),
    ],
)
def test_instants(given: Any, written: Any) -> None:
    assert changed({"type": "GradeEvent", "eventTime": given})["eventTime"] == written


@pytest.mark.parametrize(("kind", "written"), list(RULES["generated"]["metricType_values"].items()))
def test_the_names_of_metrics(kind: str, written: str) -> None:
    items = [{"type": kind, "value": 2, "subType": "x", "extensions": {}}]
    event = changed({"type": "ActivityEvent", "generated": {"id": "urn:uuid:m", "items": items}})
    [item] = event["generated"]["items"]
    assert item.pop("id").startswith("urn:uuid:")
    assert item == {"type": "ActivityMetric", "metricType": written, "metricValue": 2}


@pytest.mark.parametrize("kind", ["ActivityEvent", "TimeSpentEvent"])
def test_a_metric_without_a_type_and_a_collection_without_an_id(kind: str) -> None:
    generated = changed({"type": kind, "generated": {"items": [{"value": 2}], "attempt": 3}})["generated"]
    assert generated["items"][0]["metricType"] == RULES["generated"]["metricType_when_missing"][kind]
    assert generated["id"].startswith("urn:uuid:")
    assert generated["attempt"] == 3


def test_what_is_kept_as_it_is() -> None:
    context = {"type": "TimebackActivityContext", "id": "urn:uuid:c"}
    event = {
        "@context": "https://other.example",
        "type": "GradeEvent",
        "profile": "GradingProfile",
        "actor": "urn:uuid:a",
        "object": context,
        "generated": {"type": "Score", "items": [{"type": "xpEarned"}]},
        "session": "urn:uuid:s",
        "note": 1,
    }
    assert changed(event) == event
    assert changed({**event, "actor": {"type": "Person", "email": "kept"}})["actor"]["email"] == "kept"
    assert for_learnwith({"sendTime": "x", "data": ["urn:uuid:1"]}) == {
        "sendTime": "x",
        "data": ["urn:uuid:1"],
    }


def test_a_context_without_a_name_course_or_app_and_with_all_of_them() -> None:
    bare = changed(
        {
            "type": "ViewEvent",
            "session": "",
            "object": {"type": "TimebackActivityContext", "id": "urn:uuid:c"},
        }
    )
    assert bare["session"] == "urn:tag:auto-attach"
    assert bare["object"] == {"type": "AssignableDigitalResource", "id": "urn:uuid:c"}
    full = {
        "type": "TimebackActivityContext",
        "id": "urn:uuid:c",
        "name": "Halves",
        "subject": "Math",
        "process": True,
        "course": {"name": "Math 5", "extensions": {}},
        "app": {"id": "urn:uuid:app", "name": "App", "type": "LtiApp"},
    }
    assert changed({"type": "TimeSpentEvent", "object": full})["object"] == {
        "type": "AssignableDigitalResource",
        "id": "urn:uuid:c",
        "name": "Halves",
        "isPartOf": {"type": "CourseOffering", "id": None, "name": "Math 5"},
        "extensions": {"app": {"name": "App", "type": "LtiApp"}},
    }
