# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, TypedDict
from ..learnwith.enums import RecordStatus
from ..partner.rostering import RefInput, UserRoleInput
from datetime import date, datetime

RecordStatusText: TypeAlias = Literal['active', 'tobedeleted', 'inactive']


class RefFields(TypedDict, total=False):
    sourced_id: Required[str]
    href: str | None
    type: str | None


class UnitFields(TypedDict, total=False):
    status: RecordStatus | RecordStatusText
    date_last_modified: datetime | date | str
    title: str
    course: RefInput | RefFields
    parent: RefInput | RefFields | None
    sort_order: int | float | None
    prerequisites: Sequence[Any] | None
    metadata: Mapping[str, Any] | None


class UserFields(TypedDict, total=False):
    status: RecordStatus | RecordStatusText | None
    metadata: Mapping[str, Any] | None
    username: str | None
    enabled_user: bool | None
    given_name: str
    family_name: str
    middle_name: str | None
    email: str | None
    identifier: str | None
    user_master_identifier: str | None
    grades: Sequence[str] | None
    roles: Sequence[UserRoleInput | UserRoleFields] | None
    primary_org: RefInput | RefFields | None


class UserRoleFields(TypedDict, total=False):
    role_type: str | None
    role: str | None
    org: RefInput | RefFields | None
    begin_date: date | str | None
    end_date: date | str | None
