"""The bodies of MasteryTrack."""

from __future__ import annotations

from ..._json_types import is_object
from ..context import RequestContext
from ..records import Doc
from .errors import MasteryTrackError

__all__ = ["assignment_body"]


def assignment_body(call: RequestContext) -> Doc:
    """The body of an assigning or an invalidating, which name a student.

    Raises:
        MasteryTrackError: 400.
    """
    body = call.body()
    email = body.get("student_email") if is_object(body) else None
    if not isinstance(email, str) or "@" not in email:
        raise MasteryTrackError(400, "student_email is required.", "MISSING_PARAMETER")
    rank = body.get("grade_rank")
    if rank is not None and (isinstance(rank, bool) or not isinstance(rank, int) or not 0 <= rank <= 12):
        raise MasteryTrackError(400, "grade_rank must be a number from 0 to 12.", "INVALID_PARAMETERS")
    found: Doc = body
    return found
