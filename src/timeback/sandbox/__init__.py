"""A local Timeback to develop and test against: no account, no network.

`Sandbox` serves it over HTTP from a background thread; `embedded.embedded()` is the one inside this
process that `env="sandbox"` uses; `timeback sandbox` is the command.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .core import SandboxCore
    from .faults import Fault, Faults
    from .messages import ReceivedRequest, Request, Response
    from .server import Sandbox
    from .transports import AsyncSandboxTransport, SandboxTransport

__all__ = [
    "AsyncSandboxTransport",
    "Fault",
    "Faults",
    "ReceivedRequest",
    "Request",
    "Response",
    "Sandbox",
    "SandboxCore",
    "SandboxTransport",
]

_HOMES = {
    "AsyncSandboxTransport": "transports",
    "SandboxTransport": "transports",
    "Fault": "faults",
    "Faults": "faults",
    "ReceivedRequest": "messages",
    "Request": "messages",
    "Response": "messages",
    "Sandbox": "server",
    "SandboxCore": "core",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
