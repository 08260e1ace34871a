# Generated from tests/_async/masterytrack/test_story.py by setup_unasync.py; do not edit.
"""A test is found, assigned, taken and written back; assigned twice it conflicts."""

from __future__ import annotations

import urllib.request

import pytest

from timeback import (
    MasteryTrackClient,
    OneRosterClient,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    UnprocessableEntityError,
)
from timeback.masterytrack import error_details, existing_assignment
from timeback.models.masterytrack import AssignmentInput, ErrorCode, InventoryMetadata


def take(test_url: str, score: float) -> None:
    """The student follows the link and ends the test."""
    request = urllib.request.Request(test_url, b'{"score": %d}' % score, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


def test_a_test_is_assigned_taken_and_written_back(
    masterytrack: MasteryTrackClient, client: OneRosterClient, student: str
) -> None:
    tests = masterytrack.inventory.search(subject="math", grade="third grade")
    assert tests
    assert {(test.subject, test.grade_rank, test.supported) for test in tests} == {("Math", 3, True)}
    assert InventoryMetadata.read(tests[0].metadata).question_types == ["choice", "text-entry"]
    line_item = client.assessment_line_items.first()
    assert line_item is not None
    made = masterytrack.assignments.assign(
        AssignmentInput(
            student_email=student,
            timeback_id=tests[0].timeback_id,
            assessment_line_item_sourced_id=line_item.sourced_id,
            assessment_result_sourced_id="mastery-1",
        )
    )
    assignment = made.data.assignment
    assert assignment is not None
    assert (assignment.status, assignment.test_name) == ("ASSIGNED", tests[0].name)
    assert assignment.expires_at is not None
    assert (assignment.expires_at - assignment.created_at).days in (29, 30)
    with pytest.raises(NotFoundError):
        client.assessment_results.get("mastery-1")

    take(assignment.test_url, 85)
    result = client.assessment_results.get("mastery-1")
    assert (result.score, result.score_status) == (85, "fully graded")
    assert result.metadata is not None
    assert result.metadata["masteryTrackProcessed"] is True
    assert result.assessment_line_item.sourced_id == line_item.sourced_id

    # What is finished does not stand in the way.
    again = masterytrack.assignments.assign(
        {"student_email": student, "timeback_id": tests[0].timeback_id}
    )
    assert again.data.assignment is not None
    assert again.data.assignment.id != assignment.id


def test_a_test_that_is_assigned_twice_conflicts_and_gives_its_link(
    masterytrack: MasteryTrackClient, student: str
) -> None:
    body = {"student_email": student, "subject": "Reading", "grade_rank": 0}
    tests = masterytrack.inventory.search(subject="Reading", grade=0)
    made = [(masterytrack.assignments.assign(body)).data.assignment for _ in tests]
    assert [each.test_name for each in made if each] == [test.name for test in tests]
    first = made[0]
    assert first is not None
    with pytest.raises(ConflictError) as caught:
        masterytrack.assignments.assign({**body, "timeback_id": tests[0].timeback_id})
    found = existing_assignment(caught.value)
    assert found is not None
    assert (found.id, found.test_url, found.status) == (first.id, first.test_url, "ASSIGNED")
    details = error_details(caught.value)
    assert details is not None
    assert details.code is ErrorCode.ASSIGNMENT_EXISTS
    assert student not in str(caught.value)


def test_a_subject_alone_places_the_student_at_their_grade(
    masterytrack: MasteryTrackClient, student: str
) -> None:
    made = masterytrack.assignments.assign({"student_email": student, "subject": "Science"})
    assert made.data.assignment is not None
    assert made.data.assignment.test_name.startswith("Third Grade Science")


def test_unfinished_assignments_are_taken_back(
    masterytrack: MasteryTrackClient, student: str
) -> None:
    body = {"student_email": student, "subject": "Math", "grade_rank": 4}
    one = (masterytrack.assignments.assign(body)).data.assignment
    two = (masterytrack.assignments.assign(body)).data.assignment
    assert one is not None
    assert two is not None
    gone = masterytrack.assignments.invalidate({"student_email": student, "assignment_id": one.id})
    assert gone.data.total_invalidated == 1
    gone = masterytrack.assignments.invalidate(body)
    assert [each.assignment_id for each in gone.data.invalidated_assignments] == [two.id]
    with pytest.raises(NotFoundError) as caught:
        masterytrack.assignments.invalidate(body)
    assert student not in str(caught.value)
    details = error_details(caught.value)
    assert details is not None
    assert details.code is None


def test_what_cannot_be_assigned_is_refused(
    masterytrack: MasteryTrackClient, student: str
) -> None:
    every = masterytrack.inventory.search(all=True)
    known = masterytrack.inventory.search()
    assert len(known) < len(every)
    assert [test.supported for test in known] == [True] * len(known)
    order = [(test.subject, test.grade_rank, test.name, -test.version) for test in every]
    assert order == sorted(order)
    unsupported = next(test for test in every if not test.supported)
    with pytest.raises(UnprocessableEntityError):
        masterytrack.assignments.assign(
            {"student_email": student, "timeback_id": unsupported.timeback_id}
        )
    for body in ({"timeback_id": "_none"}, {"student_email": "nobody@x.example", "subject": "Math"}):
        with pytest.raises(NotFoundError):
            masterytrack.assignments.assign({"student_email": student, **body})


@pytest.mark.parametrize(
    ("verb", "body", "field"),
    [
        ("assign", {"timeback_id": "x"}, "student_email"),
        ("assign", {"student_email": "no address", "timeback_id": "x"}, "student_email"),
        ("assign", {"student_email": "a@b.example"}, "timeback_id"),
        ("assign", {"student_email": "a@b.example", "timeback_id": " "}, "timeback_id"),
        ("assign", {"student_email": "a@b.example", "timeback_id": "x", "grade_rank": 3}, "subject"),
        ("assign", {"student_email": "a@b.example", "subject": "Math", "grade_rank": 13}, "grade_rank"),
        (
            "assign",
            {"student_email": "a@b.example", "timeback_id": "x", "assessment_line_item_sourced_id": "l"},
            "assessment_result_sourced_id",
        ),
        ("invalidate", {"student_email": "a@b.example", "subject": "Math"}, "assignment_id"),
        ("invalidate", {"student_email": "a@b.example", "assignment_id": 0}, "assignment_id"),
        ("invalidate", {"student_email": "a@b.example", "timeback": "x"}, "timeback"),
    ],
)
def test_bad_bodies_are_refused_before_they_are_sent(
    masterytrack: MasteryTrackClient, verb: str, body: dict[str, object], field: str
) -> None:
    with masterytrack.record() as exchanges, pytest.raises(InvalidInputError) as caught:
        getattr(masterytrack.assignments, verb)(body)
    assert field in [issue.path for issue in caught.value.issues]
    assert exchanges == []
