"""Rosters and curricula: OneRoster's records under the names of this API, and lists in its form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import partial, wraps
from typing import Any

import msgspec

from ..._json_types import is_list, is_object
from ..._query.shapes import field_names
from ...models import partner as models
from ..context import RequestContext
from ..entities import Collection, Observed
from ..errors import invalid_query
from ..learnwith.errors import with_bad_requests
from ..listing import query_integer
from ..messages import Response
from ..oneroster import collections as oneroster
from ..oneroster.tables import RESOURCES_PREFIX
from ..oneroster.tables import ROSTERING as ONEROSTER
from ..platform_paths import relinking, reshaped
from ..service import Handler, Route
from ..writes import collection_routes
from .schemas import UNIT
from .tables import ROSTERING

__all__ = ["roster_routes"]

_bad_query = partial(invalid_query, status=400)
_MAX_LIMIT = 1000
_MOVES = {
    f"{ONEROSTER}/courses/components": f"{ROSTERING}/units",
    f"{ONEROSTER}/courses/component-resources": f"{ROSTERING}/lessons",
    ONEROSTER: ROSTERING,
    RESOURCES_PREFIX: ROSTERING,
}


def _renamed(collection: Collection, many: str, one: str) -> Collection:
    return dataclasses.replace(collection, path=many, many=many, one=one, wrap=None, writable=False)


def _put(collection: Collection) -> Collection:
    """A collection whose PUT creates or changes a record, and answers it."""
    return dataclasses.replace(
        collection, put="envelope", put_creates=True, put_status=200, writable=True, observed=Observed()
    )


_COLLECTIONS: tuple[tuple[Collection, type[msgspec.Struct]], ...] = (
    (_put(oneroster.USERS), models.User),
    (_renamed(oneroster.COURSES, "courses", "course"), models.Course),
    (_renamed(oneroster.CLASSES, "classes", "class"), models.Class),
    (_renamed(oneroster.ENROLLMENTS, "enrollments", "enrollment"), models.Enrollment),
    (_renamed(oneroster.ORGS, "orgs", "org"), models.Org),
    (_renamed(oneroster.TERMS, "terms", "term"), models.Term),
    (dataclasses.replace(_put(_renamed(oneroster.COMPONENTS, "units", "unit")), fields=UNIT), models.Unit),
    (_renamed(oneroster.COMPONENT_RESOURCES, "lessons", "lesson"), models.Lesson),
    (_renamed(oneroster.RESOURCES, "resources", "resource"), models.Resource),
)
_REFERENCE = frozenset({"href", "sourcedId", "type"})


def roster_routes() -> Iterator[Route]:
    """The routes of all collections."""
    for collection, model in _COLLECTIONS:
        for route in collection_routes(ROSTERING, collection):
            if route.method in ("GET", "PUT"):
                handler = relinking(
                    _in_form(with_bad_requests(route.handler), model, collection.many, collection.one), _MOVES
                )
                yield dataclasses.replace(route, path=route.path.rstrip("/"), handler=handler)


def _in_form(handler: Handler, model: type[msgspec.Struct], many: str, one: str) -> Handler:
    """A handler that answers records as `model` has them, in lists that count as this API's do."""

    @wraps(handler)
    def answer(call: RequestContext) -> Response:
        query_integer(call, "limit", 1, least=1, most=_MAX_LIMIT, error=_bad_query)
        response = handler(call)
        body = msgspec.json.decode(response.body) if response.status == 200 and response.body else None
        if not is_object(body):
            return response
        known = frozenset(field_names(model).values())
        shown = {name: _shown(value, known) for name, value in body.items() if name in (many, one)}
        if "totalCount" in body:
            shown |= {"offset": body["offset"], "limit": body["limit"], "total": body["totalCount"]}
        return reshaped(response, shown)

    return answer


def _shown(value: Any, known: frozenset[str]) -> Any:
    """Records with the fields that the catalog has; references in them have no names."""
    if is_list(value):
        return [_shown(each, known) for each in value]
    return {name: _referring(each) for name, each in value.items() if name in known}


def _referring(value: Any) -> Any:
    if is_list(value):
        return [_referring(each) for each in value]
    if not is_object(value):
        return value
    is_reference = "href" in value and "sourcedId" in value
    return {name: _referring(each) for name, each in value.items() if not is_reference or name in _REFERENCE}
