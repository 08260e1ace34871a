# Generated from src/timeback/_async/case/definitions.py by setup_unasync.py; do not edit.
"""Definitions that the parts of frameworks refer to. Only the standard has these, so a platform may answer 404."""

from __future__ import annotations

from ...models.case import CFConcept, CFItemType, CFLicense, CFRubric, CFSubject
from ..resource import APIResource, Unpaged
from .reading import FrameworkEntities

__all__ = ["Concepts", "ItemTypes", "Licenses", "Rubrics", "Subjects"]


class Concepts(APIResource):
    """Concepts, each with its children."""

    def __call__(self, concept_id: str) -> Unpaged[CFConcept]:
        """One concept and its children, by `hierarchy_code`: `GET {base}/CFConcepts/{conceptId}`.

        Only the standard has this endpoint, so a platform may answer 404.
        """
        return self._whole(CFConcept, "{base}/CFConcepts/{concept_id}", "CFConcepts", concept_id=concept_id)


class Subjects(APIResource):
    """Subjects, each with its children."""

    def __call__(self, subject_id: str) -> Unpaged[CFSubject]:
        """One subject and its children, by `hierarchy_code`: `GET {base}/CFSubjects/{subjectId}`.

        Only the standard has this endpoint, so a platform may answer 404.
        """
        return self._whole(CFSubject, "{base}/CFSubjects/{subject_id}", "CFSubjects", subject_id=subject_id)


class ItemTypes(APIResource):
    """Types of items, each with its children."""

    def __call__(self, item_type_id: str) -> Unpaged[CFItemType]:
        """One type of items and its children, by `hierarchy_code`: `GET {base}/CFItemTypes/{itemTypeId}`.

        Only the standard has this endpoint, so a platform may answer 404.
        """
        return self._whole(
            CFItemType, "{base}/CFItemTypes/{item_type_id}", "CFItemTypes", item_type_id=item_type_id
        )


class Licenses(FrameworkEntities):
    """Terms of use."""

    def get(self, license_id: str) -> CFLicense:
        """Fetch one license.

        Args:
            license_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFLicenses/{licenseId}`.
        """
        return self._entity(
            "{base}/CFLicenses/{license_id}", CFLicense, "CFLicense", license_id=license_id
        )


class Rubrics(FrameworkEntities):
    """Rubrics: the criteria for judging work, and their levels."""

    def get(self, rubric_id: str) -> CFRubric:
        """Fetch one rubric.

        Args:
            rubric_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFRubrics/{rubricId}`.
        """
        return self._entity("{base}/CFRubrics/{rubric_id}", CFRubric, "CFRubric", rubric_id=rubric_id)
