"""The documents in which a sandbox describes itself, and the file that its applications are set up with."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .control import PAGE_PATH
from .messages import Request, Response, json_response
from .service import Service

__all__ = ["SandboxDocuments"]

OPENAPI_PATH = "/openapi.json"
# Of `timeback.config.json`, for its "$schema".
CONFIG_SCHEMA_PATH = "/timeback.config.schema.json"


class SandboxDocuments:
    """Answers what asks for one of the documents, and leads a browser to the page.

    Args:
        services: The services that the description is of.
        base_url: Where the sandbox is reached.
        token_url: Where access tokens are fetched.
    """

    def __init__(self, services: Sequence[Service], base_url: str, token_url: str) -> None:
        self._services = services
        self._base_url = base_url
        self._token_url = token_url
        self._described: bytes | None = None

    def answer(self, request: Request) -> Response | None:
        """The document that is asked for, or the way to the page, if one is."""
        if request.method not in ("GET", "HEAD"):
            return None
        if request.path == "/" and "text/html" in request.headers.get("accept", ""):
            # A browser; to programs it is a path like any that the platform does not serve.
            return Response(302, [("location", PAGE_PATH), ("content-length", "0"), ("vary", "accept")], b"")
        if request.path == OPENAPI_PATH:
            return self._description()
        if request.path == CONFIG_SCHEMA_PATH:
            from .._apps.schema import config_schema

            return json_response(200, config_schema())
        return None

    def _description(self) -> Response:
        if self._described is None:
            # Half a second of work, and modules that nothing else needs.
            from .description import describe

            self._described = msgspec.json.encode(describe(self._services, self._base_url, self._token_url))
        return json_response(200, encoded=self._described)
