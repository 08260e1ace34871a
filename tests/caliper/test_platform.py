"""Events that LEARNWITH_AI counts: ids made of what is told, forms as documented, and nothing that makes no sense."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.caliper import (
    LEARNWITH_NAMES,
    PARTNER_NAMES,
    EntityNames,
    create_lesson_event,
    create_question_result_event,
    create_session_event,
    create_xp_event,
    read_event,
    write,
)
from timeback.errors import InvalidInputError
from timeback.models.caliper import (
    AssignableEvent,
    GradeEvent,
    Person,
    SessionLoggedInEvent,
    SoftwareApplication,
)

AT = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
WHO: dict[str, Any] = {"student_id": "s-1", "application_id": "a-1", "event_time": AT}
MAKERS: list[Callable[..., Any]] = [
    lambda **changed: create_xp_event(**{**WHO, "activity_id": "x", "xp": 3, **changed}),
    lambda **changed: create_question_result_event(
        **{**WHO, "activity_id": "x", "question_id": "q", "correct": True, **changed}
    ),
    lambda **changed: create_lesson_event("Started", **{**WHO, "lesson_id": "x", **changed}),
]


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_thing_told_again_is_the_same_event(make: Callable[..., Any]) -> None:
    assert write(make()) == write(make())
    assert make().id == make(event_time=AT.astimezone(timezone(timedelta(hours=-6)))).id
    for name, other in (("student_id", "s-2"), ("application_id", "a-2"), ("attempt", 2)):
        assert make(**{name: other}).id != make().id, name


@pytest.mark.parametrize("names", [LEARNWITH_NAMES, PARTNER_NAMES])
@pytest.mark.parametrize("make", MAKERS)
def test_an_iri_is_the_same_as_the_id_in_it(make: Callable[..., Any], names: EntityNames) -> None:
    for name, collection in (("student_id", "users"), ("application_id", "applications")):
        iri = names.iri(collection, WHO[name])
        assert make(names=names, **{name: iri}).id == make(names=names).id, name


def test_sessions_of_one_name_are_those_of_each_student_and_application() -> None:
    first = create_session_event("LoggedIn", session_id="x", **WHO)
    assert first.id == create_session_event("LoggedIn", session_id="x", **WHO).id
    for name, other in (("student_id", "s-2"), ("application_id", "a-2")):
        assert create_session_event("LoggedIn", session_id="x", **{**WHO, name: other}).id != first.id, name


def test_a_fact_has_the_id_of_its_attempt_whatever_its_time_and_score() -> None:
    first = create_xp_event(activity_id="x", xp=3, **WHO)
    later = create_xp_event(activity_id="x", xp=4, **{**WHO, "event_time": AT + timedelta(hours=1)})
    assert first.object.id == later.object.id and first.id != later.id  # type: ignore[union-attr]
    assert create_xp_event(activity_id="x", xp=3.0, **WHO).id == first.id
    question = create_question_result_event(activity_id="x", question_id="q", correct=True, **WHO)
    other = create_question_result_event(activity_id="x", question_id="r", correct=True, **WHO)
    ids = {each.object.id for each in (first, question, other)}  # type: ignore[union-attr]
    assert len(ids) == 3


IDS = st.text(min_size=1).filter(lambda text: text.strip() and text not in (".", ".."))


@given(st.lists(IDS, min_size=4, max_size=4))
def test_no_ids_run_together(parts: list[str]) -> None:
    def made(student: str, application: str, activity: str, question: str) -> str:
        event = create_question_result_event(
            student_id=student, application_id=application, activity_id=activity, question_id=question,
            correct=True, event_time=AT,
        )  # fmt: skip
        return event.id

    student, application, activity, question = parts
    assert uuid.UUID(made(*parts).removeprefix("urn:uuid:"))
    assert made(student + application, "x", activity, question) != made(
        student, application + "x", activity, question
    )


def test_they_have_the_documented_forms() -> None:
    xp = write(create_xp_event(
        activity_id="x", xp=2.5, activity_name="Fractions", course_id="c", subject="Math", **WHO
    ))  # fmt: skip
    assert (xp["type"], xp["profile"], xp["action"]) == ("GradeEvent", "GradingProfile", "Graded")
    assert (xp["actor"], xp["edApp"], xp["session"]) == (
        "urn:uuid:a-1", "urn:uuid:a-1", "urn:tag:auto-attach",
    )  # fmt: skip
    assert xp["extensions"] == {"subject": "Math", "course": {"id": "urn:uuid:c"}}
    assert xp["object"]["assignee"] == "urn:uuid:s-1" and xp["object"]["count"] == 1
    assert xp["object"]["extensions"] == {"activityName": "Fractions"}
    assert xp["generated"]["extensions"] == {"scoreType": "XP"}
    assert (xp["generated"]["scoreGiven"], xp["generated"]["maxScore"]) == (2.5, 2.5)
    wrong = create_question_result_event(activity_id="x", question_id="q", correct=False, **WHO)
    assert (wrong.generated.score_given, wrong.generated.max_score) == (0, 1)  # type: ignore[union-attr]
    lesson = write(create_lesson_event("Completed", lesson_id="l", lesson_name="L", unit_id="u", **WHO))
    assert lesson["object"] == {
        "type": "AssignableDigitalResource", "id": "urn:uuid:l", "name": "L", "mediaType": "curriculum/lesson",
        "isPartOf": {"type": "DigitalResource", "id": "urn:uuid:u", "mediaType": "curriculum/unit"},
    }  # fmt: skip
    assert lesson["generated"]["assignable"] == lesson["object"]
    assert "startedAtTime" not in lesson["generated"] and lesson["generated"]["endedAtTime"]
    out = write(create_session_event("TimedOut", session_id="z", **WHO))
    assert (out["actor"], out["object"]["id"], out["object"]["user"]) == (
        "urn:uuid:a-1", "urn:uuid:z", "urn:uuid:s-1",
    )  # fmt: skip
    assert out["object"] == out["session"]


def test_they_can_be_read_again() -> None:
    kinds: tuple[type, ...] = (GradeEvent, GradeEvent, AssignableEvent)
    for make, kind in zip(MAKERS, kinds, strict=True):
        assert isinstance(read_event(write(make())), kind)
    login = create_session_event("LoggedIn", session_id="z", **WHO)
    assert isinstance(read_event(write(login)), SessionLoggedInEvent)


def test_an_iri_stays_as_it_is_and_other_names_may_be_given() -> None:
    event = create_xp_event(activity_id="https://app.example/a/1", xp=1, **WHO)
    assert event.object.assignable.id == "https://app.example/a/1"  # type: ignore[union-attr]
    assert EntityNames().iri("users", "a b/c") == "urn:uuid:a%20b%2Fc"

    class Linked(EntityNames):
        session = None

        def person(self, student_id: str) -> Person:
            return Person(id=self.iri("users", student_id))

        def application(self, application_id: str) -> SoftwareApplication:
            return SoftwareApplication(id=self.iri("applications", application_id))

        def iri(self, collection: str, entity_id: str) -> str:
            return f"https://x.example/{collection}/{entity_id}"

    linked = write(create_xp_event(activity_id="x", xp=1, names=Linked(), **WHO))
    assert linked["actor"]["id"] == "https://x.example/applications/a-1"
    assert linked["object"]["assignee"]["id"] == "https://x.example/users/s-1"
    assert "session" not in linked


def test_what_makes_no_sense_is_refused_and_all_of_it_named() -> None:
    with pytest.raises(InvalidInputError) as caught:
        create_xp_event(
            student_id="", application_id=None, activity_id=7, xp=True, attempt=1.5, event_time=datetime(2026, 1, 1)  # type: ignore[arg-type]
        )  # fmt: skip
    assert [issue.path for issue in caught.value.issues] == [
        "student_id", "application_id", "activity_id", "event_time", "attempt", "xp",
    ]  # fmt: skip
    with pytest.raises(InvalidInputError, match="correct"):
        create_question_result_event(activity_id="x", question_id="q", correct=1, **WHO)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="Started"):
        create_lesson_event("started", lesson_id="x", **WHO)  # type: ignore[arg-type]
    for amount in (-0.1, float("inf"), float("nan"), "3", 10**400):
        with pytest.raises(InvalidInputError, match="xp"):
            create_xp_event(activity_id="x", xp=amount, **WHO)  # type: ignore[arg-type]
    for name, value in (
        ("activity_id", "\ud800"), ("subject", 3), ("course_id", ""), ("activity_name", b"x"), ("attempt", 1.5),
        ("event_time", ""),
    ):  # fmt: skip
        with pytest.raises(InvalidInputError, match=name):
            create_xp_event(**{**WHO, "activity_id": "x", "xp": 1, name: value})
    with pytest.raises(InvalidInputError, match="unit_id"):
        create_lesson_event("Started", lesson_id="x", unit_id=3, **WHO)  # type: ignore[arg-type]


def test_numbers_of_other_libraries_are_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    plain = create_xp_event(activity_id="x", xp=1.5, attempt=2, **WHO)
    others: list[tuple[Any, Any]] = [(Decimal("1.5"), 2.0), (numpy.float64(1.5), numpy.int64(2))]
    for xp, attempt in others:
        assert write(create_xp_event(activity_id="x", xp=xp, attempt=attempt, **WHO)) == write(plain)
