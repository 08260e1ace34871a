"""Cross-origin requests: pages of this machine may call the services, others by leave; none the control endpoints."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from urllib.parse import urlsplit

from .addresses import is_loopback
from .messages import Request, Response

__all__ = ["Cors"]

_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_EXPOSED = "link, location, retry-after, x-total-count"
_SECONDS = "600"


class Cors:
    """Cross-Origin Resource Sharing, as the Fetch standard has it.

    Args:
        origins: Origins that may call, beside those on this machine; `*` for every one.
    """

    def __init__(self, origins: Collection[str] = ()) -> None:
        self._origins = frozenset(origin.rstrip("/").lower() for origin in origins)

    def preflight(self, request: Request) -> Response | None:
        """The answer to a browser that asks for leave; none where nobody does, or may not have it."""
        asked = "access-control-request-method" in request.headers
        if request.method != "OPTIONS" or not asked or not self._may(request):
            return None
        headers = [("access-control-allow-methods", _METHODS), ("access-control-max-age", _SECONDS)]
        if named := request.headers.get("access-control-request-headers"):
            headers.append(("access-control-allow-headers", named))
        return self.shared(request, Response(204, headers, b""))

    def shared(self, request: Request, response: Response) -> Response:
        """An answer that the page which asked may read."""
        if not self._may(request):
            return response
        headers = [
            ("access-control-allow-origin", request.headers["origin"]),
            ("access-control-expose-headers", _EXPOSED),
            ("vary", "origin"),
        ]
        return dataclasses.replace(response, headers=[*response.headers, *headers])

    def _may(self, request: Request) -> bool:
        origin = request.headers.get("origin")
        if origin is None:
            return False
        return "*" in self._origins or origin.lower() in self._origins or _is_near(origin)


def _is_near(origin: str) -> bool:
    try:
        return is_loopback(origin) and urlsplit(origin).path == ""
    except ValueError:
        return False
