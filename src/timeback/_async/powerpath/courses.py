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
from ..pager import AsyncPager
from ..resource import AsyncAPIResource, AsyncUnpaged

__all__ = ["AsyncCourseSequences", "AsyncRenderConfigs", "AsyncSyllabus", "AsyncTestOuts"]
_STAGES = "{base}/course-sequence/{sequence_id}/stages"


class AsyncSyllabus(AsyncAPIResource):
    """The units, lessons and resources of a course."""

    async def get(self, course_id: str, *, status: Status | bodies.StatusText | None = None) -> Any:
        """Fetch the tree of a course, whose format is not documented.

        Returns:
            The decoded JSON: the course and its `subComponents` with their `componentResources`, as in a
            lesson plan. None if the server gives none.

        Calls `GET {base}/syllabus/{courseSourcedId}`.
        """
        path = "{base}/syllabus/{course_id}"
        body = await self._one(
            "GET", path, dict[str, Any], query=chosen(status=(status, Status)), course_id=course_id
        )
        return body.get("syllabus")


class AsyncRenderConfigs(AsyncAPIResource):
    """The rendering of courses' questions."""

    async def upsert(
        self,
        data: RenderConfigInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.RenderConfigFields],
    ) -> RenderConfigUpsertResult:
        """Set one configuration for several courses.

        Calls `PUT {base}/render-config/`.
        """
        body = to_wire(given(data, fields), RenderConfigInput)
        return await self._one("PUT", "{base}/render-config/", RenderConfigUpsertResult, json=body)

    async def get(self, course_id: str) -> RenderConfig:
        """Fetch the configuration of a course.

        Calls `GET {base}/render-config/{courseId}`.
        """
        return await self._one("GET", "{base}/render-config/{course_id}", RenderConfig, course_id=course_id)

    async def delete(self, course_id: str) -> None:
        """Delete the configuration of a course.

        Calls `DELETE {base}/render-config/{courseId}`.
        """
        await self._send("DELETE", "{base}/render-config/{course_id}", course_id=course_id)


class AsyncCourseSequences(AsyncAPIResource):
    """Courses and assessments in the order in which students take them."""

    def __call__(self, sequence_id: str) -> AsyncCourseSequenceScope:
        """One sequence, and its stages."""
        return AsyncCourseSequenceScope(self._channel, {"sequence_id": sequence_id})

    async def get(self, sequence_id: str) -> CourseSequence:
        """Fetch a sequence by its UUID.

        Calls `GET {base}/course-sequence/{id}`.
        """
        return await self(sequence_id).get()


class AsyncCourseSequenceScope(AsyncAPIResource):
    """One sequence of courses."""

    async def get(self) -> CourseSequence:
        """Fetch the sequence itself: `GET {base}/course-sequence/{id}`."""
        return await self._one("GET", "{base}/course-sequence/{sequence_id}", CourseSequence)

    @property
    def stages(self) -> AsyncStages:
        """The stages of the sequence, in order."""
        return AsyncStages(self._channel, self._params)


class AsyncStages(AsyncAPIResource):
    """The stages of a sequence, in order."""

    async def list(
        self, *, grade: Grade | bodies.GradeText | None = None, limit: int | None = None
    ) -> PageResult[CourseSequenceStage]:
        """Fetch the stages, all at once.

        Args:
            grade: Only those of this grade.
            limit: At most this many.

        Calls `GET {base}/course-sequence/{id}/stages`.
        """
        return await self._of(grade, limit).list()

    async def first(self, *, grade: Grade | bodies.GradeText | None = None) -> CourseSequenceStage | None:
        """Fetch the first stage, or None; asks for one only."""
        return await self._of(grade, 1).first()

    async def list_all(
        self, *, grade: Grade | bodies.GradeText | None = None, max_items: int | None = None
    ) -> Rows[CourseSequenceStage]:
        """Fetch the stages as a list.

        Args:
            grade: Only those of this grade.
            max_items: At most this many.
        """
        return await self._of(grade, max_items).list_all(max_items=max_items)

    def stream(
        self, *, grade: Grade | bodies.GradeText | None = None, max_items: int | None = None
    ) -> AsyncPager[CourseSequenceStage]:
        """Go through the stages; see `list_all()`."""
        return self._of(grade, max_items).stream(max_items=max_items)

    async def get_after_assessment(
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
        return await self._one("GET", f"{_STAGES}/after/assessment", CourseSequenceStage, query=query)

    def _of(
        self, grade: Grade | bodies.GradeText | None, limit: int | None
    ) -> AsyncUnpaged[CourseSequenceStage]:
        query = {**chosen(grade=(grade, Grade)), "limit": limit}
        return self._whole(CourseSequenceStage, _STAGES, "stages", BARE, query=query)


class AsyncTestOuts(AsyncAPIResource):
    """Test-outs that students choose themselves, by subject."""

    async def get_eligibility(self, *, student_id: str, subject: str) -> TestOutEligibility:
        """Fetch whether a student may choose to test out, and if not, why.

        Args:
            student_id: The student.
            subject: Math, Reading, Language, Science, Writing or Vocabulary, in any case.

        Calls `GET {base}/test-out/getTestOutEligibility/{studentId}/{subject}`.
        """
        return await self._one(
            "GET",
            "{base}/test-out/getTestOutEligibility/{student_id}/{subject}",
            TestOutEligibility,
            student_id=student_id,
            subject=subject,
        )

    async def create_assignment(
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
        return await self._one("POST", path, SelfElectedTestOutResult, json=body)
