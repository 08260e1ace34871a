"""The services of the sandbox, and what one has to bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.messages import Response
from timeback.sandbox.refusals import ApiError, ims_error
from timeback.sandbox.router import Router
from timeback.sandbox.signals import Signal
from timeback.sandbox.store import Table

if TYPE_CHECKING:
    from timeback.sandbox.core import SandboxCore
    from timeback.sandbox.seed.records import Records

__all__ = ["Service", "TokenEndpoint", "all_services"]


@dataclass(frozen=True)
class TokenEndpoint:
    """A service's own place for tokens.

    Attributes:
        path: Where they are fetched.
        header: The header that carries them.
        answer: Answers a request for one; given the call, and what makes a token.
    """

    path: str
    header: str
    answer: Callable[[RequestContext, Callable[[], str]], Response]


@dataclass(frozen=True)
class Service:
    """One service of the platform.

    Attributes:
        name: Its name.
        prefixes: The beginnings of its paths; they decide the shape of errors on unknown paths.
        tables: Where it keeps its records.
        register: Adds its routes.
        error_body: Writes a refusal in its own shape.
        desk: How its calls are authorised, where that is not with a token of the platform's token endpoint.
        observe: Told what happened in the sandbox, after it is committed; it must not take long.
        rest: Told when the sandbox is reset or closed: what is under way for it in the background has to end.
        seed: Makes its records of a new district out of a seed and the records made before it.
    """

    name: str
    prefixes: Sequence[str]
    tables: Sequence[Table]
    register: Callable[[Router], None]
    error_body: Callable[[ApiError], Any] = ims_error
    desk: TokenEndpoint | None = None
    observe: Callable[[SandboxCore, Sequence[Signal]], None] | None = None
    rest: Callable[[SandboxCore], None] | None = None
    seed: Callable[[int, Records], Records] | None = None


def all_services() -> Sequence[Service]:
    """Every service, in the order in which their tables are made."""
    from timeback.sandbox.caliper import SERVICE as CALIPER
    from timeback.sandbox.case import SERVICE as CASE
    from timeback.sandbox.clr import SERVICE as CLR
    from timeback.sandbox.edubridge import SERVICE as EDUBRIDGE
    from timeback.sandbox.masterytrack import SERVICE as MASTERYTRACK
    from timeback.sandbox.oneroster import SERVICE as ONEROSTER
    from timeback.sandbox.powerpath import SERVICE as POWERPATH
    from timeback.sandbox.qti import SERVICE as QTI
    from timeback.sandbox.webhooks import SERVICE as WEBHOOKS

    return (ONEROSTER, EDUBRIDGE, CALIPER, QTI, POWERPATH, CASE, CLR, MASTERYTRACK, WEBHOOKS)
