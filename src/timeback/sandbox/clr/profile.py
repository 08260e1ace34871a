"""The profile of the token's owner: the sandbox's one client."""

from __future__ import annotations

from ..bodies import checked_body
from ..context import RequestContext
from ..messages import Response, json_response
from .schemas import PROFILE
from .tables import BASE, PROFILES

__all__ = ["get_profile", "put_profile"]

_OWNER = "owner"


def get_profile(call: RequestContext) -> Response:
    """Answer the profile; before the first PUT, one that the sandbox makes up."""
    found = call.session.get(PROFILES, _OWNER)
    initial = {"id": f"{call.base_url}{BASE}/profile", "type": ["Profile"], "name": "Timeback Sandbox"}
    return json_response(200, found or initial)


def put_profile(call: RequestContext) -> Response:
    """Put another profile in its place."""
    body = call.body()
    checked_body(call, PROFILE, body=body)
    write = call.session.replace if call.session.exists(PROFILES, _OWNER) else call.session.insert
    write(PROFILES, _OWNER, body)
    return json_response(200, body)
