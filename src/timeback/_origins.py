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
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return True
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
