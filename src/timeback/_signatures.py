"""Signatures that say what a type variable stands for: `PageResult[User]` for `PageResult[T]`."""

from __future__ import annotations

import functools
import inspect
import sys
import types
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast, get_args, get_origin

from ._patterns import pattern

__all__ = ["concrete", "sign", "type_variables"]

K = TypeVar("K")

_signed: set[type] = set()
_VARIABLE = pattern(r"\b\w*T\b")


def type_variables(hint: Any) -> dict[Any, Any]:
    """The types that the type variables of a class and of its bases stand for."""
    kind = get_origin(hint) or hint
    found: dict[Any, Any] = dict(zip(getattr(kind, "__parameters__", ()), get_args(hint), strict=False))
    for base in getattr(kind, "__orig_bases__", ()):
        for variable, value in type_variables(base).items():
            found.setdefault(variable, found.get(value, value) if isinstance(value, TypeVar) else value)
    return found


def concrete(kind: type[K], *args: Any) -> type[K]:
    """The class that a generic one is for these types, as if it had been written down."""
    return cast("type[K]", _subclass(cast(Any, kind), args))


@functools.cache
def _subclass(kind: Any, args: tuple[Any, ...]) -> type:
    own = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "__doc__": kind.__doc__}
    return types.new_class(kind.__name__, (kind[args],), exec_body=lambda body: body.update(own))


def sign(kind: type) -> None:
    """Give a class the public methods of its generic bases as its own, with signatures that name its types.

    They do what they did: `help()` and notebooks read the signatures, and those of the bases name type variables.
    A class is signed when it is first used, so that an import costs nothing.
    """
    if kind in _signed:
        return
    _signed.add(kind)
    stands_for = {each: value for each, value in type_variables(kind).items() if isinstance(value, type)}
    names = {
        each.__name__: "None" if value is type(None) else value.__name__ for each, value in stands_for.items()
    }
    for name, method in _inherited(kind):
        hints = _generic_hints(method)
        known = {each: _filled(hint, stands_for) for each, hint in hints.items()}
        if any(hint is not hints[each] for each, hint in known.items()):
            own = _copied(method, {**method.__annotations__, **known})
            own.__dict__["__signature__"] = _named(_signature(method), names)
            setattr(kind, name, own)


def _inherited(kind: type) -> Iterator[tuple[str, types.FunctionType]]:
    """The public methods that a class has from its bases."""
    members: dict[str, Any] = {}
    for base in reversed(kind.__mro__[1:]):
        members.update(vars(base))
    for name in members.keys() - vars(kind).keys():
        if not name.startswith("_") and isinstance(members[name], types.FunctionType):
            yield name, members[name]


def _copied(method: types.FunctionType, annotations: dict[str, Any]) -> types.FunctionType:
    own = types.FunctionType(
        method.__code__, method.__globals__, method.__name__, method.__defaults__, method.__closure__
    )
    own.__kwdefaults__ = method.__kwdefaults__
    own.__annotations__ = annotations
    own.__doc__, own.__module__, own.__qualname__ = method.__doc__, method.__module__, method.__qualname__
    own.__dict__.update(method.__dict__)
    return own


@functools.cache
def _generic_hints(method: types.FunctionType) -> dict[str, Any]:
    """The annotations of a method that hold type variables."""
    names = vars(sys.modules[method.__module__])
    hints: dict[str, Any] = {
        name: eval(text, names) for name, text in method.__annotations__.items() if _is_generic(text)
    }
    return {name: hint for name, hint in hints.items() if _variables(hint)}


def _variables(hint: Any) -> tuple[Any, ...]:
    return (hint,) if isinstance(hint, TypeVar) else getattr(hint, "__parameters__", ())


def _filled(hint: Any, stands_for: Mapping[Any, type]) -> Any:
    """An annotation with its type variables filled in, as far as they are known."""
    if isinstance(hint, TypeVar):
        return stands_for.get(hint, hint)
    variables = hint.__parameters__
    if stands_for.keys().isdisjoint(variables):
        return hint
    return hint[tuple(stands_for.get(each, each) for each in variables)]


_signature = functools.cache(inspect.signature)


def _named(signature: inspect.Signature, names: Mapping[str, str]) -> inspect.Signature:
    """A signature in whose annotations, which are text, type variables have the names of types."""

    def text(annotation: Any) -> Any:
        return _VARIABLE.sub(lambda match: names.get(match[0], match[0]), annotation)

    return signature.replace(
        parameters=[
            each.replace(annotation=text(each.annotation)) if _is_generic(each.annotation) else each
            for each in signature.parameters.values()
        ],
        return_annotation=text(signature.return_annotation),
    )


def _is_generic(annotation: Any) -> bool:
    return isinstance(annotation, str) and _VARIABLE.search(annotation) is not None
