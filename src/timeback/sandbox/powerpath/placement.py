"""Placement: a student's level in a subject, found by tests grade by grade."""

from __future__ import annotations

from typing import Any

import msgspec

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..oneroster import tables
from ..oneroster.schemas.common import SUBJECTS
from ..records import Doc, part
from ..sql import Clause, all_of
from . import gradebook, rules
from .completion import is_enrolled
from .lessons import ACTIVE, Lesson, find_student, lessons_of_kind, required_query
from .schemas import PLACEMENT_RESET

__all__ = [
    "get_current_level",
    "get_next_test",
    "get_placement",
    "get_subject_progress",
    "list_placement_tests",
    "reset_placement",
]


class _Standing(msgspec.Struct):
    """The standing of a student in a subject.

    Attributes:
        tests: The subject's placement tests by grade.
        passed: How many of them, from the lowest, were passed in their last completed attempt.
        failed: The test after those was taken, and not passed.
        results: The last completed attempt of each test, by lesson.
    """

    tests: list[Lesson]
    passed: int
    failed: bool
    results: dict[str, Doc]

    @property
    def next_test(self) -> Lesson | None:
        """The test to take next."""
        return None if self.failed or self.exhausted else self.tests[self.passed]

    @property
    def exhausted(self) -> bool:
        """Every test was passed."""
        return self.passed == len(self.tests)

    @property
    def onboarded(self) -> bool:
        """The level is found."""
        return self.failed or self.exhausted

    @property
    def grade(self) -> str | None:
        """The lowest grade with a test, and one more for each test passed."""
        if not self.tests:
            return None
        if not self.exhausted:
            return self.tests[self.passed].grade
        return str(int(self.tests[-1].grade or 0) + 1)


def _standing(call: RequestContext, student_id: str, subject: str) -> _Standing:
    tests = lessons_of_kind(call, "placement", subject=subject)
    results: dict[str, Doc] = {}
    for test in tests:
        closed = [each for each in gradebook.attempts(call, test, student_id) if gradebook.is_closed(each)]
        if closed:
            results[test.id] = closed[-1]
    passed, failed = 0, False
    for test in tests:
        result = results.get(test.id)
        if result is None:
            break
        if result["score"] < rules.PASS:
            failed = True
            break
        passed += 1
    return _Standing(tests, passed, failed, results)


def _asked(call: RequestContext) -> tuple[str, str]:
    student_id, subject = required_query(call, "student", "subject")
    find_student(call, student_id)
    return student_id, subject


def _asked_standing(call: RequestContext) -> _Standing:
    student_id, subject = _asked(call)
    standing = _standing(call, student_id, subject)
    if not standing.tests:
        raise ApiError(404, "There are no placement tests for this subject.")
    return standing


def get_current_level(call: RequestContext) -> Response:
    """Answer the grade that a student has reached in a subject."""
    standing = _asked_standing(call)
    return json_response(
        200,
        {
            "gradeLevel": standing.grade,
            "onboarded": standing.onboarded,
            "availableTests": len(standing.tests),
        },
    )


def get_next_test(call: RequestContext) -> Response:
    """Answer the placement test that a student takes next."""
    standing = _asked_standing(call)
    following = standing.next_test
    return json_response(
        200,
        {
            "exhaustedTests": standing.exhausted,
            "gradeLevel": standing.grade,
            "lesson": following.id if following else None,
            "onboarded": standing.onboarded,
            "availableTests": len(standing.tests),
        },
    )


def list_placement_tests(call: RequestContext) -> Response:
    """Answer the placement tests of a subject, with a student's attempts."""
    student_id, subject = _asked(call)
    rows = [
        {
            "component_resources": call.session.get(tables.COMPONENT_RESOURCES, lesson.id),
            "resources": lesson.resource,
            "resources_metadata": lesson.metadata,
            "assessment_line_items": gradebook.line_item(call, lesson.id),
            "assessment_results": gradebook.attempts(call, lesson, student_id),
        }
        for lesson in lessons_of_kind(call, "placement", subject=subject)
    ]
    return call.text_response(msgspec.json.encode({"placementTests": rows}).decode())


def get_subject_progress(call: RequestContext) -> Response:
    """Answer a student's figures in every course of a subject."""
    student_id, subject = _asked(call)
    courses = [
        each
        for each in call.session.find(tables.COURSES, ACTIVE)
        if subject.casefold() in (name.casefold() for name in each.get("subjects") or ())
    ]
    if not courses:
        raise ApiError(404, "There are no courses of this subject.")
    return json_response(200, {"progress": [_course_progress(call, student_id, each) for each in courses]})


