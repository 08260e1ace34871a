"""The inventory of tests, searched."""

from __future__ import annotations

from ..context import RequestContext
from ..messages import Response, json_response
from ..sql import EVERYTHING
from .errors import MasteryTrackError
from .rules import matches_query
from .tables import INVENTORY

__all__ = ["search_inventory"]


def search_inventory(call: RequestContext) -> Response:
    """Answer the tests that match, by subject, grade and name."""
    query = call.query
    if query.get("all", "false") not in ("true", "false"):
        raise MasteryTrackError(
            400, "A parameter is malformed.", "INVALID_PARAMETERS", details={"all": "Must be true or false."}
        )
    tests = [test for test in call.session.find(INVENTORY, EVERYTHING) if matches_query(test, query)]
    tests.sort(key=lambda test: (test["subject"], test["grade_rank"], test["name"], -test["version"]))
    return json_response(200, {"success": True, "data": tests})
