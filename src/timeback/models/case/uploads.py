"""Frameworks as they are uploaded, and what an upload answers."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, DateInput, InputModel, InstantInput, Model, Unset
from .definitions import CFAssociationGrouping, CFConcept, CFItemType, CFLicense, CFSubject
from .enums import CFAssociationType, LearnWithCFAssociationType
from .links import CFGenericLink, CFLink, InputNodeURI
from .rubrics import CFRubric

__all__ = [
    "CFAssociationInput",
    "CFDefinitionsInput",
    "CFDocumentInput",
    "CFItemInput",
    "CFPackageInput",
    "CFPackageUploadResult",
    "CFPackageUploadResultDetail",
    "CFPackageUploadResultStats",
    "LearnWithCFAssociation",
    "LearnWithCFItemAssociationInput",
]


class CFDocumentInput(InputModel, kw_only=True):
    """A document to upload; its `identifier`, a UUID, becomes `sourced_id` in answers."""

    identifier: str
    """Identifier of the record, a UUID of your own; answers call it `sourcedId`."""
    uri: str
    """Address of the record, which need not answer."""
    last_change_date_time: InstantInput
    """Moment of the last change to the record, in UTC."""
    title: str
    """Name of the framework."""
    creator: str
    """Body that is responsible for the framework."""
    official_source_url: Unset[str | None] = field(default=UNSET, name="officialSourceURL")
    """Address where the publisher presents the framework to people."""
    publisher: Unset[str | None] = UNSET
    """Body that published it."""
    description: Unset[str | None] = UNSET
    """Description of the framework for people."""
    language: Unset[str | None] = UNSET
    """Language of the text, as a tag such as `en`."""
    version: Unset[str | None] = UNSET
    """Version of the framework in its publisher's words."""
    case_version: Unset[str | None] = UNSET
    """Version of CASE that it follows; the standard allows `1.1` alone."""
    adoption_status: Unset[str | None] = UNSET
    """Standing of the framework, such as `Draft` or `Adopted`."""
    status_start_date: Unset[DateInput | None] = UNSET
    """First day of that standing, a date or `YYYY-MM-DD`."""
    status_end_date: Unset[DateInput | None] = UNSET
    """Last day of that standing, a date or `YYYY-MM-DD`."""
    license_uri: Unset[str | None] = UNSET
    """Address of the terms under which it may be used; answers have a link object."""
    notes: Unset[str | None] = UNSET
    """Remarks for other authors."""
    subject: Unset[list[str] | None] = UNSET
    """Subjects that the framework covers, by name."""
    extensions: Unset[Any] = UNSET
    """Keys beyond the standard."""


class CFItemInput(InputModel, kw_only=True):
    """An item to upload; its `identifier`, a UUID, becomes `sourced_id` in answers."""

    identifier: str
    """Identifier of the record, a UUID of your own; answers call it `sourcedId`."""
    uri: str
    """Address of the record, which need not answer."""
    last_change_date_time: InstantInput
    """Moment of the last change to the record, in UTC."""
    full_statement: str
    """Wording of the standard or competency, whole; may hold markup."""
    alternative_label: Unset[str | None] = UNSET
    """Other name for the item, for use in lists."""
    cf_item_type: Unset[str | None] = field(default=UNSET, name="CFItemType")
    """Type of the item by name, such as `Standard`."""
    cf_item_type_lower: Unset[str | None] = field(default=UNSET, name="cfItemType")
    """Type once more, under the second spelling that the platform takes."""
    human_coding_scheme: Unset[str | None] = UNSET
    """Code that people use, such as `CCSS.MATH.5.NF.A.1`."""
    list_enumeration: Unset[str | None] = UNSET
    """Mark in its list, such as `a` or `iii`."""
    abbreviated_statement: Unset[str | None] = UNSET
    """Short form of the statement."""
    concept_keywords: Unset[list[str] | None] = UNSET
    """Words for the concept behind it."""
    notes: Unset[str | None] = UNSET
    """Remarks for other authors."""
    subject: Unset[list[str] | None] = UNSET
    """Subjects that the item belongs to, by name."""
    language: Unset[str | None] = UNSET
    """Language of the text, as a tag such as `en`."""
    education_level: Unset[list[str] | None] = UNSET
    """Grade levels, as codes such as `KG` or `05`."""
    cf_item_type_uri: Unset[InputNodeURI | Any | None] = field(default=UNSET, name="CFItemTypeURI")
    """Link to the definition of the type."""
    license_uri: Unset[InputNodeURI | Any | None] = field(default=UNSET, name="licenseURI")
    """Link to its terms of use."""
    status_start_date: Unset[DateInput | None] = UNSET
    """First day when the item is in force, a date or `YYYY-MM-DD`."""
    status_end_date: Unset[DateInput | None] = UNSET
    """Last day when the item is in force, a date or `YYYY-MM-DD`."""
    extensions: Unset[Any] = UNSET
    """Keys beyond the standard."""


