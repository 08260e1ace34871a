"""Every operation of every client is a command: the clients are walked as objects, and each method is called."""

from __future__ import annotations

import functools
import importlib
import inspect
import operator
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, get_args, get_origin

import httpx
import pytest
from cyclopts import App

from timeback._config.platforms import SERVICES
from timeback._sync.resource import APIResource
from timeback._sync.service import ServiceClient
from timeback.cli.app import command_line
from timeback.cli.parameters import _annotation, _parts
from timeback.cli.session import Session

ID = "x@example.org"  # an id, and also the address that a scope may ask for


class Refusal(httpx.BaseTransport):
    """Whoever sends something is no scope."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")


class Found(NamedTuple):
    """A method, the words that lead to it, and the same in Python: `classes`, `("x",)` for a call, `students`."""

    words: tuple[str, ...]
    chain: tuple[Any, ...]
    method: Callable[..., Any]


def walk(thing: Any, words: tuple[str, ...] = (), chain: tuple[Any, ...] = ()) -> Iterator[Found]:
    """The operations below an object, found by using it."""
    common = dir(ServiceClient) if isinstance(thing, ServiceClient) else ()
    for name in dir(thing):
        word = name.rstrip("_").replace("_", "-")
        if name == "__call__":
            yield from walk(thing(ID), (*words[:-1], singular(words[-1])), (*chain, (ID,)))
        elif name.startswith("_") or name in common:
            continue
        elif isinstance(inspect.getattr_static(thing, name), property):
            yield from walk(getattr(thing, name), (*words, word), (*chain, name))
        else:
            method = getattr(thing, name)
            scope = scope_of(method)
            if isinstance(scope, APIResource):
                yield from walk(scope, (*words, word), (*chain, name, (ID,)))
            elif name != "create_many" and inspect.signature(method).return_annotation != "Self":
                yield Found((*words, word), (*chain, name), method)


def singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith("sses") else word[:-1]


def scope_of(method: Callable[..., Any]) -> Any:
    """What a method with one id gives without sending anything."""
    needed = [each for each in inspect.signature(method).parameters.values() if each.default is each.empty]
    if len(needed) != 1 or needed[0].kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD:
        return None
    try:
        return method(ID)
    except Exception:
        return None


def client_of(service: str) -> Any:
    module = importlib.import_module(f"timeback._sync.{service}")
    kind = getattr(module, module.__all__[0])
    return kind(base_url="https://example.org", auth=None, transport=Refusal(), max_retries=0)


class Recorder:
    """Stands for a client: notes what is read of it, and what is called with what."""

    def __init__(self, chain: tuple[Any, ...] = ()) -> None:
        self.chain = chain

    def __getattr__(self, name: str) -> Recorder:
        return Recorder((*self.chain, name))

    def __call__(self, *args: str, **named: Any) -> Recorder:
        return Recorder((*self.chain, {**dict(enumerate(args)), **named} if named else args))


def required(method: Callable[..., Any]) -> list[inspect.Parameter]:
    parameters = inspect.signature(method).parameters.values()
    return [each for each in parameters if each.default is each.empty and each.kind is not each.VAR_KEYWORD]


def arguments_of(method: Callable[..., Any]) -> list[str]:
    """Words that a command takes for what a method must be given."""
    words: list[str] = []
    for each in required(method):
        text = str(each.annotation)
        choices = [
            choice
            for kind in _parts(_annotation(method, each.name), {})
            if get_origin(kind) is Literal
            for choice in get_args(kind)
        ]
        plain = (
            text in ("str", "Day")
            or "| str" in text
            or text.startswith(("str", "Sequence[str]", "list[str]"))
        )
        value = str(choices[0]) if choices else ID if plain else "1" if text in ("int", "float") else "{}"
        named = each.kind is inspect.Parameter.KEYWORD_ONLY or text.startswith("Sequence[")
        flag = f"--{each.name.rstrip('_').replace('_', '-')}"
        words += [flag] if text == "bool" else [flag, value] if named else [value]
    return words


def commands(app: App, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The commands below another that do something."""
    for name, found in app.resolved_commands().items():
        if not name.startswith("-"):
            if found.default_command is not None:
                yield (*words, name)
            yield from commands(found, (*words, name))


class Words:
    """Every word that may be typed, but the names of the other services: their commands are not made."""

    def __init__(self, service: str) -> None:
        self.service = service

    def __contains__(self, word: object) -> bool:
        return word == self.service or word not in SERVICES


# Commands of no operation.
OWN = {"qti": {("import",)}, "caliper": {("tail",)}, "webhooks": {("listen",), ("trigger",)}}


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_is_a_command(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(service) as client:
        found = list(walk(client))
    used: list[tuple[str, Callable[[Any], Any]]] = []
    session = Session()
    monkeypatch.setattr(session, "run", lambda *call: used.append(call))
    app = command_line(session, Words(service))
    own = OWN.get(service, set())
    assert set(commands(app[service])) - own == {each.words for each in found}
    assert found
    for number, each in enumerate(found):
        ids = [ID for step in each.chain if step == (ID,)]
        given = [*ids, *arguments_of(each.method)]
        if number == 0:
            app.meta([service, *each.words, *given], exit_on_error=False)
        else:  # the way from the first word on is the same, and takes most of the time
            command = functools.reduce(operator.getitem, each.words, app[service])
            command(given, exit_on_error=False, result_action="return_none")
        name, use = used.pop()
        *chain, received = use(Recorder()).chain
        assert (name, tuple(chain)) == (service, each.chain)
        needed = required(each.method)
        by_place = [each for each in needed if each.kind in (each.POSITIONAL_ONLY, each.VAR_POSITIONAL)]
        by_name = {parameter.name for parameter in needed if parameter not in by_place}
        passed = received if isinstance(received, dict) else dict(enumerate(received))
        assert passed.keys() == {*range(len(by_place)), *by_name}
