"""Activities that an application records: who, which attempt, how far, and what goes over the wire."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from timeback import AsyncTimebackClient, InvalidInputError, ServerError
from timeback._apps.outbox import Outbox
from timeback.apps import (
    AmbiguousUserError,
    App,
    ConfigValidationError,
    CourseError,
    EventData,
    UserNotFoundError,
)
from timeback.models.oneroster import User
from timeback.sandbox import Sandbox

from .conftest import LINK, STUDENT

IRI = "https://farm.example/play/activities/Math/g4/halves%20%26%20quarters?v=1"


def posted(sandbox: Sandbox) -> int:
    """The number of envelopes that reached the sandbox."""
    return sum(each.path == "/caliper/event" for each in sandbox.requests)


async def test_the_events_are_those_of_the_published_sdk(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any], student: User
) -> None:
    done["metrics"]["pct_complete"] = 30
    with timeback.record() as exchanges:
        found = await timeback.activity.record(**done)
    (envelope,) = [
        json.loads(each.request_content or b"") for each in exchanges if each.path == "/caliper/event"
    ]
    assert envelope == found.envelope
    assert envelope["sensor"] == "https://farm.example/play?v=1"
    completed, spent = envelope["data"]
    host = f"{sandbox.base_url}/ims/oneroster/rostering/v1p2"
    shared = {
        "profile": "TimebackProfile",
        "actor": {"id": f"{host}/users/{STUDENT}", "type": "TimebackUser", "email": student.email},
        "object": {
            "id": IRI,
            "type": "TimebackActivityContext",
            "subject": "Math",
            "app": {"name": "Fraction Farm"},
            "course": {"id": f"{host}/courses/course-mth-04", "name": "Math G4"},
            "activity": {"name": "Halves"},
            "process": True,
        },
        "eventTime": "2026-03-10T15:00:00Z",
        "session": "urn:uuid:0b0e3c1c-6f0c-4a53-9e6f-0d7f9d1f7a11",
        "extensions": {"courseId": "course-mth-04"},
    }
    figures = completed.pop("generated")
    assert figures.pop("id").startswith("urn:uuid:")
    assert figures == {
        "type": "TimebackActivityMetricsCollection",
        "items": [
            {"type": "totalQuestions", "value": 10},
            {"type": "correctQuestions", "value": 8},
            {"type": "xpEarned", "value": 12.5},
            {"type": "masteredUnits", "value": 1},
        ],
        "attempt": 1,
        "extensions": {"pctCompleteApp": 30},
    }
    assert completed == {"id": found.event_ids[0], "type": "ActivityEvent", "action": "Completed", **shared}
    assert spent == {
        "id": found.event_ids[1],
        "type": "TimeSpentEvent",
        "action": "SpentTime",
        "generated": {
            "type": "TimebackTimeSpentMetricsCollection",
            "items": [{"type": "active", "value": 60}, {"type": "inactive", "value": 0.5}],
        },
        **shared,
    }


async def test_the_same_again_is_the_same_event_and_another_end_another_attempt(
    timeback: AsyncTimebackClient, done: dict[str, Any]
) -> None:
    first, again = [await timeback.activity.record(done) for _ in range(2)]
    assert (again.attempt, again.event_ids) == (first.attempt, first.event_ids) == (1, first.event_ids)
    line_item = "caliper_" + hashlib.sha256(f"{IRI}_course-mth-04".encode()).hexdigest()
    where = {"assessmentLineItem.sourcedId": line_item, "student.sourcedId": STUDENT}
    assert len(await timeback.oneroster.assessment_results.list(where=where)) == 1

    done["time"]["ended_at"] = "2026-03-10T16:00:00+01:00"  # the same instant, written otherwise
    assert (await timeback.activity.record(done)).event_ids == first.event_ids
    done["time"]["ended_at"] = "2026-03-11T15:00:00Z"
    assert (await timeback.activity.record(done)).attempt == 2


async def test_another_client_counts_the_attempts_that_have_arrived(
    timeback: AsyncTimebackClient, sandbox: Sandbox, config: dict[str, Any], done: dict[str, Any]
) -> None:
    await timeback.activity.record(done)
    done["time"]["ended_at"] = "2026-03-12T15:00:00Z"
    async with AsyncTimebackClient(**sandbox.credentials, app=config) as other:
        assert (await other.activity.record(done)).attempt == 2


async def test_what_failed_counts_as_no_attempt(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any]
) -> None:
    sandbox.faults.add(status=500, path="/caliper/event", times=1)
    with pytest.raises(ServerError):
        await timeback.activity.record(done)
    done["time"]["ended_at"] = "2026-03-12T15:00:00Z"
    assert (await timeback.activity.record(done)).attempt == 1


async def test_a_look_at_an_attempt_under_way_takes_no_number_from_it(
    sandbox: Sandbox, config: dict[str, Any], done: dict[str, Any], tmp_path: Path
) -> None:
    for spool in (None, tmp_path / "spool"):
        app = App(config=config, spool=spool)
        async with AsyncTimebackClient(**sandbox.credentials, app=app) as timeback:
            sandbox.faults.add(status=503, path="/caliper/event", times=1_000)
            done["activity"]["id"] = f"halves {spool is None}"
            later = {**done, "time": {"ended_at": "2026-03-12T15:00:00Z"}}
            assert (await timeback.activity.record(done, background=True)).attempt == 1
            assert (await timeback.activity.record(done, preview=True)).attempt == 1
            with pytest.raises(ServerError):
                await timeback.with_options(max_retries=0).activity.record(done)
            assert (await timeback.activity.record(later, preview=True)).attempt == 2
            sandbox.faults.clear()


async def test_an_attempt_that_cannot_be_counted_is_an_error(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any]
) -> None:
    sandbox.faults.add(status=500, path="/ims/oneroster/gradebook/v1p2/assessmentResults/", times=9)
    quick = timeback.with_options(max_retries=0)
    with pytest.raises(ServerError):
        await quick.activity.record(done)
    assert not posted(sandbox)


async def test_time_that_was_not_spent_is_not_told_and_a_user_is_looked_up_once(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any]
) -> None:
    await timeback.activity.record(done)
    assert len([each for each in sandbox.requests if each.path.endswith("/users/")]) == 1
    done["time"] = {"ended_at": "2026-03-11T15:00:00Z", "active_ms": 0}
    found = await timeback.activity.record(done)
    assert [each["type"] for each in found.envelope["data"]] == ["ActivityEvent"]


async def test_every_course_that_can_be_configured_can_be_recorded(
    sandbox: Sandbox, config: dict[str, Any], done: dict[str, Any]
) -> None:
    odd = [
        {"subject": "Language", "grade": -1},
        {"subject": "FastMath", "grade": 13},
        {"subject": "Vocabulary", "grade": 0},
        {"subject": "None", "grade": 12},
    ]
    config["courses"] = [{**each, "ids": {"staging": "course-mth-04"}} for each in odd]
    async with AsyncTimebackClient(**sandbox.credentials, app=config) as timeback:
        for course in odd:
            done["activity"]["course"] = course
            found = await timeback.activity.record(done, preview=True)
            assert f"/activities/{course['subject']}/g{course['grade']}/" in found.activity_id


async def test_hooks_may_do_what_the_client_does(
    sandbox: Sandbox, config: dict[str, Any], done: dict[str, Any]
) -> None:
    async def rename(data: EventData) -> EventData:
        assert (data.app_name, data.environment, data.timeback_id) == ("Fraction Farm", "staging", STUDENT)
        data.event["object"]["activity"]["name"] = "renamed"
        return data

    async def hold_back(data: EventData) -> None: ...

    app = App(config=config, before_activity_send=rename, before_time_spent_send=hold_back)
    async with AsyncTimebackClient(**sandbox.credentials, app=app) as timeback:
        found = await timeback.activity.record(done)
        (event,) = found.envelope["data"]
        assert (event["type"], event["object"]["activity"]["name"]) == ("ActivityEvent", "renamed")
        (stored,) = await timeback.caliper.events.list_all(sensor=found.envelope["sensor"])
        assert stored.type == "ActivityEvent"


async def test_a_preview_sends_nothing(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any]
) -> None:
    found = await timeback.activity.record(done, preview=True)
    assert (found.sent, found.attempt, len(found.envelope["data"])) == (False, 1, 2)
    assert not posted(sandbox)
    assert {each.method for each in sandbox.requests if "/oauth2" not in each.path} == {"GET"}


async def test_an_id_spares_the_look_up_and_an_email_the_other(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any], student: User
) -> None:
    sandbox.core.log.clear()
    done["user"] = {"timeback_id": STUDENT, "email": student.email}
    await timeback.activity.record(done, preview=True)
    assert not [each for each in sandbox.requests if "/users" in each.path]
    done["user"] = {"timeback_id": STUDENT}
    found = await timeback.activity.record(done, preview=True)
    assert found.envelope["data"][0]["actor"]["email"] == student.email


async def test_progress_is_computed_of_all_units_that_were_mastered(
    timeback: AsyncTimebackClient, done: dict[str, Any]
) -> None:
    enrollments = await timeback.edubridge.enrollments.list(user_id=STUDENT)
    if not any(each.course.id == "course-mth-04" for each in enrollments):
        await timeback.edubridge.enrollments.enroll(user_id=STUDENT, course_id="course-mth-04")
    before = await timeback.activity.record(done)
    assert before.pct_complete is not None
    done["activity"]["id"], done["metrics"]["mastered_units"] = "another", 8
    after = await timeback.activity.record(done)
    assert after.pct_complete == min(100, before.pct_complete + 20)
    # What the facts hold already is not counted twice.
    again = await timeback.activity.record({**done, "time": {"ended_at": "2026-03-10T17:00:00Z"}})
    assert again.pct_complete == after.pct_complete


async def test_no_progress_without_units_or_the_size_of_the_course(
    timeback: AsyncTimebackClient, done: dict[str, Any]
) -> None:
    del done["metrics"]["mastered_units"]
    assert (await timeback.activity.record(done)).pct_complete is None
    done["metrics"]["pct_complete"] = 180
    assert (await timeback.activity.record(done)).pct_complete == 100


async def test_at_a_hundred_percent_the_course_is_mastered(
    timeback: AsyncTimebackClient, done: dict[str, Any]
) -> None:
    await make_link(timeback)
    done["metrics"]["pct_complete"] = 100
    for _ in range(2):  # the second finds the line item
        found = await timeback.activity.record(done)
        assert found.mastery_error is None
    name = "mastery-completion_course-mth-04"
    item_id, result_id = (
        "timeback_sdk_" + hashlib.sha256(each.encode()).hexdigest() for each in (name, f"{name}_{STUDENT}")
    )
    item = await timeback.oneroster.assessment_line_items.get(item_id)
    assert (item.title, item.result_value_min, item.result_value_max) == ("Fraction Farm: Complete", 0, 100)
    result = await timeback.oneroster.assessment_results.get(result_id)
    assert (result.score, result.score_status) == (100, "fully graded")
    assert result.metadata is not None
    assert (result.metadata["isMasteryCompletion"], result.metadata["appName"]) == (True, "Fraction Farm")


async def make_link(timeback: AsyncTimebackClient) -> None:
    """The link that the platform's tools make for a course of a configuration."""
    courses = timeback.oneroster.courses
    links = await courses.component_resources.list(limit=1)
    await courses.component_resources.create(
        sourced_id=LINK,
        status="active",
        title="All of it",
        course_component=links[0].course_component,
        resource=links[0].resource,
    )


