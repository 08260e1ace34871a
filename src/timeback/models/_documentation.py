"""The sentences under the models' fields, from the package's file, which is read once somebody asks."""

from __future__ import annotations

import functools
from importlib import resources

import msgspec

__all__ = ["field_docs", "own_docs"]

_MODELS = "timeback.models"


def field_docs(model: type[msgspec.Struct]) -> dict[str, str]:
    """The meaning of each field of a model, by its Python name; inherited fields are among them."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        found |= own_docs(kind)
    return {name: found[name] for name in model.__struct_fields__ if name in found}


def own_docs(kind: type) -> dict[str, str]:
    """The meaning of the fields that a class itself declares."""
    return _sentences().get(f"{kind.__module__}.{kind.__qualname__}".removeprefix(f"{_MODELS}."), {})


@functools.cache
def _sentences() -> dict[str, dict[str, str]]:
    text = resources.files(_MODELS).joinpath("_fields.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, dict[str, str]])
