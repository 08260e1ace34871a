# Generated from src/timeback/_async/powerpath/assessments.py by setup_unasync.py; do not edit.
"""Assessments: tests of every kind, and lessons as students take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._http.retry import Resend
from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ...errors import InvalidInputError
from ...models.powerpath import (
    AssessmentProgress,
    Attempt,
    CreateExternalPlacementTestInput,
    CreateExternalTestOutInput,
    CreateInternalTestInput,
    ExternalTestAssignment,
    ExternalTestCreateResult,
    FinalizeAssessmentResult,
    ImportExternalResult,
    InternalTestCreateResult,
    MakeExternalTestAssignmentInput,
    NextQuestion,
    ResetAttemptResult,
    StudentLessonInput,
    TestOut,
    UpdateResult,
    UpdateStudentQuestionResponseInput,
    bodies,
)
from ..pager import Pager
from ..resource import APIResource, Unpaged
from .ids import ids_query

__all__ = ["Assessments"]

_PROGRESS: Any = AssessmentProgress
_UPDATE: Any = UpdateResult
_INTERNAL_TEST: Any = CreateInternalTestInput


class Assessments(APIResource):
    """Tests of every kind, and lessons as students take them.

    A `lesson_id` is the sourcedId of a component resource, a `student_id` that of a user.
    """

    @property
    def attempts(self) -> Attempts:
        """Attempts of students at lessons."""
        return Attempts(self._channel)

    def create_external_placement_test(
        self,
        data: CreateExternalPlacementTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CreateExternalPlacementTestFields],
    ) -> ExternalTestCreateResult:
        """Create a grade's placement test in an external tool, or update the existing one.

        Raises:
            APIStatusError: The course is unknown, or the grade's test belongs to another tool.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/createExternalPlacementTest`.
        """
        body = to_wire(given(data, fields), CreateExternalPlacementTestInput)
        return self._one(
            "POST", "{base}/createExternalPlacementTest", ExternalTestCreateResult, json=body
        )

    def create_external_test_out(
        self,
        data: CreateExternalTestOutInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CreateExternalTestOutFields],
    ) -> ExternalTestCreateResult:
        """Create a course's test-out in an external tool, or update the existing one.

        One description of the API marks this call as deprecated in favor of `lesson_plans.start_test_out`.

        Raises:
            APIStatusError: The course is unknown, or its test-out belongs to another tool.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/createExternalTestOut`.
        """
        body = to_wire(given(data, fields), CreateExternalTestOutInput)
        return self._one("POST", "{base}/createExternalTestOut", ExternalTestCreateResult, json=body)

    def create_internal_test(
        self,
        data: CreateInternalTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CreateInternalTestFields],
    ) -> InternalTestCreateResult:
        """Create a lesson from a QTI test, or from several tests that take turns.

        A course's existing test-out or placement test is updated; other kinds are always new.

        Args:
            data: With `test_type` `"qti"` and `qti`, or `"assessment-bank"` and `assessment_bank`.

        Calls `POST {base}/createInternalTest`.
        """
        body = to_wire(given(data, fields), _INTERNAL_TEST)
        return self._one("POST", "{base}/createInternalTest", InternalTestCreateResult, json=body)

    def finalize(
        self,
        data: StudentLessonInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StudentLessonFields],
    ) -> FinalizeAssessmentResult:
        """Score and close a quiz, unit test, test-out or placement test.

        This may enroll the student in a course. PowerPath-100 lessons end by themselves; for an external test,
        import the results.

        Calls `POST {base}/finalStudentAssessmentResponse`.
        """
        body = to_wire(given(data, fields), StudentLessonInput)
        path = "{base}/finalStudentAssessmentResponse"
        return self._one("POST", path, FinalizeAssessmentResult, json=body)

    def get_progress(
        self, *, student_id: str, lesson_id: str, attempt: int | None = None
    ) -> AssessmentProgress:
        """Fetch a student's progress in a lesson.

        Args:
            student_id: The student.
            lesson_id: The lesson.
            attempt: The number of an attempt, from 1; the current one by default.

        Returns:
            `PowerPath100Progress`, a variant of `StandardProgress`, or `UnknownProgress`: it depends on the lesson.

        Calls `GET {base}/getAssessmentProgress`.
        """
        query = {**ids_query(student_id=student_id, lesson_id=lesson_id), "attempt": attempt}
        progress: AssessmentProgress = self._one(
            "GET", "{base}/getAssessmentProgress", _PROGRESS, query=query
        )
        return progress

    def get_next_question(self, *, student_id: str, lesson_id: str) -> NextQuestion:
        """Fetch the question to ask next in a PowerPath-100 lesson.

        Calls `GET {base}/getNextQuestion`.
        """
        query = ids_query(student_id=student_id, lesson_id=lesson_id)
        return self._one("GET", "{base}/getNextQuestion", NextQuestion, query=query)

    def import_external_results(
        self, *, student_id: str, lesson_id: str, application_name: str | None = None
    ) -> ImportExternalResult:
        """Have the server fetch a test's results from its external tool, and store them.

        A GET that writes, and may enroll the student: like a POST, it is not sent again once the server
        may have acted on it. Read the results with `get_progress()`.

        Calls `GET {base}/importExternalTestAssignmentResults`.
        """
        query = {**ids_query(student_id=student_id, lesson_id=lesson_id), "applicationName": application_name}
        return self._one(
            "GET",
            "{base}/importExternalTestAssignmentResults",
            ImportExternalResult,
            query=query,
            resend=Resend.IF_REFUSED,
        )

    def assign_external_test(
        self,
        data: MakeExternalTestAssignmentInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.MakeExternalTestAssignmentFields],
    ) -> ExternalTestAssignment:
        """Assign a lesson's external test to a student, and get the place to take it.

        Calls `POST {base}/makeExternalTestAssignment`.
        """
        body = to_wire(given(data, fields), MakeExternalTestAssignmentInput)
        return self._one("POST", "{base}/makeExternalTestAssignment", ExternalTestAssignment, json=body)

    def get_test_out(self, *, student_id: str, course_id: str) -> TestOut:
        """Fetch a course's test-out lesson, and the student's progress in it.

        Calls `GET {base}/testOut`.
        """
        return self._one(
            "GET", "{base}/testOut", TestOut, query=ids_query(student_id=student_id, course_id=course_id)
        )

    def update_student_question_response(
        self,
        data: UpdateStudentQuestionResponseInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.UpdateStudentQuestionResponseFields],
    ) -> UpdateResult:
        """Answer a question. A PowerPath-100 lesson scores it at once, other lessons when they are finalized.

        Args:
            data: With `responses`, or `response` for the response called `RESPONSE`, which goes out in both
                forms.

        Returns:
            Depending on the kind of lesson, `PowerPath100UpdateResult`, ... or `UnknownUpdateResult`.

        Calls `PUT {base}/updateStudentQuestionResponse`.
        """
        body = to_wire(given(data, fields), UpdateStudentQuestionResponseInput)
        if "responses" not in body:
            if "response" not in body:
                raise InvalidInputError.of("responses", "required, unless there is a response")
            body["responses"] = {"RESPONSE": body["response"]}
        update: UpdateResult = self._one(
            "PUT", "{base}/updateStudentQuestionResponse", _UPDATE, json=body
        )
        return update


class Attempts(APIResource):
    """Attempts of students at lessons."""

    def list(self, *, student_id: str, lesson_id: str) -> PageResult[Attempt]:
        """Fetch a student's attempts at a lesson, all at once.

        Args:
            student_id: The student.
            lesson_id: The lesson.

        Calls `GET {base}/getAttempts`.
        """
        return self._of(student_id, lesson_id).list()

    def first(self, *, student_id: str, lesson_id: str) -> Attempt | None:
        """Fetch the first that `list()` would give, or None."""
        return self._of(student_id, lesson_id).first()

    def list_all(
        self, *, student_id: str, lesson_id: str, max_items: int | None = None
    ) -> Rows[Attempt]:
        """Fetch them as a list; see `list()`."""
        return self._of(student_id, lesson_id).list_all(max_items=max_items)

    def stream(self, *, student_id: str, lesson_id: str, max_items: int | None = None) -> Pager[Attempt]:
        """Go through them; see `list()`."""
        return self._of(student_id, lesson_id).stream(max_items=max_items)

    def create(
        self,
        data: StudentLessonInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StudentLessonFields],
    ) -> Attempt:
        """Begin another attempt, once the current one is completed.

        In a lesson with a bank of tests, the next test is used.

        Calls `POST {base}/createNewAttempt`.
        """
        body = to_wire(given(data, fields), StudentLessonInput)
        return self._one("POST", "{base}/createNewAttempt", Attempt, "attempt", json=body)

    def reset(
        self,
        data: StudentLessonInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StudentLessonFields],
    ) -> ResetAttemptResult:
        """Discard the answers of the current attempt; its score becomes 0.

        Calls `POST {base}/resetAttempt`.
        """
        body = to_wire(given(data, fields), StudentLessonInput)
        return self._one("POST", "{base}/resetAttempt", ResetAttemptResult, json=body)

    def _of(self, student_id: str, lesson_id: str) -> Unpaged[Attempt]:
        query = ids_query(student_id=student_id, lesson_id=lesson_id)
        return self._whole(Attempt, "{base}/getAttempts", "attempts", query=query)
