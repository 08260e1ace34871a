# Generated from src/timeback/_async/oneroster/orgs.py by setup_unasync.py; do not edit.
"""Organizations and schools; what belongs to one school, and to one class of it."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.oneroster import (
    AcademicSession,
    Class,
    Course,
    Enrollment,
    LineItem,
    LineItemInput,
    Organization,
    ScoreScale,
    User,
)
from ..listing import Listing, Parent
from .entities import (
    LineItemBulkListing,
    OrganizationCollection,
    OrganizationEntityScope,
    SchoolCollection,
    SchoolEntityScope,
)

__all__ = ["Orgs", "Schools"]


class Orgs(
    OrganizationCollection,
    path="{rostering}/orgs",
    one="org",
    many="orgs",
):
    """Organizations of every type: schools, districts, departments."""

    def __call__(self, org_id: str) -> OrganizationScope:
        """One organization."""
        return OrganizationScope(self, org_id=org_id)

    def get(self, org_id: str, *, fields: Sequence[str] | None = None) -> Organization:
        """Fetch one organization: `GET {rostering}/orgs/{orgId}`."""
        return super().get(org_id, fields=fields)

    def exists(self, org_id: str) -> bool:
        """Whether there is an organization with this id: `HEAD {rostering}/orgs/{orgId}`."""
        return super().exists(org_id)

    def delete(self, org_id: str) -> None:
        """Delete an organization: `DELETE {rostering}/orgs/{orgId}`."""
        super().delete(org_id)


class Schools(
    SchoolCollection,
    path="{rostering}/schools",
    one="org",
    many="orgs",
):
    """Organizations of the type school."""

    def __call__(self, school_id: str) -> SchoolScope:
        """One school, and what belongs to it."""
        return SchoolScope(self, school_id=school_id)

    def get(self, school_id: str, *, fields: Sequence[str] | None = None) -> Organization:
        """Fetch one school: `GET {rostering}/schools/{schoolId}`."""
        return super().get(school_id, fields=fields)

    def exists(self, school_id: str) -> bool:
        """Whether there is a school with this id: `HEAD {rostering}/schools/{schoolId}`."""
        return super().exists(school_id)

    def delete(self, school_id: str) -> None:
        """Delete a school: `DELETE {rostering}/schools/{schoolId}`."""
        super().delete(school_id)


class SchoolScope(SchoolEntityScope):
    """One school."""

    @property
    def classes(self) -> SchoolClasses:
        """Classes of the school: `GET {rostering}/schools/{schoolId}/classes`."""
        path = "{rostering}/schools/{school_id}/classes"
        return SchoolClasses(self._channel, Class, path, "classes", params=self._params)

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
    def line_items(self) -> SchoolLineItems:
        """Line items of the school: `GET` and `POST {gradebook}/schools/{schoolId}/lineItems`."""
        path = "{gradebook}/schools/{school_id}/lineItems"
        return SchoolLineItems(
            self._channel, (LineItem, LineItemInput), path, "lineItems",
            params=self._params, given={"school": self._id},
        )  # fmt: skip

    @property
    def score_scales(self) -> Listing[ScoreScale]:
        """Score scales of the school's classes: `GET {gradebook}/schools/{schoolId}/scoreScales`."""
        return self._listing(ScoreScale, "{gradebook}/schools/{school_id}/scoreScales", "scoreScales")


class SchoolClasses(Listing[Class]):
    """The classes of a school."""

    def __call__(self, class_id: str) -> SchoolClassScope:
        """One class of the school."""
        return SchoolClassScope(self._channel, {**self._params, "class_id": class_id})


class SchoolClassScope(Parent):
    """One class of a school."""

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


class OrganizationScope(OrganizationEntityScope):
    """One organization."""


class SchoolLineItems(LineItemBulkListing):
    """Line items of one school; several are created in one request."""
