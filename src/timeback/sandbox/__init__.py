"""A local Timeback to develop and test against: no account, no network.

`Sandbox` serves it over HTTP from a background thread; `embedded.embedded()` is the one inside this
process that `env="sandbox"` uses; `timeback sandbox` is the command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._facade import attach

if TYPE_CHECKING:
    from .clock import SandboxClock
    from .core import SandboxCore
    from .faults import Fault, Faults
    from .messages import Request, Response
    from .received import ReceivedRequest, ReceivedRequests
    from .recordings import recording
    from .server import Sandbox
    from .transports import AsyncSandboxTransport, SandboxTransport

__all__ = [
    "AsyncSandboxTransport",
    "Fault",
    "Faults",
    "ReceivedRequest",
    "ReceivedRequests",
    "Request",
    "Response",
    "Sandbox",
    "SandboxClock",
    "SandboxCore",
    "SandboxTransport",
    "recording",
]

if not TYPE_CHECKING:  # a misspelled name is to be an error of the type checker
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".clock": ("SandboxClock",),
            ".core": ("SandboxCore",),
            ".faults": ("Fault", "Faults"),
            ".messages": ("Request", "Response"),
            ".received": ("ReceivedRequest", "ReceivedRequests"),
            ".recordings": ("recording",),
            ".server": ("Sandbox",),
            ".transports": ("AsyncSandboxTransport", "SandboxTransport"),
        },
    )
