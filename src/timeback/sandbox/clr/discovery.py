"""Discovery: an OpenAPI document of what the sandbox serves."""

from __future__ import annotations

from typing import Any

from ..context import RequestContext
from ..messages import Response, json_response
from .tables import BASE

__all__ = ["describe"]

_SCOPE = "https://purl.imsglobal.org/spec/clr/v2p0/scope/credential"
# Path and method: what it does, the scope that it asks for, and the statuses of its answers.
_SERVED: dict[str, dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "/credentials/": {"post": ("Store a learner record", f"{_SCOPE}.upsert", ("200", "201"))},
    "/credentials": {"get": ("List learner records", f"{_SCOPE}.readonly", ("200",))},
    "/profile": {
        "get": ("Read the profile", f"{_SCOPE}.readonly", ("200",)),
        "put": ("Replace the profile", f"{_SCOPE}.upsert", ("200",)),
    },
    "/discovery/": {"get": ("Describe the service", f"{_SCOPE}.readonly", ("200",))},
}


def _operation(summary: str, scope: str, statuses: tuple[str, ...]) -> dict[str, Any]:
    return {
        "summary": summary,
        "security": [{"OAuth2": [scope]}],
        "responses": {status: {"description": "Done"} for status in statuses},
    }


def describe(call: RequestContext) -> Response:
    """Answer the OpenAPI document."""
    scopes = {scope: summary for served in _SERVED.values() for summary, scope, _ in served.values()}
    flow = {"tokenUrl": f"{call.base_url}/oauth2/token", "scopes": scopes}
    document: dict[str, Any] = {
        "openapi": "3.0.1",
        "info": {"title": "Comprehensive Learner Record, sandbox", "version": "2.0"},
        "servers": [{"url": call.base_url + BASE}],
        "paths": {
            path: {method: _operation(*each) for method, each in served.items()}
            for path, served in _SERVED.items()
        },
        "components": {
            "securitySchemes": {"OAuth2": {"type": "oauth2", "flows": {"clientCredentials": flow}}}
        },
    }
    return json_response(200, document)
