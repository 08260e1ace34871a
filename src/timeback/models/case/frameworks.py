"""Frameworks as they are read: documents, items, associations, and packages of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import field

from ..base import Model, Timestamp
from .enums import CaseVersion, CFAssociationType
from .links import LinkURI, OptionalLinkURI, Sourced

__all__ = [
    "CFAssociation",
    "CFAssociationSet",
    "CFDocument",
    "CFItem",
    "CFItemWithChildGroups",
    "CFPackage",
    "CFPackageWithGroups",
]


class CFDocument(Sourced, kw_only=True):
    """A framework: who made it, in which version, for which subjects."""

    title: str
    uri: str
    creator: str
    last_change_date_time: Timestamp
    cf_package_uri: LinkURI = field(name="CFPackageURI")
    framework_type: str | None = None
    case_version: CaseVersion | None = None
    official_source_url: str | None = field(default=None, name="officialSourceURL")
    publisher: str | None = None
    description: str | None = None
    subject: list[str] | None = None
    subject_uri: list[OptionalLinkURI] | None = field(default=None, name="subjectURI")
    language: str | None = None
    version: str | None = None
    adoption_status: str | None = None
    status_start_date: date | None = None
    status_end_date: date | None = None
    license_uri: OptionalLinkURI | None = field(default=None, name="licenseURI")
    notes: str | None = None
    extensions: dict[str, Any] | None = None


class CFItem(Sourced, kw_only=True):
    """A statement of a framework, such as a standard; `human_coding_scheme` is its code among people."""

    full_statement: str
    cf_item_type: str | None = field(default=None, name="CFItemType")
    uri: str
    last_change_date_time: Timestamp
    alternative_label: str | None = None
    human_coding_scheme: str | None = None
    list_enumeration: str | None = None
    abbreviated_statement: str | None = None
    concept_keywords: list[str] | None = None
    concept_keywords_uri: OptionalLinkURI | None = field(default=None, name="conceptKeywordsURI")
    notes: str | None = None
    subject: list[str] | None = None
    subject_uri: list[OptionalLinkURI] | None = field(default=None, name="subjectURI")
    language: str | None = None
    education_level: list[str] | None = None
    cf_item_type_uri: OptionalLinkURI | None = field(default=None, name="CFItemTypeURI")
    license_uri: OptionalLinkURI | None = field(default=None, name="licenseURI")
    status_start_date: date | None = None
    status_end_date: date | None = None
    extensions: dict[str, Any] | None = None
    cf_document_uri: OptionalLinkURI | None = field(default=None, name="CFDocumentURI")


class CFAssociation(Sourced, kw_only=True):
    """A relation of one node to another: of `isChildOf`, the origin is the child."""

    association_type: CFAssociationType
    uri: str
    origin_node_uri: LinkURI = field(name="originNodeURI")
    destination_node_uri: LinkURI = field(name="destinationNodeURI")
    last_change_date_time: Timestamp
    sequence_number: int | None = None
    cf_association_grouping_uri: OptionalLinkURI | None = field(default=None, name="CFAssociationGroupingURI")
    notes: str | None = None
    extensions: dict[str, Any] | None = None
    cf_document_uri: OptionalLinkURI | None = field(default=None, name="CFDocumentURI")


class CFAssociationSet(Model, kw_only=True):
    """An item, with every association it takes part in."""

    cf_item: CFItem = field(name="CFItem")
    cf_associations: list[CFAssociation] = field(name="CFAssociations")


class CFPackage(Sourced, kw_only=True):
    """A framework whole; its id is the document's. `timeback.case.Framework` reads it as a tree."""

    # A package of the standard has no id of its own: it gets the document's.
    sourced_id: str = ""
    cf_document: CFDocument = field(name="CFDocument")
    cf_items: list[CFItem] | None = field(default=None, name="CFItems")
    cf_associations: list[CFAssociation] | None = field(default=None, name="CFAssociations")

    def __post_init__(self) -> None:
        if self.sourced_id == "":
            self.sourced_id = self.cf_document.sourced_id


class CFItemWithChildGroups(CFItem, kw_only=True):
    """An item with its children, by their type."""

    child_groups: dict[str, list[CFItemWithChildGroups]] | None = None


class CFPackageWithGroups(Sourced, kw_only=True):
    """A framework as a tree: the items at each level by their type."""

    cf_document: CFDocument = field(name="CFDocument")
    structured_content: dict[str, list[CFItemWithChildGroups]] = field(
        default_factory=dict[str, list[CFItemWithChildGroups]]
    )
