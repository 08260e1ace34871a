"""Frameworks as they are read: documents, items, associations, and packages of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import field

from ..._codec.further import FURTHER
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
    """A framework: its creator, version, subjects and other details, without items."""

    title: str
    """Name of the framework."""
    uri: str
    """Address of the document, which need not answer."""
    creator: str
    """Body that is responsible for the framework, such as a state's department of education."""
    last_change_date_time: Timestamp
    """Time of the last change to the document, in UTC."""
    cf_package_uri: LinkURI = field(name="CFPackageURI")
    """Link to the package, which is the framework whole."""
    framework_type: str | None = None
    """Kind of framework, in its publisher's words; None if not stated."""
    case_version: CaseVersion | None = None
    """Version of CASE that it follows; None if not stated."""
    official_source_url: str | None = field(default=None, name="officialSourceURL")
    """Address where the publisher presents the framework to people; None if there is none."""
    publisher: str | None = None
    """Body that published it; None if not stated."""
    description: str | None = None
    """Description of the framework for people; None if there are none."""
    subject: list[str] | None = None
    """Subjects that the framework covers, by name; None if not stated."""
    subject_uri: list[OptionalLinkURI] | None = field(default=None, name="subjectURI")
    """Links to the definitions of these subjects, in the same order."""
    language: str | None = None
    """Language of the framework, as a tag such as `en`; None if not stated."""
    version: str | None = None
    """Version of the framework in its publisher's words; None if it has none."""
    adoption_status: str | None = None
    """Standing of the framework, such as `Draft` or `Adopted`; servers may have other words."""
    status_start_date: date | None = None
    """First day of that standing; None if not stated."""
    status_end_date: date | None = None
    """Last day of that standing; None while it has no end."""
    license_uri: OptionalLinkURI | None = field(default=None, name="licenseURI")
    """Link to its terms of use; None if not stated."""
    notes: str | None = None
    """Remarks by its creators; None if there are none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""


class CFItem(Sourced, kw_only=True):
    """A statement of a framework, such as a standard; `human_coding_scheme` is the code that people use."""

    full_statement: str
    """Statement in full, at times with markup."""
    cf_item_type: str | None = field(default=None, name="CFItemType")
    """Type of the item by name, such as `Standard`; None if not stated."""
    uri: str
    """Address of the item, which need not answer."""
    last_change_date_time: Timestamp
    """Time of the last change to the item, in UTC."""
    alternative_label: str | None = None
    """Other name for the item, for use in lists; None if there is none."""
    human_coding_scheme: str | None = None
    """Code that people use, such as `CCSS.MATH.5.NF.A.1`; None if it has none."""
    list_enumeration: str | None = None
    """Mark in its list, such as `a` or `iii`; None if it has none."""
    abbreviated_statement: str | None = None
    """Short form of the statement; None if there is none."""
    concept_keywords: list[str] | None = None
    """Words for the concept behind it; None if there are none."""
    concept_keywords_uri: OptionalLinkURI | None = field(default=None, name="conceptKeywordsURI")
    """Link to the definition of the concept: one link, not a list."""
    notes: str | None = None
    """Remarks by its creators; None if there are none."""
    subject: list[str] | None = None
    """Subjects that the item belongs to, by name; None if not stated."""
    subject_uri: list[OptionalLinkURI] | None = field(default=None, name="subjectURI")
    """Links to the definitions of these subjects, in the same order."""
    language: str | None = None
    """Language of the statement, as a tag such as `en`; None if it is the document's."""
    education_level: list[str] | None = None
    """Grade levels, as codes such as `KG` or `05`; None if not stated."""
    cf_item_type_uri: OptionalLinkURI | None = field(default=None, name="CFItemTypeURI")
    """Link to the definition of the type; None if not stated."""
    license_uri: OptionalLinkURI | None = field(default=None, name="licenseURI")
    """Link to its terms of use; None if they are the document's."""
    status_start_date: date | None = None
    """First day when the item is in force; None if not stated."""
    status_end_date: date | None = None
    """Last day when the item is in force; None while it has no end."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""
    cf_document_uri: OptionalLinkURI | None = field(default=None, name="CFDocumentURI")
    """Link to the document that the item belongs to; None inside a package."""


class CFAssociation(Sourced, kw_only=True):
    """A relation of one node to another. In `isChildOf`, the origin is the child."""

    association_type: CFAssociationType
    """Relation of the origin to the destination, such as `isChildOf`."""
    uri: str
    """Address of the association, which need not answer."""
    origin_node_uri: LinkURI = field(name="originNodeURI")
    """Link to the node that the relation goes from; for `isChildOf`, the child."""
    destination_node_uri: LinkURI = field(name="destinationNodeURI")
    """Link to the node that the relation goes to; for `isChildOf`, the parent."""
    last_change_date_time: Timestamp
    """Time of the last change to the association, in UTC."""
    sequence_number: int | None = None
    """Place among associations with the same destination, lowest first; None if there is no order."""
    cf_association_grouping_uri: OptionalLinkURI | None = field(default=None, name="CFAssociationGroupingURI")
    """Link to the group that the association belongs to; None if there is none."""
    notes: str | None = None
    """Remarks by its creators; None if there are none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""
    cf_document_uri: OptionalLinkURI | None = field(default=None, name="CFDocumentURI")
    """Link to the document that the association belongs to; None inside a package."""


class CFAssociationSet(Model, kw_only=True):
    """An item, with every association it takes part in."""

    cf_item: CFItem = field(name="CFItem")
    """Item asked for."""
    cf_associations: list[CFAssociation] = field(name="CFAssociations")
    """Associations that it is the origin or the destination of."""


class CFPackage(Sourced, kw_only=True):
    """A whole framework; its id is the document's. `timeback.case.Framework` turns it into a tree."""

    # A package of the standard has no id of its own: it gets the document's.
    sourced_id: str = ""
    """Identifier of the document, which is the package's too."""
    cf_document: CFDocument = field(name="CFDocument")
    """Document of the framework."""
    cf_items: list[CFItem] | None = field(default=None, name="CFItems")
    """Items in no order; the associations give it. None if the server leaves them out."""
    cf_associations: list[CFAssociation] | None = field(default=None, name="CFAssociations")
    """Associations between the document and its items, and with other frameworks."""
    further: dict[str, Any] = field(default={}, name=FURTHER)
    """Other parts of the package, such as definitions and rubrics, under the server's names."""

    def __post_init__(self) -> None:
        # What a server sent in place of a document stays as it came.
        if self.sourced_id == "" and isinstance(self.cf_document, CFDocument):  # pyright: ignore[reportUnnecessaryIsInstance]
            self.sourced_id = self.cf_document.sourced_id


class CFItemWithChildGroups(CFItem, kw_only=True):
    """An item with its children, by their type."""

    child_groups: dict[str, list[CFItemWithChildGroups]] | None = None
    """Items below this one, by their type; None if there are none."""


class CFPackageWithGroups(Sourced, kw_only=True):
    """A framework as a tree, with the items of each level grouped by type."""

    cf_document: CFDocument = field(name="CFDocument")
    """Document of the framework."""
    structured_content: dict[str, list[CFItemWithChildGroups]] = {}
    """Items at the top, by their type, with those below them."""
