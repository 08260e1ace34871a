"""The profile of the token's owner: the sandbox's one client."""

from __future__ import annotations

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.clr.tables import BASE, PROFILES
from timeback.sandbox.fields import Field, array, check_body, nonblank
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.router import Router
from timeback.sandbox.writes import checking, refuse_issues

__all__ = ["register_profile"]

_OWNER = "owner"
_PROFILE = {"id": Field(nonblank, required=True), "type": Field(array(nonblank, least=1), required=True)}


def register_profile(router: Router) -> None:
    """Serve the profile."""
    router.add("GET", f"{BASE}/profile", _get)
    router.add("PUT", f"{BASE}/profile", _put)


def _get(call: RequestContext) -> Response:
    found = call.session.get(PROFILES, _OWNER)
    initial = {"id": f"{call.base_url}{BASE}/profile", "type": ["Profile"], "name": "Timeback Sandbox"}
    return json_response(200, found or initial)


def _put(call: RequestContext) -> Response:
    body = call.body()
    check = checking(call)
    check_body(body, _PROFILE, check)
    refuse_issues(check)
    write = call.session.replace if call.session.exists(PROFILES, _OWNER) else call.session.insert
    write(PROFILES, _OWNER, body)
    return json_response(200, body)
