# Generated from src/timeback/_async/powerpath/courses.py by setup_unasync.py; do not edit.
"""Operations on whole courses: the syllabus, rendering, sequences, self-elected test-outs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._codec.decode import BARE
from ..._pages import PageResult
from ..._query.arguments import chosen
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ...models.powerpath import (
    CourseSequence,
    CourseSequenceStage,
    CourseSequenceTestType,
    Grade,
    RenderConfig,
    RenderConfigInput,
    RenderConfigUpsertResult,
    SelfElectedTestOutInput,
    SelfElectedTestOutResult,
    Status,
    TestOutEligibility,
    bodies,
)
from ..pager import Pager
from ..resource import APIResource, Unpaged

__all__ = ["CourseSequences", "RenderConfigs", "Syllabus", "TestOuts"]
_STAGES = "{base}/course-sequence/{sequence_id}/stages"


class Syllabus(APIResource):
    """The units, lessons and resources of a course."""

    def get(self, course_id: str, *, status: Status | bodies.StatusText | None = None) -> Any:
        """Fetch the tree of a course, whose format is not documented.

        Returns:
            The decoded JSON: the course and its `subComponents` with their `componentResources`, as in a
            lesson plan. None if the server gives none.

        Calls `GET {base}/syllabus/{courseSourcedId}`.
        """
        path = "{base}/syllabus/{course_id}"
        body = self._one(
            "GET", path, dict[str, Any], query=chosen(status=(status, Status)), course_id=course_id
        )
        return body.get("syllabus")


class RenderConfigs(APIResource):
    """The rendering of courses' questions."""

    def upsert(
        self,
        data: RenderConfigInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.RenderConfigFields],
    ) -> RenderConfigUpsertResult:
        """Set one configuration for several courses.

        Calls `PUT {base}/render-config/`.
        """
        body = to_wire(given(data, fields), RenderConfigInput)
        return self._one("PUT", "{base}/render-config/", RenderConfigUpsertResult, json=body)

    def get(self, course_id: str) -> RenderConfig:
        """Fetch the configuration of a course.

        Calls `GET {base}/render-config/{courseId}`.
        """
        return self._one("GET", "{base}/render-config/{course_id}", RenderConfig, course_id=course_id)

    def delete(self, course_id: str) -> None:
        """Delete the configuration of a course.

        Calls `DELETE {base}/render-config/{courseId}`.
        """
        self._send("DELETE", "{base}/render-config/{course_id}", course_id=course_id)


class CourseSequences(APIResource):
    """Courses and assessments in the order in which students take them."""

    def __call__(self, sequence_id: str) -> CourseSequenceScope:
        """One sequence, and its stages."""
        return CourseSequenceScope(self._channel, {"sequence_id": sequence_id})

    def get(self, sequence_id: str) -> CourseSequence:
        """Fetch a sequence by its UUID.

        Calls `GET {base}/course-sequence/{id}`.
        """
        return self(sequence_id).get()


class CourseSequenceScope(APIResource):
    """One sequence of courses."""

    def get(self) -> CourseSequence:
        """Fetch the sequence itself: `GET {base}/course-sequence/{id}`."""
        return self._one("GET", "{base}/course-sequence/{sequence_id}", CourseSequence)

    @property
    def stages(self) -> Stages:
        """The stages of the sequence, in order."""
        return Stages(self._channel, self._params)


class Stages(APIResource):
    """The stages of a sequence, in order."""

    def list(
        self, *, grade: Grade | bodies.GradeText | None = None, limit: int | None = None
    ) -> PageResult[CourseSequenceStage]:
        """Fetch the stages, all at once.

        Args:
            grade: Only those of this grade.
            limit: At most this many.

        Calls `GET {base}/course-sequence/{id}/stages`.
        """
        return self._of(grade, limit).list()

    def first(self, *, grade: Grade | bodies.GradeText | None = None) -> CourseSequenceStage | None:
        """Fetch the first stage, or None; asks for one only."""
        return self._of(grade, 1).first()

    def list_all(
        self, *, grade: Grade | bodies.GradeText | None = None, max_items: int | None = None
    ) -> Rows[CourseSequenceStage]:
        """Fetch the stages as a list.

        Args:
            grade: Only those of this grade.
            max_items: At most this many.
        """
        return self._of(grade, max_items).list_all(max_items=max_items)

    def stream(
        self, *, grade: Grade | bodies.GradeText | None = None, max_items: int | None = None
    ) -> Pager[CourseSequenceStage]:
        """Go through the stages; see `list_all()`."""
        return self._of(grade, max_items).stream(max_items=max_items)

    def get_after_assessment(
        self,
        *,
        test_grade: Grade | bodies.GradeText,
        test_type: CourseSequenceTestType | bodies.CourseSequenceTestTypeText | None = None,
        cqpm: float | None = None,
        wcpm: float | None = None,
    ) -> CourseSequenceStage:
        """Fetch the stage that follows an assessment.

        Args:
            test_grade: The grade of the assessment.
            test_type: Its kind; the server's default is `end_of_grade`.
            cqpm: Correct questions per minute; needed for FastMath's fluency tests.
            wcpm: Words correct per minute; selects the Language assessment in grade 0.

        Calls `GET {base}/course-sequence/{id}/stages/after/assessment`.
        """
        query = {
            **chosen(test_grade=(test_grade, Grade), test_type=(test_type, CourseSequenceTestType)),
            "cqpm": cqpm,
            "wcpm": wcpm,
        }
        return self._one("GET", f"{_STAGES}/after/assessment", CourseSequenceStage, query=query)

    def _of(
        self, grade: Grade | bodies.GradeText | None, limit: int | None
    ) -> Unpaged[CourseSequenceStage]:
        query = {**chosen(grade=(grade, Grade)), "limit": limit}
        return self._whole(CourseSequenceStage, _STAGES, "stages", BARE, query=query)


class TestOuts(APIResource):
    """Test-outs that students choose themselves, by subject."""

    def get_eligibility(self, *, student_id: str, subject: str) -> TestOutEligibility:
        """Fetch whether a student may choose to test out, and if not, why.

        Args:
            student_id: The student.
            subject: Math, Reading, Language, Science, Writing or Vocabulary, in any case.

        Calls `GET {base}/test-out/getTestOutEligibility/{studentId}/{subject}`.
        """
        return self._one(
            "GET",
            "{base}/test-out/getTestOutEligibility/{student_id}/{subject}",
            TestOutEligibility,
            student_id=student_id,
            subject=subject,
        )

    def create_assignment(
        self,
        data: SelfElectedTestOutInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SelfElectedTestOutFields],
    ) -> SelfElectedTestOutResult:
        """Assign a test-out at the grade that the student may test out of.

        Calls `POST {base}/test-out/makeExternalStudentTestOutAssignment`.
        """
        body = to_wire(given(data, fields), SelfElectedTestOutInput)
        path = "{base}/test-out/makeExternalStudentTestOutAssignment"
        return self._one("POST", path, SelfElectedTestOutResult, json=body)
