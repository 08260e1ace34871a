"""The commands of a service, made of its client's operations."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cyclopts import App, Group

from .operations import Operation, Place, operations
from .parameters import as_command

__all__ = ["add_service"]

Run = Callable[[str, Callable[[Any], Any]], None]

_ENTITIES = Group("Of one entity, by its id", sort_key=1)


def add_service(app: App, service: str, client: type, run: Run) -> None:
    """Add a client's operations as sub-commands.

    Args:
        app: Where to add them.
        service: The client's name on the unified client.
        client: The client's class.
        run: Calls a function with the client, and prints what it gives.
    """
    groups: dict[tuple[str, ...], App] = {(): app}
    for operation in operations(client):
        group = _group(groups, operation.place)
        group.command(_command(service, operation, run), name=operation.words[-1])


def _group(groups: dict[tuple[str, ...], App], place: Place) -> App:
    """The command that leads to a place; those above it are made if need be."""
    for depth, summary in enumerate(place.summaries, 1):
        words = place.words[:depth]
        if words not in groups:
            group = App(name=words[-1], help=_terse(summary))
            if place.ids and depth == 1:
                group.group = _ENTITIES
            groups[words[:-1]].command(group)
            groups[words] = group
    return groups[place.words]


def _command(service: str, operation: Operation, run: Run) -> Callable[..., None]:
    place = operation.place

    def call(ids: list[str], arguments: dict[str, Any]) -> None:
        run(service, lambda client: getattr(place.reach(client, ids), operation.name)(**arguments))

    command = as_command(operation.method, call, place.ids, place.types)
    command.__doc__ = _terse(operation.method.__doc__ or "")
    return command


def _terse(text: str) -> str:
    """A docstring for the command line: methods are commands there, so they have no brackets."""
    return re.sub(r"(?<=\w)\(\)", "", text)
