# Generated from tests/_async/powerpath/test_quirks.py by setup_unasync.py; do not edit.
"""Where the sources of the API disagree, both forms decode; and what the client promises of its own."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from timeback import (
    PowerPathClient,
    BadRequestError,
    InvalidInputError,
    ServerError,
)
from timeback.models import powerpath as pp

PAIR = {"student_id": "s-1", "lesson_id": "l-1"}
COUNTS = {"attempt": 1, "accuracy": 0, "correctQuestions": 0, "totalQuestions": 0}
QUESTION = {"id": "q", "index": 0, "title": "Q", "url": "https://q.example/q"}


class Server:
    """Answers everything alike, and keeps what it was sent."""

    def __init__(self, body: Any, status: int = 200) -> None:
        self.body, self.status = body, status
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, json=self.body)

    def sent(self) -> Any:
        return json.loads(self.requests[-1].content)

    def client(self) -> PowerPathClient:
        return PowerPathClient(
            base_url="https://api.test", auth=None, transport=httpx.MockTransport(self)
        )


def progress(body: Any) -> pp.AssessmentProgress:
    with Server(body).client() as client:
        return client.assessments.get_progress(student_id="s-1", lesson_id="l-1")


def test_an_unknown_kind_of_lesson_keeps_its_data() -> None:
    body = {"lessonType": "alpha-read-article", "pages": [1, 2]}
    found = progress(body)
    assert isinstance(found, pp.UnknownProgress)
    assert found.data == body
    with Server(body).client() as client:
        update = client.assessments.update_student_question_response(
            {**PAIR, "question": "q", "response": "A"}
        )
    assert isinstance(update, pp.UnknownUpdateResult)
    assert update.data == body


@pytest.mark.parametrize("kind", ["quiz", "test-out", "placement", "unit-test"])
@pytest.mark.parametrize("given", [{}, {"toolProvider": None, "xp": None, "multiplier": None}])
def test_what_progress_may_leave_out_is_none(kind: str, given: dict[str, Any]) -> None:
    body: dict[str, Any] = {"lessonType": kind, "finalized": False, "questions": [], **COUNTS, **given}
    found = progress(body)
    assert isinstance(found, pp.StandardProgress)
    assert (found.lesson_type, found.tool_provider, found.xp, found.multiplier) == (kind, None, None, None)


@pytest.mark.parametrize("count", [3, 3.0, "3"])
def test_counters_may_be_written_as_other_numbers(count: Any) -> None:
    body: dict[str, Any] = {
        "lessonType": "quiz",
        "finalized": True,
        "questions": [],
        **COUNTS,
        "totalQuestions": count,
    }
    found = progress(body)
    assert isinstance(found, pp.QuizProgress)
    assert found.total_questions == 3


@pytest.mark.parametrize(
    ("given", "expected"), [({}, "medium"), ({"difficulty": "hard"}, "hard"), ({"difficulty": "odd"}, "odd")]
)
def test_a_question_without_a_difficulty_is_of_medium_difficulty(
    given: dict[str, Any], expected: str
) -> None:
    with Server({"score": 0, "question": {**QUESTION, **given}}).client() as client:
        found = client.assessments.get_next_question(**PAIR)
    assert found.question.difficulty == expected


@pytest.mark.parametrize("feedback", ["Well done", {"text": "Well done"}])
def test_feedback_is_text_or_an_object(feedback: Any) -> None:
    question = {**QUESTION, "result": {"score": 1, "feedback": feedback, "outcomes": {"SCORE": 1}}}
    with Server({"score": 0, "question": question}).client() as client:
        found = client.assessments.get_next_question(**PAIR)
    assert found.question.result is not None
    assert found.question.result.feedback == feedback


@pytest.mark.parametrize("grade", [4, "4"])
def test_grades_are_numbers_or_text(grade: Any) -> None:
    level = {"gradeLevel": grade, "onboarded": False, "availableTests": 2}
    with Server(level).client() as client:
        found = client.placement.get_current_level(student_id="s", subject="Math")
    assert found.grade_level == pp.Grade.GRADE_4
    server = Server({"assignmentId": "a", "lessonId": "l", "resourceId": "r"})
    with server.client() as client:
        client.test_assignments.create({"student": "s", "subject": "Math", "grade": grade})
    assert server.sent()["grade"] == "4"


@pytest.mark.parametrize("name", ["inEnrolled", "isEnrolled"])
def test_both_spellings_of_enrolled_are_read(name: str) -> None:
    course = {
        "sourcedId": "c", "status": "active", "dateLastModified": "2026-01-01", "title": "C", "courseCode": None,
        "grades": None, "level": None, "orgSourcedId": "o", "subjects": ["Math"],
    }  # fmt: skip
    row = {
        "course": course, name: True, "hasUsedTestOut": False, "testOutLessonId": None, "completedLessons": 0,
        "totalLessons": 0, "totalAttainableXp": 0, "totalXpEarned": 0,
    }  # fmt: skip
    with Server({"progress": [row]}).client() as client:
        (found,) = client.placement.progress.list(student_id="s", subject="Math")
    assert (found.in_enrolled, found.is_enrolled) == (True, True)


@pytest.mark.parametrize("nested", [True, False])
def test_a_structure_is_nested_once_or_twice(nested: bool) -> None:
    node = {"type": "resource", "title": "R", "order": "a0", "skipped": False, "itemId": "i"}
    plan = {"id": "p", "courseId": "c", "courseTitle": "C", "structure": [node]}
    with Server({"lessonPlan": {"lessonPlan": plan} if nested else plan}).client() as client:
        found = (client.lesson_plans.get_structure("p")).lesson_plan
    assert (found.id, found.course_id, found.course_title) == ("p", "c", "C")
    assert found.structure[0].item_id == "i"


@pytest.mark.parametrize("body", [{"syllabus": None}, {}])
def test_a_course_may_have_no_syllabus(body: Any) -> None:
    with Server(body).client() as client:
        assert client.syllabus.get("c", status="active") is None


def test_assigned_screening_tests_may_come_as_a_list() -> None:
    row = {
        "assignedTestKey": "k", "email": "a@b.example", "testName": "T", "testSessionId": "t",
        "updatedOn": "2026-01-01T00:00:00Z", "nweaStatus": "ENQUEUED", "status": "enqueued",
        "studentId": "s", "studentName": "A",
    }  # fmt: skip
    with Server([row]).client() as client:
        found = client.screening.assign_test({"user_id": "s", "subject": "Math"})
    assert isinstance(found, list)
    assert found[0].status == "enqueued"


@pytest.mark.parametrize("wrapped", [True, False])
def test_stages_are_a_bare_list_or_wrapped(wrapped: bool) -> None:
    stages = [{"id": "1", "type": "course"}]
    with Server({"stages": stages} if wrapped else stages).client() as client:
        (found,) = client.course_sequences("q").stages.list()
    assert found.id == "1"


@pytest.mark.parametrize("given", [{}, {"isCorrect": True}])
def test_an_older_judgement_may_not_say_whether_it_was_right(given: dict[str, Any]) -> None:
    body = {
        "lessonType": "powerpath-100", "powerpathScore": 14, "responseResult": {"score": 1, **given},
        "accuracy": 100, "correctQuestions": 1, "totalQuestions": 1, "xp": None, "multiplier": None,
    }  # fmt: skip
    with Server(body).client() as client:
        found = client.assessments.update_student_question_response(
            {**PAIR, "question": "q", "responses": {"RESPONSE": ["A", "B"]}}
        )
    assert isinstance(found, pp.PowerPath100UpdateResult)
    assert found.response_result.is_correct is given.get("isCorrect")


def test_unknown_states_and_sources_keep_their_data() -> None:
    body = {"lineItems": [{"type": "folder", "n": 1}], "testOut": {"status": "paused", "n": 2}}
    with Server(body).client() as client:
        found = client.lesson_plans.get_course_progress(course_id="c", student_id="s")
    assert isinstance(found.line_items[0], pp.UnknownLineItem)
    assert found.line_items[0].data == {"type": "folder", "n": 1}
    assert isinstance(found.test_out, pp.UnknownTestOut)
    assert found.test_out.data == {"status": "paused", "n": 2}


def test_an_answer_goes_out_in_both_forms() -> None:
    server = Server({"lessonType": "quiz"})
    with server.client() as client:
        client.assessments.update_student_question_response({**PAIR, "question": "q", "response": "A"})
        assert server.sent() == {
            "student": "s-1", "lesson": "l-1", "question": "q", "response": "A", "responses": {"RESPONSE": "A"},
        }  # fmt: skip
        with pytest.raises(InvalidInputError, match="responses"):
            client.assessments.update_student_question_response({**PAIR, "question": "q"})
    assert len(server.requests) == 1


def test_the_import_of_results_is_a_get_that_is_not_sent_again() -> None:
    server = Server({}, status=502)
    with server.client() as client:
        with pytest.raises(ServerError):
            client.assessments.import_external_results(**PAIR)
        assert len(server.requests) == 1
        # Any other GET is.
        with pytest.raises(ServerError):
            client.with_options(max_retries=1).assessments.attempts.list(**PAIR)
    assert len(server.requests) == 3


def test_b17_what_is_set_to_none_is_sent_as_null() -> None:
    answer = {
        "lessonType": "placement", "lessonId": "l", "courseComponentId": "c", "resourceId": "r",
        "toolProvider": "edulastic",
    }  # fmt: skip
    server = Server(answer)
    body = pp.CreateExternalPlacementTestInput(
        course_id="c", tool_provider="edulastic", grades=["3"], course_id_on_fail=None, resource_metadata=None
    )
    with server.client() as client:
        client.assessments.create_external_placement_test(body)
    sent = server.sent()
    assert (sent["courseIdOnFail"], sent["resourceMetadata"], sent["lessonType"]) == (None, None, "placement")
    assert "lessonTitle" not in sent


@pytest.mark.parametrize("form", ["struct", "python names", "wire names"])
def test_b67_an_operation_is_a_struct_or_a_mapping(form: str) -> None:
    struct = pp.LessonPlanOperationInput(
        operation=pp.SetSkippedOperation(
            payload=pp.SetSkippedPayload(target=pp.LessonPlanTarget(type="component", id="c"), value=True)
        )
    )
    wire = {
        "operation": {
            "type": "set-skipped",
            "payload": {"target": {"type": "component", "id": "c"}, "value": True},
        }
    }
    server = Server({"success": True})
    with server.client() as client:
        client.lesson_plans("p").operations.create(struct if form == "struct" else wire)
        assert server.sent() == wire
        test: dict[str, Any] = {"url": "https://q.example"}
        names = ("course_id", "lesson_type", "test_type") if form != "wire names" else (
            "courseId", "lessonType", "testType",
        )  # fmt: skip
        data: Any = {**dict(zip(names, ("c", "quiz", "qti"), strict=True)), "qti": test}
        if form == "struct":
            data = pp.CreateInternalQtiTestInput(
                course_id="c", lesson_type="quiz", qti=pp.QtiTestConfig(url=test["url"])
            )
        server.body = {
            "lessonType": "quiz", "testType": "qti", "lessonId": "l", "courseComponentId": "c", "resourceId": "r",
        }  # fmt: skip
        client.assessments.create_internal_test(data)
    assert server.sent() == {"courseId": "c", "lessonType": "quiz", "testType": "qti", "qti": test}


def test_a_refused_bulk_keeps_its_rows_and_names_no_student() -> None:
    body = {"success": False, "results": [], "errors": [{"row": 0, "message": "unknown ada@school.example"}]}
    with Server(body, status=400).client() as client:
        with pytest.raises(BadRequestError) as caught:
            client.test_assignments.create_all(
                {"items": [{"student": "s", "subject": "Math", "grade": "3"}]}
            )
    assert caught.value.body == body
    assert "ada@school" not in str(caught.value)


def test_secrets_stay_out_of_reprs() -> None:
    given = pp.ExternalToolCredentials(email="ada@school.example", password="s3cret")
    assignment = pp.ExternalTestAssignment(
        tool_provider=pp.ToolProvider.EDULASTIC,
        lesson_type=pp.ExternalLessonType.PLACEMENT,
        attempt=1,
        credentials=given,
    )
    assert "s3cret" not in repr(assignment)
    assert "ada" not in repr(assignment)
    assert "password=***" in repr(assignment)
    assert given.password == "s3cret"
