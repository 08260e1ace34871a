"""The page for people: its files, which hold nothing of anybody and ask for no token."""

from __future__ import annotations

import functools
import importlib.resources
from importlib.resources.abc import Traversable

from ..messages import Response

__all__ = ["PAGE_PATH", "page_file"]

PAGE_PATH = "/_sandbox/"
_FILES_PATH = f"{PAGE_PATH}page/"
_MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
# Nothing from elsewhere, nothing written into the page, and no page of others around it.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
_HEADERS = [
    ("content-security-policy", _POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", "no-cache"),
]


def page_file(path: str) -> Response | None:
    """A file of the page; None if a path is none of its."""
    if path == PAGE_PATH.rstrip("/"):
        return Response(308, [("location", PAGE_PATH), ("content-length", "0")], b"")
    name = "index.html" if path == PAGE_PATH else path.removeprefix(_FILES_PATH)
    file = _files().get(name)
    if file is None:
        return None
    content = file.read_bytes()
    media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
    return Response(
        200, [("content-type", media_type), ("content-length", str(len(content))), *_HEADERS], content
    )


@functools.cache
def _files() -> dict[str, Traversable]:
    """The files by their names; whatever else a path names is none of them."""
    folder = importlib.resources.files("timeback.sandbox") / "page"
    return {each.name: each for each in folder.iterdir() if each.name.rpartition(".")[2] in _MEDIA_TYPES}
