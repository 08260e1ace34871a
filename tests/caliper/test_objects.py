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
from timeback._codec.deviations import DeviationLog
from timeback.caliper import create_activity_event, read_entity, read_event, write
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


# -- as other sensors send them ---------------------------------------------------------------------

IMS = "http://purl.imsglobal.org"
FIRST = {
    "@context": f"{IMS}/ctx/caliper/v1/Context",
    "@type": f"{IMS}/caliper/v1/AnnotationEvent",
    "actor": {"@id": "https://lms.example/u/1", "@type": f"{IMS}/caliper/v1/lis/Person", "name": None},
    "action": f"{IMS}/vocab/caliper/v1/action#Tagged",
    "object": {"@id": "https://book.example/4", "@type": "http://www.idpf.org/epub/vocab/structure/#volume"},
    "generated": {
        "@id": "https://lms.example/tags/7", "@type": f"{IMS}/caliper/v1/TagAnnotation", "tags": ["to-read"],
        "annotator": "https://lms.example/u/1", "annotated": "https://book.example/4",
    },
    "membership": {
        "@id": "https://lms.example/m/1", "@type": f"{IMS}/caliper/v1/lis/Membership",
        "member": "https://lms.example/u/1", "organization": "https://lms.example/s/1",
        "roles": [f"{IMS}/vocab/lis/v2/membership#Learner"], "status": f"{IMS}/vocab/lis/v2/status#Active",
    },
    "eventTime": "2015-09-15T10:15:00.000Z",
    "extensions": {"@type": "of their own"},
}  # fmt: skip


def test_an_event_of_version_1_0_is_read_in_the_terms_of_later_ones(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeback.caliper.reading._SEEN", DeviationLog())
    event = read_event(FIRST)
    assert isinstance(event, models.Event)
    assert (event.type, event.action, event.id) == ("AnnotationEvent", "Tagged", "")
    assert isinstance(event.actor, models.Person) and event.actor.id == "https://lms.example/u/1"
    assert isinstance(event.generated, models.TagAnnotation) and event.generated.tags == ["to-read"]
    assert isinstance(event.membership, models.Membership)
    assert (event.membership.roles, event.membership.status) == (["Learner"], models.MembershipStatus.ACTIVE)
    assert event.extensions == FIRST["extensions"]
    assert "Caliper.type: expected the terms of version 1.1 or later" in caplog.text
    assert isinstance(read_entity(FIRST["actor"]), models.Person)


def test_an_event_of_version_1_0_of_another_vendor_is_kept_whole() -> None:
    other = {**FIRST, "@type": "http://caliper.blackboard.com/caliper/v1/WikiEvent"}
    assert read_event(other) == models.UnknownEvent(data=other)


@pytest.mark.parametrize(
    "context",
    [{"query": "http://schema.org/query"}, [{"query": "http://schema.org/query"}, f"{IMS}/ctx/caliper/v1p2"]],
)
def test_a_context_of_ones_own_is_kept_and_hides_nothing(context: Any) -> None:
    sent = {
        "@context": context, "type": "SessionEvent", "id": "urn:uuid:1", "action": "LoggedIn",
        "actor": {"@context": context, "type": "Person", "id": "urn:uuid:a"},
        "object": {"type": "SoftwareApplication", "id": "urn:uuid:o"}, "eventTime": "2019-11-01T19:11:01.335Z",
    }  # fmt: skip
    event = read_event(sent)
    assert isinstance(event, models.Event) and isinstance(event.actor, models.Person)
    assert (event.context, event.further["@context"]) == (None, context)
    assert write(event) == json.loads(event.to_json()) == sent


def test_an_envelope_is_no_event() -> None:
    with pytest.raises(InvalidInputError, match="read each item of its list `data`"):
        read_event(
            {"sensor": "https://lms.example/", "sendTime": "2019-11-16T02:09:11.771Z", "data": [FIRST]}
        )


@pytest.mark.parametrize("data", [b'{"a":' * 100_000, "\ud800", b"\xff"])
def test_what_cannot_be_read_is_refused_as_no_json(data: bytes | str) -> None:
    for read in (read_event, read_entity):
        with pytest.raises(InvalidInputError, match="must be a JSON object, and this is not JSON"):
            read(data)


def test_text_that_an_enum_does_not_list_is_refused_in_what_is_sent() -> None:
    activity: dict[str, Any] = {
        "actor": {"id": "https://app.example/users/1", "email": "s@example.org"},
        "object": {"id": "https://app.example/a/1", "subject": "Maths", "app": {"name": "App"}},
        "metrics": [{"type": "xpEarned", "value": 1}, {"type": "xp", "value": 1}],
    }
    with pytest.raises(InvalidInputError) as caught:
        create_activity_event(activity)
    assert [(each.path, each.message.partition(" one of")[0]) for each in caught.value.issues] == [
        ("object.subject", "must be"), ("metrics[1].type", "must be"),
    ]  # fmt: skip
    assert "did you mean 'Math'?" in str(caught.value)
    newer = models.ActivityMetricType("streak")
    made = create_activity_event(
        {
            **activity,
            "object": activity["object"] | {"subject": "Math"},
            "metrics": [{"type": newer, "value": 1}],
        }
    )
    assert made.generated.items[0].type == "streak"
