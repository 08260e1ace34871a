"""Values as JSON, YAML and Parquet, and the part of them that `--query` asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

import msgspec

from .._codec.plain import plain
from .._extras import require_extra
from .._http.messages import Response
from .._json_types import is_list, is_mapping
from .._tables.columns import Names
from ..errors import InvalidInputError
from .terminal import is_unicode, visible

__all__ = ["compiled", "json_line", "searched", "write_parquet", "yaml_text"]


def json_line(value: Any, out: TextIO, indent: int = 0) -> str:
    """JSON with a line end, in ASCII where `out` has no place for more."""
    text = msgspec.json.encode(value)
    shown = visible((msgspec.json.format(text, indent=indent) if indent else text).decode())
    if not is_unicode(out):
        shown = "".join(each if each.isascii() else _escaped(each) for each in shown)
    return f"{shown}\n"


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def yaml_text(value: Any, out: TextIO) -> str:
    """YAML of one value; of a list, the texts of its items in lists of one make up the whole."""
    yaml = require_extra("yaml", extra="cli", purpose="output as YAML")
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(_json_value(value), Dumper=dumper, sort_keys=False, allow_unicode=is_unicode(out))
    return text.removesuffix("...\n")


def write_parquet(rows: Iterable[Any], names: Names) -> None:
    """Write a Parquet file to standard output.

    Raises:
        InvalidInputError: Standard output is a terminal.
    """
    if sys.stdout.isatty():
        raise InvalidInputError.of("output", "parquet is no text: send it to a file, > rows.parquet")
    parquet = require_extra("pyarrow.parquet", extra="export", purpose="output as Parquet")
    from .._tables.frames import rows_to_arrow

    held = [
        each if is_mapping(each) or isinstance(each, msgspec.Struct) else {"value": each} for each in rows
    ]
    parquet.write_table(rows_to_arrow(held, None, names=names), sys.stdout.buffer)


def compiled(expression: str | None) -> Any:
    """A JMESPath expression, read; None without one.

    Raises:
        InvalidInputError: It is none.
        ConfigurationError: The library for it is not installed.
    """
    if expression is None:
        return None
    jmespath = require_extra("jmespath", extra="cli", purpose="--query")
    try:
        return jmespath.compile(expression)
    except jmespath.exceptions.JMESPathError as error:
        lines = str(error).splitlines()
        raise InvalidInputError.of("query", f"is not JMESPath: {' '.join(lines)}") from None


def searched(query: Any, result: Any) -> Any:
    """The part of an answer that an expression asks for.

    Raises:
        InvalidInputError: The answer has not the kinds of values that the expression needs.
    """
    jmespath = require_extra("jmespath", extra="cli", purpose="--query")
    if isinstance(result, Response):
        value = result.json()
    elif is_list(result) or (hasattr(result, "__iter__") and not isinstance(result, str | bytes | dict)):
        value = [_json_value(plain(row)) for row in cast("Iterable[Any]", result)]
    else:
        value = _json_value(plain(result))
    try:
        return query.search(value)
    except jmespath.exceptions.JMESPathError as error:
        raise InvalidInputError.of(
            "query", f"does not fit the answer: {' '.join(str(error).split())}"
        ) from None


def _json_value(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))
