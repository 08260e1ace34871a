# Generated from src/timeback/_async/oneroster/client.py by setup_unasync.py; do not edit.
"""The OneRoster client: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from .assessments import AssessmentLineItems, AssessmentResults
from .classes import Classes
from .courses import Courses
from .demographics import DemographicsRecords
from .enrollments import Enrollments
from .gradebook import Categories, LineItems, Results, ScoreScales
from .orgs import Orgs, Schools
from .resources import Resources
from .sessions import AcademicSessions, GradingPeriods, Terms
from .users import Students, Teachers, Users

__all__ = ["OneRosterClient"]


class OneRosterClient(ServiceClient, service="oneroster"):
    """OneRoster 1.2: rosters, course structure, gradebook, assessments, resources.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def users(self) -> Users:
        """Users of every role."""
        return Users(self._channel)

    @property
    def students(self) -> Students:
        """Users with the role student, read-only."""
        return Students(self._channel)

    @property
    def teachers(self) -> Teachers:
        """Users with the role teacher, read-only."""
        return Teachers(self._channel)

    @property
    def schools(self) -> Schools:
        """Organizations of the type school."""
        return Schools(self._channel)

    @property
    def orgs(self) -> Orgs:
        """Organizations of every type."""
        return Orgs(self._channel)

    @property
    def classes(self) -> Classes:
        """Classes: a course as it is taught to a group of students."""
        return Classes(self._channel)

    @property
    def courses(self) -> Courses:
        """Courses: what is taught, whoever teaches it."""
        return Courses(self._channel)

    @property
    def enrollments(self) -> Enrollments:
        """Enrollments: who is in which class, in which role."""
        return Enrollments(self._channel)

    @property
    def academic_sessions(self) -> AcademicSessions:
        """School years, semesters, terms and grading periods."""
        return AcademicSessions(self._channel)

    @property
    def terms(self) -> Terms:
        """Academic sessions of the type term."""
        return Terms(self._channel)

    @property
    def grading_periods(self) -> GradingPeriods:
        """Academic sessions of the type grading period."""
        return GradingPeriods(self._channel)

    @property
    def demographics(self) -> DemographicsRecords:
        """Demographics records, under the ids of their users."""
        return DemographicsRecords(self._channel)

    @property
    def line_items(self) -> LineItems:
        """Line items: the pieces of work that classes are graded on."""
        return LineItems(self._channel)

    @property
    def results(self) -> Results:
        """Results: students' scores on line items."""
        return Results(self._channel)

    @property
    def categories(self) -> Categories:
        """Categories of line items, with their weights in a grade."""
        return Categories(self._channel)

    @property
    def score_scales(self) -> ScoreScales:
        """Score scales: the names of a class's scores."""
        return ScoreScales(self._channel)

    @property
    def assessment_line_items(self) -> AssessmentLineItems:
        """Content that is graded, tied to a course or a part of one."""
        return AssessmentLineItems(self._channel)

    @property
    def assessment_results(self) -> AssessmentResults:
        """Students' results in assessment line items."""
        return AssessmentResults(self._channel)

    @property
    def resources(self) -> Resources:
        """Resources: material to learn from or with."""
        return Resources(self._channel)
