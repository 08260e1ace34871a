"""The commands of a service, made of its client's operations."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Container, Mapping
from typing import Any

from cyclopts import App, Group

from .._json_types import is_list
from .operations import Operation, Place, operations
from .parameters import as_command
from .session import Session

__all__ = ["add_service"]

_ENTITIES = Group("Of one entity, by its id", sort_key=1)


def add_service(app: App, service: str, client: type, session: Session, words: Container[str] | None) -> None:
    """Add a client's operations as sub-commands.

    Args:
        app: Where to add them.
        service: The client's name on the unified client.
        client: The client's class.
        session: Calls a function with the client, and prints what it gives.
        words: The words of the command line; a resource that is not among them gets no commands of its own, and
            one whose verb is among them no others, since hundreds take a fifth of a second to make. None makes all.
    """
    groups: dict[tuple[str, ...], App] = {(): app}
    found = list(operations(client, words))
    streams = {each.place.steps: each for each in found if each.name == "stream"}
    # A verb that was typed will do: the bodies of the others need not be read.
    typed = {each.words for each in found if words is not None and each.words[-1] in words}
    places = {each[:-1] for each in typed}
    for operation in found:
        place = operation.place
        if words is not None and place.words and place.words[0] not in words:
            _group(groups, place, 1)
            continue
        group = _group(groups, place, len(place.words))
        if place.words not in places or operation.words in typed:
            whole = streams.get(place.steps) if operation.name == "list" else None
            group.command(_command(service, operation, session, whole), name=operation.words[-1])


def _group(groups: dict[tuple[str, ...], App], place: Place, depth: int) -> App:
    """The command that leads to a place, or `depth` words of the way; those above it are made if need be."""
    words = place.words[:depth]
    if words not in groups:
        groups[words] = App(name=words[-1], help=_terse(place.summaries[depth - 1]))
        if depth == 1 and place.is_of_entity:
            groups[words].group = _ENTITIES
        _group(groups, place, depth - 1).command(groups[words])
    return groups[words]


def _command(
    service: str, operation: Operation, session: Session, whole: Operation | None
) -> Callable[..., None]:
    """The command of an operation; of a list with `--all`, which goes through the stream of the whole list."""
    place = operation.place

    def call(ids: list[str], arguments: dict[str, Any], everything: bool) -> None:
        if operation.effect == "deletes":
            session.guard.deletes = _count(arguments)
        called = whole if everything and whole is not None else operation
        if called is whole:
            taken = {each.name for each in called.parameters}
            arguments = {name: value for name, value in arguments.items() if name in taken}
        session.run(service, lambda client: called.call(place.reach(client, ids), arguments))

    command = as_command(
        operation.method, operation.parameters, call, place.ids, place.types, has_all=whole is not None
    )
    command.__doc__ = _terse(inspect.getdoc(operation.method) or "")
    return command


def _count(arguments: Mapping[str, Any]) -> int:
    """The number of records that a delete is for: as many as a list of them has, else one."""
    return max([len(each) for each in arguments.values() if is_list(each)], default=1)


def _terse(text: str) -> str:
    """A docstring for the command line: methods are commands there, so they have no brackets."""
    return re.sub(r"(?<=\w)\(\)", "", text)
