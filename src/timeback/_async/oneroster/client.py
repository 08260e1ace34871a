"""The OneRoster client: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .assessments import AsyncAssessmentLineItems, AsyncAssessmentResults
from .classes import AsyncClasses
from .courses import AsyncCourses
from .demographics import AsyncDemographicsRecords
from .enrollments import AsyncEnrollments
from .gradebook import AsyncCategories, AsyncLineItems, AsyncResults, AsyncScoreScales
from .orgs import AsyncOrgs, AsyncSchools
from .resources import AsyncResources
from .sessions import AsyncAcademicSessions, AsyncGradingPeriods, AsyncTerms
from .users import AsyncStudents, AsyncTeachers, AsyncUsers

__all__ = ["AsyncOneRosterClient"]


class AsyncOneRosterClient(AsyncServiceClient, service="oneroster"):
    """OneRoster 1.2: rosters, course structure, gradebook, assessments, resources.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def users(self) -> AsyncUsers:
        """Users of every role."""
        return AsyncUsers(self._channel)

    @property
    def students(self) -> AsyncStudents:
        """Users with the role student, read-only."""
        return AsyncStudents(self._channel)

    @property
    def teachers(self) -> AsyncTeachers:
        """Users with the role teacher, read-only."""
        return AsyncTeachers(self._channel)

    @property
    def schools(self) -> AsyncSchools:
        """Organizations of the type school."""
        return AsyncSchools(self._channel)

    @property
    def orgs(self) -> AsyncOrgs:
        """Organizations of every type."""
        return AsyncOrgs(self._channel)

    @property
    def classes(self) -> AsyncClasses:
        """Classes: a course as it is taught to a group of students."""
        return AsyncClasses(self._channel)

    @property
    def courses(self) -> AsyncCourses:
        """Courses: what is taught, whoever teaches it."""
        return AsyncCourses(self._channel)

    @property
    def enrollments(self) -> AsyncEnrollments:
        """Enrollments: who is in which class, in which role."""
        return AsyncEnrollments(self._channel)

    @property
    def academic_sessions(self) -> AsyncAcademicSessions:
        """School years, semesters, terms and grading periods."""
        return AsyncAcademicSessions(self._channel)

    @property
    def terms(self) -> AsyncTerms:
        """Academic sessions of the type term."""
        return AsyncTerms(self._channel)

    @property
    def grading_periods(self) -> AsyncGradingPeriods:
        """Academic sessions of the type grading period."""
        return AsyncGradingPeriods(self._channel)

    @property
    def demographics(self) -> AsyncDemographicsRecords:
        """Demographics records, under the ids of their users."""
        return AsyncDemographicsRecords(self._channel)

    @property
    def line_items(self) -> AsyncLineItems:
        """Line items: the pieces of work that classes are graded on."""
        return AsyncLineItems(self._channel)

    @property
    def results(self) -> AsyncResults:
        """Results: students' scores on line items."""
        return AsyncResults(self._channel)

    @property
    def categories(self) -> AsyncCategories:
        """Categories of line items, with their weights in a grade."""
        return AsyncCategories(self._channel)

    @property
    def score_scales(self) -> AsyncScoreScales:
        """Score scales: the names of a class's scores."""
        return AsyncScoreScales(self._channel)

    @property
    def assessment_line_items(self) -> AsyncAssessmentLineItems:
        """Content that is graded, tied to a course or a part of one."""
        return AsyncAssessmentLineItems(self._channel)

    @property
    def assessment_results(self) -> AsyncAssessmentResults:
        """Students' results in assessment line items."""
        return AsyncAssessmentResults(self._channel)

    @property
    def resources(self) -> AsyncResources:
        """Resources: material to learn from or with."""
        return AsyncResources(self._channel)
