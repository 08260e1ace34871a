"""Discovery: an OpenAPI document of what the sandbox serves."""

from __future__ import annotations

from ..context import RequestContext
from ..discovery import Served, describe_service
from ..messages import Response, json_response
from .tables import BASE

__all__ = ["describe"]

_SCOPE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential"
_SERVED: Served = {
    "/achievements/": {
        "get": ("List achievements", f"{_SCOPE}.readonly", ("200",)),
        "post": ("Create an achievement", f"{_SCOPE}.upsert", ("201",)),
    },
    "/achievements/{sourcedId}": {
        "get": ("Read an achievement", f"{_SCOPE}.readonly", ("200",)),
        "put": ("Change an achievement", f"{_SCOPE}.upsert", ("204",)),
        "delete": ("Delete an achievement", f"{_SCOPE}.delete", ("204",)),
    },
    "/credentials/": {"post": ("Store a credential", f"{_SCOPE}.upsert", ("200", "201"))},
    "/issue-badge/": {"post": ("Award an achievement", f"{_SCOPE}.upsert", ("200",))},
    "/issue-badge/verify": {"post": ("Verify a credential", f"{_SCOPE}.readonly", ("200",))},
}


def describe(call: RequestContext) -> Response:
    """Answer the OpenAPI document."""
    return json_response(200, describe_service(call, BASE, "Open Badges, sandbox", "3.0", _SERVED))
