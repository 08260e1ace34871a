"""Tests are assigned: in bulk, from a sheet, one by one; and streamed whole, whatever the server's page size."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from timeback import (
    AsyncOneRosterClient,
    AsyncPowerPathClient,
    BadRequestError,
    InvalidInputError,
    NotFoundError,
)
from timeback.models import powerpath as pp

STUDENT = "student-00001"
OTHER = "student-00002"


def rows(student: str, count: int) -> list[dict[str, Any]]:
    return [{"student": student, "subject": "Math", "grade": 1 + number % 6} for number in range(count)]


@pytest.fixture
async def assigned(powerpath: AsyncPowerPathClient) -> list[str]:
    """Ids of 300 assignments of one student, beside some of another."""
    await powerpath.test_assignments.create_all({"items": rows(OTHER, 3)})
    made = await powerpath.test_assignments.create_all({"items": rows(STUDENT, 300)})
    assert made.success
    return [each.assignment_id for each in made.results]


def ids(found: list[pp.TestAssignment]) -> list[str]:
    return [each.sourced_id for each in found]


async def test_b04_a_stream_begins_at_its_offset(
    powerpath: AsyncPowerPathClient, assigned: list[str]
) -> None:
    client = powerpath.test_assignments
    assert ids(await client.stream(student_id=STUDENT, offset=150).collect()) == assigned[150:]
    assert ids(await client.list_all(student_id=STUDENT, offset=150, limit=40)) == assigned[150:]
    assert ids(await client.admin.list_all(student_id=STUDENT, offset=299)) == assigned[299:]


async def test_assignments_stream_page_after_page(
    powerpath: AsyncPowerPathClient, assigned: list[str]
) -> None:
    client = powerpath.test_assignments
    assert ids(await client.stream(student_id=STUDENT, limit=70).collect()) == assigned
    assert ids(await client.stream(student_id=STUDENT, max_items=5).collect()) == assigned[:5]
    page = await client.list(student_id=STUDENT, limit=10, offset=20)
    assert (ids(list(page)), page.total, page.has_more) == (assigned[20:30], 300, True)
    grade = await client.list_all(student_id=STUDENT, grade="2", subject="Math", status="assigned")
    assert len(grade) == 50
    assert {each.grade for each in grade} == {"2"}
    everyone = await client.admin.list_all()
    assert len(everyone) == 303
    assert {each.student_sourced_id for each in everyone} == {STUDENT, OTHER}
    assert len([each async for each in client.admin.stream(student_id=OTHER)]) == 3
    assert (await client.admin.list(limit=1)).total == 303


class Capped:
    """A server that never gives more than 50 of its 500 rows, whatever is asked for."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        offset, limit = (int(request.url.params[name]) for name in ("offset", "limit"))
        found = [self.row(number) for number in range(offset, min(500, offset + min(limit, 50)))]
        return httpx.Response(200, json={"testAssignments": found, "totalCount": 500})

    @staticmethod
    def row(number: int) -> dict[str, Any]:
        return {
            "sourcedId": f"a-{number}",
            "studentSourcedId": STUDENT,
            "studentEmail": "a@b.example",
            "assignedByUserSourcedId": None,
            "subject": "Math",
            "grade": 3,
            "assignmentStatus": "assigned",
        }


async def test_b05_a_server_that_caps_its_pages_is_followed_to_the_end() -> None:
    transport = httpx.MockTransport(Capped())
    async with AsyncPowerPathClient(base_url="https://api.test", auth=None, transport=transport) as client:
        found = await client.test_assignments.list_all(student_id=STUDENT, limit=100)
        assert ids(found) == [f"a-{number}" for number in range(500)]
        page = await client.test_assignments.list(student_id=STUDENT, limit=100)
        assert (len(page), page.total, page.has_more) == (50, 500, True)


async def test_bulk_assigns_all_or_none(powerpath: AsyncPowerPathClient) -> None:
    items = [*rows(STUDENT, 2), {"student": "nobody", "subject": "Math", "grade": "3"}]
    with pytest.raises(BadRequestError) as caught:
        await powerpath.test_assignments.create_all({"items": items})
    assert caught.value.body["success"] is False
    assert [each["row"] for each in caught.value.body["errors"]] == [2]
    assert "nobody" not in str(caught.value)
    assert (await powerpath.test_assignments.list(student_id=STUDENT)).total == 0
    with pytest.raises(InvalidInputError, match="items"):
        await powerpath.test_assignments.create_all({"items": []})


