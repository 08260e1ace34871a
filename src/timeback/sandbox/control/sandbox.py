"""A sandbox, as far as its control endpoints reach into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from ..clock import SandboxClock
from ..faults import Faults
from ..received import RequestLog
from ..snapshots import Snapshots
from ..store import Store

__all__ = ["Controlled", "DeliveryLog"]


class DeliveryLog(Protocol):
    """Deliveries of events to webhooks."""

    def report(self) -> list[dict[str, Any]]:
        """The last deliveries with their attempts, oldest first."""
        ...

    def repeat(self, delivery_id: str) -> bool:
        """Deliver once more what was delivered, or was to be; whether there is such a delivery."""
        ...


class Controlled(Protocol):
    """A sandbox."""

    @property
    def control_token(self) -> str:
        """Bearer token of every request."""
        ...

    @property
    def hosts(self) -> Collection[str]:
        """The host names that are its own."""
        ...

    @property
    def clock(self) -> SandboxClock:
        """The clock by which it dates its records."""
        ...

    @property
    def faults(self) -> Faults:
        """The faults that are waiting."""
        ...

    @property
    def log(self) -> RequestLog:
        """The requests received since the last reset."""
        ...

    @property
    def store(self) -> Store:
        """Its records."""
        ...

    @property
    def snapshots(self) -> Snapshots:
        """The states that are kept."""
        ...

    @property
    def deliveries(self) -> DeliveryLog:
        """Deliveries to webhooks."""
        ...

    @property
    def tables_of(self) -> Mapping[str, Sequence[str]]:
        """The names of the tables by the service that keeps them."""
        ...

    def about(self) -> dict[str, Any]:
        """Its address, its credentials, and what it was made with."""
        ...

    def reset(self) -> None:
        """Go back to the first state."""
        ...

    def state(self) -> bytes:
        """The whole state."""
        ...

    def load_state(self, image: bytes) -> None:
        """Take another state in the place of this one."""
        ...
