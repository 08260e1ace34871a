"""The findings of `check_auth()`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from ._facade import of_root

__all__ = ["AuthCheck", "AuthReport"]


@of_root
class AuthCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The result of asking one service: it accepts this client's token, or the reason why not.

    Attributes:
        ok: The service answered, and did not refuse the token.
        latency: Seconds that it took, including fetching a token.
        status: The HTTP status of the answer; None if there was none.
        error: What is wrong; None if nothing is.
    """

    ok: bool
    latency: float
    status: int | None = None
    error: str | None = None

    def __bool__(self) -> bool:
        return self.ok


@of_root
class AuthReport(msgspec.Struct, frozen=True, kw_only=True):
    """The results of asking each service of a unified client.

    Attributes:
        latency: Seconds that it took in all; the services are asked at the same time.
        services: The outcome for each service that is set up.
    """

    latency: float
    services: Mapping[str, AuthCheck] = msgspec.field(default_factory=lambda: MappingProxyType({}))

    @property
    def ok(self) -> bool:
        """Whether there is a service, and every service accepted the token."""
        return bool(self.services) and all(check.ok for check in self.services.values())

    @property
    def errors(self) -> dict[str, str]:
        """The errors, by service."""
        return {name: check.error for name, check in self.services.items() if check.error is not None}

    def __bool__(self) -> bool:
        return self.ok
