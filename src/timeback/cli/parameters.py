"""From the parameters of a client's method to those of a command: one of plain text stands for what has parts."""

from __future__ import annotations

import codecs
import enum
import functools
import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, TypeGuard, TypeVar, Union, get_args, get_origin

import msgspec
from cyclopts import Parameter

from .._query.where_text import read_where, split_pair
from ..errors import InvalidInputError
from ..models._documentation import field_docs

__all__ = ["STDIN", "argument_parts", "as_command", "fields_of_body", "read_json", "read_names"]

STDIN = "@-"

_PLAIN = (str, int, float, bool, date, datetime)
_FIELDS = "_fields"
_FIELD_NAMES = frozenset({"where", "sort", "fields"})
_ALL = "_all"
_ALL_ROWS = inspect.Parameter(
    _ALL,
    inspect.Parameter.KEYWORD_ONLY,
    default=False,
    annotation=Annotated[bool, Parameter(name="--all", negative=(), help="All rows, not a page of them.")],
)


def as_command(
    method: Callable[..., Any],
    own: Sequence[inspect.Parameter],
    call: Callable[[list[str], dict[str, Any], bool], None],
    leading: Sequence[str],
    types: Mapping[Any, Any],
    *,
    has_all: bool = False,
) -> Callable[..., None]:
    """A function with the method's parameters in forms that a terminal can give, to be registered as a command.

    Args:
        method: The method of a client's resource.
        own: Its parameters.
        call: Given the ids of the scope, the method's own arguments by name, and whether `--all` is there.
        leading: Names of the ids that stand before them.
        types: What the type variables of the method's class stand for.
        has_all: There is an option `--all`, unless the method has one of its own.
    """
    named = {each.name for each in own}
    leading = [f"of_{name}" if name in named else name for name in leading]
    parameters = [_id_parameter(name) for name in leading]
    readers: dict[str, Callable[[Any], Any]] = {}
    rows = functools.partial(_fields_of_rows, method, types)
    for each in own:
        made, reader = _parameter(each, _annotation(method, each.name), types, rows)
        parameters.append(made)
        if reader is not None:
            readers[made.name] = reader

    def command(*args: Any, **kwargs: Any) -> None:
        given = signature.bind(*args, **kwargs).arguments
        ids = [given.pop(name) for name in leading]
        everything = given.pop(_ALL, False)
        arguments: dict[str, Any] = {}
        for name, value in given.items():
            if value is not None:
                read = readers[name](value) if name in readers else value
                arguments |= read if name == _FIELDS else {name: read}
        call(ids, arguments, everything)

    if has_all and "all" not in named:
        parameters.append(_ALL_ROWS)
    # Positional-only parameters come first, and keyword-only ones last, in a valid signature.
    parameters.sort(key=lambda each: each.kind)
    signature = inspect.Signature(parameters)
    command.__signature__ = signature  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    command.__name__ = method.__name__
    return command


def _id_parameter(name: str) -> inspect.Parameter:
    """The id of a scope: `CLASS-ID`."""
    what = name.removeprefix("of_").removesuffix("_id").replace("_", " ")
    annotation = Annotated[str, Parameter(help=f"The id of the {what}.")]
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY, annotation=annotation)


def argument_parts(method: Callable[..., Any], name: str, types: Mapping[Any, Any]) -> tuple[Any, ...]:
    """The types that an argument may have, each for itself."""
    parts = _parts(_annotation(method, name), types)
    return tuple(each for each in parts if each not in (type(None), msgspec.UnsetType))


def _annotation(method: Callable[..., Any], name: str) -> Any:
    """The type of a parameter. `id` stands for an id that its resource calls by another name."""
    written = method.__annotations__.get(name, str)
    return eval(written, vars(sys.modules[method.__module__])) if isinstance(written, str) else written


def _parameter(
    parameter: inspect.Parameter,
    annotation: Any,
    types: Mapping[Any, Any],
    rows: Callable[[Any], list[str]],
) -> tuple[inspect.Parameter, Callable[[Any], Any] | None]:
    if parameter.kind is inspect.Parameter.VAR_KEYWORD:
        # `modify(id, family_name="Ovid")` is `--set family_name=Ovid` here.
        how = 'A field and its value, `family_name=Ovid` or `grades=["7"]`. Repeat it for more.'
        made = Annotated[list[str] | None, Parameter(name="--set", help=how)]
        kind = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(_FIELDS, kind, default=None, annotation=made), _read_fields
    kind, reader = _form(parameter.name, annotation, types)
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        # `confirm(*events)` takes one body after another.
        return parameter.replace(annotation=kind), reader and functools.partial(_read_each, reader)
    default = parameter.default
    if default is not inspect.Parameter.empty:
        default = default if isinstance(default, _PLAIN) else None
        kind = kind if default is not None else kind | None
    if reader is not None and parameter.kind is inspect.Parameter.POSITIONAL_ONLY:
        # A body may be named here: `--data @FILE`.
        parameter = parameter.replace(kind=inspect.Parameter.POSITIONAL_OR_KEYWORD)
    if list in (get_origin(each) for each in (kind, *get_args(kind))):
        # In the midst of others, a list would take them all.
        parameter = parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
    completed: Any = Annotated[kind, Parameter(completer=rows)] if parameter.name in _FIELD_NAMES else kind
    return parameter.replace(annotation=completed, default=default), reader


