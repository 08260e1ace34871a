"""The sandbox's event store: what it takes, what it refuses, and how its jobs run."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from timeback.sandbox.context import RequestContext
from timeback.sandbox.core import SandboxCore
from timeback.sandbox.messages import Request, Response
from timeback.sandbox.service import SeedPlan
from timeback.sandbox.services import new_district
from timeback.sandbox.sql import EVERYTHING

from .conftest import Caller, Later

SENSOR = "https://app.example/sensor"


class Store:
    """Calls Caliper as an authorised client would."""

    def __init__(self, call: Caller) -> None:
        self.call = call

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Response:
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {self.call.token}"}
        return self.call.core.handle(Request(method, path, urlencode(query), headers, content))

    def send(self, *items: Any, path: str = "/caliper/event", **changed: Any) -> Response:
        envelope = {
            "sensor": SENSOR,
            "sendTime": "2026-03-02T09:31:00Z",
            "dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p2",
            "data": list(items),
        }
        return self("POST", path, {**envelope, **changed})

    def mine(self, **query: Any) -> list[str]:
        rows = self("GET", "/caliper/events", sensor=SENSOR, **query).json()["events"]
        return [row["externalId"] for row in rows]


@pytest.fixture
def store(call: Caller) -> Store:
    return Store(call)


def event(number: int = 1, **changed: Any) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{number}",
        "type": "GradeEvent",
        "profile": "GradingProfile",
        "action": "Graded",
        "actor": "urn:uuid:teacher",
        "object": "urn:uuid:attempt",
        "eventTime": f"2026-03-02T09:3{number}:00+01:00",
        "generated": {"id": "urn:uuid:score", "type": "Score", "scoreGiven": 1},
        **changed,
    }


def activity(**changed: Any) -> dict[str, Any]:
    return {
        "id": "urn:uuid:a",
        "type": "ActivityEvent",
        "profile": "TimebackProfile",
        "action": "Completed",
        "actor": {"id": "urn:uuid:u", "type": "TimebackUser", "email": "u@example.org"},
        "object": {
            "id": "urn:uuid:c",
            "type": "TimebackActivityContext",
            "subject": "Math",
            "app": {"name": "A"},
        },
        "eventTime": "2026-03-02T09:30:00Z",
        "generated": {"id": "urn:uuid:g", "type": "TimebackActivityMetricsCollection", "items": []},
        **changed,
    }


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ("text", "data[0]"),
        (event(id="7"), "data[0].id"),
        (event(action="Graduated"), "data[0].action"),
        (event(profile="MediaProfile"), "data[0].type"),
        (event(profile="HologramProfile"), "data[0].profile"),
        (event(eventTime="today"), "data[0].eventTime"),
        (event(eventTime="2026-03-02T09:30:00"), "data[0].eventTime"),
        (event(generated=None), "data[0].generated"),
        (event(actor=7), "data[0].actor"),
        (
            event(generated={"id": "urn:uuid:s", "type": "Score", "scoreGiven": "1"}),
            "data[0].generated.scoreGiven",
        ),
        (event(beam="green"), "data[0].beam"),
        (
            activity(actor={"id": "urn:uuid:u", "type": "TimebackUser", "email": "none"}),
            "data[0].actor.email",
        ),
        (
            activity(
                object={"id": "urn:uuid:c", "type": "TimebackActivityContext", "app": {"name": "Reader"}}
            ),
            "data[0].object.subject",
        ),
        ({"id": "urn:uuid:p", "type": "Person", "shoe": 42}, "data[0].shoe"),
        ({"type": "Chapter"}, "data[0].id"),
    ],
)
def test_what_does_not_fit_its_kind_is_refused_by_its_path(store: Store, item: Any, path: str) -> None:
    for where in ("/caliper/event", "/caliper/event/validate"):
        answer = store.send(item, path=where)
        assert answer.status == 400
        body = answer.json()
        assert (body["status"], [each["path"] for each in body["errors"]]) == ("error", [path])
    assert store.mine() == []


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"sensor": "sensor"}, "sensor"),
        ({"sendTime": "now"}, "sendTime"),
        ({"dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p1"}, "dataVersion"),
        ({"data": []}, "data"),
    ],
)
def test_a_faulty_envelope_is_refused_by_its_field(store: Store, changed: dict[str, Any], path: str) -> None:
    answer = store.send(event(), **changed)
    assert (answer.status, [each["path"] for each in answer.json()["errors"]]) == (400, [path])


def test_open_kinds_take_keys_of_their_own_and_new_types_are_events_too(store: Store) -> None:
    context = activity()["object"] | {"difficulty": "hard"}
    chapter = {"id": "urn:uuid:ch", "type": "Chapter", "pages": 12}
    hologram = event(3, type="HologramEvent", profile="GeneralProfile", action="Beamed")
    assert store.send(activity(object=context, mood="good"), chapter, hologram).status == 200
    assert store.mine() == ["urn:uuid:a", "urn:uuid:3"]
    stored = store("GET", f"/caliper/events/{quote('urn:uuid:a', safe='')}").json()["event"]
    assert stored["object"]["difficulty"] == "hard"
    assert "actorId" not in stored


def test_pages_and_conditions_of_the_list(store: Store) -> None:
    person = {"id": "urn:uuid:p", "type": "Person", "extensions": {"email": "p@example.org"}}
    store.send(event(1), event(2, actor=person), event(3))
    assert store.mine() == ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3"]
    assert store.mine(actorEmail="p@example.org") == ["urn:uuid:2"]
    assert store.mine(actorId="urn:uuid:p") == ["urn:uuid:2"]
    # The beginning is included, the end is not; offsets from UTC count.
    assert store.mine(startDate="2026-03-02T08:32:00Z") == ["urn:uuid:2", "urn:uuid:3"]
    assert store.mine(endDate="2026-03-02T08:32:00Z") == ["urn:uuid:1"]
    page = store("GET", "/caliper/events", sensor=SENSOR, limit=2, offset=2).json()
    assert [row["externalId"] for row in page["events"]] == ["urn:uuid:3"]
    assert page["pagination"] == {"total": 3, "totalPages": 2, "currentPage": 2, "limit": 2}
    for query in ({"limit": "0"}, {"limit": "x"}, {"offset": "-1"}, {"startDate": "soon"}):
        answer = store("GET", "/caliper/events", **query)
        assert (answer.status, answer.json()["errors"][0]["path"]) == (400, next(iter(query)))


def test_a_job_waits_runs_and_is_done(store: Store, later: Later) -> None:
    job_id = store.send(event()).json()["jobId"]

    def job() -> dict[str, Any]:
        return dict(store("GET", f"/jobs/{job_id}/status").json()["job"])

    assert job() == {"id": job_id, "state": "waiting", "returnValue": None, "processedOn": None}
    later(0.03)
    assert job()["state"] == "active"
    later(0.03)
    done = job()
    assert done["state"] == "completed"
    assert [each["externalId"] for each in done["returnValue"]["results"]] == ["urn:uuid:1"]
    assert done["processedOn"] is not None


def test_a_job_stores_all_of_its_events_or_none(store: Store, later: Later) -> None:
    store.send(event(1))
    job_id = store.send(event(2), event(1, object="urn:uuid:other")).json()["jobId"]
    later(1)
    job = store("GET", f"/jobs/{job_id}/status").json()["job"]
    assert job["state"] == "failed"
    assert job["returnValue"]["message"] == "urn:uuid:1 is the id of another event"
    assert store.mine() == ["urn:uuid:1"]


def test_errors_have_the_shape_of_the_service(store: Store) -> None:
    for answer in (store("GET", "/jobs/none/status"), store("GET", "/caliper/events/urn%3Auuid%3Anone")):
        assert (answer.status, answer.json()["status"]) == (404, "error")
        assert answer.json()["message"]


def test_the_seeded_week_is_the_same_for_the_same_seed() -> None:
    one, other = (new_district(SeedPlan(seed, 300))["caliper_events"] for seed in (1, 2))
    core = SandboxCore(seed=1, students=300)
    with core.store.transaction(write=False) as session:
        found = session.find(core.store.tables["caliper_events"], EVERYTHING)
    assert found == [doc for _, doc in one]
    assert one != other
    assert len({doc["actorId"] for doc in found}) == 36
    assert [doc["eventTime"] for doc in found] == sorted(doc["eventTime"] for doc in found)


def test_each_stored_event_is_announced_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[tuple[str, str]] = []

    def announce(self: RequestContext, topic: str, data: dict[str, Any]) -> None:
        announced.append((topic, data["externalId"]))

    monkeypatch.setattr(RequestContext, "announce", announce)
    store.send(event(1), event(2))
    store.send(event(2))
    assert announced == [("caliper.event", "urn:uuid:1"), ("caliper.event", "urn:uuid:2")]
