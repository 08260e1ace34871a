"""A person, as the records of a user tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._json_types import is_mapping
from ..models.oneroster import User

__all__ = ["full_name", "goals_of", "highest_grade", "school_of"]

_EARLY = {"PK": -1.0, "PR": -1.0, "KG": 0.0, "K": 0.0}


def full_name(user: User) -> str | None:
    """The name that a person goes by."""
    parts = (user.preferred_first_name or user.given_name, user.preferred_last_name or user.family_name)
    return " ".join(each for each in parts if each) or None


def highest_grade(grades: Sequence[str] | None) -> str | None:
    """The highest of a user's grade levels, as it is written."""

    def level(grade: object) -> float:
        text = str(grade).strip().upper()
        try:
            return _EARLY[text] if text in _EARLY else float(text)
        except ValueError:
            return float("-inf")

    return str(max(grades, key=level)) if grades else None


def school_of(user: User) -> tuple[str, str | None] | None:
    """The id of a user's school, and its name where the record has it."""
    if user.primary_org is not None:
        return user.primary_org.sourced_id, getattr(user.primary_org, "name", None)
    for role in sorted(user.roles, key=lambda each: each.role_type != "primary"):
        return role.org.sourced_id, getattr(role.org, "name", None)
    return None


def goals_of(metadata: Iterable[Mapping[str, Any] | None]) -> dict[str, Any] | None:
    """The goals of the first enrollment that has any."""
    for each in metadata:
        goals = each.get("goals") if is_mapping(each) else None
        if is_mapping(goals) and goals:
            return dict(goals)
    return None
