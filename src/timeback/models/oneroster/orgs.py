"""Organizations: schools, districts and what lies above and below them."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, InputModel, Unset
from .common import Entity, HrefRef, NonEmpty, RefInput
from .enums import OrgType, SchoolType, Status

__all__ = ["Organization", "OrganizationInput", "SchoolInput"]


class Organization(Entity, kw_only=True):
    """An organization. Schools are organizations whose type is `school`."""

    name: str
    type: OrgType
    identifier: str
    parent: HrefRef | None = None
    children: list[HrefRef] | None = field(default_factory=list[HrefRef])


class OrganizationInput(InputModel, kw_only=True):
    """An organization to create or replace. Without `sourced_id` the server allocates one."""

    sourced_id: Unset[NonEmpty] = UNSET
    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    name: str
    type: Choice[OrgType]
    identifier: Unset[str] = UNSET
    parent: Unset[RefInput | None] = UNSET


class SchoolInput(InputModel, kw_only=True):
    """A school to create or replace. Its `type` is always `school` and is filled in."""

    sourced_id: Unset[NonEmpty] = UNSET
    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    name: str
    # A factory, because a plain default would be left out of the body.
    type: Choice[SchoolType] = field(default_factory=lambda: SchoolType.SCHOOL)
    identifier: Unset[str] = UNSET
    parent: Unset[RefInput | None] = UNSET
