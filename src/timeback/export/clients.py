"""The clients that exports and imports take: a wrong one is refused in words, before anything is made."""

from __future__ import annotations

from ..errors import InvalidInputError

__all__ = ["check_oneroster", "check_unified"]


def check_oneroster(client: object) -> None:
    """Refuse all but a client of OneRoster.

    Raises:
        InvalidInputError: Says which client to pass.
    """
    from .._sync.oneroster import OneRosterClient

    if not isinstance(client, OneRosterClient):
        _refuse(client, "OneRosterClient", has_it="oneroster")


def check_unified(client: object) -> None:
    """Refuse all but a client of all services.

    Raises:
        InvalidInputError: Says which client to pass.
    """
    from .._sync.client import TimebackClient

    if not isinstance(client, TimebackClient):
        _refuse(client, "TimebackClient")


def _refuse(client: object, wanted: str, *, has_it: str | None = None) -> None:
    given = client.__name__ if isinstance(client, type) else type(client).__name__
    message = f"must be a {wanted}, not {'the class ' if isinstance(client, type) else ''}{given}"
    if given.startswith("Async"):
        message += "; in an async program, run this in a thread with asyncio.to_thread()"
    elif has_it is not None and hasattr(client, has_it):
        message += f"; pass its .{has_it}"
    raise InvalidInputError.of("client", message)
