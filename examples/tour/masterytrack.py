"""Finding a test in the inventory, and assigning it."""

from __future__ import annotations

from timeback import ConflictError, TimebackClient
from timeback.masterytrack import existing_assignment

from .steps import say, step


def tour(timeback: TimebackClient) -> None:
    """Search, assign, meet the conflict, take the assignment back."""
    mastery = timeback.masterytrack
    student = timeback.oneroster.students.first(where={"status": "active"}, sort="family_name")
    assert student is not None
    assert student.email is not None

    with step("MasteryTrack: search the inventory"):
        tests = mastery.inventory.list(subject="Math", grade="Fourth Grade")
        for test in tests:
            say(f"{test.name}, version {test.version}")

    order = {"student_email": student.email, "timeback_id": tests[0].timeback_id}
    with step("MasteryTrack: assign a test, and meet the conflict when it is assigned twice"):
        assignment = mastery.assignments.assign(order).data.assignment
        assert assignment is not None
        say(f"{assignment.test_name} for {student.given_name}: {assignment.status}")
        try:
            mastery.assignments.assign(order)
        except ConflictError as error:
            found = existing_assignment(error)
            assert found is not None
            say(f"{type(error).__name__}: assignment {found.id} is {found.status}")

    with step("MasteryTrack: take it back"):
        gone = mastery.assignments.invalidate(
            {"student_email": student.email, "assignment_id": assignment.id}
        )
        say(gone.data.message)
