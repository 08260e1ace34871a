"""The operations of a client, read off its class: every method, and the words that lead to it."""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self, TypeAlias, get_origin

from .._signatures import type_variables
from .._sync.resource import APIResource
from .._sync.service import ServiceClient

__all__ = ["Effect", "Operation", "Place", "client_class", "operations"]

Effect: TypeAlias = Literal["reads", "writes", "deletes"]

# By the first word of their names, which are the clients' own: `get_progress`, `delete_all`.
_READS = frozenset({"check", "exists", "first", "get", "list", "preview", "stream", "validate", "wait"})
_DELETES = frozenset({"delete", "invalidate", "remove", "reset", "unenroll"})
# What these give is a secret, or is made at the server.
_NO_READS = frozenset({"get_token"})

# What takes objects that no terminal can give, such as data frames.
_OF_PROGRAMS = frozenset({"create_many"})


@dataclass(frozen=True, slots=True)
class Place:
    """A property or a scope of a client: where operations are.

    Attributes:
        words: The commands that lead here, such as `("classes", "line-item")`.
        ids: Names of the ids that the scopes on the way take, such as `("class_id", "line_item_id")`.
        summaries: What is below each of the words, in a line.
        steps: From the client to here: names of attributes, or a name and `True` where an id is to be given.
        types: What the type variables of its class stand for.
    """

    words: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    steps: tuple[tuple[str, bool], ...] = ()
    types: Mapping[Any, Any] = field(default_factory=dict[Any, Any])

    @property
    def is_of_entity(self) -> bool:
        """Whether the first of its words leads to one entity, by its id."""
        return ("__call__", True) in self.steps[1:2] or self.steps[0][1]

    def reach(self, client: Any, ids: Sequence[str]) -> Any:
        """The object itself, below `client`."""
        found, left = client, iter(ids)
        for name, takes_id in self.steps:
            found = getattr(found, name)
            found = found(next(left)) if takes_id else found
        return found


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a client, a resource or a scope."""

    place: Place
    name: str
    method: Callable[..., Any]
    id_name: str = ""

    @property
    def effect(self) -> Effect:
        """The effect: to read, to write, or to take away what may not come back."""
        first = self.name.partition("_")[0]
        if first in _DELETES:
            return "deletes"
        return "reads" if first in _READS and self.name not in _NO_READS else "writes"

    @property
    def parameters(self) -> list[inspect.Parameter]:
        """The parameters of the method; an id has the name that its resource has for it."""
        own = list(inspect.signature(self.method).parameters.values())[1:]
        return [
            each.replace(name=self.id_name) if each.name == "id" and self.id_name else each for each in own
        ]

    def call(self, target: Any, arguments: Mapping[str, Any]) -> Any:
        """Call the method of `target` with arguments by the names of `parameters`."""
        placed: list[Any] = []
        named = dict(arguments)
        for each in self.parameters:
            if each.name not in named:
                continue
            if each.kind is each.POSITIONAL_ONLY:
                placed.append(named.pop(each.name))
            elif each.kind is each.VAR_POSITIONAL:
                placed += named.pop(each.name)
        return getattr(target, self.name)(*placed, **named)

    @property
    def words(self) -> tuple[str, ...]:
        """The commands that lead to it, such as `("classes", "line-item", "results", "list")`."""
        return (*self.place.words, _word(self.name))


def client_class(service: str) -> type:
    """The client of a service, by its name on the unified client."""
    module = importlib.import_module(f"timeback._sync.{service}")
    found: type = getattr(module, module.__all__[0])
    return found


def operations(client: type, words: Container[str] | None = None) -> Iterator[Operation]:
    """Every operation of a client's class.

    Properties and methods keep their names as words. An entity has the singular of its collection's:
    `client.classes(id).students.list()` is `class students list ID`.

    Args:
        client: The class.
        words: Below a first word that is not among these one operation will do, which tells that there are some:
            to find all takes a tenth of a second.
    """
    return _operations(client, Place(), words, frozenset(dir(ServiceClient)))


def _operations(
    hint: Any, place: Place, words: Container[str] | None, inherited: frozenset[str] = frozenset()
) -> Iterator[Operation]:
    kind = get_origin(hint) or hint
    place = replace(place, types=type_variables(hint))
    is_unasked = words is not None and bool(place.words) and place.words[0] not in words
    # The entity first, which stands beside its collection.
    for name in sorted(dir(kind), key=lambda name: name != "__call__"):
        is_private = name.startswith("_") and name != "__call__"
        if is_private or name in inherited or name in _OF_PROGRAMS:
            continue
        member = _member(kind, name)
        function = member.fget if isinstance(member, property) else member
        if not inspect.isfunction(function):
            continue
        found = _result(function)
        if found is not None and found is not Self:
            yield from _operations(found, _step(place, name, member), words)
        elif found is None and inspect.isfunction(member) and name != "__call__":
            yield Operation(place, name, member, getattr(kind, "_id_name", ""))
        if is_unasked and name != "__call__":
            return


def _member(kind: type, name: str) -> Any:
    return next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)


def _result(function: Callable[..., Any]) -> Any:
    """The type that a function leads on to, a resource, a scope or its own; None if it gives a result."""
    hint = _evaluated(function.__module__, function.__annotations__.get("return"))
    kind = get_origin(hint) or hint
    return hint if hint is Self or (isinstance(kind, type) and issubclass(kind, APIResource)) else None


@functools.cache
def _evaluated(module: str, annotation: Any) -> Any:
    """An annotation as it is meant in a module; None if its names are for type checkers."""
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(annotation, vars(sys.modules[module]))
    except NameError:
        return None


def _step(place: Place, name: str, member: Any) -> Place:
    """One further from a place, by a property, or by a function that takes an id."""
    takes_id = inspect.isfunction(member)
    ids = list(inspect.signature(member).parameters)[1:] if takes_id else []
    summary = (inspect.getdoc(member) or "").partition("\n")[0]
    # An entity stands beside its collection.
    above = -1 if name == "__call__" else None
    word = _singular(place.words[-1]) if name == "__call__" else _word(name)
    return Place(
        words=(*place.words[:above], word),
        ids=(*place.ids, *ids),
        summaries=(*place.summaries[:above], summary),
        steps=(*place.steps, (name, takes_id)),
    )


def _word(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _singular(word: str) -> str:
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    return f"one-{word}"
