"""What MasteryTrack asks of its bodies, and what its errors hold."""

from __future__ import annotations

from typing import Any

import msgspec

from .decoding import decode_bare
from .errors import APIResponseError, APIStatusError, FieldIssue, InvalidInputError
from .models.masterytrack import ExistingAssignment, MasteryTrackError

__all__ = ["check_assignment", "check_invalidation", "error_details", "existing_assignment"]

_WRITE_BACK = ("assessment_line_item_sourced_id", "assessment_result_sourced_id")


def check_assignment(body: dict[str, Any]) -> dict[str, Any]:
    """The body of `assign`, if it says which test, and where a result goes in full.

    Raises:
        InvalidInputError: Names the fields that are missing.
    """
    issues = _grade_without_subject(body)
    if "timeback_id" not in body and "subject" not in body:
        issues.append(FieldIssue("timeback_id", "needs this, or a subject"))
    given = [name for name in _WRITE_BACK if name in body]
    if len(given) == 1:
        (missing,) = set(_WRITE_BACK) - set(given)
        issues.append(FieldIssue(missing, f"required with {given[0]}"))
    return _refused_or(body, "AssignmentInput", issues)


def check_invalidation(body: dict[str, Any]) -> dict[str, Any]:
    """The body of `invalidate`, if it says which assignments.

    Raises:
        InvalidInputError: Names the fields that are missing.
    """
    issues = _grade_without_subject(body)
    if body.keys().isdisjoint({"assignment_id", "timeback_id", "grade_rank"}):
        issues.append(
            FieldIssue("assignment_id", "needs this, or a timeback_id, or a subject with a grade_rank")
        )
    return _refused_or(body, "InvalidateInput", issues)


def error_details(error: APIStatusError) -> MasteryTrackError | None:
    """What a refusal of MasteryTrack says, typed; None where its body is of another kind."""
    try:
        return decode_bare(msgspec.json.encode(error.body), MasteryTrackError)
    except (APIResponseError, TypeError):
        return None


def existing_assignment(error: APIStatusError) -> ExistingAssignment | None:
    """The assignment that stood in the way of another: what a `ConflictError` of `assign()` holds."""
    details = error_details(error)
    return details.data.existing_assignment if details and details.data else None


def _grade_without_subject(body: dict[str, Any]) -> list[FieldIssue]:
    if "grade_rank" in body and "subject" not in body:
        return [FieldIssue("subject", "required with grade_rank")]
    return []


def _refused_or(body: dict[str, Any], named: str, issues: list[FieldIssue]) -> dict[str, Any]:
    if issues:
        raise InvalidInputError(f"invalid {named}", issues)
    return body
