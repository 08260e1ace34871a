"""What a type checker sees of the client of LEARNWITH_AI."""

from __future__ import annotations

from typing import assert_type

from timeback import LearnWithClient, PageResult, TimebackClient
from timeback.models.caliper import AssignableEvent, GradeEvent
from timeback.models.learnwith import (
    Application,
    Draft,
    InsightReport,
    InsightSession,
    Org,
    StudentInput,
    User,
)


def reads(timeback: TimebackClient) -> None:
    client = timeback.learnwith
    assert_type(client, LearnWithClient)
    assert_type(client.orgs.list(where={"status": "active"}), PageResult[Org])
    assert_type(client.users.get("u-1"), User)
    assert_type(client.applications.first(), Application | None)
    assert_type(client.insights.get("u-1", start_date="2026-01-01"), InsightReport)
    for session in client.insights.sessions.stream("u-1"):
        assert_type(session, InsightSession)


def writes(client: LearnWithClient, student: StudentInput) -> None:
    assert_type(client.students.create(student), User)
    made = client.students.create(
        sourced_id="u-1",
        given_name="Ada",
        family_name="L",
        email="a@b.example",
        grades=["K"],
        primary_org={"sourced_id": "o-1"},
        demographics={"birth_date": "2020-12-10"},
    )
    assert_type(made, User)
    client.users("u-1").profiles.assign("p-1", application_id="a-1")
    draft = client.applications.create_draft(
        name="n", description="d", launch_url="https://x.example", application_type="learning_app"
    )
    assert_type(draft, Draft)


def tells(client: LearnWithClient) -> None:
    xp = client.events.send_xp(student_id="s", application_id="a", activity_id="x", xp=2.5)
    assert_type(xp, GradeEvent)
    lesson = client.events.send_lesson("Started", student_id="s", application_id="a", lesson_id="l")
    assert_type(lesson, AssignableEvent)
