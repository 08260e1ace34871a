# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, TypedDict
from ..learnwith.enums import ApplicationType, GradeLabel, RecordStatus
from ..learnwith.rostering import DemographicsInput
from ..oneroster.common import Ref
from ..vocabularies import BooleanString
from datetime import date

ApplicationTypeText: TypeAlias = Literal['learning_app', 'assessment', 'internal']

BooleanStringText: TypeAlias = Literal['true', 'false']

GradeLabelText: TypeAlias = Literal['PK', 'K', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12']

RecordStatusText: TypeAlias = Literal['active', 'tobedeleted', 'inactive']


class DemographicsFields(TypedDict, total=False):
    birth_date: Required[date | str]


class DraftFields(TypedDict, total=False):
    name: str
    description: str
    launch_url: str
    application_type: ApplicationType | ApplicationTypeText
    publisher_id: str


class RefFields(TypedDict, total=False):
    sourced_id: Required[str]


class StudentFields(TypedDict, total=False):
    sourced_id: str
    status: RecordStatus | RecordStatusText
    enabled_user: bool | BooleanString | BooleanStringText
    given_name: str
    family_name: str
    email: str
    username: str
    preferred_first_name: str
    grades: Sequence[GradeLabel | GradeLabelText]
    primary_org: Ref | RefFields
    demographics: DemographicsInput | DemographicsFields | None
    metadata: Mapping[str, Any] | None
    user_master_identifier: str | None
    middle_name: str | None
    preferred_middle_name: str | None
    preferred_last_name: str | None
    pronouns: str | None
    identifier: str | None
    sms: str | None
    phone: str | None
    password: str | None


class UserProfileFields(TypedDict, total=False):
    application_id: str
    profile_type: str
    vendor_id: str
    description: str