def _fields_of_rows(method: Callable[..., Any], types: Mapping[Any, Any], _: object) -> list[str]:
    """The names by which the rows of a list can be sorted and looked for."""
    annotation = _annotation(method, "return")
    kinds = (types.get(each, each) for part in _parts(annotation, types) for each in (part, *get_args(part)))
    fields = (name for kind in kinds if _has_fields(kind) for name in kind.__struct_fields__)
    return [name for name in fields if not name.startswith("_")]


def _form(name: str, annotation: Any, types: Mapping[Any, Any]) -> tuple[Any, Callable[[Any], Any] | None]:
    """The type that a terminal gives, and how the method's argument is read from it."""
    parts = [each for each in _parts(annotation, types) if each not in (type(None), msgspec.UnsetType)]
    if name == "where":
        how = (
            "A condition, `role=student` or `family_name.contains=ov`; or a JSON object. Repeat it for more."
        )
        return Annotated[list[str], Parameter(help=how)], read_where
    if name == "fields":
        return list[str], read_names
    if any(each in (date, datetime) for each in parts):
        return str, None
    if str in parts and any(_has_fields(each) for each in parts):
        how = "The text, `@FILE`, or `-` for standard input; or a JSON object."
        return Annotated[str, Parameter(help=how)], functools.partial(_read_text, name)
    for each in parts:
        if get_origin(each) is Literal or each in _PLAIN:
            return each, None
        if isinstance(each, type) and issubclass(each, enum.StrEnum):
            return str, None
        if get_origin(each) in (Sequence, list, tuple) and get_args(each)[0] is str:
            return list[str], None
    how = f"JSON, `@FILE`, or `-` for standard input.{_fields_of(parts)}"
    return Annotated[str, Parameter(help=how)], functools.partial(read_json, name=name)


def _fields_of(parts: Sequence[Any]) -> str:
    """The fields of the body that a parameter takes, as Markdown."""
    lines = [f"- **{name}**{about}" for name, about in fields_of_body(parts).items()]
    return "\n\n" + "\n".join(lines) if lines else ""


def fields_of_body(parts: Sequence[Any]) -> dict[str, str]:
    """The fields of the body that a parameter takes and what they mean, those that must be given first."""
    for each in parts:
        if _has_fields(each):
            meaning = field_docs(each)
            fields = sorted(msgspec.structs.fields(each), key=lambda field: not field.required)
            return {
                field.encode_name: f"{' (required)' if field.required else ''}: {meaning[field.name]}"
                for field in fields
                if field.name in meaning
            }
    return {}


def _has_fields(kind: Any) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct) and bool(kind.__struct_fields__)


def _parts(annotation: Any, types: Mapping[Any, Any]) -> tuple[Any, ...]:
    """The members of a union, in any depth."""
    if isinstance(annotation, TypeVar):
        return _parts(types.get(annotation, annotation.__bound__), types)
    if get_origin(annotation) in (Union, UnionType):
        return tuple(part for each in get_args(annotation) for part in _parts(each, types))
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0], types)
    return (annotation,)


def read_json(text: str, name: str = "data") -> Any:
    """JSON as given, from a file (`@FILE`) or from standard input (`@-`).

    Raises:
        InvalidInputError: It is not JSON, or the file cannot be read.
    """
    try:
        return msgspec.json.decode(_content(text, name))
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InvalidInputError.of(name, f"is not JSON ({error})") from None


def _read_text(name: str, text: str) -> Any:
    """Text from the same places; an object where it begins as one."""
    try:
        content = _content(text, name).decode()
    except UnicodeError as error:
        raise InvalidInputError.of(name, f"is not UTF-8 ({error})") from None
    return read_json(content, name) if content.lstrip().startswith("{") else content


def _content(text: str, name: str) -> bytes:
    """The bytes of a body in UTF-8, without the mark that Windows begins its files with."""
    if text == STDIN:
        return _without_mark(sys.stdin.buffer.read())
    try:
        return _without_mark(Path(text[1:]).read_bytes()) if text.startswith("@") else text.encode()
    except OSError as error:
        raise InvalidInputError.of(name, f"{text[1:]} cannot be read: {error.strerror}") from None


def _without_mark(content: bytes) -> bytes:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _read_each(read: Callable[[Any], Any], texts: Sequence[Any]) -> list[Any]:
    return [read(text) for text in texts]


def read_names(texts: Sequence[str]) -> list[str]:
    """Names, each for itself or several with commas between them."""
    return [name.strip() for text in texts for name in text.split(",")]


def _read_fields(texts: Sequence[str]) -> dict[str, Any]:
    """Values by name; one that is JSON is read as such, any other is text."""
    found: dict[str, Any] = {}
    for name, value in (split_pair(text, "set") for text in texts):
        try:
            found[name] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            found[name] = value
    return found
