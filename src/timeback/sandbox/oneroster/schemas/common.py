"""Fields that the bodies of every OneRoster service have in common."""

from __future__ import annotations

from typing import Any

from ....models.oneroster import Subject
from ...fields import Checking, Field, Kind, array, nonblank, object_of, one_of, text

__all__ = ["GRADES", "SUBJECTS", "base", "grade", "grades", "metadata", "optional_text", "status", "subject"]

GRADES = tuple(str(grade) for grade in range(-1, 14))
SUBJECTS = tuple(subject.value for subject in Subject)


def _check_grade(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if value in GRADES else checking.fail(at, "Must be a grade from -1 to 13.")


grade = Kind(_check_grade)
grades = array(grade)
subject = one_of(*SUBJECTS)
status = one_of("active", "tobedeleted")
metadata = object_of({}, query="metadata")
optional_text = Field(text, nullable=True)


def base(*, status_required: bool = False, metadata: Kind = metadata) -> dict[str, Field]:
    """The fields that every record has."""
    kept = Field(status, required=True) if status_required else Field(status, default="active")
    return {"sourcedId": Field(nonblank), "status": kept, "metadata": Field(metadata, nullable=True)}
