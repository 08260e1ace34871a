"""What the sandbox's PowerPath refuses of callers who send it anything."""

from __future__ import annotations

from typing import Any

import pytest

from timeback.sandbox.core import SandboxCore
from timeback.sandbox.messages import Request, Response

from ..conftest import Caller

STUDENT = "student-00001"
LESSON = "link-mth-04-u1-l1"


@pytest.fixture
def send(core: SandboxCore) -> Any:
    caller = Caller(core)

    def send(method: str, path: str, body: bytes = b"", query: str = "") -> Response:
        headers = {"authorization": f"Bearer {caller.token}"}
        return core.handle(Request(method, f"/powerpath{path}", query, headers, body))

    return send


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/createNewAttempt", b"{", 400),
        ("POST", "/createNewAttempt", b"{}", 422),
        ("POST", "/createNewAttempt", b'{"student": "nobody", "lesson": "x"}', 404),
        ("PUT", "/updateStudentQuestionResponse", b'{"student": "s", "lesson": "l", "question": "q"}', 422),
        ("GET", "/getAssessmentProgress", b"", 422),
        ("DELETE", "/getAssessmentProgress", b"", 405),
        (
            "POST",
            "/makeExternalTestAssignment",
            f'{{"student":"{STUDENT}","lesson":"{LESSON}"}}'.encode(),
            400,
        ),
        (
            "POST",
            "/finalStudentAssessmentResponse",
            f'{{"student":"{STUDENT}","lesson":"{LESSON}"}}'.encode(),
            400,
        ),
        ("POST", "/test-assignments/bulk", b'{"items": [], "more": 1}', 422),
        ("PUT", "/test-assignments/x", b'{"testName": "T"}', 404),
        (
            "POST",
            "/test-assignments/import",
            b'{"spreadsheetUrl": "https://sheets.example/1", "sheet": "T"}',
            400,
        ),
        ("PUT", "/external-tests/x", b'{"score": 5}', 404),
        ("POST", "/placement/resetUserPlacement", b'{"student": "s", "subject": "Alchemy"}', 422),
        ("POST", "/createExternalTestOut", b'{"courseId": "c", "grades": ["14"]}', 422),
        ("GET", "/nothing", b"", 404),
    ],
)
def test_a_wrong_call_is_refused(send: Any, method: str, path: str, body: bytes, status: int) -> None:
    response = send(method, path, body)
    assert response.status == status
    assert response.json()["imsx_codeMajor"] == "failure"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/lessonPlans/course-mth-04/nobody", b""),
        ("POST", "/lessonPlans", b'{"courseId": "none", "userId": "student-00001"}'),
        ("POST", "/lessonPlans/", b'{"courseId": "course-mth-04", "userId": "nobody"}'),
        ("DELETE", "/lessonPlans/none/deleteAll", b""),
        ("POST", "/lessonPlans/startTestOut", b'{"courseId": "none", "studentId": "student-00001"}'),
    ],
)
def test_lesson_plans_say_nothing_about_what_is_unknown(
    send: Any, method: str, path: str, body: bytes
) -> None:
    response = send(method, path, body)
    assert (response.status, response.body) == (404, b"")


@pytest.mark.parametrize(
    ("operation", "field"),
    [
        (b'{"type": "dance", "payload": {}}', "operation.type"),
        (b'{"type": "move-item-to-end", "payload": {}}', "operation.payload.target"),
        (
            b'{"type": "move-item-to-end", "payload": {"target": {"type": "component", "id": "c"}, "x": 1}}',
            "operation.payload.x",
        ),
    ],
)
def test_an_operation_is_checked_before_it_is_logged(send: Any, operation: bytes, field: str) -> None:
    plan = send("POST", "/lessonPlans/", b'{"courseId": "course-mth-04", "userId": "student-00001"}')
    path = f"/lessonPlans/{plan.json()['lessonPlanId']}/operations"
    refused = send("POST", path, b'{"operation": ' + operation + b"}")
    assert refused.status == 422
    assert [each["path"] for each in refused.json()["imsx_error_details"]] == [field]
    assert send("GET", path).json() == {"operations": []}
    loose = b'{"type": "change-item-parent", "payload": {"target": {"type": "component", "id": "c"}, '
    logged = send("POST", path, b'{"operation": ' + loose + b'"new_parent_id": "d", "x": 1}}}')
    assert logged.status == 201


def test_an_import_is_a_get_that_writes(send: Any, core: SandboxCore) -> None:
    made = send(
        "POST",
        "/createExternalTestOut",
        b'{"courseId": "course-sci-05", "lessonType": "test-out", "toolProvider": "edulastic", '
        b'"grades": ["5"], "xp": 1}',
    )
    pair = f'{{"student": "{STUDENT}", "lesson": "{made.json()["lessonId"]}"}}'.encode()
    given = send("POST", "/makeExternalTestAssignment", pair).json()
    send("PUT", f"/external-tests/{given['assignmentId']}", b'{"score": 100}')
    query = f"student={STUDENT}&lesson={made.json()['lessonId']}"
    assert send("GET", "/importExternalTestAssignmentResults", query=query).json()["finalized"]
    assert send("GET", "/testOut", query=f"student={STUDENT}&course=course-sci-05").json()["finalized"]
