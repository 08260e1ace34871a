"""The tables that lead the reference's pages of resources: each class, how it is reached, every call that it takes.

A class's entry shows its own calls only. Here stand the inherited ones too, each with a link to its entry.
"""

from __future__ import annotations

import importlib
import os.path
import re
import typing
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, NamedTuple, get_args

from setup_fields import ASKED

TAB = re.compile(r'^(=== "(?:Sync|Async)"\n\n)((?:    .*\n|\n)+)', re.MULTILINE)
ENTRY = re.compile(r"^ *::: ([\w.]+)", re.MULTILINE)
# Of OneRoster's entities: which type of theirs a verb takes.
VERBS = {"create": 1, "upsert": 1, "update": 2, "modify": 2}


class Place(NamedTuple):
    """The entry of a class: its page, and the anchor in it."""

    page: str
    anchor: str

    def seen_from(self, page: str, call: str = "") -> str:
        """A link to the entry, or to that of a call."""
        file = "" if page == self.page else os.path.relpath(self.page, PurePosixPath(page).parent)
        return f"{file}#{self.anchor}{call and f'.{call}'}"


def placed(pages: dict[str, str]) -> dict[type, Place]:
    """The classes that have entries on these pages; of several under other names the one under its own."""
    found: dict[type, Place] = {}
    for page, text in pages.items():
        for path in ENTRY.findall(text):
            cls = named(path)
            if isinstance(cls, type) and (cls not in found or path == f"{cls.__module__}.{cls.__qualname__}"):
                found[cls] = Place(page, path)
    return found


def reached_by(places: dict[type, Place]) -> dict[type, str]:
    """The expression that leads to each class of calls."""
    return {cls: way for client in places if hasattr(client, "_service") for cls, way in ways(client)}


class Tables:
    """The tables of all pages, with links to the entries of calls, records and bodies."""

    def __init__(
        self, places: dict[type, Place], reached: dict[type, str], bodies: dict[tuple[str, str], Place]
    ) -> None:
        self._places, self._reached, self._bodies = places, reached, bodies

    def within(self, text: str, page: str) -> str:
        """A page with a table in each tab."""
        return TAB.sub(lambda tab: f"{tab[1]}{self._table(tab[2], page)}{tab[2]}", text)

    def _table(self, entries: str, page: str) -> str:
        """The table over the classes of a tab."""
        rows = [row for path in ENTRY.findall(entries) if (row := self._row(named(path), page))]
        return "".join(f"    {line}\n" for line in ("| | calls |", "|---|---|", *rows)) + "\n" if rows else ""

    def _row(self, cls: type, page: str) -> str:
        """A class and all of its calls, or nothing for one that has none."""
        calls = " ".join(
            f"[`{name}`]({self._places[owner].seen_from(page, name)})"
            if owner in self._places
            else f"`{name}`"
            for name, owner in calls_of(cls)
        )
        way = f"<br>`{self._reached[cls]}`" if cls in self._reached else ""
        name = f"[`{cls.__name__}`]({self._places[cls].seen_from(page)})"
        return (
            f"| {name}{way} | {calls}{self._records(cls, page)}{self._fields(cls, page)} |" if calls else ""
        )

    def _records(self, cls: type, page: str) -> str:
        return "".join(
            f"<br>{verb} [`{model.__name__}`]({self._places[model].seen_from(page)})"
            for verb, model in models_of(cls)
        )

    def _fields(self, cls: type, page: str) -> str:
        """The bodies that calls of a class take as keywords."""
        verbs: dict[str, list[str]] = {}
        for call, body in bodies_of(cls):
            verbs.setdefault(body, []).append(f"`{call}`")
        service = page.partition("/")[0]
        return "".join(
            f"<br>keywords of {' '.join(calls)}: [`{body}`]({self._bodies[service, body].seen_from(page)})"
            for body, calls in verbs.items()
            if (service, body) in self._bodies
        )


def bodies_of(cls: type) -> Iterator[tuple[str, str]]:
    """The calls that take a body as keywords, and the name of its typed dict."""
    types = getattr(cls, "_types", ()) or get_args(next(iter(getattr(cls, "__orig_bases__", ())), None))
    for name, owner in calls_of(cls):
        hints = " ".join(map(str, getattr(vars(owner)[name], "__annotations__", {}).values()))
        if found := ASKED.search(hints):
            yield name, f"{found[1]}Fields"
        elif len(types) > VERBS.get(name, len(types)) and isinstance(types[VERBS[name]], type):
            yield name, f"{types[VERBS[name]].__name__.removesuffix('Input')}Fields"


def calls_of(cls: type) -> Iterator[tuple[str, type]]:
    """The names of methods and properties, each with the class that defines it; a class's own come first."""
    seen: set[str] = set()
    for owner in cls.__mro__[:-1]:
        for name, member in vars(owner).items():
            if not name.startswith("_") and name not in seen and is_call(member):
                yield name, owner
            seen.add(name)


def is_call(member: object) -> bool:
    return callable(member) or isinstance(member, property | cached_property | classmethod | staticmethod)


def models_of(cls: Any) -> Iterator[tuple[str, type]]:
    """What a resource of OneRoster reads, and what is written to it."""
    read, *written = getattr(cls, "_types", (None,))
    if read is not None:
        yield "reads", read
    if hasattr(cls, "create"):
        verbs = ("creates from", "updates from") if len(set(written[:2])) == 2 else ("writes",)
        yield from zip(verbs, written, strict=False)


def ways(client: type) -> Iterator[tuple[type, str]]:
    """The classes that a client leads to, each with the shortest expression: `client.users(user_id)`."""
    seen, queue = {client}, [(client, "client")]
    for cls, way in queue:
        for name, function in steps(cls):
            hints = typing.get_type_hints(function)
            found = hints.pop("return", None)
            if isinstance(found, type) and found.__module__.startswith("timeback._") and found not in seen:
                step = f"{way}({', '.join(hints)})" if name == "__call__" else f"{way}.{name}"
                seen.add(found)
                queue.append((found, step))
                yield found, step


def steps(cls: type) -> Iterator[tuple[str, Any]]:
    """The functions behind the properties of a class, and its `__call__`."""
    for owner in cls.__mro__[:-1]:
        for name, member in vars(owner).items():
            match member:
                case property(fget=function) | cached_property(func=function) if not name.startswith("_"):
                    yield name, function
                case function if name == "__call__":
                    yield name, function
                case _:
                    continue


def named(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)
