"""MasteryTrack: test inventory and assignments."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from timeback._config.settings import EMBEDDED_API_KEY, EMBEDDED_EMAIL
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import is_object
from timeback.sandbox.masterytrack.assigning import register_assignments
from timeback.sandbox.masterytrack.refusing import MasteryTrackRefusal, error_body
from timeback.sandbox.masterytrack.tables import ASSIGNMENTS, BASE, INVENTORY, seed
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service, TokenEndpoint
from timeback.sandbox.store import EVERYTHING, Doc

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    router.add("GET", f"{BASE}/authoring/inventory/search", _search)
    register_assignments(router)


def _authorize(call: RequestContext, new_token: Callable[[], str]) -> Response:
    """Exchange the key and a registered address for a token."""
    if call.request.method != "POST":
        raise MasteryTrackRefusal(405, f"{call.request.method} is not served here.")
    if not hmac.compare_digest(call.request.headers.get("x-api-key", "").encode(), EMBEDDED_API_KEY.encode()):
        raise MasteryTrackRefusal(401, "The API key is unknown.", "UNAUTHORIZED")
    body = call.body()
    email = body.get("email") if is_object(body) else None
    if not isinstance(email, str) or not email.strip():
        raise MasteryTrackRefusal(400, "email is required.", "MISSING_PARAMETER")
    if email.lower() != EMBEDDED_EMAIL:
        raise MasteryTrackRefusal(403, "The address has no access.", "ACCESS_DENIED")
    return json_response(200, {"success": True, "jwt": new_token()})


def _search(call: RequestContext) -> Response:
    query = call.query
    if query.get("all", "false") not in ("true", "false"):
        raise MasteryTrackRefusal(
            400, "A parameter is malformed.", "INVALID_PARAMETERS", details={"all": "Must be true or false."}
        )
    tests = [test for test in call.session.find(INVENTORY, EVERYTHING) if _matches(test, query)]
    tests.sort(key=lambda test: (test["subject"], test["grade_rank"], test["name"], -test["version"]))
    return json_response(200, {"success": True, "data": tests})


def _matches(test: Doc, query: dict[str, str]) -> bool:
    if query.get("all") != "true" and not test["supported"]:
        return False
    grade = query.get("grade", "").lower()
    return (
        query.get("name", "").lower() in test["name"].lower()
        and query.get("timeback_id") in (None, "", test["timeback_id"])
        and query.get("subject", "").lower() in ("", test["subject"].lower())
        and grade in ("", test["grade"].lower(), str(test["grade_rank"]))
    )


SERVICE = Service(
    "masterytrack",
    (BASE,),
    (INVENTORY, ASSIGNMENTS),
    _register,
    error_body,
    TokenEndpoint(f"{BASE}/authorizer", "x-auth-token", _authorize),
    seed=seed,
)
