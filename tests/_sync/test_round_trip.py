# Generated from tests/_async/test_round_trip.py by setup_unasync.py; do not edit.
"""Every entity, created with every field set, is read back with nothing lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from timeback import OneRosterClient

INSTANT = "2026-03-02T10:00:00Z"
OBJECTIVES = [{"source": "case", "learningObjectiveIds": ["o-1", "o-2"]}]
SCORED = [
    {
        "source": "case",
        "learningObjectiveResults": [{"learningObjectiveId": "o-1", "score": 1.5, "textScore": "B"}],
    }
]
FLAGS = {"inProgress": "false", "incomplete": "true", "late": "false", "missing": "true"}
FREE = {"free": {"nested": [1, "two", None]}}
# What a server decides for itself, or keeps under another name.
ELSEWHERE = {"dateLastModified", "password"}
RENAMED = {"classes": {"org": "school"}}


def references(client: OneRosterClient) -> dict[str, dict[str, str]]:
    """One existing record of each kind, as references; the class, course and school belong together."""
    a_class = client.classes.first()
    assert a_class is not None
    assert a_class.course is not None
    assert a_class.school is not None
    found: dict[str, Any] = {"class": a_class, "course": a_class.course, "school": a_class.school}
    found["term"] = client.terms.first()
    found["period"] = client.grading_periods.first()
    found["student"] = (client.classes(a_class.sourced_id).students.list(limit=1))[0]
    found["scale"] = client.score_scales.first()
    found["category"] = client.categories.first()
    found["resource"] = client.resources.first()
    return {name: {"sourcedId": each.sourced_id} for name, each in found.items()}


def bodies(ref: dict[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
    """A body of each kind with every field of its input model, in an order in which they can be made."""
    role = {
        "roleType": "primary",
        "role": "student",
        "org": ref["school"],
        "userProfile": "p",
        "metadata": {"timebackRole": "student"},
        "beginDate": "2026-01-01",
        "endDate": "2026-06-30",
    }
    session = {
        "status": "active",
        "startDate": "2026-01-01",
        "endDate": "2026-02-01",
        "schoolYear": "2026",
        "org": ref["school"],
    }
    line_item = {
        "class": ref["class"],
        "school": ref["school"],
        "scoreScale": ref["scale"],
        "resultValueMin": 0,
        "resultValueMax": 20,
    }
    result = {
        "status": "active",
        "student": ref["student"],
        "scoreScale": ref["scale"],
        "score": 18.5,
        "textScore": "A",
        "scoreDate": INSTANT,
        "scoreStatus": "fully graded",
        "comment": "good",
        "learningObjectiveSet": SCORED,
        **FLAGS,
    }
    made = {
        name: {"sourcedId": f"rt-{name}"}
        for name in (
            "courses.components",
            "courses.component_resources",
            "line_items",
            "assessment_line_items",
            "users",
            "agent",
        )
    }
    return {
        "orgs": {
            "status": "active",
            "name": "North",
            "type": "department",
            "identifier": "N",
            "parent": ref["school"],
        },
        "schools": {
            "status": "active",
            "name": "South",
            "type": "school",
            "identifier": "S",
            "parent": ref["school"],
        },
        "academic_sessions": {
            "title": "Autumn",
            "type": "term",
            "parent": ref["term"],
            "children": [],
            **session,
        },
        "grading_periods": {
            "title": "GP",
            "type": "gradingPeriod",
            "parent": ref["term"],
            "children": [],
            **session,
        },
        "courses": {
            "status": "active",
            "title": "Logic",
            "academicSession": ref["term"],
            "schoolYear": {
                "href": "https://x.test/y",
                "sourcedId": ref["term"]["sourcedId"],
                "type": "academicSession",
            },
            "courseCode": "L",
            "grades": ["9"],
            "subjects": ["Math"],
            "subjectCodes": ["m"],
            "org": ref["school"],
            "level": "AP",
            "gradingScheme": "points",
            "resources": [],
            "primaryApp": "app",
        },
        "classes": {
            "status": "active",
            "title": "Logic A",
            "classCode": "LA",
            "classType": "scheduled",
            "location": "1",
            "grades": ["9"],
            "subjects": ["Math"],
            "subjectCodes": ["m"],
            "periods": ["1"],
            "resources": [],
            "course": ref["course"],
            "org": ref["school"],
            "terms": [ref["term"]],
        },
        "users": {
            "status": "active",
            "userMasterIdentifier": "m",
            "username": "ada",
            "userIds": [{"type": "LDAP", "identifier": "a"}],
            "enabledUser": True,
            "givenName": "Ada",
            "familyName": "Lovelace",
            "middleName": "A",
            "roles": [role],
            "primaryOrg": ref["school"],
            "email": "ada@example.org",
            "preferredFirstName": "A",
            "preferredMiddleName": "B",
            "preferredLastName": "C",
            "pronouns": "she/her",
            "grades": ["9"],
            "password": "x",
            "sms": "1",
            "phone": "2",
            "agents": [ref["student"]],
        },
        "demographics": {
            "sourcedId": "rt-users",
            "status": "active",
            "birthDate": "2015-12-10",
            "sex": "female",
            "americanIndianOrAlaskaNative": "false",
            "asian": "true",
            "blackOrAfricanAmerican": "false",
            "nativeHawaiianOrOtherPacificIslander": "false",
            "white": "false",
            "demographicRaceTwoOrMoreRaces": "true",
            "hispanicOrLatinoEthnicity": "false",
            "countryOfBirthCode": "US",
            "stateOfBirthAbbreviation": "TX",
            "cityOfBirth": "Austin",
            "publicSchoolResidenceStatus": "01",
        },
        "enrollments": {
            "status": "active",
            "role": "student",
            "primary": True,
            "beginDate": "2026-01-01",
            "endDate": "2026-06-30",
            "user": made["users"],
            "class": ref["class"],
            "school": ref["school"],
        },
        "categories": {"status": "active", "title": "Quizzes", "weight": 0.4},
        "score_scales": {
            "status": "active",
            "title": "Letters",
            "type": "ordinal",
            "class": ref["class"],
            "course": ref["course"],
            "scoreScaleValue": [{"itemValueLHS": "A", "itemValueRHS": "90-100"}],
        },
        "line_items": {
            "status": "active",
            "title": "Quiz",
            "description": "d",
            "assignDate": INSTANT,
            "dueDate": INSTANT,
            "category": ref["category"],
            "gradingPeriod": ref["period"],
            "academicSession": ref["term"],
            "learningObjectiveSet": OBJECTIVES,
            **line_item,
        },
        "results": {**result, "lineItem": made["line_items"], "class": ref["class"]},
        "resources": {
            "status": "active",
            "title": "Film",
            "roles": ["primary"],
            "importance": "primary",
            "vendorResourceId": "v",
            "vendorId": "v",
            "applicationId": "a",
        },
        "courses.components": {
            "status": "active",
            "course": ref["course"],
            "title": "Unit",
            "sortOrder": 1,
            "prerequisites": [],
            "prerequisiteCriteria": "ALL",
            "unlockDate": INSTANT,
        },
        "courses.component_resources": {
            "status": "active",
            "courseComponent": made["courses.components"],
            "resource": ref["resource"],
            "title": "Watch",
            "sortOrder": 1,
            "lessonType": "quiz",
        },
        "assessment_line_items": {
            "status": "active",
            "title": "Test",
            "description": "d",
            "class": ref["class"],
            "scoreScale": ref["scale"],
            "resultValueMin": 0,
            "resultValueMax": 9,
            "component": made["courses.components"],
            "componentResource": made["courses.component_resources"],
            "course": ref["course"],
            "learningObjectiveSet": OBJECTIVES,
        },
        "assessment_results": {
            **result,
            "assessmentLineItem": made["assessment_line_items"],
            "scorePercentile": 50,
        },
    }


# Fields that name a further record of the same kind, which the trees have no room for here.
OMITTED = {"parentAssessmentLineItem", "parent", "courseComponent", "children"}


def lost(sent: Any, read: Any) -> bool:
    """Whether something of `sent` is missing from `read`, which may hold more."""
    if isinstance(sent, dict) and "sourcedId" in sent:
        return not isinstance(read, dict) or sent["sourcedId"] != read.get("sourcedId")
    if isinstance(sent, dict):
        return not isinstance(read, dict) or any(lost(value, read.get(name)) for name, value in sent.items())
    if isinstance(sent, list):
        return not isinstance(read, list) or len(sent) != len(read) or any(map(lost, sent, read))
    if isinstance(sent, bool):
        return read not in (sent, str(sent).lower())
    if isinstance(sent, str) and isinstance(read, str) and sent[:4].isdigit() and sent[4:5] == "-":
        return moment(sent) != moment(read)
    return str(sent) != str(read)


def moment(text: str) -> datetime | date:
    return (
        datetime.fromisoformat(text)
        if len(text) > 10 and "T00:00:00" not in text
        else date.fromisoformat(text[:10])
    )


def test_b15_every_field_of_every_entity_survives(client: OneRosterClient) -> None:
    for name, body in bodies(references(client)).items():
        collection: Any = client
        for part in name.split("."):
            collection = getattr(collection, part)
        sourced_id = body.get("sourcedId", f"rt-{name}")
        full = {"sourcedId": sourced_id, "metadata": {"isTestUser": True, **FREE}, **body}
        every = {field.encode_name for field in msgspec.structs.fields(collection._types[1])}
        assert every - full.keys() <= ELSEWHERE | OMITTED, name
        collection.create(full)
        with client.record() as exchanges:
            typed = collection.get(sourced_id)
        (read,) = msgspec.json.decode(exchanges[0].content).values()
        for field, value in full.items():
            if field not in ELSEWHERE:
                stored = read.get(RENAMED.get(name, {}).get(field, field))
                assert not lost(value, stored), f"{name}.{field}: {value!r} became {stored!r}"
        assert typed.metadata == full["metadata"], name
