"""Bodies held to what a service takes: fields of its own, or a type of the catalog."""

from __future__ import annotations

from typing import Any

import msgspec

from .._query.encode import to_wire
from ..errors import InvalidInputError
from .context import RequestContext
from .errors import ApiError, invalid_body
from .fields import ABSENT, Checking, Fields, check_body
from .records import Doc

__all__ = ["checked_body", "checking", "refuse_issues", "typed_body"]


def checking(call: RequestContext) -> Checking:
    """Begin the check of a body against the stored records."""
    session = call.session
    return Checking(lambda table, record_id: session.get(session.tables[table], record_id))


def refuse_issues(check: Checking) -> None:
    """Raise what a check has found, if anything.

    Raises:
        ApiError: 422, with every fault.
    """
    if check.issues:
        raise invalid_body(*check.issues)


def checked_body(
    call: RequestContext, fields: Fields, *, body: Any = ABSENT, partial: bool = False, closed: bool = False
) -> Doc:
    """The JSON body of a request, checked against its fields.

    Args:
        call: The request.
        fields: What it may hold.
        body: The body, where it was decoded already.
        partial: Nothing is required, and defaults are not filled in.
        closed: Other fields are refused; otherwise they are kept as they are.

    Raises:
        ApiError: 400 where it is not JSON, 422 where it does not fit.
    """
    sent = call.body() if body is ABSENT else body
    check = checking(call)
    kept = check_body(sent, fields, check, partial=partial, closed=closed)
    refuse_issues(check)
    return kept


def typed_body(body: Any, model: type[msgspec.Struct], text: str) -> Doc:
    """A body as a type of the catalog demands it.

    Raises:
        ApiError: 400 with the text, and every fault.
    """
    try:
        return to_wire(body, model)
    except InvalidInputError as error:
        faults = [(each.path, each.message) for each in error.issues]
        raise ApiError(400, text, faults or [("body", str(error))]) from None
