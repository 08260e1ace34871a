"""Other names under which servers send the fields of a record."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect

from .._json_types import NOT_JSON, is_list, is_object
from .envelopes import accepted_keys, caseless
from .further import info_of
from .kinds import present, record_of
from .repair import mended
from .types import built_once

__all__ = ["NamesSeen", "OtherNames", "other_names", "own_names"]

# Of each model, as a client reads it.
_ROWS = 100
_HOLDERS = frozenset({dict, list})

_PARTS = msgspec.json.Decoder(dict[str, msgspec.Raw] | list[msgspec.Raw]).decode


class OtherNames:
    """The other names of a record's fields.

    They are in another case or with underscores; those of references may also be the columns of OneRoster's CSV.
    So `birthdate` and `birth_date` are `birthDate`, `studentSourcedId` is `student`, and `termSourcedIds` is `terms`.
    """

    def __init__(self, fields: Mapping[str, inspect.Type]) -> None:
        """`fields` are the types by the wire's names."""
        self._fields = frozenset(fields)
        self._others = {caseless(name): name for name in fields}
        self._records: list[tuple[str, bool, Any]] = []
        for name, kind in fields.items():
            has_several, record = record_of(kind)
            if record is not None:
                self._records.append((name, has_several, record))
            if getattr(record, "_identity", None) == "sourcedId":
                column = f"{name.removesuffix('s')}SourcedIds" if has_several else f"{name}SourcedId"
                self._others.setdefault(caseless(column), name)

    def are_absent_in(self, value: Any) -> bool:
        """Whether a value is surely an object without any of them, at every depth: told sooner than which it has."""
        if value.__class__ is not dict or any(
            caseless(key) in self._others for key in value.keys() - self._fields
        ):
            return False
        for name, has_several, record in self._records:
            if held := value.get(name):
                each = other_names(record).are_absent_in
                if not (all(map(each, held)) if has_several and held.__class__ is list else each(held)):
                    return False
        return True

    def found_in(self, value: Mapping[str, Any]) -> dict[str, str]:
        """The fields that an object has under other names alone, by these names."""
        found = {key: self._others.get(caseless(key), key) for key in value if key not in self._fields}
        return {key: name for key, name in found.items() if value[key] and name != key and name not in value}

    def inside(self, name: str) -> frozenset[str]:
        """The attributes of the record that a field holds; none if it holds no record."""
        held = (record for each, _, record in self._records if each == name)
        return frozenset(attribute for record in held for attribute in record.__struct_fields__)

    def of(self, name: str) -> list[str]:
        """All names of a field, in their caseless form."""
        return [other for other, own in self._others.items() if own == name]

    def spelled_in(self, value: Mapping[str, Any]) -> dict[str, str]:
        """Those of them that differ in case or by underscores alone."""
        found = self.found_in(value)
        return {key: name for key, name in found.items() if caseless(key) == caseless(name)}


@built_once
def other_names(model: Any) -> OtherNames:
    """Those of a model's fields."""
    kind = info_of(model)
    fields = kind.fields if isinstance(kind, inspect.StructType) else ()
    return OtherNames({each.encode_name: each.type for each in fields})


class NamesSeen:
    """The models of which a server calls fields otherwise, as far as its clients have looked.

    A record that lacks a required field is looked at in any case. One that seems to lack nothing is not, so the
    first of each model are looked at here.

    Attributes:
        odd: The models.
    """

    __slots__ = ("_left", "odd")

    def __init__(self) -> None:
        self._left: dict[Any, int] = {}
        self.odd = set[Any]()

    def differ(self, content: bytes, model: Any, keys: tuple[str, ...]) -> bool:
        """Whether records of a model have other names than its own, those of this body included."""
        return self.differ_in(_records_in(content, keys), model)

    def differ_in(self, lines: Iterable[bytes | msgspec.Raw], model: Any) -> bool:
        """The same of records in JSON; no more are taken than are looked at."""
        left = self._left.get(model, _ROWS)

        def tell(*_: object) -> None:
            self.odd.add(model)

        if left > 0 and isinstance(kind := info_of(model), inspect.StructType):
            others = other_names(model)
            for value in _decoded(itertools.islice(lines, left)):
                left -= 1
                with contextlib.suppress(RecursionError):
                    if not others.are_absent_in(value):
                        own_names(value, kind, tell)
                if model in self.odd:
                    left = 0
                    break
            self._left[model] = left
        return model in self.odd


def _records_in(content: bytes, keys: tuple[str, ...]) -> Iterator[msgspec.Raw]:
    """The records of a body, from their envelope or bare; none of what is not quite JSON."""
    try:
        body: Any = _PARTS(content)
        if is_object(body):
            part: Any = next((body[key] for key in accepted_keys(keys) if key in body), msgspec.Raw(content))
            found: Any = _PARTS(part) if bytes(memoryview(part)[:1]) == b"[" else [part]
        else:
            found = body
    except NOT_JSON:
        return
    yield from found


def _decoded(lines: Iterable[bytes | msgspec.Raw]) -> Iterator[Any]:
    """The values of JSON, up to what is none."""
    with contextlib.suppress(*NOT_JSON):
        yield from map(msgspec.json.decode, lines)


def own_names(value: Any, kind: inspect.Type, tell: Callable[[Any, str], object]) -> Any:
    """A JSON value in which records, at every depth, have their fields under their own names.

    Args:
        value: The value.
        kind: The type that it is read as.
        tell: Is told the model and the own name of each field that had another one.
    """
    kinds = present(kind)
    only = kinds[0] if len(kinds) == 1 else None
    if isinstance(only, inspect.ListType) and is_list(value):
        return [own_names(item, only.item_type, tell) for item in value]
    if not isinstance(only, inspect.StructType) or not is_object(value := mended(value, only.cls)):
        return value
    others = other_names(only.cls).found_in(value)
    for name in others.values():
        tell(only.cls, name)
    held = {each.encode_name: each.type for each in only.fields}
    named = {others.get(key, key): item for key, item in value.items()}
    return {
        name: own_names(item, held[name], tell) if item.__class__ in _HOLDERS and name in held else item
        for name, item in named.items()
    }
