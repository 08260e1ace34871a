"""Webhooks and filters as records: found by id, and stamped."""

from __future__ import annotations

import uuid

from ..context import RequestContext
from ..errors import ApiError
from ..records import Doc
from ..sql import Table

__all__ = ["require", "shown", "stamped"]

# Descriptions differ in the spelling of a few fields, so that answers have both.
_OTHER_SPELLINGS = {
    "createdAt": "created_at",
    "updatedAt": "updated_at",
    "deletedAt": "deleted_at",
    "filterOperation": "filterOperator",
}


def require(call: RequestContext, table: Table) -> Doc:
    """The record in the path.

    Raises:
        ApiError: 404.
    """
    found = call.session.get(table, call.params["id"])
    if found is None:
        raise ApiError(404, "Not found.")
    return found


def stamped(call: RequestContext, doc: Doc, old: Doc | None) -> Doc:
    """A record with its id and its times; those of its making stay."""
    made = {"id": str(uuid.uuid4()), "createdAt": call.now} if old is None else old
    head = {"id": made["id"], "createdAt": made["createdAt"], "updatedAt": call.now, "deletedAt": None}
    return doc | head


def shown(doc: Doc) -> Doc:
    """A record as it is answered: with both spellings of the fields that have two."""
    return doc | {other: doc[name] for name, other in _OTHER_SPELLINGS.items() if name in doc}
