"""Rosters and curricula: OneRoster's records under the names of this API, and lists in its form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import wraps

import msgspec

from ..._json_types import is_object
from ..context import RequestContext
from ..entities import Collection, Observed
from ..errors import ApiError, invalid_query
from ..learnwith.errors import with_bad_requests
from ..listing import query_integer
from ..messages import Response
from ..oneroster import collections as oneroster
from ..oneroster.tables import RESOURCES_PREFIX
from ..oneroster.tables import ROSTERING as ONEROSTER
from ..platform_paths import relinking, with_body
from ..service import Handler, Route
from ..writes import collection_routes
from .schemas import UNIT
from .tables import ROSTERING

__all__ = ["roster_routes"]

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


_COLLECTIONS = (
    _put(oneroster.USERS),
    _renamed(oneroster.COURSES, "courses", "course"),
    _renamed(oneroster.CLASSES, "classes", "class"),
    _renamed(oneroster.ENROLLMENTS, "enrollments", "enrollment"),
    _renamed(oneroster.ORGS, "orgs", "org"),
    _renamed(oneroster.TERMS, "terms", "term"),
    dataclasses.replace(_put(_renamed(oneroster.COMPONENTS, "units", "unit")), fields=UNIT),
    _renamed(oneroster.COMPONENT_RESOURCES, "lessons", "lesson"),
    _renamed(oneroster.RESOURCES, "resources", "resource"),
)


def roster_routes() -> Iterator[Route]:
    """The routes of all collections."""
    for collection in _COLLECTIONS:
        for route in collection_routes(ROSTERING, collection):
            if route.method in ("GET", "PUT"):
                handler = relinking(_in_form(with_bad_requests(route.handler)), _MOVES)
                yield dataclasses.replace(route, path=route.path.rstrip("/"), handler=handler)


def _in_form(handler: Handler) -> Handler:
    """A handler whose lists count as this API's do."""

    @wraps(handler)
    def answer(call: RequestContext) -> Response:
        query_integer(call, "limit", 1, least=1, most=_MAX_LIMIT, error=_bad_query)
        response = handler(call)
        body = msgspec.json.decode(response.body) if response.status == 200 and response.body else None
        if not is_object(body) or "totalCount" not in body:
            return response
        rows = {name: value for name, value in body.items() if isinstance(value, list)}
        counted = {"offset": body["offset"], "limit": body["limit"], "total": body["totalCount"]}
        shown = with_body(response, msgspec.json.encode(rows | counted))
        shown.headers[:] = [pair for pair in shown.headers if pair[0] not in ("link", "x-total-count")]
        return shown

    return answer


def _bad_query(issue: tuple[str, str]) -> ApiError:
    return invalid_query(issue, status=400)
