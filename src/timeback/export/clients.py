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
        _refuse(client, "OneRosterClient", attribute="oneroster")


def check_unified(client: object) -> None:
    """Refuse all but a client of all services.

    Raises:
        InvalidInputError: Says which client to pass.
    """
    from .._sync.client import TimebackClient

    if not isinstance(client, TimebackClient):
        _refuse(client, "TimebackClient")


def _refuse(client: object, wanted: str, *, attribute: str | None = None) -> None:
    given = client.__name__ if isinstance(client, type) else type(client).__name__
    message = f"must be a {wanted}, not {'the class ' if isinstance(client, type) else ''}{given}"
    if given.startswith("Async"):
        message += "; in an async program, run this in a thread with asyncio.to_thread()"
    elif attribute is not None and hasattr(client, attribute):
        message += f"; pass its .{attribute}"
    raise InvalidInputError.of("client", message)
