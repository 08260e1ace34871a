"""Both worlds offer the same: every public class, method and parameter."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any

import pytest

import timeback._async
from timeback import AsyncOneRosterClient, OneRosterClient

RENAMED = {"aclose": "close", "__aenter__": "__enter__", "__aexit__": "__exit__", "__aiter__": "__iter__"}
MODULES = [each.name for each in pkgutil.walk_packages(timeback._async.__path__, "timeback._async.")]


def public_classes() -> list[tuple[type, type]]:
    pairs: list[tuple[type, type]] = []
    for name in MODULES:
        module = importlib.import_module(name)
        twin = importlib.import_module(name.replace("._async", "._sync"))
        own = (each for each in vars(module).values() if getattr(each, "__module__", None) == name)
        kinds = [each for each in own if isinstance(each, type) and each.__name__.startswith("Async")]
        pairs += [(each, getattr(twin, each.__name__.removeprefix("Async"))) for each in kinds]
    return pairs


def members(kind: type) -> dict[str, Any]:
    return {name: value for name, value in vars(kind).items() if not name.startswith("_") or name in RENAMED}


def parameters(function: Any) -> list[tuple[str, Any, Any]]:
    listed = inspect.signature(function).parameters.values()
    return [(each.name, each.kind, str(each.default)) for each in listed]


@pytest.mark.parametrize("pair", public_classes(), ids=lambda pair: pair[0].__name__)
def test_b18_every_class_has_its_twin(pair: tuple[type, type]) -> None:
    ours, twin = pair
    theirs = {*members(twin), *(name for name in vars(twin) if name in RENAMED.values())}
    assert {RENAMED.get(name, name) for name in members(ours)} == theirs
    for name, value in members(ours).items():
        other = vars(twin)[RENAMED.get(name, name)]
        if inspect.isfunction(value):
            assert parameters(value) == parameters(other), name
            assert not inspect.iscoroutinefunction(other)
            assert not inspect.isasyncgenfunction(other)
        documentation = (getattr(other, "__doc__", None) or "").split()
        assert not {"await", "async", "aclose()"} & set(documentation), name
        assert not [word for word in documentation if word.strip("`(").startswith("Async")], name


def test_b18_the_sync_client_is_a_context_manager() -> None:
    with OneRosterClient(env="sandbox") as client:
        assert client.users.list(limit=1).total
    assert not hasattr(OneRosterClient, "__aenter__")
    assert not hasattr(AsyncOneRosterClient, "__enter__")
