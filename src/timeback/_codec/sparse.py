"""Records of which only some fields were fetched: the others raise when they are looked at."""

from __future__ import annotations

import contextlib
from typing import Any, TypeVar, cast

import msgspec
from msgspec import UNSET, UnsetType

from ..errors import FieldNotFetchedError
from .types import built_once

__all__ = ["fetched_fields", "is_sparse", "model_named", "name_of_model", "sparse"]

T = TypeVar("T")

# No server sends a field of this name, so what was not asked for is not read even if it comes.
_UNASKED = "timeback#unasked "


class _Sparse:
    """The ways in which such a record differs from one of its model. It has no slots: the layouts are the same."""

    __slots__ = ()
    __struct_fields__: tuple[str, ...]
    __fetched__: tuple[str, ...]
    __whole__: type[Any]

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if value is UNSET:
            raise FieldNotFetchedError(name)
        return value

    def __post_init__(self) -> None:
        with contextlib.suppress(FieldNotFetchedError):  # what it is made of may not be there
            getattr(super(), "__post_init__", _nothing)()

    def __reduce__(self) -> tuple[Any, ...]:
        values = {name: getattr(self, name) for name in self.__fetched__}
        return _rebuilt, (self.__whole__, self.__fetched__, values)


def _nothing() -> None:
    pass


def _rebuilt(model: Any, fetched: tuple[str, ...], values: dict[str, Any]) -> Any:
    return _sparse(model, fetched)(**values)


@built_once
def _sparse(model: Any, fetched: tuple[str, ...]) -> Any:
    unasked = [
        (each.name, each.type | UnsetType, msgspec.field(name=_UNASKED + each.encode_name, default=UNSET))
        for each in msgspec.structs.fields(model)
        if each.name not in fetched
    ]
    return msgspec.defstruct(
        model.__name__,
        unasked,
        bases=(_Sparse, model),
        namespace={"__fetched__": fetched, "__whole__": model, "__doc__": model.__doc__},
        module=model.__module__,
        kw_only=True,
    )


def sparse(model: type[T], fields: frozenset[str]) -> type[T]:
    """A subclass of `model` with some of its fields only.

    Args:
        model: The whole model.
        fields: The fields in Python's spelling. To look at another raises `FieldNotFetchedError`.
    """
    names = tuple(each.name for each in msgspec.structs.fields(cast("Any", model)) if each.name in fields)
    subclass: type[T] = _sparse(cast("Any", model), names)
    return subclass


def fetched_fields(model: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields that records of this type have, in Python's spelling."""
    found: tuple[str, ...] = getattr(model, "__fetched__", model.__struct_fields__)
    return found


def is_sparse(model: type) -> bool:
    """Whether records of this type have some of the fields only."""
    return issubclass(model, _Sparse)


def name_of_model(model: Any) -> tuple[Any, tuple[str, ...] | None]:
    """A model as pickle can name it: the whole model, and the fields of a type with some of them."""
    fetched: tuple[str, ...] | None = getattr(model, "__fetched__", None)
    return (model, None) if fetched is None else (model.__whole__, fetched)


def model_named(whole: Any, fetched: tuple[str, ...] | None) -> Any:
    """The model of such a name."""
    return whole if fetched is None else _sparse(whole, fetched)
