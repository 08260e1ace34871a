"""The commands of a service, made of its client's operations."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Container
from typing import Any

from cyclopts import App, Group

from .operations import Operation, Place, operations
from .parameters import as_command

__all__ = ["add_service"]

Run = Callable[[str, Callable[[Any], Any]], None]

_ENTITIES = Group("Of one entity, by its id", sort_key=1)


def add_service(app: App, service: str, client: type, run: Run, words: Container[str] | None) -> None:
    """Add a client's operations as sub-commands.

    Args:
        app: Where to add them.
        service: The client's name on the unified client.
        client: The client's class.
        run: Calls a function with the client, and prints what it gives.
        words: The words of the command line; a resource that is not among them gets no commands of its own,
            since hundreds take a fifth of a second to make. None makes all.
    """
    groups: dict[tuple[str, ...], App] = {(): app}
    for operation in operations(client):
        place = operation.place
        if words is None or not place.words or place.words[0] in words:
            group = _group(groups, place, len(place.words))
            group.command(_command(service, operation, run), name=operation.words[-1])
        else:
            _group(groups, place, 1)


def _group(groups: dict[tuple[str, ...], App], place: Place, depth: int) -> App:
    """The command that leads to a place, or `depth` words of the way; those above it are made if need be."""
    words = place.words[:depth]
    if words not in groups:
        groups[words] = App(name=words[-1], help=_terse(place.summaries[depth - 1]))
        if place.ids and depth == 1:
            groups[words].group = _ENTITIES
        _group(groups, place, depth - 1).command(groups[words])
    return groups[words]


def _command(service: str, operation: Operation, run: Run) -> Callable[..., None]:
    place = operation.place

    def call(ids: list[str], arguments: dict[str, Any]) -> None:
        run(service, lambda client: operation.call(place.reach(client, ids), arguments))

    command = as_command(operation.method, operation.parameters, call, place.ids, place.types)
    command.__doc__ = _terse(inspect.getdoc(operation.method) or "")
    return command


def _terse(text: str) -> str:
    """A docstring for the command line: methods are commands there, so they have no brackets."""
    return re.sub(r"(?<=\w)\(\)", "", text)