async def test_a_completion_that_cannot_be_written_is_told_and_not_raised(
    timeback: AsyncTimebackClient, done: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    done["metrics"]["pct_complete"] = 100
    found = await timeback.activity.record(done)  # there is no link of that name
    assert found.sent
    assert found.mastery_error is not None
    assert "componentResource" in found.mastery_error
    assert "a course's completion could not be written" in caplog.text


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("user", {}, "user.email"),
        ("user", {"email": "  "}, "user.email"),
        ("activity.id", "", "activity.id"),
        ("activity.name", " ", "activity.name"),
        ("activity.course", {"subject": "Math", "grade": 99}, "activity.course"),
        ("activity.course", {"code": "none"}, "activity.course.code"),
        ("metrics.xp_earned", -1, "metrics.xp_earned"),
        ("metrics.xp_earned", float("nan"), "metrics.xp_earned"),
        ("metrics.total_questions", 7, "metrics.correct_questions"),
        ("metrics.mastered_units", 1.5, "metrics.mastered_units"),
        ("time.ended_at", "yesterday", "time.ended_at"),
        ("time.started_at", "2026-03-11T15:00:00Z", "time.ended_at"),
        ("time.active_ms", -5, "time.active_ms"),
        ("run_id", "run 7", "run_id"),
        ("metrics.xpEarnd", 1, "metrics.xpEarnd"),
    ],
)
async def test_faults_are_named_before_anything_is_sent(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any], path: str, value: Any, field: str
) -> None:
    sandbox.core.log.clear()
    *places, name = path.split(".")
    part = done
    for place in places:
        part = part[place]
    part[name] = value
    with pytest.raises(InvalidInputError) as refused:
        await timeback.activity.record(done)
    assert field in [issue.path for issue in refused.value.issues]
    assert not sandbox.requests


