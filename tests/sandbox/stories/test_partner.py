"""The Partner API: a student and a unit are put, XP is sent, and read back as entry, fact and insight."""

from __future__ import annotations

from typing import Any

from .conftest import Wire

ROSTERING = "/rostering/1.0"
COURSE, DAY = "course-mth-05", "2026-01-20"


def xp_event(student: str, application: str, xp: float) -> dict[str, Any]:
    """XP as this API and LEARNWITH_AI take it: one bare event."""
    return {
        "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "id": "urn:uuid:5b0f9a60-0f0c-4b0e-9a52-000000000001", "type": "GradeEvent", "profile": "GradingProfile",
        "actor": f"urn:uuid:{application}", "edApp": f"urn:uuid:{application}", "action": "Graded",
        "eventTime": f"{DAY}T15:00:00Z",
        "object": {"id": "urn:uuid:attempt-1", "type": "Attempt", "assignee": f"urn:uuid:{student}"},
        "generated": {
            "id": "urn:uuid:score-1", "type": "Score", "scoreGiven": xp, "maxScore": xp,
            "extensions": {"scoreType": "XP"},
        },
        "extensions": {"subject": "Math"},
    }  # fmt: skip


def test_a_student_learns_and_is_reported_on(wire: Wire) -> None:
    org = {"sourcedId": "school-01", "type": "org"}
    ada = {
        "sourcedId": "ada-1", "status": "active", "enabledUser": True, "givenName": "Ada", "familyName": "L",
        "email": "ada@partner.example", "primaryOrg": org,
        "roles": [{"roleType": "primary", "role": "student", "org": org}],
    }  # fmt: skip
    wire("PUT", f"{ROSTERING}/users/ada-1", {"user": ada})
    seen = wire.get(f"{ROSTERING}/users/ada-1")["user"]
    assert seen["primaryOrg"].keys() <= {"href", "sourcedId", "type"}
    assert "/rostering/1.0/orgs/school-01" in seen["primaryOrg"]["href"]
    unit = {
        "sourcedId": "unit-1", "status": "active", "dateLastModified": f"{DAY}T00:00:00Z", "title": "Kites",
        "course": {"sourcedId": COURSE}, "sortOrder": 1,
    }  # fmt: skip
    wire("PUT", f"{ROSTERING}/units/unit-1", {"unit": unit})
    page = wire("GET", f"{ROSTERING}/units", filter=f"course.sourcedId='{COURSE}'", limit=2).json()
    assert len(page["units"]) == page["limit"] == 2 < page["total"]
    wire("PUT", f"{ROSTERING}/units/unit-2", {"unit": {"title": "No course"}}, expect=400)
    wire("GET", f"{ROSTERING}/users", limit=1001, expect=400)

    event = xp_event("ada-1", "lakeview-learn", 12.5)
    wire("POST", "/events/1.0/", event, expect=202)
    wire("POST", "/events/1.0/", {**event, "eventTime": "yesterday"}, expect=400)
    (entry,) = wire.get("/xp/1.0/users/ada-1/entries", startDate="2026-01-19", endDate="2026-01-21")[
        "entries"
    ]
    assert (entry["value"], entry["applicationId"]) == (12.5, "lakeview-learn")
    facts = wire.get("/analytics/1.0/facts/weekly", studentId="ada-1", weekDate=DAY)["facts"]
    assert [each["xpEarned"] for each in facts] == [12.5]
    told = wire.get("/insights/1.0/users/ada-1", startDate=DAY, endDate=DAY)
    assert told["insights"][0]["totalXpEarned"] == 12.5
