"""The CASE client: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .associations import AsyncAssociationGroupings, AsyncAssociations, AsyncItemAssociations
from .definitions import AsyncConcepts, AsyncItemTypes, AsyncLicenses, AsyncRubrics, AsyncSubjects
from .documents import AsyncDocuments
from .items import AsyncFrameworkItems
from .packages import AsyncPackages

__all__ = ["AsyncCaseClient"]


class AsyncCaseClient(AsyncServiceClient, service="case"):
    """CASE: competency frameworks and academic standards.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def documents(self) -> AsyncDocuments:
        """Frameworks: their creators, versions and other details, without items."""
        return AsyncDocuments(self._channel)

    @property
    def items(self) -> AsyncFrameworkItems:
        """The statements of all frameworks."""
        return AsyncFrameworkItems(self._channel)

    @property
    def associations(self) -> AsyncAssociations:
        """Associations between nodes: of documents, items, rubrics."""
        return AsyncAssociations(self._channel)

    @property
    def packages(self) -> AsyncPackages:
        """Whole frameworks."""
        return AsyncPackages(self._channel)

    @property
    def item_associations(self) -> AsyncItemAssociations:
        """Items, each with every association it takes part in."""
        return AsyncItemAssociations(self._channel)

    @property
    def association_groupings(self) -> AsyncAssociationGroupings:
        """Associations that belong together."""
        return AsyncAssociationGroupings(self._channel)

    @property
    def concepts(self) -> AsyncConcepts:
        """Concepts, each with its children."""
        return AsyncConcepts(self._channel)

    @property
    def subjects(self) -> AsyncSubjects:
        """Subjects, each with its children."""
        return AsyncSubjects(self._channel)

    @property
    def item_types(self) -> AsyncItemTypes:
        """Types of items, each with its children."""
        return AsyncItemTypes(self._channel)

    @property
    def licenses(self) -> AsyncLicenses:
        """Terms of use."""
        return AsyncLicenses(self._channel)

    @property
    def rubrics(self) -> AsyncRubrics:
        """Rubrics: the criteria for judging work, and their levels."""
        return AsyncRubrics(self._channel)
