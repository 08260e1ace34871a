"""The OpenAPI documents by which 1EdTech's services describe themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .context import RequestContext
from .tokens import TOKEN_PATH

__all__ = ["Served", "describe_service"]

# Path and method: what it does, the scope that it asks for, and the statuses of its answers.
Served: TypeAlias = Mapping[str, Mapping[str, tuple[str, str, tuple[str, ...]]]]


def describe_service(
    call: RequestContext, base: str, title: str, version: str, served: Served
) -> dict[str, Any]:
    """The OpenAPI document of a service below `base`."""
    scopes = {scope: summary for methods in served.values() for summary, scope, _ in methods.values()}
    flow = {"tokenUrl": call.base_url + TOKEN_PATH, "scopes": scopes}
    return {
        "openapi": "3.0.1",
        "info": {"title": title, "version": version},
        "servers": [{"url": call.base_url + base}],
        "paths": {
            path: {method: _operation(*each) for method, each in methods.items()}
            for path, methods in served.items()
        },
        "components": {
            "securitySchemes": {"OAuth2": {"type": "oauth2", "flows": {"clientCredentials": flow}}}
        },
    }


def _operation(summary: str, scope: str, statuses: tuple[str, ...]) -> dict[str, Any]:
    return {
        "summary": summary,
        "security": [{"OAuth2": [scope]}],
        "responses": {status: {"description": "Done"} for status in statuses},
    }
