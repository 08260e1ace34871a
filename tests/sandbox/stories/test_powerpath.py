"""PowerPath: a lesson of QTI items is taken, a plan is edited, a test is assigned."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .conftest import Wire
from .test_qti import ITEM, PART

STUDENT, COURSE = "student-00001", "course-mth-05"


def test_a_lesson_of_a_qti_test_is_taken(wire: Wire) -> None:
    wire("POST", "/api/assessment-items", ITEM, expect=201)
    wire(
        "POST",
        "/api/assessment-tests",
        {"identifier": "quiz", "title": "Quiz", "qti-test-part": [PART]},
        expect=201,
    )
    url = f"{wire.about['base_url']}/api/assessment-tests/quiz"
    body = {"courseId": COURSE, "lessonType": "quiz", "testType": "qti", "qti": {"url": url}}
    lesson = wire("POST", "/powerpath/createInternalTest", body).json()["lessonId"]
    who = {"student": STUDENT, "lesson": lesson}
    (question,) = wire.get("/powerpath/getAssessmentProgress", **who)["questions"]
    assert wire.get(urlsplit(question["url"]).path)["identifier"] == question["id"] == "capital"
    answer = {**who, "question": "capital", "responses": {"RESPONSE": "A"}}
    wire("PUT", "/powerpath/updateStudentQuestionResponse", answer)
    wire("POST", "/powerpath/finalStudentAssessmentResponse", who)
    done = wire.get("/powerpath/getAssessmentProgress", **who)
    assert (done["score"], done["finalized"]) == (100, True)
    wire("POST", "/powerpath/createNewAttempt", who)
    assert len(wire.get("/powerpath/getAttempts", **who)["attempts"]) == 2


def test_a_plan_is_made_changed_and_synced(wire: Wire) -> None:
    body = {"courseId": COURSE, "userId": STUDENT, "classId": None}
    found = wire.get("/ims/oneroster/rostering/v1p2/classes", filter=f"course.sourcedId='{COURSE}'", limit=1)
    body["classId"] = found["classes"][0]["sourcedId"]
    plan = wire("POST", "/powerpath/lessonPlans/", body, expect=201).json()["lessonPlanId"]
    tree = wire.get(f"/powerpath/lessonPlans/tree/{plan}")["lessonPlan"]["lessonPlan"]
    assert tree["course"]["sourcedId"] == COURSE
    wire.get(f"/powerpath/lessonPlans/tree/{plan}/structure")
    operation: dict[str, Any] = {"operation": {"type": "set-skipped", "payload": {}}, "reason": "Knows it"}
    first = tree["subComponents"][0]["id"]
    operation["operation"]["payload"] = {"target": {"type": "component", "id": first}, "value": True}
    wire("POST", f"/powerpath/lessonPlans/{plan}/operations", operation, expect=201)
    assert wire("POST", f"/powerpath/lessonPlans/{plan}/operations/sync").json()["operationCount"] == 1
    wire("DELETE", f"/powerpath/lessonPlans/{plan}", expect=204)


def test_a_test_is_assigned_and_a_session_screened(wire: Wire) -> None:
    given = {"student": STUDENT, "subject": "Math", "grade": "5", "testName": "Unit 1"}
    made = wire("POST", "/powerpath/test-assignments", given, expect=200).json()
    listed = wire.get("/powerpath/test-assignments", student=STUDENT)["testAssignments"]
    assert made["assignmentId"] in [each["sourcedId"] for each in listed]
    wire.get(f"/powerpath/screening/results/{STUDENT}")
    wire("POST", "/powerpath/screening/session/reset", {"userId": STUDENT}, expect=204)
    config = {
        "courseIds": [COURSE],
        "rendererId": "r",
        "rendererUrl": "https://r.example",
        "rendererVersion": "1",
    }
    wire("PUT", "/powerpath/render-config/", config)
    assert wire.get(f"/powerpath/render-config/{COURSE}")["rendererId"] == "r"
