"""Checks that tell a type checker what the values of decoded JSON are, and the errors where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

import msgspec

__all__ = ["NOT_JSON", "is_list", "is_mapping", "is_object"]

# What msgspec raises for bytes and text that it cannot read as JSON, or that are nested too deeply.
NOT_JSON = (msgspec.DecodeError, UnicodeError, RecursionError)


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a JSON value is a list."""
    return isinstance(value, list)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value is a mapping, with keys of whatever type."""
    return isinstance(value, Mapping)