class CFAssociationInput(InputModel, kw_only=True):
    """An association to upload. In `isChildOf`, the origin is the child."""

    identifier: str
    """Identifier of the record, a UUID of your own; answers call it `sourcedId`."""
    uri: str
    """Address of the record, which need not answer."""
    last_change_date_time: InstantInput
    """Moment of the last change to the record, in UTC."""
    association_type: Choice[CFAssociationType]
    """Relation of the origin to the destination, such as `isChildOf`."""
    origin_node_uri: InputNodeURI = field(name="originNodeURI")
    """Link to the node that the relation goes from; for `isChildOf`, the child."""
    destination_node_uri: InputNodeURI = field(name="destinationNodeURI")
    """Link to the node that the relation goes to; for `isChildOf`, the parent."""
    sequence_number: Unset[int | float | None] = UNSET
    """Place among associations with the same destination, lowest first."""
    extensions: Unset[Any] = UNSET
    """Keys beyond the standard."""


class CFDefinitionsInput(InputModel, kw_only=True):
    """Definitions that the parts of a framework refer to."""

    cf_item_types: Unset[list[CFItemType | Any] | None] = field(default=UNSET, name="CFItemTypes")
    """Definitions of the types that items name, such as `Standard`."""
    cf_subjects: Unset[list[CFSubject | Any] | None] = field(default=UNSET, name="CFSubjects")
    """Subjects that the document and items name."""
    cf_concepts: Unset[list[CFConcept | Any] | None] = field(default=UNSET, name="CFConcepts")
    """Concepts that items name."""
    cf_licenses: Unset[list[CFLicense | Any] | None] = field(default=UNSET, name="CFLicenses")
    """Licenses that the document and items name."""
    cf_association_groupings: Unset[list[CFAssociationGrouping | Any] | None] = field(
        default=UNSET, name="CFAssociationGroupings"
    )
    """Groups that associations name."""
    extensions: Unset[Any] = UNSET
    """Keys beyond the standard."""


class CFPackageInput(InputModel, kw_only=True):
    """A whole framework to upload; the lists may be empty."""

    cf_document: CFDocumentInput = field(name="CFDocument")
    """Document of the framework."""
    cf_items: list[CFItemInput] = field(name="CFItems")
    """Items of the framework; may be empty."""
    cf_associations: list[CFAssociationInput] = field(name="CFAssociations")
    """Associations that put the items in order; may be empty."""
    cf_definitions: Unset[CFDefinitionsInput | None] = field(default=UNSET, name="CFDefinitions")
    """Definitions that the parts refer to; left out if there are none."""
    cf_rubrics: Unset[list[CFRubric] | None] = field(default=UNSET, name="CFRubrics")
    """Rubrics of the framework, which the standard has and the platform's description has not."""
    extensions: Unset[Any] = UNSET
    """Keys beyond the standard."""


class CFPackageUploadResultStats(Model, kw_only=True):
    """The counts of what was uploaded."""

    documents: int
    """Number of documents stored."""
    items: int
    """Number of items stored."""
    associations: int
    """Number of associations stored."""


class CFPackageUploadResultDetail(Model, kw_only=True):
    """The report of an upload."""

    document_id: str
    """Identifier of the document, for fetching the package."""
    stats: CFPackageUploadResultStats
    """Counts of what was stored."""
    success: bool
    """Whether all of it was stored."""


class CFPackageUploadResult(Model, kw_only=True):
    """The answer to an upload."""

    success: bool
    """Whether the upload was taken."""
    message: str
    """The server's words, meant for people."""
    result: CFPackageUploadResultDetail
    """Report of the upload."""


class LearnWithCFAssociation(InputModel, kw_only=True):
    """An association as LEARNWITH_AI takes it."""

    identifier: str
    """Identifier of the association, a UUID of your own."""
    association_type: Choice[LearnWithCFAssociationType]
    """Relation of the origin to the destination, of the five that the platform takes."""
    origin_node_uri: CFGenericLink = field(name="originNodeURI")
    """Link to the node that the relation goes from; for `isChildOf`, the child."""
    destination_node_uri: CFGenericLink = field(name="destinationNodeURI")
    """Link to the node that the relation goes to; for `isChildOf`, the parent."""
    uri: str
    """Address of the association, which need not answer."""
    last_change_date_time: InstantInput
    """Time of the last change to the association."""
    cf_association_grouping_uri: Unset[CFLink | None] = field(default=UNSET, name="CFAssociationGroupingURI")
    """Link to the group that the association belongs to."""
    cf_document_uri: Unset[CFLink | None] = field(default=UNSET, name="CFDocumentURI")
    """Link to the document that the association belongs to."""
    sequence_number: Unset[int | None] = UNSET
    """Place among associations with the same destination, lowest first."""
    notes: Unset[str | None] = UNSET
    """Remarks for other authors."""
    extensions: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard."""


class LearnWithCFItemAssociationInput(InputModel, kw_only=True):
    """The body of LEARNWITH_AI's calls that write an association."""

    association: LearnWithCFAssociation
    """Association to write."""
