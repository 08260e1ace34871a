"""The two ways to give a body: as one object, or field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import InvalidInputError

__all__ = ["given", "given_changes"]


def given(data: object, fields: Mapping[str, Any]) -> Any:
    """The body of a call that takes a model, a mapping, or fields as keywords.

    Raises:
        InvalidInputError: The call was given both, or nothing.
    """
    if data is None:
        if not fields:
            raise InvalidInputError.of(
                "data", "nothing was given: pass fields as keywords, an input model or a mapping"
            )
        return fields
    if fields:
        raise InvalidInputError.of(
            "data", f"a body and fields as keywords ({', '.join(fields)}) were given: pass one of the two"
        )
    return data


def given_changes(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changes of a call that takes them as keywords alone.

    Raises:
        InvalidInputError: There are none.
    """
    if not changes:
        raise InvalidInputError.of("changes", "nothing was given: pass fields as keywords")
    return changes
