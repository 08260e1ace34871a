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
    uri: str
    last_change_date_time: InstantInput
    title: str
    creator: str
    official_source_url: Unset[str] = field(default=UNSET, name="officialSourceURL")
    publisher: Unset[str] = UNSET
    description: Unset[str] = UNSET
    language: Unset[str] = UNSET
    version: Unset[str] = UNSET
    case_version: Unset[str] = UNSET
    adoption_status: Unset[str] = UNSET
    status_start_date: Unset[DateInput] = UNSET
    status_end_date: Unset[DateInput] = UNSET
    license_uri: Unset[str] = UNSET
    notes: Unset[str] = UNSET
    subject: Unset[list[str]] = UNSET
    extensions: Unset[Any] = UNSET


class CFItemInput(InputModel, kw_only=True):
    """An item to upload; its `identifier`, a UUID, becomes `sourced_id` in answers."""

    identifier: str
    uri: str
    last_change_date_time: InstantInput
    full_statement: str
    alternative_label: Unset[str] = UNSET
    cf_item_type: Unset[str] = field(default=UNSET, name="CFItemType")
    cf_item_type_lower: Unset[str] = field(default=UNSET, name="cfItemType")
    human_coding_scheme: Unset[str] = UNSET
    list_enumeration: Unset[str] = UNSET
    abbreviated_statement: Unset[str] = UNSET
    concept_keywords: Unset[list[str]] = UNSET
    notes: Unset[str] = UNSET
    subject: Unset[list[str]] = UNSET
    language: Unset[str] = UNSET
    education_level: Unset[list[str]] = UNSET
    cf_item_type_uri: Unset[InputNodeURI | Any] = field(default=UNSET, name="CFItemTypeURI")
    license_uri: Unset[InputNodeURI | Any] = field(default=UNSET, name="licenseURI")
    status_start_date: Unset[DateInput] = UNSET
    status_end_date: Unset[DateInput] = UNSET
    extensions: Unset[Any] = UNSET


class CFAssociationInput(InputModel, kw_only=True):
    """An association to upload: of `isChildOf`, the origin is the child."""

    identifier: str
    uri: str
    last_change_date_time: InstantInput
    association_type: Choice[CFAssociationType]
    origin_node_uri: InputNodeURI = field(name="originNodeURI")
    destination_node_uri: InputNodeURI = field(name="destinationNodeURI")
    sequence_number: Unset[int | float] = UNSET
    extensions: Unset[Any] = UNSET


class CFDefinitionsInput(InputModel, kw_only=True):
    """Definitions that the parts of a framework refer to."""

    cf_item_types: Unset[list[CFItemType | Any]] = field(default=UNSET, name="CFItemTypes")
    cf_subjects: Unset[list[CFSubject | Any]] = field(default=UNSET, name="CFSubjects")
    cf_concepts: Unset[list[CFConcept | Any]] = field(default=UNSET, name="CFConcepts")
    cf_licenses: Unset[list[CFLicense | Any]] = field(default=UNSET, name="CFLicenses")
    cf_association_groupings: Unset[list[CFAssociationGrouping | Any]] = field(
        default=UNSET, name="CFAssociationGroupings"
    )
    extensions: Unset[Any] = UNSET


class CFPackageInput(InputModel, kw_only=True):
    """A framework to upload whole; the lists may be empty."""

    cf_document: CFDocumentInput = field(name="CFDocument")
    cf_items: list[CFItemInput] = field(name="CFItems")
    cf_associations: list[CFAssociationInput] = field(name="CFAssociations")
    cf_definitions: Unset[CFDefinitionsInput] = field(default=UNSET, name="CFDefinitions")
    cf_rubrics: Unset[list[CFRubric]] = field(default=UNSET, name="CFRubrics")
    extensions: Unset[Any] = UNSET


class CFPackageUploadResultStats(Model, kw_only=True):
    """The counts of what an upload brought."""

    documents: int
    items: int
    associations: int


class CFPackageUploadResultDetail(Model, kw_only=True):
    """The report of an upload."""

    document_id: str
    stats: CFPackageUploadResultStats
    success: bool


class CFPackageUploadResult(Model, kw_only=True):
    """The answer to an upload."""

    success: bool
    message: str
    result: CFPackageUploadResultDetail


class LearnWithCFAssociation(InputModel, kw_only=True):
    """An association as LEARNWITH_AI takes it."""

    identifier: str
    association_type: Choice[LearnWithCFAssociationType]
    origin_node_uri: CFGenericLink = field(name="originNodeURI")
    destination_node_uri: CFGenericLink = field(name="destinationNodeURI")
    uri: str
    last_change_date_time: InstantInput
    cf_association_grouping_uri: Unset[CFLink] = field(default=UNSET, name="CFAssociationGroupingURI")
    cf_document_uri: Unset[CFLink] = field(default=UNSET, name="CFDocumentURI")
    sequence_number: Unset[int] = UNSET
    notes: Unset[str] = UNSET
    extensions: Unset[dict[str, Any]] = UNSET


class LearnWithCFItemAssociationInput(InputModel, kw_only=True):
    """The body of LEARNWITH_AI's calls that write an association."""

    association: LearnWithCFAssociation
