"""Every event and entity goes from bytes to its Struct and back with nothing lost."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeback import InvalidInputError
from timeback.caliper import read_entity, read_event, write
from timeback.models import caliper as models

from .objects import CATALOGUE, ENTITIES, EVENTS, objects_of

HELPERS = [row["example"] for row in CATALOGUE.raw["helpers"].values() if "example" in row]
TRANSFORMED = CATALOGUE.raw["learnwith_ai_transform"]["example"]
EXAMPLES: list[dict[str, Any]] = [
    *(each["json"] for each in HELPERS),
    *TRANSFORMED["in"]["data"],
    *TRANSFORMED["out"]["data"],
]

generated = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


def spelled(value: Any) -> str:
    """JSON text that tells `1` from `1.0`, whatever the order of keys."""
    return json.dumps(value, sort_keys=True)


def test_there_are_as_many_kinds_as_the_catalogue_has() -> None:
    assert (len(EVENTS), len(ENTITIES)) == (35, 72)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["type"])
def test_an_example_of_the_catalogue_comes_back_as_it_was(example: dict[str, Any]) -> None:
    event = read_event(json.dumps(example))
    assert not isinstance(event, models.UnknownEvent)
    assert spelled(write(event)) == spelled(example)


@pytest.mark.parametrize("kind", EVENTS)
@generated
@given(data=st.data())
def test_an_event_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    made = data.draw(objects_of(kind))
    event = read_event(msgspec.json.encode(made))
    assert type(event) is getattr(models, kind)
    assert spelled(msgspec.json.decode(msgspec.json.encode(write(event)))) == spelled(made)


@pytest.mark.parametrize("kind", ENTITIES)
@generated
@given(data=st.data())
def test_an_entity_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    made = data.draw(objects_of(kind))
    entity = read_entity(msgspec.json.encode(made))
    assert type(entity) is getattr(models, kind)
    assert spelled(msgspec.json.decode(msgspec.json.encode(write(entity)))) == spelled(made)


@generated
@given(data=st.data())
def test_whatever_is_no_event_is_kept_whole(data: st.DataObject) -> None:
    made = data.draw(objects_of("GradeEvent", 1))
    damaged = data.draw(
        st.sampled_from(
            [
                {**made, "type": "HologramEvent"},
                {name: value for name, value in made.items() if name != "type"},
                {**made, "eventTime": "yesterday"},
                {**made, "id": 7},
                {**made, "extensions": "none"},
            ]
        )
    )
    event = read_event(damaged)
    assert isinstance(event, models.UnknownEvent)
    assert write(event) == damaged


def test_an_entity_of_another_kind_is_kept_whole_where_it_stands() -> None:
    example = {**HELPERS[4]["json"], "actor": {"type": "Chapter", "id": "urn:uuid:c", "new": 1}}
    event = read_event(example)
    assert isinstance(event, models.GradeEvent)
    assert event.actor == models.UnknownEntity(data=example["actor"])
    assert write(event) == example


def test_the_profile_and_the_action_tell_events_of_one_type_apart() -> None:
    event = {
        "id": "urn:uuid:1",
        "actor": "urn:uuid:a",
        "object": "urn:uuid:o",
        "eventTime": "2025-01-15T10:30:00Z",
    }
    for kind, said in (
        (models.MediaViewEvent, {"type": "ViewEvent", "profile": "MediaProfile", "action": "Viewed"}),
        (models.SurveyViewEvent, {"type": "ViewEvent", "profile": "SurveyProfile", "action": "Viewed"}),
        (
            models.FeedbackRankEvent,
            {"type": "FeedbackEvent", "profile": "FeedbackProfile", "action": "Ranked"},
        ),
        (
            models.FeedbackCommentEvent,
            {"type": "FeedbackEvent", "profile": "FeedbackProfile", "action": "Commented"},
        ),
        (
            models.SessionTimedOutEvent,
            {"type": "SessionEvent", "profile": "SessionProfile", "action": "TimedOut"},
        ),
        (
            models.SessionLoggedInEvent,
            {"type": "SessionEvent", "profile": "SessionProfile", "action": "LoggedOut"},
        ),
        (models.Event, {"type": "ViewEvent", "action": "Viewed"}),
    ):
        found = read_event({**event, **said})
        assert type(found) is kind
        assert write(found) == {**event, **said}


def test_a_read_instant_is_written_as_it_stood_and_a_new_one_is_not() -> None:
    event = read_event({**HELPERS[0]["json"], "eventTime": "2025-01-15T10:30:00.000Z"})
    assert isinstance(event, models.TimebackActivityCompletedEvent)
    for each in (copy.deepcopy(event), pickle.loads(pickle.dumps(event))):
        assert each == event
        assert write(each)["eventTime"] == "2025-01-15T10:30:00.000Z"
    event.event_time = event.event_time.replace(hour=11)
    assert write(event)["eventTime"] == "2025-01-15T11:30:00Z"


def test_what_is_no_json_object_is_refused() -> None:
    for data in (b"[1]", b"{", b"\xff", "1"):
        with pytest.raises(InvalidInputError, match="JSON"):
            read_event(data)


def test_values_in_another_case_are_those_that_are_listed_and_told(caplog: pytest.LogCaptureFixture) -> None:
    sent = {
        "type": "ViewEvent", "id": "urn:uuid:1", "profile": "readingprofile", "action": "Viewed",
        "actor": "urn:uuid:a", "object": "urn:uuid:o", "eventTime": "2025-01-15T10:30:00.000Z",
    }  # fmt: skip
    event = read_event(sent)
    assert isinstance(event, models.CaliperEvent) and event.profile is models.Profile.READING_PROFILE
    assert write(event) == {**sent, "profile": "ReadingProfile"}
    assert json.loads(event.to_json()) == write(event)
    assert "profile: expected text; the server sent another form of it" in caplog.text
