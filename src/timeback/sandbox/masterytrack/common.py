"""What MasteryTrack's handlers share: refusals in its own shape, bodies, students, grades."""

from __future__ import annotations

from typing import Any

from timeback.sandbox.calls import Call
from timeback.sandbox.fields import is_object
from timeback.sandbox.oneroster.tables import USERS
from timeback.sandbox.refusals import Refusal
from timeback.sandbox.store import Clause, Doc

__all__ = ["GRADES", "PREFIX", "MasteryTrackRefusal", "body_of", "error_body", "grade_rank", "student"]

PREFIX = "/masterytrack"
GRADES = (
    "Kindergarten", "First Grade", "Second Grade", "Third Grade", "Fourth Grade", "Fifth Grade", "Sixth Grade",
    "Seventh Grade", "Eighth Grade", "Ninth Grade", "Tenth Grade", "Eleventh Grade", "Twelfth Grade",
)  # fmt: skip
_CODES = {401: "UNAUTHORIZED", 403: "ACCESS_DENIED", 500: "INTERNAL_ERROR"}


class MasteryTrackRefusal(Refusal):
    """A refusal with a code, and with what goes with it.

    Attributes:
        further: What the body holds beside the text: `code`, `details`, `data`.
    """

    def __init__(self, status: int, text: str, **further: Any) -> None:
        super().__init__(status, text)
        self.further = further


def error_body(refusal: Refusal) -> dict[str, Any]:
    """The error body of MasteryTrack."""
    if isinstance(refusal, MasteryTrackRefusal):
        further = refusal.further
    else:
        further = {"code": _CODES[refusal.status]} if refusal.status in _CODES else {}
    return {"success": False, "error": refusal.text, **further}


def body_of(call: Call) -> Doc:
    """The JSON body, which must be an object."""
    body = call.body()
    if not is_object(body):
        raise MasteryTrackRefusal(400, "The body must be an object.", code="MISSING_PARAMETER")
    return body


def student(call: Call, email: str) -> Doc | None:
    """The active student with this address."""
    where = Clause("\"email\" = ? COLLATE NOCASE AND status = 'active'", (email,))
    found = (doc for doc in call.session.find(USERS, where))
    return next((doc for doc in found if any(role["role"] == "student" for role in doc["roles"])), None)


def grade_rank(text: str) -> int | None:
    """The number of a grade, given as one or as a label in any case."""
    if text.isascii() and text.isdecimal():
        return int(text) if int(text) <= 12 else None
    labels = [label.casefold() for label in GRADES]
    wanted = text.strip().casefold()
    return labels.index(wanted) if wanted in labels else None
