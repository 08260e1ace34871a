"""Several line items or results of one owner, made in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..._json_types import is_list
from ..context import RequestContext
from ..entities import Collection
from ..errors import ApiError, invalid_body
from ..messages import Response, json_response
from ..records import Doc
from ..writes import create_record
from . import collections
from .cascades import id_of
from .nested_lists import require_owners

__all__ = ["BULKS", "create_many"]


@dataclass(frozen=True)
class Bulk:
    """A path that makes several records of one owner.

    Attributes:
        path: Where it is served.
        listed: What is made; the list's name is the body's envelope.
        owners: What the path's ids belong to, by parameter.
        field: The field in which every record must refer to the owner.
        owner: The owner's parameter.
    """

    path: str
    listed: Collection
    owners: Mapping[str, Collection]
    field: str
    owner: str


BULKS: Sequence[Bulk] = (
    Bulk(
        "schools/{school}/lineItems",
        collections.LINE_ITEMS,
        {"school": collections.SCHOOLS},
        "school",
        "school",
    ),
    Bulk(
        "classes/{class}/lineItems", collections.LINE_ITEMS, {"class": collections.CLASSES}, "class", "class"
    ),
    Bulk(
        "lineItems/{item}/results", collections.RESULTS, {"item": collections.LINE_ITEMS}, "lineItem", "item"
    ),
    Bulk(
        "classes/{class}/academicSessions/{session}/results",
        collections.RESULTS,
        {"class": collections.CLASSES, "session": collections.ACADEMIC_SESSIONS},
        "class",
        "class",
    ),
)


def create_many(bulk: Bulk, call: RequestContext) -> Response:
    """Make every record of a list, or none."""
    require_owners(call, bulk.owners)
    name = bulk.listed.many
    bodies = call.wrapped(name)
    if not is_list(bodies) or not bodies:
        raise invalid_body((name, "Must be a list that holds at least one."))
    pairs: list[Doc] = []
    for number, body in enumerate(bodies):
        try:
            pairs.append(_create_one(bulk, call, body))
        except ApiError as error:
            details = [(f"{name}.{number}.{path}", message) for path, message in error.details]
            raise ApiError(error.status, error.text, details) from None
    # One pair as described; several as the list that clients are told to expect.
    return json_response(201, {"sourcedIdPairs": pairs[0] if len(pairs) == 1 else pairs})


def _create_one(bulk: Bulk, call: RequestContext, body: Any) -> Doc:
    supplied, doc = create_record(call, bulk.listed, body)
    if id_of(doc[bulk.field]) != call.params[bulk.owner]:
        raise invalid_body((f"{bulk.field}.sourcedId", "Must be the id in the path."))
    return {"suppliedSourcedId": supplied, "allocatedSourcedId": doc["sourcedId"]}
