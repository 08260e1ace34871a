# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Required, TypedDict
from ..case.definitions import CFAssociationGrouping, CFConcept, CFItemType, CFLicense, CFSubject
from ..case.enums import CFAssociationType
from ..case.links import CFLink, InputNodeURI
from ..case.rubrics import CFRubric, CFRubricCriterion, CFRubricCriterionLevel
from ..case.uploads import CFAssociationInput, CFDefinitionsInput, CFDocumentInput, CFItemInput
from datetime import date, datetime


class CFAssociationFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    last_change_date_time: Required[datetime | date | str]
    association_type: Required[CFAssociationType | str]
    origin_node_uri: InputNodeURI | InputNodeURIFields
    destination_node_uri: InputNodeURI | InputNodeURIFields
    sequence_number: int | float | None
    extensions: Any


class CFAssociationGroupingFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    title: Required[str]
    last_change_date_time: Required[datetime]
    description: str | None
    extensions: Mapping[str, Any] | None


class CFConceptFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    title: Required[str]
    hierarchy_code: Required[str]
    last_change_date_time: Required[datetime]
    keywords: str | None
    description: str | None
    extensions: Mapping[str, Any] | None


class CFDefinitionsFields(TypedDict, total=False):
    cf_item_types: Sequence[CFItemType | CFItemTypeFields | Any] | None
    cf_subjects: Sequence[CFSubject | CFSubjectFields | Any] | None
    cf_concepts: Sequence[CFConcept | CFConceptFields | Any] | None
    cf_licenses: Sequence[CFLicense | CFLicenseFields | Any] | None
    cf_association_groupings: Sequence[CFAssociationGrouping | CFAssociationGroupingFields | Any] | None
    extensions: Any


class CFDocumentFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    last_change_date_time: Required[datetime | date | str]
    title: Required[str]
    creator: Required[str]
    official_source_url: str | None
    publisher: str | None
    description: str | None
    language: str | None
    version: str | None
    case_version: str | None
    adoption_status: str | None
    status_start_date: date | str | None
    status_end_date: date | str | None
    license_uri: str | None
    notes: str | None
    subject: Sequence[str] | None
    extensions: Any


class CFItemFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    last_change_date_time: Required[datetime | date | str]
    full_statement: Required[str]
    alternative_label: str | None
    cf_item_type: str | None
    cf_item_type_lower: str | None
    human_coding_scheme: str | None
    list_enumeration: str | None
    abbreviated_statement: str | None
    concept_keywords: Sequence[str] | None
    notes: str | None
    subject: Sequence[str] | None
    language: str | None
    education_level: Sequence[str] | None
    cf_item_type_uri: InputNodeURI | InputNodeURIFields | Any | None
    license_uri: InputNodeURI | InputNodeURIFields | Any | None
    status_start_date: date | str | None
    status_end_date: date | str | None
    extensions: Any


class CFItemTypeFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    title: Required[str]
    description: Required[str]
    hierarchy_code: Required[str]
    last_change_date_time: Required[datetime]
    type_code: str | None
    extensions: Mapping[str, Any] | None


class CFLicenseFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    title: Required[str]
    license_text: Required[str]
    last_change_date_time: Required[datetime]
    description: str | None
    extensions: Mapping[str, Any] | None


class CFLinkFields(TypedDict, total=False):
    identifier: Required[str]
    title: Required[str]
    uri: Required[str]


class CFPackageFields(TypedDict, total=False):
    cf_document: CFDocumentInput | CFDocumentFields
    cf_items: Sequence[CFItemInput | CFItemFields]
    cf_associations: Sequence[CFAssociationInput | CFAssociationFields]
    cf_definitions: CFDefinitionsInput | CFDefinitionsFields | None
    cf_rubrics: Sequence[CFRubric | CFRubricFields] | None
    extensions: Any


class CFRubricCriterionFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    last_change_date_time: Required[datetime]
    category: str | None
    description: str | None
    cf_item_uri: CFLink | CFLinkFields | None
    weight: int | float | None
    position: int | None
    rubric_id: str | None
    cf_rubric_criterion_levels: Sequence[CFRubricCriterionLevel | CFRubricCriterionLevelFields] | None
    extensions: Mapping[str, Any] | None


class CFRubricCriterionLevelFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    last_change_date_time: Required[datetime]
    description: str | None
    quality: str | None
    score: int | float | None
    feedback: str | None
    position: int | None
    rubric_criterion_id: str | None
    extensions: Sequence[Mapping[str, Any]] | None


class CFRubricFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    last_change_date_time: Required[datetime]
    title: str | None
    description: str | None
    cf_rubric_criteria: Sequence[CFRubricCriterion | CFRubricCriterionFields] | None
    extensions: Mapping[str, Any] | None


class CFSubjectFields(TypedDict, total=False):
    identifier: Required[str]
    uri: Required[str]
    title: Required[str]
    hierarchy_code: Required[str]
    last_change_date_time: Required[datetime]
    description: str | None
    extensions: Mapping[str, Any] | None


class InputNodeURIFields(TypedDict, total=False):
    title: Required[str]
    identifier: Required[str]
    uri: Required[str]
