# Generated from src/timeback/_async/powerpath/courses.py by setup_unasync.py; do not edit.
"""Operations on whole courses: the syllabus, rendering, sequences, self-elected test-outs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._codec.decode import BARE
from ..._query.encode import to_wire
from ..._query.urls import check_id
from ...models.powerpath import (
    CourseSequence,
    CourseSequenceStage,
    CourseSequenceTestType,
    GradeEnum,
    RenderConfig,
    RenderConfigDeleteResult,
    RenderConfigInput,
    RenderConfigUpsertResult,
    SelfElectedTestOutInput,
    SelfElectedTestOutResult,
    StatusEnum,
    TestOutEligibility,
)
from ..resource import APIResource

__all__ = ["CourseSequences", "RenderConfigs", "Syllabus", "TestOuts"]


class Syllabus(APIResource):
    """The units, lessons and resources of a course."""

    def get(self, course_sourced_id: str, *, status: StatusEnum | str | None = None) -> Any:
        """Fetch the tree of a course, of which no description is published.

        Returns:
            The decoded JSON: the course and its `subComponents` with their `componentResources`, as in a
            lesson plan. None where the server gives none.

        Calls `GET {base}/syllabus/{courseSourcedId}`.
        """
        path = "{base}/syllabus/{course_sourced_id}"
        body = self._one(
            "GET", path, dict[str, Any], query={"status": status}, course_sourced_id=course_sourced_id
        )
        return body.get("syllabus")


class RenderConfigs(APIResource):
    """The rendering of courses' questions."""

    def upsert(self, data: RenderConfigInput | Mapping[str, Any]) -> RenderConfigUpsertResult:
        """Write one configuration for some courses.

        Calls `PUT {base}/render-config/`.
        """
        body = to_wire(data, RenderConfigInput)
        return self._one("PUT", "{base}/render-config/", RenderConfigUpsertResult, json=body)

    def get(self, course_id: str) -> RenderConfig:
        """Fetch the configuration of a course.

        Calls `GET {base}/render-config/{courseId}`.
        """
        return self._one("GET", "{base}/render-config/{course_id}", RenderConfig, course_id=course_id)

    def delete(self, course_id: str) -> RenderConfigDeleteResult:
        """Delete the configuration of a course.

        Calls `DELETE {base}/render-config/{courseId}`.
        """
        path = "{base}/render-config/{course_id}"
        return self._one("DELETE", path, RenderConfigDeleteResult, course_id=course_id)


class CourseSequences(APIResource):
    """Courses and assessments in the order in which students go through them."""

    def get(self, id: str) -> CourseSequence:
        """Fetch a sequence by its UUID.

        Calls `GET {base}/course-sequence/{id}`.
        """
        return self._one("GET", "{base}/course-sequence/{id}", CourseSequence, id=id)

    def get_stages(
        self, id: str, *, grade: GradeEnum | str | None = None, limit: int | None = None
    ) -> list[CourseSequenceStage]:
        """Fetch the stages of a sequence in order.

        Args:
            id: The sequence.
            grade: Only those of this grade.
            limit: At most this many; 1 gives the first.

        Calls `GET {base}/course-sequence/{id}/stages`.
        """
        path = "{base}/course-sequence/{id}/stages"
        query = {"grade": grade, "limit": limit}
        return self._rows(path, CourseSequenceStage, "stages", BARE, query=query, id=id)

    def get_stage_after_assessment(
        self,
        id: str,
        *,
        test_grade: GradeEnum | str,
        test_type: CourseSequenceTestType | str | None = None,
        cqpm: float | None = None,
        wcpm: float | None = None,
    ) -> CourseSequenceStage:
        """Fetch the stage that follows an assessment.

        Args:
            id: The sequence.
            test_grade: The grade of the assessment.
            test_type: Its kind; the server's default is `end_of_grade`.
            cqpm: Correct questions a minute: needed for the fluency tests of FastMath.
            wcpm: Words correct a minute: chooses between the Language assessments of grade 0.

        Calls `GET {base}/course-sequence/{id}/stages/after/assessment`.
        """
        query = {
            "test_grade": check_id("test_grade", str(test_grade)),
            "test_type": test_type,
            "cqpm": cqpm,
            "wcpm": wcpm,
        }
        path = "{base}/course-sequence/{id}/stages/after/assessment"
        return self._one("GET", path, CourseSequenceStage, query=query, id=id)


class TestOuts(APIResource):
    """Test-outs that students choose themselves, by subject."""

    def get_eligibility(self, student_id: str, subject: str) -> TestOutEligibility:
        """Fetch whether a student may choose to test out, and why not.

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
        self, data: SelfElectedTestOutInput | Mapping[str, Any]
    ) -> SelfElectedTestOutResult:
        """Assign a test-out at the grade that the student may test out of.

        Calls `POST {base}/test-out/makeExternalStudentTestOutAssignment`.
        """
        body = to_wire(data, SelfElectedTestOutInput)
        path = "{base}/test-out/makeExternalStudentTestOutAssignment"
        return self._one("POST", path, SelfElectedTestOutResult, json=body)
