"""The facade of names: packages that import them late (PEP 562), classes that say that the root has them."""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_type_hints

__all__ = ["attach", "late", "of_root"]

K = TypeVar("K", bound=type)


def attach(
    package: str, homes: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and the `__dir__` of a package.

    Args:
        package: The package's `__name__`.
        homes: The names that each module brings, by the module's path from the package, such as `.errors`. The
            public ones among these modules are names of the package themselves.
    """
    modules = {home[1:]: home for home in homes if home[1:].isidentifier() and home[1] != "_"}
    home_of = {name: home for home, names in homes.items() for name in names}

    def get(name: str) -> Any:
        if name in modules:
            return importlib.import_module(modules[name], package)
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(home_of[name], package), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *home_of})

    return get, names


class _Late(types.ModuleType):
    """A module that is imported when something in it is looked up."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


def late(module: str) -> types.ModuleType:
    """A module under its full name, imported no sooner than something in it is looked up."""
    return _Late(module)


def of_root(kind: K) -> K:
    """Make a class say that it is `timeback`'s: in its repr, and in what is pickled.

    Its hints are read first, since their names are known only in the module that defines it.
    """
    hints = get_type_hints(kind, include_extras=True)
    kind.__annotations__ = {name: hints[name] for name in vars(kind).get("__annotations__", {})}
    kind.__module__ = "timeback"
    return kind