async def test_questions_go_together(timeback: AsyncTimebackClient, done: dict[str, Any]) -> None:
    del done["metrics"]["correct_questions"]
    with pytest.raises(InvalidInputError, match=r"metrics\.correct_questions: required"):
        await timeback.activity.record(done)


async def test_a_course_that_cannot_be_used_says_why(
    timeback: AsyncTimebackClient, done: dict[str, Any]
) -> None:
    done["activity"]["course"] = {"subject": "Science", "grade": 13}
    with pytest.raises(CourseError, match="no id of this course for staging") as refused:
        await timeback.activity.record(done)
    assert refused.value.fault == "no_id"
    done["activity"]["course"] = {"code": "CS 101", "subject": "Math", "grade": 4}  # the code wins
    found = await timeback.activity.record(done, preview=True)
    assert (found.course_id, found.activity_id.split("/activities/")[1]) == (
        "course-rdg-04",
        "CS 101/halves%20%26%20quarters?v=1",
    )


async def test_email_addresses_lead_to_one_user_or_an_error(
    timeback: AsyncTimebackClient, sandbox: Sandbox, done: dict[str, Any], student: User
) -> None:
    done["user"] = {"email": "nobody@lakeview.example"}
    with pytest.raises(UserNotFoundError) as missing:
        await timeback.activity.record(done)
    assert "nobody" not in str(missing.value)
    both = {"users": [json.loads(student.to_json())] * 2, "totalCount": 2}
    sandbox.faults.add(status=200, body=both, path="/ims/oneroster/rostering/v1p2/users")
    done["user"] = {"email": student.email}
    with pytest.raises(AmbiguousUserError):
        await timeback.activity.record(done)
    assert not posted(sandbox)


