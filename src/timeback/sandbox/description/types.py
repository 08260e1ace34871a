"""JSON schemas of the types that the catalog speaks of: primitives, and the Structs of the models."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from ..._json_types import is_list, is_object
from ..._query.shapes import field_names
from ...models._documentation import field_docs

__all__ = ["Types"]

Schema = dict[str, Any]

_REFERENCE = "#/components/schemas/{name}"
_PRIMITIVES: Mapping[str, Schema] = {
    "any": {},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "object": {"type": "object"},
    "string": {"type": "string"},
    "uri": {"type": "string"},
}


class Types:
    """The types of one service.

    Args:
        service: Its name, as of its models.
    """

    def __init__(self, service: str) -> None:
        self._service = service
        self._models: Any = importlib.import_module(f"timeback.models.{service}")
        self._named: dict[str, type] = {}

    def schema(self, expression: str) -> Schema:
        """The schema of `T`, `T[]`, `map<T>`, `A|B`, or of `T?` that may be null."""
        if expression.endswith("?"):
            return {"anyOf": [self.schema(expression[:-1]), {"type": "null"}]}
        if expression.endswith("[]") and "|" not in expression:
            return {"type": "array", "items": self.schema(expression[:-2])}
        if found := re.fullmatch(r"map<(.*)>", expression):
            return {"type": "object", "additionalProperties": self.schema(found[1])}
        if "|" in expression:
            return {"anyOf": [self.schema(each) for each in expression.split("|")]}
        if expression in _PRIMITIVES:
            return dict(_PRIMITIVES[expression])
        named = getattr(self._models, expression, None)
        if not isinstance(named, type):
            return {}
        self._named[expression] = named
        return {"$ref": _REFERENCE.format(name=f"{self._service}.{expression}")}

    def components(self) -> Iterator[tuple[str, Schema]]:
        """The schemas of the Structs that were asked for, and of those inside them."""
        _, found = msgspec.json.schema_components(
            self._named.values(), schema_hook=_other, ref_template=_REFERENCE
        )
        structs = {each.__name__: each for each in _structs(self._named.values())}
        for name, schema in found.items():
            renamed = _renamed(schema, self._service)
            if (struct := structs.get(name)) is not None:
                _explain(renamed, struct)
            yield f"{self._service}.{name}", renamed


def _other(kind: type) -> Schema:
    """The schema of a type of the library's own: instants are read from text, others from anything."""
    if issubclass(kind, datetime):
        return {"type": "string", "format": "date-time"}
    return {"title": kind.__name__}


def _renamed(schema: Any, service: str) -> Any:
    """A schema whose references bear the name of the service: several have a type of one name."""
    if is_list(schema):
        return [_renamed(each, service) for each in schema]
    if not is_object(schema):
        return schema
    renamed = {key: _renamed(value, service) for key, value in schema.items()}
    if isinstance(reference := renamed.get("$ref"), str):
        renamed["$ref"] = _reference(service, reference)
    if is_object(mapping := renamed.get("mapping")):
        renamed["mapping"] = {tag: _reference(service, str(to)) for tag, to in mapping.items()}
    return renamed


def _reference(service: str, reference: str) -> str:
    return _REFERENCE.format(name=f"{service}.{reference.rpartition('/')[2]}")


def _structs(roots: Iterable[type]) -> Iterator[type[msgspec.Struct]]:
    waiting, seen = list(roots), set[type]()
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        if issubclass(each, msgspec.Struct):
            yield each
            for field in msgspec.structs.fields(each):
                waiting += [part for part in _parts(field.type) if isinstance(part, type)]


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for each in getattr(annotation, "__args__", ()):
        yield from _parts(each)


def _explain(schema: Schema, struct: type[msgspec.Struct]) -> None:
    """Give each property the docstring of its field."""
    known = field_docs(struct)
    for attribute, wire in field_names(struct).items():
        prop = schema.get("properties", {}).get(wire)
        if prop is not None and attribute in known:
            prop["description"] = known[attribute]
