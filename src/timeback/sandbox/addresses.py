"""Addresses on this machine: the sandbox itself calls no other."""

from __future__ import annotations

from urllib.parse import urlsplit

from .._fork import late_imports

__all__ = ["LOOPBACK_HOSTS", "hosts_of", "is_loopback"]

# Names of this machine for itself; whoever listens on one is meant by all.
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine: the sandbox calls nowhere else."""
    with late_imports:
        import httpx  # which is what would call it; a tenth of a second that most sandboxes need not spend

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return address.scheme in ("http", "https") and address.host in LOOPBACK_HOSTS


def hosts_of(base_url: str) -> frozenset[str]:
    """The names under which a server at that URL is reached."""
    host = urlsplit(base_url).hostname or ""
    return LOOPBACK_HOSTS if host in LOOPBACK_HOSTS else frozenset({host})
