"""Discovery: an OpenAPI document of what the sandbox serves."""

from __future__ import annotations

from ..context import RequestContext
from ..discovery import Served, describe_service
from ..messages import Response, json_response
from .tables import BASE

__all__ = ["describe"]

_SCOPE = "https://purl.imsglobal.org/spec/clr/v2p0/scope/credential"
_SERVED: Served = {
    "/credentials/": {"post": ("Store a learner record", f"{_SCOPE}.upsert", ("200", "201"))},
    "/credentials": {"get": ("List learner records", f"{_SCOPE}.readonly", ("200",))},
    "/profile": {
        "get": ("Read the profile", f"{_SCOPE}.readonly", ("200",)),
        "put": ("Replace the profile", f"{_SCOPE}.upsert", ("200",)),
    },
    "/discovery/": {"get": ("Describe the service", f"{_SCOPE}.readonly", ("200",))},
}


def describe(call: RequestContext) -> Response:
    """Answer the OpenAPI document."""
    title = "Comprehensive Learner Record, sandbox"
    return json_response(200, describe_service(call, BASE, title, "2.0", _SERVED))
