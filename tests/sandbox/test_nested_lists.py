"""Lists below records: each agrees with the enrollments and references it comes from."""

from __future__ import annotations

import pytest

from .conftest import Caller


def _people(call: Caller, text: str) -> set[str]:
    return {row["user"]["sourcedId"] for row in call.rows("/enrollments", filter=text, limit=3000)}


def test_rosters(call: Caller) -> None:
    for role in ("student", "teacher"):
        people = set(call.ids(f"/classes/class-00003/{role}s", limit=3000))
        assert people == _people(call, f"class.sourcedId='class-00003' AND role='{role}'")
        school = call.one("/classes/class-00003")["school"]["sourcedId"]
        assert set(call.ids(f"/schools/{school}/classes/class-00003/{role}s", limit=3000)) == people
    enrolled = call.ids("/classes/class-00003/enrollments", limit=3000)
    assert enrolled == call.ids("/enrollments", filter="class.sourcedId='class-00003'", limit=3000)
    assert enrolled == call.ids(f"/schools/{school}/classes/class-00003/enrollments", limit=3000)


def test_classes_of_people_schools_courses_and_terms(call: Caller) -> None:
    student = call.rows("/classes/class-00003/students")[0]["sourcedId"]
    teacher = call.rows("/classes/class-00003/teachers")[0]["sourcedId"]
    assert "class-00003" in call.ids(f"/students/{student}/classes")
    assert call.ids(f"/students/{student}/classes") == call.ids(f"/users/{student}/classes")
    assert "class-00003" in call.ids(f"/teachers/{teacher}/classes")
    taught = call.one("/classes/class-00003")
    for owner in (
        f"/schools/{taught['school']['sourcedId']}",
        f"/courses/{taught['course']['sourcedId']}",
        f"/terms/{taught['terms'][0]['sourcedId']}",
    ):
        assert "class-00003" in call.ids(f"{owner}/classes", limit=3000)


def test_schools_list_what_is_theirs_and_the_districts(call: Caller) -> None:
    assert set(call.ids("/schools/school-01/terms")) == set(call.ids("/terms"))
    assert set(call.ids("/schools/school-01/courses", limit=3000)) == set(call.ids("/courses", limit=3000))
    enrollments = call.rows("/schools/school-01/enrollments", limit=3000)
    assert {row["school"]["sourcedId"] for row in enrollments} == {"school-01"}
    assert "terms" in call("GET", "/schools/school-01/terms").json()


def test_filters_apply_below_records_too(call: Caller) -> None:
    page = call("GET", "/schools/school-01/students", filter="status='active'", limit=2, sort="email")
    assert page.status == 200
    assert all(row["status"] == "active" for row in page.json()["users"])


def test_grading_periods_of_a_term(call: Caller) -> None:
    assert call.ids("/terms/term-2026-1/gradingPeriods") == [
        "grading-period-2026-1-1",
        "grading-period-2026-1-2",
    ]


def test_a_user_with_demographics(call: Caller) -> None:
    user = call.one("/users/student-00001/demographics")
    assert user["demographics"]["sourcedId"] == user["sourcedId"] == "student-00001"
    assert call.one("/users/teacher-00001/demographics")["demographics"] is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/users/nobody", "User not found."),
        ("/students/teacher-00001", "Student not found."),
        ("/teachers/student-00001", "Teacher not found."),
        ("/schools/district-lakeview", "School not found."),
        ("/schools/nowhere/classes", "School not found."),
        ("/orgs/nowhere", "Organization not found."),
        ("/classes/none", "Class not found."),
        ("/classes/none/students", "Class not found."),
        ("/schools/school-01/classes/none/students", "School or class not found."),
        ("/courses/none", "Course not found."),
        ("/courses/none/classes", "Course not found."),
        ("/enrollments/none", "Enrollment not found."),
        ("/academicSessions/none", "Academic session not found."),
        ("/terms/year-2026", "Term not found."),
        ("/terms/none/gradingPeriods", "Term not found."),
        ("/gradingPeriods/term-2026-1", "Grading period not found."),
        ("/demographics/none", "Demographics record not found."),
    ],
)
def test_unknown_ids(call: Caller, path: str, text: str) -> None:
    response = call("GET", path)
    assert response.status == 404
    assert response.json()["imsx_description"] == text
    minor = response.json()["imsx_CodeMinor"]["imsx_codeMinorField"][0]
    assert minor["imsx_codeMinorFieldValue"] == "unknownobject"
