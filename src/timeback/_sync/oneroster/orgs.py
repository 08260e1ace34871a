# Generated from src/timeback/_async/oneroster/orgs.py by setup_unasync.py; do not edit.
"""Organizations and schools; what belongs to one school, and to one class of it."""

from __future__ import annotations

from ...models.oneroster import (
    AcademicSession,
    Class,
    Course,
    Enrollment,
    LineItem,
    LineItemInput,
    Organization,
    OrganizationInput,
    SchoolInput,
    ScoreScale,
    User,
)
from ..resource import APIResource, Listing
from .collection import BulkListing, EntityScope, RosterCollection

__all__ = ["Orgs", "Schools"]


class Orgs(
    RosterCollection[Organization, OrganizationInput, OrganizationInput],
    path="{rostering}/orgs",
    one="org",
    many="orgs",
):
    """Organizations of every type: schools, districts, departments."""

    def __call__(self, org_id: str) -> EntityScope[Organization]:
        """One organization."""
        return EntityScope(self, org_id=org_id)


class Schools(
    RosterCollection[Organization, SchoolInput, SchoolInput],
    path="{rostering}/schools",
    one="org",
    many="orgs",
):
    """Organizations of the type school."""

    def __call__(self, school_id: str) -> SchoolScope:
        """One school, and what belongs to it."""
        return SchoolScope(self, school_id=school_id)


class SchoolScope(EntityScope[Organization]):
    """One school."""

    @property
    def classes(self) -> Listing[Class]:
        """Classes of the school: `GET {rostering}/schools/{schoolId}/classes`."""
        return self._listing(Class, "{rostering}/schools/{school_id}/classes", "classes")

    @property
    def students(self) -> Listing[User]:
        """Students of the school: `GET {rostering}/schools/{schoolId}/students`."""
        return self._listing(User, "{rostering}/schools/{school_id}/students", "users")

    @property
    def teachers(self) -> Listing[User]:
        """Teachers of the school: `GET {rostering}/schools/{schoolId}/teachers`."""
        return self._listing(User, "{rostering}/schools/{school_id}/teachers", "users")

    @property
    def courses(self) -> Listing[Course]:
        """Courses of the school: `GET {rostering}/schools/{schoolId}/courses`."""
        return self._listing(Course, "{rostering}/schools/{school_id}/courses", "courses")

    @property
    def enrollments(self) -> Listing[Enrollment]:
        """Enrollments in the school's classes: `GET {rostering}/schools/{schoolId}/enrollments`."""
        return self._listing(Enrollment, "{rostering}/schools/{school_id}/enrollments", "enrollments")

    @property
    def terms(self) -> Listing[AcademicSession]:
        """Terms of the school: `GET {rostering}/schools/{schoolId}/terms`."""
        return self._listing(AcademicSession, "{rostering}/schools/{school_id}/terms", "terms")

    @property
    def line_items(self) -> BulkListing[LineItem, LineItemInput]:
        """Line items of the school: `GET` and `POST {gradebook}/schools/{schoolId}/lineItems`."""
        path = "{gradebook}/schools/{school_id}/lineItems"
        return BulkListing(
            self._channel, (LineItem, LineItemInput), path, "lineItems",
            params=self._params, given={"school": self._id},
        )  # fmt: skip

    @property
    def score_scales(self) -> Listing[ScoreScale]:
        """Score scales of the school's classes: `GET {gradebook}/schools/{schoolId}/scoreScales`."""
        return self._listing(ScoreScale, "{gradebook}/schools/{school_id}/scoreScales", "scoreScales")

    def class_(self, class_id: str) -> SchoolClassScope:
        """One class of the school."""
        return SchoolClassScope(self._channel, {**self._params, "class_id": class_id})


class SchoolClassScope(APIResource):
    """One class, as a part of its school."""

    @property
    def enrollments(self) -> Listing[Enrollment]:
        """Enrollments: `GET {rostering}/schools/{schoolId}/classes/{classId}/enrollments`."""
        path = "{rostering}/schools/{school_id}/classes/{class_id}/enrollments"
        return self._listing(Enrollment, path, "enrollments")

    @property
    def students(self) -> Listing[User]:
        """Students: `GET {rostering}/schools/{schoolId}/classes/{classId}/students`."""
        return self._listing(
            User, "{rostering}/schools/{school_id}/classes/{class_id}/students", "users", "students"
        )

    @property
    def teachers(self) -> Listing[User]:
        """Teachers: `GET {rostering}/schools/{schoolId}/classes/{classId}/teachers`."""
        return self._listing(
            User, "{rostering}/schools/{school_id}/classes/{class_id}/teachers", "users", "teachers"
        )
