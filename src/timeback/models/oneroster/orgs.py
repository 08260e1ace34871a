"""Organizations: schools, districts, and the levels above and below them."""

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
    """Name for people, such as `Alpha High School`."""
    type: OrgType
    """Level in the hierarchy, from `national` down to `school` and `department`."""
    identifier: str
    """Human-readable code such as a state's school number; need not be unique."""
    parent: HrefRef | None = None
    """Organization directly above, such as a school's district; None at the top."""
    children: list[HrefRef] | None = []
    """Organizations directly below; empty or None if there are none."""


class OrganizationInput(InputModel, kw_only=True):
    """An organization to create or replace. Without `sourced_id` the server allocates one."""

    sourced_id: Unset[NonEmpty] = UNSET
    """Identifier to create it under, a UUID or any text; left out, the server allocates one."""
    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks it as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard; a replacement replaces them all."""
    name: str
    """Name for people, such as `Alpha High School`."""
    type: Choice[OrgType]
    """Level in the hierarchy, from `national` down to `school` and `department`."""
    identifier: Unset[str] = UNSET
    """Human-readable code such as a state's school number; need not be unique."""
    parent: Unset[RefInput | None] = UNSET
    """Organization directly above, such as a school's district; None puts it at the top."""


class SchoolInput(InputModel, kw_only=True):
    """A school to create or replace. Its `type` is always `school` and is filled in."""

    sourced_id: Unset[NonEmpty] = UNSET
    """Identifier to create it under, a UUID or any text; left out, the server allocates one."""
    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks it as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard; a replacement replaces them all."""
    name: str
    """Name for people, such as `Alpha High School`."""
    # A factory, because a plain default would be left out of the body.
    type: Choice[SchoolType] = field(default_factory=lambda: SchoolType.SCHOOL)
    """Always `school`, and filled in."""
    identifier: Unset[str] = UNSET
    """Human-readable code such as a state's school number; need not be unique."""
    parent: Unset[RefInput | None] = UNSET
    """Organization directly above, such as a school's district; None puts it at the top."""
