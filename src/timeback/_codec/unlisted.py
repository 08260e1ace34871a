"""Fields of an answer, and values of enums, that the models do not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import inspect

from .._json_types import is_list, is_object
from .further import info_of
from .kinds import present
from .repair import mended, tagged_variants, variant_of

__all__ = ["Unlisted", "unlisted"]


class Unlisted(NamedTuple):
    """A field that a model does not have, under the server's name, or an own one that holds an unlisted value."""

    kind: Literal["unknown", "unlisted"]
    model: str
    field: str
    enum: Any = None
    value: str = ""


def unlisted(value: Any, model: Any) -> Iterator[Unlisted]:
    """Go through a JSON value that was read as `model`, or as a list of these, at every depth."""
    kind = info_of(model)
    if is_list(value) and not isinstance(kind, inspect.ListType):
        for item in value:
            yield from _found(item, kind, None)
    else:
        yield from _found(value, kind, None)


def _found(value: Any, kind: inspect.Type, owner: tuple[str, str] | None) -> Iterator[Unlisted]:
    for each in _readings(value, kind):
        if isinstance(each, inspect.StructType):
            yield from _in_record(mended(value, each.cls), each)
        elif isinstance(each, inspect.ListType):
            for item in value if is_list(value) else [value]:
                yield from _found(item, each.item_type, owner)
        elif isinstance(each, inspect.DictType) and is_object(value):
            for item in value.values():
                yield from _found(item, each.value_type, owner)
        elif (
            isinstance(each, inspect.EnumType)
            and owner is not None
            and isinstance(value, str)
            and _is_unlisted(value, each.cls)
        ):
            yield Unlisted("unlisted", *owner, each.cls, value)


# The catalog has references by what a write needs; the standard's have these as well.
_REFERENCE, _OF_REFERENCES = frozenset({"sourcedId"}), frozenset({"href", "type", "name"})


def _in_record(value: Any, kind: inspect.StructType) -> Iterator[Unlisted]:
    if not is_object(value):
        return
    kinds = {each.encode_name: each for each in kind.fields}
    passed = _OF_REFERENCES if kinds.keys() == _REFERENCE else frozenset[str]()
    for name, item in value.items():
        if (field := kinds.get(name)) is not None:
            yield from _found(item, field.type, (kind.cls.__name__, field.name))
        elif name != kind.tag_field and name not in passed:
            yield Unlisted("unknown", kind.cls.__name__, name)


def _readings(value: Any, kind: inspect.Type) -> Sequence[inspect.Type]:
    """The member of a union that a value is read as; at most one."""
    kinds = present(kind)
    if len(kinds) < 2:
        return kinds
    if is_list(value):
        return [each for each in kinds if isinstance(each, inspect.ListType)][:1]
    if not is_object(value):
        others = [each for each in kinds if not isinstance(each, inspect.StructType | inspect.DictType)]
        return others if len(others) == 1 else []
    if variants := tagged_variants(inspect.UnionType(tuple(kinds))):
        found = variant_of(value, variants)
        return [] if found is None else [found]
    records = [each for each in kinds if isinstance(each, inspect.StructType)]
    if records:
        return [
            max(records, key=lambda each: len(value.keys() & {field.encode_name for field in each.fields}))
        ]
    return [each for each in kinds if isinstance(each, inspect.DictType)][:1]


def _is_unlisted(value: str, known: Any) -> bool:
    admits = getattr(known, "__admits__", None)
    return admits is not None and not admits(known.__listed__(value))
