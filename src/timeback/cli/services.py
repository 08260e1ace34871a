"""The commands of a service, read off its client: one a method, grouped by resource."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_type_hints

from cyclopts import App

from .parameters import as_command

__all__ = ["add_service"]

Run = Callable[[str, Callable[[Any], Any]], None]

# What every client has, and no service.
_COMMON = frozenset({"with_options", "record", "request", "close", "check_auth", "over"})
_DEPTH = 4


def add_service(app: App, service: str, client: type, run: Run) -> None:
    """Add the resources of a client as sub-commands.

    Args:
        app: Where to add them.
        service: The client's name on the unified client.
        client: The client's class.
        run: Calls a function with the client, and prints what it gives.
    """
    for name, kind in _resources(client):
        _add_resource(app, service, name, kind, (name,), (), run)


def _resources(owner: type) -> Iterator[tuple[str, type]]:
    """The properties of a class that are resources, with their types."""
    for name in dir(owner):
        found = inspect.getattr_static(owner, name)
        if name.startswith("_") or not isinstance(found, property) or found.fget is None:
            continue
        kind = _returned(found.fget)
        if isinstance(kind, type) and kind.__module__.startswith("timeback."):
            yield name, kind


def _returned(function: Callable[..., Any]) -> Any:
    try:
        hint = get_type_hints(function).get("return")
    except NameError:
        return None
    return getattr(hint, "__origin__", hint)


def _add_resource(
    app: App,
    service: str,
    name: str,
    kind: type,
    path: tuple[str, ...],
    ids: tuple[str, ...],
    run: Run,
) -> None:
    group = App(name=name.rstrip("_").replace("_", "-"), help=_first_line(kind))
    for verb, method in _verbs(kind):
        call = _caller(service, path, len(ids), verb, run)
        group.command(as_command(method, call, ids), name=verb.replace("_", "-"))
    for inner, inner_kind in _resources(kind):
        _add_resource(group, service, inner, inner_kind, (*path, inner), ids, run)
    called = inspect.getattr_static(kind, "__call__", None)
    scope = _returned(called) if inspect.isfunction(called) else None
    if isinstance(scope, type) and len(ids) < _DEPTH:
        _add_scope(group, service, scope, path, (*ids, f"{name.rstrip('_').removesuffix('s')}_id"), run)
    app.command(group)


def _add_scope(
    group: App, service: str, scope: type, path: tuple[str, ...], ids: tuple[str, ...], run: Run
) -> None:
    """What lies below one entity: its collections, and verbs of its own, both after its id."""
    called = (*path, "()")
    taken = set(group.resolved_commands())
    for verb, method in _verbs(scope):
        leads_on = _returned(method)
        name = verb.rstrip("_").replace("_", "-")
        if (
            isinstance(leads_on, type)
            and leads_on.__module__.startswith("timeback._sync")
            and _is_scope(leads_on)
        ):
            inner = App(name=name, help=_first_line(leads_on))
            _add_scope(inner, service, leads_on, (*called, verb), (*ids, f"{verb.rstrip('_')}_id"), run)
            group.command(inner)
        elif name not in taken:
            group.command(as_command(method, _caller(service, called, len(ids), verb, run), ids), name=name)
    for inner_name, kind in _resources(scope):
        if inner_name.replace("_", "-") not in taken:
            _add_resource(group, service, inner_name, kind, (*called, inner_name), ids, run)


def _is_scope(kind: type) -> bool:
    return any(True for _ in _resources(kind))


def _verbs(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in dir(kind):
        method = inspect.getattr_static(kind, name)
        if not name.startswith("_") and name not in _COMMON and inspect.isfunction(method) and method.__doc__:
            yield name, method


def _caller(service: str, path: Sequence[str], count: int, verb: str, run: Run) -> Callable[..., None]:
    """Walk from the client to the resource, taking an id wherever the path has a call, and use the verb."""

    def call(ids: Sequence[str], arguments: dict[str, Any]) -> None:
        def use(client: Any) -> Any:
            left = list(ids)
            target = client
            for step in path:
                target = target(left.pop(0)) if step == "()" else getattr(target, step)
                # A method of a scope that leads on to another takes its id at once.
                if inspect.ismethod(target):
                    target = target(left.pop(0))
            return getattr(target, verb)(*left, **arguments)

        run(service, use)

    return call


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").partition("\n")[0]
