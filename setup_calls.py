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
from typing import Any, NamedTuple

TAB = re.compile(r'^(=== "(?:Sync|Async)"\n\n)((?:    .*\n|\n)+)', re.MULTILINE)
ENTRY = re.compile(r"^ *::: ([\w.]+)", re.MULTILINE)


class Place(NamedTuple):
    """The entry of a class: its page, and the anchor in it."""

    page: str
    anchor: str

    def seen_from(self, page: str, call: str = "") -> str:
        """A link to the entry, or to that of a call."""
        file = "" if page == self.page else os.path.relpath(self.page, PurePosixPath(page).parent)
        return f"{file}#{self.anchor}{call and f'.{call}'}"


def with_calls(pages: dict[str, str]) -> dict[str, str]:
    """The pages, with a table in each tab."""
    places = {
        found: Place(page, path)
        for page, text in pages.items()
        for path in ENTRY.findall(text)
        if isinstance(found := named(path), type)
    }
    reached = {cls: way for client in places if hasattr(client, "_service") for cls, way in ways(client)}
    return {page: with_tables(text, page, places, reached) for page, text in pages.items()}


def with_tables(text: str, page: str, places: dict[type, Place], reached: dict[type, str]) -> str:
    """A page with a table in each tab."""
    return TAB.sub(lambda tab: f"{tab[1]}{table(tab[2], page, places, reached)}{tab[2]}", text)


def table(entries: str, page: str, places: dict[type, Place], reached: dict[type, str]) -> str:
    """The table over the classes of a tab."""
    rows = [row for path in ENTRY.findall(entries) if (row := row_of(named(path), page, places, reached))]
    return "".join(f"    {line}\n" for line in ("| | calls |", "|---|---|", *rows)) + "\n" if rows else ""


def row_of(cls: type, page: str, places: dict[type, Place], reached: dict[type, str]) -> str:
    """A class and all of its calls, or nothing for one that has none."""
    calls = " ".join(
        f"[`{name}`]({places[owner].seen_from(page, name)})" if owner in places else f"`{name}`"
        for name, owner in calls_of(cls)
    )
    way = f"<br>`{reached[cls]}`" if cls in reached else ""
    records = "".join(
        f"<br>{verb} [`{model.__name__}`]({places[model].seen_from(page)})" for verb, model in models_of(cls)
    )
    name = f"[`{cls.__name__}`]({places[cls].seen_from(page)})"
    return f"| {name}{way} | {calls}{records} |" if calls else ""


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
