"""Requests of web pages of other origins, which a local server is not to serve."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

__all__ = ["is_foreign"]


def is_foreign(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that a page of another origin sends a request.

    Args:
        headers: Its headers, under lower-case names.
    """
    # What the browser has compared goes first: a proxy may have put another name of the host in its place.
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("none", "same-origin")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
