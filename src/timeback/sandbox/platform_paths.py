"""Services at the paths of another platform, and their answers in its forms."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from .._config.platforms import PROFILES, Platform
from .context import RequestContext
from .errors import ApiError
from .links import LINK_MARK
from .messages import Response
from .service import Handler, Route, Service

__all__ = ["moved", "moves_to", "relinking", "reshaped"]

_OF_LISTS = frozenset({"link", "x-total-count"})


def moved(
    service: Service,
    platform: Platform,
    form: Callable[[Handler], Handler],
    error_body: Callable[[ApiError], Any],
) -> Service:
    """A service that is described at BEYOND_AI's paths, at those of another platform.

    Args:
        service: The service.
        platform: The platform.
        form: A handler that answers in the platform's form, made of one that does not.
        error_body: Writes an error as the platform does.
    """
    moves = moves_to(platform, service.name)
    return dataclasses.replace(
        service,
        prefixes=tuple(moves.values()),
        rewrite=functools.partial(_moved, moves, form),
        scopes={_place(path, moves): needs for path, needs in service.scopes.items()},
        error_body=error_body,
        seeded=False,
    )


def moves_to(platform: Platform, service: str) -> Mapping[str, str]:
    """The paths of a service on a platform, by those that it is described at."""
    here, there = PROFILES[Platform.BEYOND_AI].prefixes, PROFILES[platform].prefixes
    ours, theirs = here[service] or {}, there[service] or {}
    return {path: theirs[name] for name, path in ours.items() if name in theirs}


def _moved(moves: Mapping[str, str], form: Callable[[Handler], Handler], route: Route) -> Route:
    handler = relinking(form(route.handler), moves)
    return dataclasses.replace(route, path=_place(route.path, moves), handler=handler)


def relinking(handler: Handler, moves: Mapping[str, str]) -> Handler:
    """A handler in whose answers references lead to the other paths."""

    @functools.wraps(handler)
    def answer(call: RequestContext) -> Response:
        return _relinked(call, handler(call), moves)

    return answer


def _place(path: str, moves: Mapping[str, str]) -> str:
    for old, new in moves.items():
        if path.startswith(old):
            return new + path.removeprefix(old)
    return path


def _relinked(call: RequestContext, response: Response, moves: Mapping[str, str]) -> Response:
    """An answer whose references lead to the other paths; they begin with a mark that no caller can write."""
    body = response.body
    for mark in {LINK_MARK, call.session.link_mark}:
        for old, new in moves.items():
            body = body.replace(f"{mark}{old}".encode(), f"{mark}{new}".encode())
    return response if body is response.body else response.with_body(body)


def reshaped(response: Response, body: Any) -> Response:
    """An answer with another body; what its headers say of a list is not known on other platforms."""
    headers = [pair for pair in response.headers if pair[0] not in _OF_LISTS]
    return dataclasses.replace(response, headers=headers).with_body(msgspec.json.encode(body))
