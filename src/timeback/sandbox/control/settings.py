"""The clock, the faults, the address of a sandbox, and its first state."""

from __future__ import annotations

import msgspec

from .. import instants
from ..messages import Request, Response, json_response, no_content
from .sandbox import Controlled

__all__ = [
    "about",
    "add_fault",
    "change_clock",
    "clear_faults",
    "list_faults",
    "remove_fault",
    "reset",
    "show_clock",
]


def about(sandbox: Controlled, request: Request) -> Response:
    """Answer how to connect."""
    return json_response(200, sandbox.about())


def reset(sandbox: Controlled, request: Request) -> Response:
    """Go back to the first state."""
    sandbox.reset()
    return no_content()


def list_faults(sandbox: Controlled, request: Request) -> Response:
    """Answer the faults that are waiting."""
    return json_response(200, {"faults": sandbox.faults.waiting()})


def add_fault(sandbox: Controlled, request: Request) -> Response:
    """Let something go wrong."""
    try:
        settings = msgspec.json.decode(request.body, type=dict[str, object])
        fault = sandbox.faults.add(**settings)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        return json_response(422, {"error": str(error)})
    return json_response(201, fault)


def remove_fault(sandbox: Controlled, request: Request, fault_id: str) -> Response:
    """Forget one fault."""
    if not sandbox.faults.remove(fault_id):
        return json_response(404, {"error": "there is no such fault; it may be used up"})
    return no_content()


def clear_faults(sandbox: Controlled, request: Request) -> Response:
    """Remove every fault."""
    sandbox.faults.clear()
    return no_content()


class _ClockChange(msgspec.Struct, forbid_unknown_fields=True):
    """Changes of the clock, in the order in which they are made: an instant, seconds, whether to stand still."""

    set: str | None = None
    advance: float | None = None
    freeze: bool | None = None


def show_clock(sandbox: Controlled, request: Request) -> Response:
    """Answer the time, and whether it stands still."""
    clock = sandbox.clock
    return json_response(200, {"time": instants.from_epoch(clock.now()), "frozen": clock.frozen})


def change_clock(sandbox: Controlled, request: Request) -> Response:
    """Set, advance, freeze or run the clock."""
    clock = sandbox.clock
    try:
        change = msgspec.json.decode(request.body, type=_ClockChange)
        if change.set is not None:
            clock.set(change.set)
        if change.advance is not None:
            clock.advance(change.advance)
    except (msgspec.MsgspecError, ValueError) as error:
        return json_response(422, {"error": str(error)})
    if change.freeze is not None:
        (clock.freeze if change.freeze else clock.run)()
    return show_clock(sandbox, request)
