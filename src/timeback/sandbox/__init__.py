"""A local Timeback to develop and test against: no account, no network.

`Sandbox` serves it over HTTP from a background thread; `embedded.embedded()` is the one inside this
process that `env="sandbox"` uses; `timeback sandbox` is the command.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeback.sandbox.control import ReceivedRequest
    from timeback.sandbox.core import SandboxCore
    from timeback.sandbox.faults import Fault, Faults
    from timeback.sandbox.messages import Request, Response
    from timeback.sandbox.server import Sandbox
    from timeback.sandbox.transports import AsyncSandboxTransport, SandboxTransport

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
    "ReceivedRequest": "control",
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