def _course_progress(call: RequestContext, student_id: str, course: Doc) -> Doc:
    course_id = course["sourcedId"]
    links = call.session.execute(
        "SELECT link.id, json_extract(resource.doc, '$.metadata.xp') FROM component_resources AS link "
        'JOIN course_components AS part ON part.id = link."courseComponent.sourcedId" '
        'JOIN resources AS resource ON resource.id = link."resource.sourcedId" '
        "WHERE part.\"course.sourcedId\" = ? AND link.status <> 'tobedeleted'",
        (course_id,),
    )
    results = _closed_results(call, student_id, course_id)
    done = {each["assessmentLineItem"]["sourcedId"] for each in results}
    test_outs = lessons_of_kind(call, "test-out", course_id=course_id)
    test_out = test_outs[0] if test_outs else None
    named = ("sourcedId", "status", "dateLastModified", "title", "courseCode", "grades", "level", "subjects")
    return {
        "course": {name: course.get(name) for name in named} | {"orgSourcedId": course["org"]["sourcedId"]},
        "inEnrolled": is_enrolled(call, student_id, course_id),
        "hasUsedTestOut": test_out is not None and bool(gradebook.attempts(call, test_out, student_id)),
        "testOutLessonId": test_out.id if test_out else None,
        "completedLessons": len(done),
        "totalLessons": len(links),
        "totalAttainableXp": sum(row[1] or 0 for row in links),
        "totalXpEarned": sum(part(each, "metadata").get("xp") or 0 for each in results),
    }


def _closed_results(call: RequestContext, student_id: str, course_id: str) -> list[Doc]:
    """A student's completed attempts at the lessons of a course."""
    where = Clause(
        '"student.sourcedId" = ? AND "assessmentLineItem.sourcedId" IN (SELECT id FROM assessment_line_items '
        'WHERE "course.sourcedId" = ? AND "componentResource.sourcedId" IS NOT NULL '
        'AND "parentAssessmentLineItem.sourcedId" IS NULL)',
        (student_id, course_id),
    )
    found = call.session.find(tables.ASSESSMENT_RESULTS, all_of([ACTIVE, where]))
    return [each for each in found if gradebook.is_closed(each)]


def reset_placement(call: RequestContext) -> Response:
    """Forget a student's placement in a subject."""
    body = checked_body(call, PLACEMENT_RESET)
    student = find_student(call, body["student"])
    deleted = 0
    for lesson in lessons_of_kind(call, "placement", subject=body["subject"]):
        for attempt in gradebook.attempts(call, lesson, body["student"]):
            given = gradebook.answers(call, lesson, body["student"], gradebook.number_of(attempt))
            for each in (attempt, *given.values()):
                gone = each | {"status": "tobedeleted", "dateLastModified": call.now}
                call.session.replace(tables.ASSESSMENT_RESULTS, each["sourcedId"], gone)
            deleted += 1
    metadata = part(student, "metadata")
    onboarding = part(metadata, "onboarding")
    onboarded = body["subject"] in onboarding
    if onboarded:
        again = onboarding | {body["subject"]: {"state": "in_progress"}}
        doc = student | {"metadata": metadata | {"onboarding": again}}
        call.session.replace(tables.USERS, body["student"], doc)
    answer = {"success": True, "placementResultsDeleted": deleted, "onboardingReset": onboarded}
    return json_response(200, answer)


def get_placement(call: RequestContext) -> Response:
    """Answer a student's placement in every subject that has tests."""
    student_id = call.params["student_id"]
    find_student(call, student_id)
    found: Doc = {}
    for subject in SUBJECTS:
        standing = _standing(call, student_id, subject)
        if standing.tests:
            found[subject] = _subject_placement(standing)
    return json_response(200, found)


def _subject_placement(standing: _Standing) -> Doc:
    lowest, highest = (int(standing.tests[at].grade or 0) for at in (0, -1))
    following = standing.next_test
    state = "completed" if standing.onboarded else "in_progress" if standing.results else "not_started"
    return {
        "startingGrade": lowest,
        "currentGrade": int(standing.grade or 0),
        "subjectLowestGrade": lowest,
        "subjectHighestGrade": highest,
        "RIT": {},
        "results": [_source_result(each, standing.results.get(each.id)) for each in standing.tests],
        "status": state,
        "nextTestId": following.id if following else None,
    }


def _source_result(lesson: Lesson, result: Doc | None) -> Doc:
    shown: dict[str, Any] = {
        "source": "EDULASTIC" if lesson.tool == "edulastic" else "PLACEMENT",
        "testId": lesson.id,
        "title": lesson.title,
        "subject": lesson.subject,
        "grade": int(lesson.grade or 0),
        "status": "NOT_STARTED",
    }
    if result is not None:
        passed = result["score"] >= rules.PASS
        shown |= {"status": "PASSED" if passed else "FAILED", "score": result["score"]}
        if completed := result["metadata"].get("completedAt"):
            shown["completedAt"] = completed
    return shown
