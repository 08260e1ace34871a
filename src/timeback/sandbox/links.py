"""References between records: stored with a mark in place of the base URL, which changes with the port.

The mark is drawn at random, so that no caller can write it: what callers write is never taken for a reference, and
no reference leaves without its base URL.
"""

from __future__ import annotations

import secrets

__all__ = ["LINK_MARK", "new_mark"]


def new_mark() -> str:
    """A mark that nobody knows."""
    return f"~{secrets.token_hex(12)}"


# Of documents on their way to the store, which has a mark of its own: a file outlives this process.
LINK_MARK = new_mark()
