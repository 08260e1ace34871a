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
from ..listing import AsyncListing, AsyncParent
from .entities import (
    AsyncLineItemBulkListing,
    AsyncOrganizationCollection,
    AsyncOrganizationEntityScope,
    AsyncSchoolCollection,
    AsyncSchoolEntityScope,
)

__all__ = ["AsyncOrgs", "AsyncSchools"]


class AsyncOrgs(
    AsyncOrganizationCollection,
    path="{rostering}/orgs",
    one="org",
    many="orgs",
):
    """Organizations of every type: schools, districts, departments."""

    def __call__(self, org_id: str) -> AsyncOrganizationScope:
        """One organization."""
        return AsyncOrganizationScope(self, org_id=org_id)

    async def get(self, org_id: str, *, fields: Sequence[str] | None = None) -> Organization:
        """Fetch one organization: `GET {rostering}/orgs/{orgId}`."""
        return await super().get(org_id, fields=fields)

    async def exists(self, org_id: str) -> bool:
        """Whether there is an organization with this id: `HEAD {rostering}/orgs/{orgId}`."""
        return await super().exists(org_id)

    async def delete(self, org_id: str) -> None:
        """Delete an organization: `DELETE {rostering}/orgs/{orgId}`."""
        await super().delete(org_id)


class AsyncSchools(
    AsyncSchoolCollection,
    path="{rostering}/schools",
    one="org",
    many="orgs",
):
    """Organizations of the type school."""

    def __call__(self, school_id: str) -> AsyncSchoolScope:
        """One school, and what belongs to it."""
        return AsyncSchoolScope(self, school_id=school_id)

    async def get(self, school_id: str, *, fields: Sequence[str] | None = None) -> Organization:
        """Fetch one school: `GET {rostering}/schools/{schoolId}`."""
        return await super().get(school_id, fields=fields)

    async def exists(self, school_id: str) -> bool:
        """Whether there is a school with this id: `HEAD {rostering}/schools/{schoolId}`."""
        return await super().exists(school_id)

    async def delete(self, school_id: str) -> None:
        """Delete a school: `DELETE {rostering}/schools/{schoolId}`."""
        await super().delete(school_id)


class AsyncSchoolScope(AsyncSchoolEntityScope):
    """One school."""

    @property
    def classes(self) -> AsyncSchoolClasses:
        """Classes of the school: `GET {rostering}/schools/{schoolId}/classes`."""
        path = "{rostering}/schools/{school_id}/classes"
        return AsyncSchoolClasses(self._channel, Class, path, "classes", params=self._params)

    @property
    def students(self) -> AsyncListing[User]:
        """Students of the school: `GET {rostering}/schools/{schoolId}/students`."""
        return self._listing(User, "{rostering}/schools/{school_id}/students", "users")

    @property
    def teachers(self) -> AsyncListing[User]:
        """Teachers of the school: `GET {rostering}/schools/{schoolId}/teachers`."""
        return self._listing(User, "{rostering}/schools/{school_id}/teachers", "users")

    @property
    def courses(self) -> AsyncListing[Course]:
        """Courses of the school: `GET {rostering}/schools/{schoolId}/courses`."""
        return self._listing(Course, "{rostering}/schools/{school_id}/courses", "courses")

    @property
    def enrollments(self) -> AsyncListing[Enrollment]:
        """Enrollments in the school's classes: `GET {rostering}/schools/{schoolId}/enrollments`."""
        return self._listing(Enrollment, "{rostering}/schools/{school_id}/enrollments", "enrollments")

    @property
    def terms(self) -> AsyncListing[AcademicSession]:
        """Terms of the school: `GET {rostering}/schools/{schoolId}/terms`."""
        return self._listing(AcademicSession, "{rostering}/schools/{school_id}/terms", "terms")

    @property
    def line_items(self) -> AsyncSchoolLineItems:
        """Line items of the school: `GET` and `POST {gradebook}/schools/{schoolId}/lineItems`."""
        path = "{gradebook}/schools/{school_id}/lineItems"
        return AsyncSchoolLineItems(
            self._channel, (LineItem, LineItemInput), path, "lineItems",
            params=self._params, given={"school": self._id},
        )  # fmt: skip

    @property
    def score_scales(self) -> AsyncListing[ScoreScale]:
        """Score scales of the school's classes: `GET {gradebook}/schools/{schoolId}/scoreScales`."""
        return self._listing(ScoreScale, "{gradebook}/schools/{school_id}/scoreScales", "scoreScales")


class AsyncSchoolClasses(AsyncListing[Class]):
    """The classes of a school."""

    def __call__(self, class_id: str) -> AsyncSchoolClassScope:
        """One class of the school."""
        return AsyncSchoolClassScope(self._channel, {**self._params, "class_id": class_id})


class AsyncSchoolClassScope(AsyncParent):
    """One class of a school."""

    @property
    def enrollments(self) -> AsyncListing[Enrollment]:
        """Enrollments: `GET {rostering}/schools/{schoolId}/classes/{classId}/enrollments`."""
        path = "{rostering}/schools/{school_id}/classes/{class_id}/enrollments"
        return self._listing(Enrollment, path, "enrollments")

    @property
    def students(self) -> AsyncListing[User]:
        """Students: `GET {rostering}/schools/{schoolId}/classes/{classId}/students`."""
        return self._listing(
            User, "{rostering}/schools/{school_id}/classes/{class_id}/students", "users", "students"
        )

    @property
    def teachers(self) -> AsyncListing[User]:
        """Teachers: `GET {rostering}/schools/{schoolId}/classes/{classId}/teachers`."""
        return self._listing(
            User, "{rostering}/schools/{school_id}/classes/{class_id}/teachers", "users", "teachers"
        )


class AsyncOrganizationScope(AsyncOrganizationEntityScope):
    """One organization."""


class AsyncSchoolLineItems(AsyncLineItemBulkListing):
    """Line items of one school; several are created in one request."""
