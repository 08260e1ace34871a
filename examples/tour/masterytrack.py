"""MasteryTrack: a test is found and assigned; assigned twice, it conflicts."""

from __future__ import annotations

from timeback import ConflictError, TimebackClient
from timeback.masterytrack import existing_assignment

from .steps import say, step


def tour(timeback: TimebackClient) -> None:
    """Search the inventory, assign a test, meet the conflict, take it back."""
    masterytrack = timeback.masterytrack
    student = timeback.oneroster.students.list(limit=1, where={"status": "active", "grades": "3"})[0]
    email = student.email or ""

    with step("MasteryTrack: the mathematics tests of grade 3"):
        tests = masterytrack.inventory.search(subject="Math", grade=3)
        for test in tests:
            say(f"{test.name}, version {test.version}")

    with step("MasteryTrack: one of them is assigned to a student"):
        body = {"student_email": email, "timeback_id": tests[0].timeback_id}
        assignment = masterytrack.assignments.assign(body).data.assignment
        if assignment is not None:
            say(f"{assignment.status}, until {assignment.expires_at:%d %B %Y}")

    with step("MasteryTrack: assigned twice, it conflicts, and the conflict says which one there is"):
        try:
            masterytrack.assignments.assign(body)
        except ConflictError as error:
            found = existing_assignment(error)
            if found is not None:
                say(f"assignment {found.id} is {found.status}: {found.test_name}")

    with step("MasteryTrack: what is not finished is taken back"):
        gone = masterytrack.assignments.invalidate(body)
        say(f"{gone.data.total_invalidated} taken back")
