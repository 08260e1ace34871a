"""The rules of CASE: what belongs to a framework, what stands below what, and identifiers that are taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..sql import Clause, Table

__all__ = ["below", "refuse_taken", "require_text", "within"]


def within(document_id: str) -> Clause:
    """The rows that belong to a document."""
    return Clause('"CFDocumentURI.sourcedId" = ?', (document_id,))


def refuse_taken(call: RequestContext, name: str, ids: list[str]) -> None:
    """An id stands for one thing, in its package and beyond it.

    Raises:
        ApiError: 422, one is taken.
    """
    table = call.session.tables[name]
    where = Clause("id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    if len(set(ids)) < len(ids) or call.session.find(table, where):
        raise invalid_body(("identifier", "An identifier is taken."))


def below(code: str, entities: Iterator[Any]) -> list[Any]:
    """The entities below a hierarchy code."""
    return [each for each in entities if each["hierarchyCode"].startswith(f"{code}.")]


def require_text(call: RequestContext, table: Table) -> str:
    """The record in the path, as JSON text.

    Raises:
        ApiError: 404.
    """
    found = call.session.get_text(table, call.params["record_id"])
    if found is None:
        raise ApiError(404, "There is nothing with this id.")
    return found
