"""Reads the API catalogue: one YAML file a service, copied into this folder as it is.

A type expression is `T[]` (list), `map<T>` (object with free keys), `A|B` (either), `T?` (may be null),
a primitive, or a name under `types` or `enums`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Field:
    """A field of a type, under its wire name."""

    owner: str
    name: str
    type: str
    required: bool = False
    has_default: bool = False
    default: Any = None
    min_len: int = 0
    const: Any = None
    notes: str = ""

    @property
    def nullable(self) -> bool:
        return self.type.endswith("?")

    @property
    def where(self) -> str:
        return f"{self.owner}.{self.name}"


@dataclass(frozen=True)
class Operation:
    """A Python method, and what it sends and gets."""

    resource: str
    name: str
    method: str
    prefix: str
    path: str
    query: dict[str, str]
    body_type: str | None
    body_envelope: str | None
    response_type: str | None
    response_envelope: str | None
    status: int
    lists: bool
    paginated: bool
    notes: str = ""

    @property
    def where(self) -> str:
        return f"{self.resource}.{self.name}"

    @property
    def parameters(self) -> list[str]:
        """The ids in the path, in order."""
        return re.findall(r"\{(\w+)\}", self.path)


def _fewest(row: dict[str, Any]) -> int:
    """The least number of entries of a list; the least value of anything else is no length."""
    return row.get("min", 0) if row["type"].endswith("[]") else 0


class Catalogue:
    """One service's file."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text(encoding="utf-8")
        self.raw: dict[str, Any] = yaml.safe_load(self.text)
        self.enums: dict[str, list[str]] = self.raw["enums"] or {}
        self.types = {name: self._fields(name, rows or {}) for name, rows in self.raw["types"].items()}
        self.open_types = frozenset(self.raw.get("open_types", ()))
        self.closed_types = frozenset(self.raw.get("closed_types", ()))
        self.operations = list(self._operations())

    @staticmethod
    def _fields(owner: str, rows: dict[str, Any]) -> dict[str, Field]:
        return {
            name: Field(
                owner,
                name,
                row["type"],
                required=row.get("required", False),
                has_default="default" in row,
                default=row.get("default"),
                min_len=row.get("min_len") or row.get("min_length") or _fewest(row),
                const=row.get("const"),
                notes=row.get("notes", ""),
            )
            for name, row in rows.items()
        }

    def _operations(self) -> Iterator[Operation]:
        for resource, entry in self.raw["resources"].items():
            for name, row in entry["operations"].items():
                match = re.fullmatch(r"([A-Z]+) (?:\{(\w+)\})?(\S*)", row["http"])
                assert match, row["http"]
                body: dict[str, Any] = row.get("body") or {}
                response: dict[str, Any] = row["response"]
                yield Operation(
                    resource,
                    name,
                    method=match[1],
                    prefix=match[2] or "",
                    path=match[3],
                    query={
                        key: each if isinstance(each, str) else each["type"]
                        for key, each in (row.get("query") or {}).items()
                    },
                    body_type=body.get("type"),
                    body_envelope=body.get("envelope"),
                    response_type=response.get("observed_type") or response.get("type"),
                    response_envelope=response.get("envelope"),
                    status=response["status"] or 200,
                    lists=response.get("list", False),
                    paginated=row.get("paginate") not in (None, "none"),
                    notes=row.get("notes") or "",
                )

    def prefix(self, name: str, platform: str = "BEYOND_AI") -> str | None:
        """What stands for a named prefix on a platform; None where the platform does not offer it."""
        path: str | None = self.raw["prefixes"][name][platform] if name else ""
        return path

    def names(self, expression: str) -> Iterator[str]:
        """The types that an expression speaks of."""
        yield from (name for name in re.findall(r"\w+", expression) if name != "map")

    def reachable(self, roots: set[str]) -> set[str]:
        """The types that bodies of the given types hold, themselves included."""
        found: set[str] = set()
        waiting = [name for root in roots for name in self.names(root)]
        while waiting:
            name = waiting.pop()
            if name in self.types and name not in found:
                found.add(name)
                waiting += [each for field in self.types[name].values() for each in self.names(field.type)]
        return found


@functools.cache
def load(service: str) -> Catalogue:
    """The catalogue of one service."""
    return Catalogue(Path(__file__).with_name(f"{service}.yaml"))
