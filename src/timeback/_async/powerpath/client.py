"""The PowerPath client: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .assessments import AsyncAssessments
from .assignments import AsyncTestAssignments
from .courses import AsyncCourseSequences, AsyncRenderConfigs, AsyncSyllabus, AsyncTestOuts
from .lesson_plans import AsyncLessonPlans
from .placement import AsyncPlacement, AsyncScreening

__all__ = ["AsyncPowerPathClient"]


class AsyncPowerPathClient(AsyncServiceClient, service="powerpath"):
    """PowerPath: adaptive paths, placement, lesson plans, test assignments.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def assessments(self) -> AsyncAssessments:
        """Tests of every kind, and lessons as students take them."""
        return AsyncAssessments(self._channel)

    @property
    def lesson_plans(self) -> AsyncLessonPlans:
        """Lesson plans: the order in which a student goes through a course."""
        return AsyncLessonPlans(self._channel)

    @property
    def placement(self) -> AsyncPlacement:
        """Placement: the grade at which a student starts in a subject."""
        return AsyncPlacement(self._channel)

    @property
    def screening(self) -> AsyncScreening:
        """Screening tests of an external provider."""
        return AsyncScreening(self._channel)

    @property
    def syllabus(self) -> AsyncSyllabus:
        """The units, lessons and resources of a course."""
        return AsyncSyllabus(self._channel)

    @property
    def test_assignments(self) -> AsyncTestAssignments:
        """Tests given to students one by one, in bulk or from a sheet."""
        return AsyncTestAssignments(self._channel)

    @property
    def test_out(self) -> AsyncTestOuts:
        """Test-outs that students choose themselves."""
        return AsyncTestOuts(self._channel)

    @property
    def render_config(self) -> AsyncRenderConfigs:
        """The rendering of courses' questions."""
        return AsyncRenderConfigs(self._channel)

    @property
    def course_sequences(self) -> AsyncCourseSequences:
        """Courses and assessments in the order in which students take them."""
        return AsyncCourseSequences(self._channel)
