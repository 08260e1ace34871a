# Generated from src/timeback/_async/case/client.py by setup_unasync.py; do not edit.
"""The CASE client: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from .associations import AssociationGroupings, Associations, ItemAssociations
from .definitions import Concepts, ItemTypes, Licenses, Rubrics, Subjects
from .documents import Documents
from .items import FrameworkItems
from .packages import Packages

__all__ = ["CaseClient"]


class CaseClient(ServiceClient, service="case"):
    """CASE: competency frameworks and academic standards.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def documents(self) -> Documents:
        """Frameworks: their creators, versions and other details, without items."""
        return Documents(self._channel)

    @property
    def items(self) -> FrameworkItems:
        """The statements of all frameworks."""
        return FrameworkItems(self._channel)

    @property
    def associations(self) -> Associations:
        """Associations between nodes: of documents, items, rubrics."""
        return Associations(self._channel)

    @property
    def packages(self) -> Packages:
        """Whole frameworks."""
        return Packages(self._channel)

    @property
    def item_associations(self) -> ItemAssociations:
        """Items, each with every association it takes part in."""
        return ItemAssociations(self._channel)

    @property
    def association_groupings(self) -> AssociationGroupings:
        """Associations that belong together."""
        return AssociationGroupings(self._channel)

    @property
    def concepts(self) -> Concepts:
        """Concepts, each with its children."""
        return Concepts(self._channel)

    @property
    def subjects(self) -> Subjects:
        """Subjects, each with its children."""
        return Subjects(self._channel)

    @property
    def item_types(self) -> ItemTypes:
        """Types of items, each with its children."""
        return ItemTypes(self._channel)

    @property
    def licenses(self) -> Licenses:
        """Terms of use."""
        return Licenses(self._channel)

    @property
    def rubrics(self) -> Rubrics:
        """Rubrics: the criteria for judging work, and their levels."""
        return Rubrics(self._channel)