async def test_a_sheet_is_imported(powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient) -> None:
    student = await oneroster.users.get(OTHER)
    sheet = f"Student,SUBJECT,grade\n{STUDENT},Math,3\n{student.email},Reading,4\n"
    url = f"data:text/csv;name=Tests,{quote(sheet)}"
    client = powerpath.test_assignments
    made = await client.import_sheet({"spreadsheet_url": url, "sheet": "Tests"})
    assert made.success
    (of_other,) = await client.list(student_id=OTHER)
    assert (of_other.subject, of_other.grade, of_other.student_email) == ("Reading", "4", student.email)
    with pytest.raises(BadRequestError, match="no such sheet"):
        await client.import_sheet({"spreadsheet_url": url, "sheet": "tests"})


async def test_an_assignment_goes_through_its_states(powerpath: AsyncPowerPathClient) -> None:
    client = powerpath.test_assignments
    made = await client.create({"student": STUDENT, "subject": "Science", "grade": "5", "test_name": "Cells"})
    given = await client.get(made.assignment_id)
    assert (given.assignment_status, given.test_name, given.completed_at) == ("assigned", "Cells", None)
    await client.update(made.assignment_id, {"test_name": "Cells and Tissues"})
    pair = {"student_id": STUDENT, "lesson_id": made.lesson_id}
    external = await powerpath.assessments.assign_external_test(pair)
    begun = await client.get(made.assignment_id)
    assert (begun.assignment_status, begun.test_name) == ("in_progress", "Cells and Tissues")
    await powerpath.request("PUT", f"/powerpath/external-tests/{external.assignment_id}", json={"score": 92})
    done = await powerpath.assessments.import_external_results(**pair)
    assert done.finalized
    ended = await client.get(made.assignment_id)
    assert ended.assignment_status == "completed"
    assert ended.completed_at
    await client.delete(made.assignment_id)
    with pytest.raises(NotFoundError):
        await client.get(made.assignment_id)
    assert (await client.list(student_id=STUDENT)).total == 0


async def test_a_student_chooses_to_test_out(
    powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient
) -> None:
    student = "newcomer"
    school = {"role": "student", "role_type": "primary", "org": {"sourced_id": "school-01"}}
    await oneroster.users.create(
        {
            "sourced_id": student,
            "status": "active",
            "enabled_user": True,
            "given_name": "New",
            "family_name": "Comer",
            "email": "new@students.example",
            "roles": [school],
        }
    )
    for subject in ("alchemy", "math"):
        refused = await powerpath.test_out.get_eligibility(student_id=student, subject=subject)
        assert not refused.eligible
        assert refused.reason
    # A failed placement test enrols the student.
    lesson = "link-placement-mth-00"
    await powerpath.assessments.finalize({"student": student, "lesson": lesson})
    assert (await powerpath.test_out.get_eligibility(student_id=student, subject="math")).eligible
    made = await powerpath.test_out.create_assignment({"oneRosterSourcedId": student, "subject": "math"})
    assert made.success
    assert made.data is not None
    assert (made.data["grade"], made.data["origin"]) == ("0", "self-elected")
    assert (await powerpath.test_assignments.get(made.data["assignmentId"])).subject == "Math"


async def test_courses_are_rendered_and_sequenced(powerpath: AsyncPowerPathClient) -> None:
    courses = ["course-mth-03", "course-mth-04"]
    wanted = pp.RenderConfigInput(
        course_ids=courses,
        renderer_id="lakeview",
        renderer_url="https://render.example/",
        suppress_feedback=True,
    )
    assert (await powerpath.render_config.upsert(wanted)).updated == courses
    found = await powerpath.render_config.get(courses[0])
    assert (found.suppress_feedback, found.suppress_correct_response) == (True, False)
    await powerpath.render_config.delete(courses[0])
    with pytest.raises(NotFoundError):
        await powerpath.render_config.get(courses[0])
    with pytest.raises(NotFoundError):
        await powerpath.course_sequences.get("9a1d4a34-63ad-4c0d-8f0e-1d1f4c1f9d11")


async def test_a_sequence_says_what_follows_an_assessment(powerpath: AsyncPowerPathClient) -> None:
    sequence = await powerpath.course_sequences.get("38247cf1-930e-57b8-9d84-5ca5f00c1424")
    assert sequence.subject == "Math"
    stages = await powerpath.course_sequences(sequence.id).stages.list(grade="3")
    assert [each.type for each in stages] == ["course", "assessment"]
    (first,) = await powerpath.course_sequences(sequence.id).stages.list(limit=1)
    assert first == sequence.stages[0]
    after = await powerpath.course_sequences(sequence.id).stages.get_after_assessment(test_grade="3")
    assert after.properties is not None
    assert [each.course_id for each in after.properties.course_references or ()] == ["course-mth-04"]
    with pytest.raises(NotFoundError):
        await powerpath.course_sequences(sequence.id).stages.get_after_assessment(test_grade="12")
