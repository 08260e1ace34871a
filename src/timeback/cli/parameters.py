"""From the parameters of a client's method to those of a command: one of plain text stands for what has parts."""

from __future__ import annotations

import enum
import inspect
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from cyclopts import Parameter

from ..errors import InvalidInputError

__all__ = ["as_command", "read_json", "read_where"]

_PLAIN = (str, int, float, bool, date, datetime)
_OPERATORS = frozenset({"ne", "gt", "gte", "lt", "lte", "contains", "in", "not_in"})


def as_command(
    method: Callable[..., Any], call: Callable[..., None], leading: Sequence[str]
) -> Callable[..., None]:
    """A function with the method's parameters in forms that a terminal can give, to be registered as a command.

    Args:
        method: The method of a client's resource.
        call: Given the ids of the scope and the method's own arguments by name.
        leading: Names of the ids that stand before them.
    """
    own = inspect.signature(method).parameters
    leading = [f"of_{name}" if name in own else name for name in leading]
    parameters = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY, annotation=str) for name in leading
    ]
    readers: dict[str, Callable[[Any], Any]] = {}
    for each in list(own.values())[1:]:
        made, reader = _parameter(each, _annotation(method, each))
        parameters.append(made)
        if reader is not None:
            readers[made.name] = reader

    def command(*args: Any, **kwargs: Any) -> None:
        given = signature.bind(*args, **kwargs).arguments
        ids = [given.pop(name) for name in leading]
        free = given.pop("_fields", ())
        named = {
            name: readers[name](value) if name in readers else value
            for name, value in given.items()
            if value is not None
        }
        call(ids, {**named, **_pairs(free)})

    # Positional-only parameters come first, and keyword-only ones last, in a valid signature.
    parameters.sort(key=lambda each: each.kind)
    signature = inspect.Signature(parameters)
    command.__signature__ = signature  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    command.__doc__ = method.__doc__
    command.__name__ = method.__name__
    return command


def _annotation(method: Callable[..., Any], parameter: inspect.Parameter) -> Any:
    """The type of a parameter; text where it stands for a type that only type checkers import."""
    if not isinstance(parameter.annotation, str):
        return parameter.annotation
    try:
        return eval(parameter.annotation, vars(sys.modules[method.__module__]))
    except (NameError, TypeError, AttributeError):
        return object


def _parameter(
    parameter: inspect.Parameter, annotation: Any
) -> tuple[inspect.Parameter, Callable[[Any], Any] | None]:
    kind, reader = _form(parameter.name, annotation)
    if parameter.kind is inspect.Parameter.VAR_KEYWORD:
        # `modify(id, family_name="Ovid")` is `--set family_name=Ovid` here.
        made = Annotated[
            list[str] | None, Parameter(name="--set", help="A field and its value, `name=value`.")
        ]
        return inspect.Parameter(
            "_fields", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=made
        ), None
    default = parameter.default
    if default is not inspect.Parameter.empty:
        default = default if isinstance(default, _PLAIN) else None
        kind = kind if default is not None else kind | None
    return parameter.replace(annotation=kind, default=default), reader


def _form(name: str, annotation: Any) -> tuple[Any, Callable[[Any], Any] | None]:
    """The type that a terminal gives, and how the method's argument is read from it."""
    parts = [each for each in _parts(annotation) if each not in (type(None), msgspec.UnsetType)]
    if name == "where":
        how = (
            "A condition, `role=student` or `family_name.contains=ov`; or a JSON object. Repeat it for more."
        )
        return Annotated[list[str], Parameter(help=how, negative=())], read_where
    if any(each in (date, datetime) for each in parts):
        return str, None
    for each in parts:
        if get_origin(each) is Literal or each in _PLAIN:
            return each, None
        if isinstance(each, type) and issubclass(each, enum.StrEnum):
            return str, None
        if get_origin(each) in (Sequence, list, tuple) and get_args(each)[0] is str:
            return Annotated[list[str], Parameter(negative=())], None
    return Annotated[str, Parameter(help="JSON, `@FILE`, or `-` for standard input.")], read_json


def _parts(annotation: Any) -> tuple[Any, ...]:
    if isinstance(annotation, TypeVar):
        return _parts(annotation.__bound__)
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(part for each in get_args(annotation) for part in _parts(each))
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    return (annotation,)


def read_json(text: str) -> Any:
    """JSON as given, from a file (`@FILE`) or from standard input (`-`).

    Raises:
        InvalidInputError: It is not JSON, or the file cannot be read.
    """
    try:
        content = sys.stdin.buffer.read() if text == "-" else text.encode()
        if text.startswith("@"):
            content = Path(text[1:]).read_bytes()
        return msgspec.json.decode(content)
    except OSError as error:
        raise InvalidInputError.of("data", f"cannot be read: {error.strerror}") from None
    except msgspec.DecodeError as error:
        raise InvalidInputError.of("data", f"is not JSON: {error}") from None


def read_where(texts: Sequence[str]) -> Mapping[str, Any]:
    """Conditions as `where=` takes them.

    Raises:
        InvalidInputError: One has neither the form `name=value` nor that of a JSON object.
    """
    where: dict[str, Any] = {}
    for text in texts:
        if text.lstrip().startswith("{"):
            where |= read_json(text)
            continue
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise InvalidInputError.of("where", f"must be name=value, not {text!r}")
        field, dot, operator = name.rpartition(".")
        if dot and operator in _OPERATORS:
            listed = value.split(",") if operator in ("in", "not_in") else value
            where.setdefault(field, {})[operator] = listed
        else:
            where[name] = value
    return where


def _pairs(texts: Sequence[str] | None) -> dict[str, Any]:
    """`name=value` pairs; a value that is JSON is read as such, any other is text."""
    found: dict[str, Any] = {}
    for text in texts or ():
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise InvalidInputError.of("set", f"must be name=value, not {text!r}")
        try:
            found[name] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            found[name] = value
    return found
