"""A lesson as an app tells it: sent, stored, found again, over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from timeback import (
    AsyncCaliperClient,
    AsyncEduBridgeClient,
    AsyncOneRosterClient,
    BadRequestError,
    InvalidInputError,
    JobFailedError,
    NotFoundError,
    PageResult,
)
from timeback.caliper import create_question_graded_event, create_question_seen_event, read_event, write
from timeback.models.caliper import (
    ActivityCompletedInput,
    ActivityMetricType,
    ApiStatus,
    Attempt,
    Envelope,
    GradeEvent,
    JobState,
    Person,
    TimebackActivityCompletedEvent,
    TimebackActivityContext,
    TimebackActivityMetric,
    TimebackApp,
    TimebackCourse,
    TimebackSubject,
    TimebackUser,
    UnknownEvent,
)
from timeback.sandbox import Sandbox

SENSOR = "https://app.example/sensor"
ACTOR = "https://app.example/users/ada"


def lesson(**changed: Any) -> ActivityCompletedInput:
    return ActivityCompletedInput(
        actor=TimebackUser(id=ACTOR, email="ada@example.org"),
        object=TimebackActivityContext(
            id="https://app.example/lessons/fractions",
            subject=TimebackSubject.MATH,
            app=TimebackApp(name="Fractions"),
            course=TimebackCourse(name="Math 5"),
            further={"difficulty": "hard"},
        ),
        metrics=[
            TimebackActivityMetric(type=ActivityMetricType.XP_EARNED, value=12.5),
            TimebackActivityMetric(type=ActivityMetricType.TOTAL_QUESTIONS, value=10),
        ],
        **changed,
    )


async def test_a_lesson_is_sent_stored_and_found_again(caliper: AsyncCaliperClient) -> None:
    sent = await caliper.events.send_activity(
        SENSOR, lesson(id="urn:uuid:lesson-1", event_time=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    )
    assert sent.status is ApiStatus.SUCCESS
    assert sent.job_id is not None

    job = await caliper.jobs.wait_for_completion(sent.job_id, timeout=10, poll_interval=0.02)
    assert job.state is JobState.COMPLETED
    assert job.return_value is not None
    [result] = job.return_value.results
    assert result.external_id == "urn:uuid:lesson-1"

    found = await caliper.events.get("urn:uuid:lesson-1")
    assert str(found.id) == result.allocated_id
    assert found.sensor == SENSOR
    assert found.event_time == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert isinstance(found.object, dict)
    assert found.object["difficulty"] == "hard"

    page = await caliper.events.list(actor_id=ACTOR)
    assert isinstance(page, PageResult)
    assert (page.total, page[0].external_id) == (1, "urn:uuid:lesson-1")


async def test_every_event_of_the_timeback_profile_and_of_a_quiz_is_taken(
    caliper: AsyncCaliperClient,
) -> None:
    events, app, question = caliper.events, "https://app.example", {"id": "urn:uuid:q1", "name": "1/2 + 1/4?"}
    asked: dict[str, Any] = {"actor": "urn:uuid:ada", "object": question, "ed_app": app}
    await events.send_time_spent(
        SENSOR,
        {
            "actor": {"id": ACTOR, "email": "ada@example.org"},
            "object": {"id": "https://app.example/l", "subject": "Math", "app": {"name": "Fractions"}},
            "metrics": [{"type": "waste", "sub_type": "eating", "value": 30}],
        },
    )
    await events.send_question_seen(SENSOR, asked)
    await events.send_question_answered(
        SENSOR, {**asked, "generated": {"id": "urn:uuid:r1", "duration": "PT5S"}}
    )
    graded = {"score_given": 1, "max_score": 1, "attempt": "urn:uuid:a1"}
    await events.send_question_graded(
        SENSOR, {"actor": "urn:uuid:ada", "object": "urn:uuid:a1", "edApp": app, "generated": graded}
    )
    stored = await events.stream(sensor=SENSOR).collect()
    assert [(each.type, each.action) for each in stored] == [
        ("TimeSpentEvent", "SpentTime"),
        ("AssessmentItemEvent", "Started"),
        ("AssessmentItemEvent", "Completed"),
        ("GradeEvent", "Graded"),
    ]
    assert isinstance(stored[0].generated, dict)
    assert stored[0].generated["items"] == [{"type": "waste", "subType": "eating", "value": 30}]


async def test_an_envelope_may_mix_events_entities_and_mappings(caliper: AsyncCaliperClient) -> None:
    attempt = Attempt(
        id="urn:uuid:a1", assignee=Person(id="urn:uuid:ada", extensions={"email": "a@example.org"})
    )
    event = create_question_seen_event(
        {"actor": "urn:uuid:ada", "object": {"id": "urn:uuid:q1"}, "ed_app": "https://app.example"}
    )
    general = {
        "id": "urn:uuid:7",
        "type": "Event",
        "actor": "urn:uuid:ada",
        "action": "Waved",
        "object": "urn:uuid:b",
        "eventTime": "2026-03-02T09:30:00Z",
    }
    envelope = Envelope(sensor=SENSOR, send_time=datetime.now(UTC), data=[attempt, event, general])
    checked = await caliper.events.validate(envelope)
    assert checked.status is ApiStatus.SUCCESS
    assert (await caliper.events.list(sensor=SENSOR)).total == 0
    await caliper.events.send_envelope(envelope)
    assert (await caliper.events.list(sensor=SENSOR)).total == 2
    await caliper.events.send_envelope(envelope)
    assert (await caliper.events.list(sensor=SENSOR)).total == 2


async def test_the_server_says_what_is_wrong_with_an_event(caliper: AsyncCaliperClient) -> None:
    wrong = {
        "id": "urn:uuid:1", "type": "GradeEvent", "profile": "GradingProfile", "action": "Graduated",
        "actor": "urn:uuid:a", "object": "urn:uuid:o", "eventTime": "2026-03-02T09:30:00Z",
    }  # fmt: skip
    for call in (caliper.events.send_envelope, caliper.events.validate):
        with pytest.raises(BadRequestError, match=r"data\[0\]\.action") as caught:
            await call({"sensor": SENSOR, "send_time": datetime.now(UTC), "data": [wrong]})
        assert caught.value.body["status"] == "error"
    assert (await caliper.events.list(sensor=SENSOR)).total == 0


async def test_bad_input_is_refused_by_name_before_anything_is_sent(caliper: AsyncCaliperClient) -> None:
    graded = create_question_graded_event(
        {
            "actor": "urn:uuid:a",
            "object": "urn:uuid:o",
            "ed_app": "urn:uuid:e",
            "generated": {"score_given": 1},
        }
    )
    graded.id = "7"
    graded.object = 3  # type: ignore[assignment]
    events: list[Any] = [graded, "no event"]
    with caliper.record() as exchanges:
        with pytest.raises(InvalidInputError) as caught:
            await caliper.events.send("  ", events)
        assert [each.path for each in caught.value.issues] == [
            "sensor",
            "data[0].id",
            "data[0].object",
            "data[1]",
        ]
        for faulty, path in (
            ({"metrics": [], "object": {}}, "object.id"),
            ({**_wire(lesson()), "metrcs": []}, "metrcs"),
            ({**_wire(lesson()), "attempt": 0}, "attempt"),
            ({**_wire(lesson()), "eventTime": "soon"}, "eventTime"),
            ({**_wire(lesson()), "eventTime": "2026-03-02T09:30:00"}, "eventTime"),
        ):
            with pytest.raises(InvalidInputError) as caught:
                await caliper.events.send_activity(SENSOR, faulty)
            assert path in [each.path for each in caught.value.issues]
            assert "soon" not in str(caught.value)
        with pytest.raises(InvalidInputError, match=r"generated\.scoredBy: unknown field"):
            await caliper.events.send_question_graded(
                SENSOR,
                {
                    "actor": "urn:uuid:a", "object": "urn:uuid:o", "ed_app": "urn:uuid:e",
                    "generated": {"score_given": 1, "scoredBy": "urn:uuid:t"},
                },
            )  # fmt: skip
        with pytest.raises(InvalidInputError, match="sensor"):
            await caliper.events.list(sensor=" ")
        with pytest.raises(InvalidInputError, match="data"):
            await caliper.events.send(SENSOR, [])
    assert exchanges == []


def _wire(data: ActivityCompletedInput) -> dict[str, Any]:
    return dict(write(data))


async def test_the_same_event_again_is_one_event_and_another_under_its_id_fails_the_job(
    caliper: AsyncCaliperClient,
) -> None:
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    first = lesson(id="urn:uuid:once", metrics_id="urn:uuid:m", event_time=moment)
    for _ in range(2):
        sent = await caliper.events.send_activity(SENSOR, first)
        await caliper.jobs.wait_for_completion(str(sent.job_id), poll_interval=0.02)
    assert (await caliper.events.list(sensor=SENSOR)).total == 1

    other = lesson(id="urn:uuid:once", metrics_id="urn:uuid:m", event_time=moment, attempt=2)
    sent = await caliper.events.send_activity(SENSOR, other)
    with pytest.raises(JobFailedError, match="urn:uuid:once is the id of another event") as caught:
        await caliper.jobs.wait_for_completion(str(sent.job_id), poll_interval=0.02)
    assert caught.value.job_id == sent.job_id
    assert caught.value.reason == "urn:uuid:once is the id of another event"


async def test_the_seeded_week_is_listed_by_time_and_by_student(caliper: AsyncCaliperClient) -> None:
    week = await caliper.events.stream(limit=250).collect()
    assert len(week) > 400
    assert {each.type for each in week} == {"ActivityEvent", "TimeSpentEvent"}
    monday = await caliper.events.list(start_date="2025-12-15", end_date="2025-12-16", limit=1000)
    assert 0 < len(monday) < len(week)
    assert {each.event_time.day for each in monday} == {15}
    actor = week[0].actor
    assert isinstance(actor, dict)
    mine = await caliper.events.list(actor_email=actor["email"])
    assert mine.total == sum(each.actor == actor for each in week)
    for each in week[:20]:
        event = {"id": each.external_id, "type": each.type, "profile": each.profile, "action": each.action}
        parts = {"actor": each.actor, "object": each.object, "generated": each.generated}
        read = read_event({**event, **parts, "eventTime": "2025-12-15T14:00:00Z"})
        assert not isinstance(read, UnknownEvent | GradeEvent)
        if isinstance(read, TimebackActivityCompletedEvent):
            assert isinstance(read.actor, TimebackUser)


async def test_what_is_sent_moves_the_analytics_of_the_student(
    caliper: AsyncCaliperClient, sandbox: Sandbox
) -> None:
    async with AsyncEduBridgeClient(**sandbox.credentials) as edubridge:
        rostering = f"{sandbox.base_url}/ims/oneroster/rostering/v1p2"
        done = lesson(event_time=datetime(2026, 3, 2, 15, 30, tzinfo=UTC))
        done.actor.id = f"{rostering}/users/student-00001"
        await caliper.events.send_activity(SENSOR, done)
        answer = await edubridge.analytics.get_activity(
            student_id="student-00001", start_date="2026-03-02T00:00:00Z", end_date="2026-03-03T00:00:00Z"
        )
    [day] = answer.facts.values()
    assert day["Math"].activity_metrics.xp_earned == 12.5


async def test_a_processed_activity_is_an_assessment_result_one_for_each_attempt(
    caliper: AsyncCaliperClient, client: AsyncOneRosterClient, sandbox: Sandbox
) -> None:
    rostering = f"{sandbox.base_url}/ims/oneroster/rostering/v1p2"
    for number, (attempt, right) in enumerate(((1, 6), (2, 9), (2, 10))):
        done = lesson(id=f"urn:uuid:{number}", attempt=attempt)
        done.actor.id = f"{rostering}/users/student-00001"
        done.object.id = f"{rostering}/courses/component-resources/link-mth-05-u1"
        done.object.process = True
        done.metrics.append(TimebackActivityMetric(type=ActivityMetricType.CORRECT_QUESTIONS, value=right))
        await caliper.events.send_activity(SENSOR, done)
    today = sandbox.clock.time - timedelta(days=1)
    found = await client.assessment_results.list(
        where={"student.sourced_id": "student-00001", "date_last_modified": {"gt": today}}
    )
    assert [(each.metadata or {})["attempt"] for each in found] == [1, 2]
    assert [each.score for each in found] == [60, 100]


async def test_what_is_not_there_is_not_found(caliper: AsyncCaliperClient) -> None:
    with pytest.raises(NotFoundError):
        await caliper.events.get("urn:uuid:nothing")
    with pytest.raises(NotFoundError):
        await caliper.jobs.get_status("no/such job")
