"""What the bodies of every OneRoster service are made of."""

from __future__ import annotations

from typing import Any

from timeback.sandbox.fields import Checking, Field, Kind, array, nonblank, object_of, one_of, text

__all__ = ["base", "grades", "metadata", "optional_text", "status"]

_GRADES = tuple(str(grade) for grade in range(-1, 14))


def _check_grade(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if value in _GRADES else checking.fail(at, "Must be a grade from -1 to 13.")


grades = array(Kind(_check_grade))
status = one_of("active", "tobedeleted")
metadata = object_of({}, query="metadata")
optional_text = Field(text, nullable=True)


def base(*, status_required: bool = False, metadata: Kind = metadata) -> dict[str, Field]:
    """The fields that every record has."""
    kept = Field(status, required=True) if status_required else Field(status, default="active")
    return {"sourcedId": Field(nonblank), "status": kept, "metadata": Field(metadata, nullable=True)}
