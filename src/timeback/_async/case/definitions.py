"""Definitions that the parts of frameworks refer to. Only the standard has these, so a platform may answer 404."""

from __future__ import annotations

from ...models.case import CFConcept, CFItemType, CFLicense, CFRubric, CFSubject
from ..resource import AsyncAPIResource, AsyncUnpaged
from .reading import AsyncFrameworkEntities

__all__ = ["AsyncConcepts", "AsyncItemTypes", "AsyncLicenses", "AsyncRubrics", "AsyncSubjects"]


class AsyncConcepts(AsyncAPIResource):
    """Concepts, each with its children."""

    def __call__(self, concept_id: str) -> AsyncUnpaged[CFConcept]:
        """One concept and its children, by `hierarchy_code`: `GET {base}/CFConcepts/{conceptId}`.

        Only the standard has this endpoint, so a platform may answer 404.
        """
        return self._whole(CFConcept, "{base}/CFConcepts/{concept_id}", "CFConcepts", concept_id=concept_id)


class AsyncSubjects(AsyncAPIResource):
    """Subjects, each with its children."""

    def __call__(self, subject_id: str) -> AsyncUnpaged[CFSubject]:
        """One subject and its children, by `hierarchy_code`: `GET {base}/CFSubjects/{subjectId}`.

        Only the standard has this endpoint, so a platform may answer 404.
        """
        return self._whole(CFSubject, "{base}/CFSubjects/{subject_id}", "CFSubjects", subject_id=subject_id)


class AsyncItemTypes(AsyncAPIResource):
    """Types of items, each with its children."""

    def __call__(self, item_type_id: str) -> AsyncUnpaged[CFItemType]:
        """One type of items and its children, by `hierarchy_code`: `GET {base}/CFItemTypes/{itemTypeId}`.

        Only the standard has this endpoint, so a platform may answer 404.
        """
        return self._whole(
            CFItemType, "{base}/CFItemTypes/{item_type_id}", "CFItemTypes", item_type_id=item_type_id
        )


class AsyncLicenses(AsyncFrameworkEntities):
    """Terms of use."""

    async def get(self, license_id: str) -> CFLicense:
        """Fetch one license.

        Args:
            license_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFLicenses/{licenseId}`.
        """
        return await self._entity(
            "{base}/CFLicenses/{license_id}", CFLicense, "CFLicense", license_id=license_id
        )


class AsyncRubrics(AsyncFrameworkEntities):
    """Rubrics: the criteria for judging work, and their levels."""

    async def get(self, rubric_id: str) -> CFRubric:
        """Fetch one rubric.

        Args:
            rubric_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFRubrics/{rubricId}`.
        """
        return await self._entity("{base}/CFRubrics/{rubric_id}", CFRubric, "CFRubric", rubric_id=rubric_id)
