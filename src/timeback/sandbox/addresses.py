"""Addresses on this machine: the sandbox itself calls no other."""

from __future__ import annotations

from .._fork import late_imports

__all__ = ["is_loopback"]

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine: the sandbox calls nowhere else."""
    with late_imports:
        import httpx  # which is what would call it; a tenth of a second that most sandboxes need not spend

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return address.scheme in ("http", "https") and address.host in _LOOPBACK
