"""Addresses on this machine: the sandbox itself calls no other."""

from __future__ import annotations

import httpx

__all__ = ["is_loopback"]

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine: the sandbox calls nowhere else."""
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return address.scheme in ("http", "https") and address.host in _LOOPBACK