async def test_without_a_configuration_it_says_what_is_missing(
    sandbox: Sandbox, done: dict[str, Any], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        with pytest.raises(ConfigValidationError, match="timeback config init"):
            await timeback.activity.record(done)
        assert (await timeback.user.verify(done["user"]["email"])).timeback_id == STUDENT


async def test_in_the_background_it_is_sent_later_and_marked_after(
    sandbox: Sandbox, config: dict[str, Any], done: dict[str, Any], tmp_path: Any
) -> None:
    done["metrics"]["pct_complete"] = 100
    app = App(config=config, spool=tmp_path / "spool")
    sandbox.faults.add(status=503, path="/caliper/event", times=1)
    async with AsyncTimebackClient(**sandbox.credentials, app=app) as timeback:
        await make_link(timeback)
        found = await timeback.activity.record(done, background=True)
        assert (found.sent, found.attempt, found.mastery_error) == (False, 1, None)
        done["time"]["ended_at"] = "2026-03-11T15:00:00Z"
        assert (await timeback.activity.record(done, background=True)).attempt == 2
    async with AsyncTimebackClient(**sandbox.credentials) as after:
        events = await after.caliper.events.list_all(sensor="https://farm.example/play?v=1")
        assert len(events) == 4
        result = hashlib.sha256(f"mastery-completion_course-mth-04_{STUDENT}".encode()).hexdigest()
        assert (await after.oneroster.assessment_results.get(f"timeback_sdk_{result}")).score == 100


async def test_an_event_that_is_refused_for_good_stays_in_the_outbox(
    sandbox: Sandbox, config: dict[str, Any], done: dict[str, Any], tmp_path: Any
) -> None:
    sandbox.faults.add(status=422, path="/caliper/event", times=3)
    app = App(config=config, spool=tmp_path / "spool")
    async with AsyncTimebackClient(**sandbox.credentials, app=app) as timeback:
        await timeback.activity.record(done, background=True)
    assert len(Outbox(tmp_path / "spool").rejected) == 2
