"""Definitions that the parts of frameworks refer to. Of the standard alone: a platform may answer 404."""

from __future__ import annotations

from ...models.case import CFConcept, CFItemType, CFLicense, CFRubric, CFSubject
from ..resource import AsyncAPIResource
from .reading import AsyncFrameworkEntities

__all__ = ["AsyncConcepts", "AsyncItemTypes", "AsyncLicenses", "AsyncRubrics", "AsyncSubjects"]


class AsyncConcepts(AsyncAPIResource):
    """Concepts, each with its children."""

    async def get(self, sourced_id: str) -> list[CFConcept]:
        """Fetch a concept and its children, by `hierarchy_code`.

        Args:
            sourced_id: The concept's id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.

        Calls `GET {base}/CFConcepts/{sourcedId}`.
        """
        path = "{base}/CFConcepts/{sourced_id}"
        return await self._rows(path, CFConcept, "CFConcepts", sourced_id=sourced_id)


class AsyncSubjects(AsyncAPIResource):
    """Subjects, each with its children."""

    async def get(self, sourced_id: str) -> list[CFSubject]:
        """Fetch a subject and its children, by `hierarchy_code`.

        Args:
            sourced_id: The subject's id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.

        Calls `GET {base}/CFSubjects/{sourcedId}`.
        """
        path = "{base}/CFSubjects/{sourced_id}"
        return await self._rows(path, CFSubject, "CFSubjects", sourced_id=sourced_id)


class AsyncItemTypes(AsyncAPIResource):
    """Types of items, each with its children."""

    async def get(self, sourced_id: str) -> list[CFItemType]:
        """Fetch a type of items and its children, by `hierarchy_code`.

        Args:
            sourced_id: The type's id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.

        Calls `GET {base}/CFItemTypes/{sourcedId}`.
        """
        path = "{base}/CFItemTypes/{sourced_id}"
        return await self._rows(path, CFItemType, "CFItemTypes", sourced_id=sourced_id)


class AsyncLicenses(AsyncFrameworkEntities):
    """Terms of use."""

    async def get(self, sourced_id: str) -> CFLicense:
        """Fetch one license.

        Args:
            sourced_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.

        Calls `GET {base}/CFLicenses/{sourcedId}`.
        """
        return await self._entity("{base}/CFLicenses/{sourced_id}", CFLicense, "CFLicense", sourced_id)


class AsyncRubrics(AsyncFrameworkEntities):
    """Rubrics: the criteria that work is judged by, and their levels."""

    async def get(self, sourced_id: str) -> CFRubric:
        """Fetch one rubric.

        Args:
            sourced_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.

        Calls `GET {base}/CFRubrics/{sourcedId}`.
        """
        return await self._entity("{base}/CFRubrics/{sourced_id}", CFRubric, "CFRubric", sourced_id)
