# Generated from tests/_async/apps/test_people.py by setup_unasync.py; do not edit.
"""The user of an application: known or not, and the profile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from timeback import TimebackClient, InvalidInputError
from timeback._apps.people import highest_grade
from timeback.apps import UserNotFoundError
from timeback.models.oneroster import User

from .conftest import STUDENT


def test_an_email_address_is_verified(timeback: TimebackClient, student: User) -> None:
    found = timeback.user.verify(str(student.email))
    assert found.to_dict("json") == {"verified": True, "timebackId": STUDENT}
    missing = timeback.user.verify("nobody@lakeview.example")
    assert (missing.verified, missing.timeback_id) == (False, None)
    with pytest.raises(InvalidInputError, match="email: must not be blank"):
        timeback.user.verify(" ")


def test_a_user_is_found_by_email(timeback: TimebackClient, student: User) -> None:
    assert (timeback.users.by_email(f" {student.email} ")).sourced_id == STUDENT
    with pytest.raises(UserNotFoundError):
        timeback.users.by_email("o'nobody@lakeview.example")


def test_the_profile_has_school_courses_and_xp(
    timeback: TimebackClient, student: User, done: dict[str, Any]
) -> None:
    before = timeback.user.get_profile(str(student.email))
    assert (before.id, before.email, before.grade) == (STUDENT, student.email, "11")
    assert before.name == f"{student.given_name} {student.family_name}"
    assert before.school is not None
    assert before.school.name == "Cedar Grove High School"
    assert "course-mth-11" in {each.id for each in before.courses or []}
    done["time"]["ended_at"] = datetime.now(UTC)
    timeback.activity.record(done)
    after = timeback.user.get_profile(str(student.email))
    assert (after.xp.today - before.xp.today, after.xp.all - before.xp.all) == (12.5, 12.5)


def test_the_day_is_that_of_the_school(
    timeback: TimebackClient, student: User, done: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInputError, match="IANA"):
        timeback.user.get_profile(str(student.email), timezone="Mars/Base")
    # Its day begins at 10:00 of the day before in UTC, so that another day's sum is another at any hour.
    zone = "Pacific/Kiritimati"
    midnight = datetime.combine(datetime.now(ZoneInfo(zone)), datetime.min.time(), ZoneInfo(zone))
    before = timeback.user.get_profile(str(student.email), timezone=zone)
    for moment in (midnight - timedelta(minutes=1), midnight + timedelta(milliseconds=1)):
        done["time"]["ended_at"] = moment
        timeback.activity.record(done)
    after = timeback.user.get_profile(str(student.email), timezone=zone)
    assert (after.xp.today - before.xp.today, after.xp.all - before.xp.all) == (12.5, 25)


def test_the_highest_of_the_grades() -> None:
    assert highest_grade(["9", "10", "K"]) == "10"
    assert highest_grade(["-1", "KG"]) == "KG"
    assert highest_grade(["Ungraded", "3"]) == "3"
    assert highest_grade([]) is None
    assert highest_grade(None) is None
