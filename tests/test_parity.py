"""Both worlds offer the same: every public class, method and parameter."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from typing import Any

import pytest

import timeback._async
from timeback import AsyncOneRosterClient, AsyncTimebackManager, OneRosterClient
from timeback._async.apps.activities import AsyncActivities

RENAMED = {"aclose": "close", "__aenter__": "__enter__", "__aexit__": "__exit__", "__aiter__": "__iter__"}
MODULES = [each.name for each in pkgutil.walk_packages(timeback._async.__path__, "timeback._async.")]

LEFT_OVER = re.compile(r"\b(await|async|aclose)\b|\b_?Async[A-Z]|__a(enter|exit|iter|next)__")


def public_classes() -> list[tuple[type, type]]:
    pairs: list[tuple[type, type]] = []
    for name in MODULES:
        module = importlib.import_module(name)
        twin = importlib.import_module(name.replace("._async", "._sync"))
        own = (each for each in vars(module).values() if getattr(each, "__module__", None) == name)
        kinds = [each for each in own if isinstance(each, type) and each.__name__.startswith("Async")]
        pairs += [(each, getattr(twin, each.__name__.removeprefix("Async"))) for each in kinds]
    return pairs


def declared(kind: type) -> dict[str, Any]:
    """What a class and those of ours that it comes from declare; some of it is written into it at first use."""
    found: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.partition(".")[0] == "timeback":
            found |= vars(each)
    return found


def members(kind: type) -> dict[str, Any]:
    return {
        name: value for name, value in declared(kind).items() if not name.startswith("_") or name in RENAMED
    }


def parameters(function: Any) -> list[tuple[str, Any, Any]]:
    listed = inspect.signature(function).parameters.values()
    return [(each.name, each.kind, str(each.default)) for each in listed]


@pytest.mark.parametrize("pair", public_classes(), ids=lambda pair: pair[0].__name__)
def test_b18_every_class_has_its_twin(pair: tuple[type, type]) -> None:
    ours, twin = pair
    theirs = {*members(twin), *(name for name in declared(twin) if name in RENAMED.values())}
    assert {RENAMED.get(name, name) for name in members(ours)} == theirs
    for name, value in members(ours).items():
        other = declared(twin)[RENAMED.get(name, name)]
        if inspect.isfunction(value):
            assert parameters(value) == parameters(other), name
            assert not inspect.iscoroutinefunction(other)
            assert not inspect.isasyncgenfunction(other)
    for name, value in [("class", twin), *vars(twin).items()]:
        documentation = getattr(value, "__doc__", None) or ""
        assert not LEFT_OVER.search(documentation), name


def resources(client: Any) -> dict[str, str]:
    """Every property that leads on from a client and its scoped accessors, with its class."""
    found: dict[str, str] = {}
    waiting: list[tuple[str, Any]] = [("client", client)]
    while waiting:
        path, place = waiting.pop()
        found[path] = type(place).__name__.removeprefix("Async")
        if callable(place):
            waiting.append((f"{path}()", place("x-1")))
        names = [name for name, each in inspect.getmembers(type(place)) if isinstance(each, property)]
        waiting += [(f"{path}.{name}", getattr(place, name)) for name in names if not name.startswith("_")]
    return found


def test_b18_both_clients_lead_to_the_same_resources() -> None:
    one, other = OneRosterClient(env="sandbox"), AsyncOneRosterClient(env="sandbox")
    assert resources(one) == resources(other)
    assert {"client.users", "client.schools().classes", "client.terms().grading_periods"} <= set(
        resources(one)
    )


SENDS = "list first list_all get exists create update patch upsert delete modify request aclose collect"
WAITS = {*SENDS.split()}


# A manager looks its clients up by name, and sends nothing for it.
SENDING = [pair for pair in public_classes() if not issubclass(pair[0], AsyncTimebackManager)]


@pytest.mark.parametrize("pair", SENDING, ids=lambda pair: pair[0].__name__)
def test_b18_what_sends_is_awaited_in_the_async_world(pair: tuple[type, type]) -> None:
    for name, value in members(pair[0]).items():
        if name in WAITS:
            assert inspect.iscoroutinefunction(value), name
        # An activity is recorded on the platform; elsewhere `record()` only listens.
        if name in ("stream", "with_options") or (name == "record" and pair[0] is not AsyncActivities):
            assert inspect.isfunction(value) and not inspect.iscoroutinefunction(value), name


def test_b18_the_sync_client_is_a_context_manager() -> None:
    with OneRosterClient(env="sandbox") as client:
        assert client.users.list(limit=1).total
    assert not hasattr(OneRosterClient, "__aenter__")
    assert not hasattr(AsyncOneRosterClient, "__enter__")
