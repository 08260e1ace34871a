# Generated from src/timeback/_async/powerpath/client.py by setup_unasync.py; do not edit.
"""The PowerPath client: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from .assessments import Assessments
from .assignments import TestAssignments
from .courses import CourseSequences, RenderConfigs, Syllabus, TestOuts
from .lesson_plans import LessonPlans
from .placement import Placement, Screening

__all__ = ["PowerPathClient"]


class PowerPathClient(ServiceClient, service="powerpath"):
    """PowerPath: adaptive paths, placement, lesson plans, test assignments.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def assessments(self) -> Assessments:
        """Tests of every kind, and lessons as students take them."""
        return Assessments(self._channel)

    @property
    def lesson_plans(self) -> LessonPlans:
        """Lesson plans: the order in which a student goes through a course."""
        return LessonPlans(self._channel)

    @property
    def placement(self) -> Placement:
        """Placement: the grade at which a student starts in a subject."""
        return Placement(self._channel)

    @property
    def screening(self) -> Screening:
        """Screening tests of an external provider."""
        return Screening(self._channel)

    @property
    def syllabus(self) -> Syllabus:
        """The units, lessons and resources of a course."""
        return Syllabus(self._channel)

    @property
    def test_assignments(self) -> TestAssignments:
        """Tests given to students one by one, in bulk or from a sheet."""
        return TestAssignments(self._channel)

    @property
    def test_out(self) -> TestOuts:
        """Test-outs that students choose themselves."""
        return TestOuts(self._channel)

    @property
    def render_config(self) -> RenderConfigs:
        """The rendering of courses' questions."""
        return RenderConfigs(self._channel)

    @property
    def course_sequences(self) -> CourseSequences:
        """Courses and assessments in the order in which students take them."""
        return CourseSequences(self._channel)
