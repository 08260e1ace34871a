"""Records, bodies and pages in the eyes of pydantic, and so of FastAPI: as JSON has them on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

import msgspec
from pydantic_core import PydanticCustomError, core_schema

from ._codec.decode import read_value
from ._codec.further import FURTHER, WRITTEN
from ._codec.plain import plain
from ._json_types import is_list, is_mapping, is_object
from ._query.encode import to_wire
from .errors import InvalidInputError

__all__ = ["schema_of_page", "schema_of_record"]

_OWN = frozenset({FURTHER, WRITTEN})


def schema_of_record(model: Any, is_input: bool) -> Any:
    """The schema of a model: a body is checked as if it were to be sent, a record is read as from a server."""

    def validate(value: Any) -> Any:
        if isinstance(value, model):
            return value
        if not is_mapping(value):
            raise PydanticCustomError("record", "must be an object")
        return _checked(value, model) if is_input else read_value(dict(value), model)

    def described(schema: Any, handler: Any) -> dict[str, Any]:
        return _json_schema(model)

    return core_schema.no_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(plain),
        metadata={"pydantic_js_functions": [described]},
    )


def _checked(value: Mapping[str, Any], model: Any) -> Any:
    try:
        return msgspec.convert(to_wire(value, model), model)
    except InvalidInputError as error:
        faults = "; ".join(f"{each.path}: {each.message}" for each in error.issues) or str(error)
        # In braces pydantic would look for a value.
        raise PydanticCustomError("body", cast("Any", faults.replace("{", "(").replace("}", ")"))) from None


def schema_of_page(source: Any, handler: Any) -> Any:
    """The schema of a page, or of rows: the list of its records."""
    rows = core_schema.list_schema(handler.generate_schema((get_args(source) or (Any,))[0]))
    return core_schema.no_info_before_validator_function(
        list, rows, serialization=core_schema.plain_serializer_function_ser_schema(plain)
    )


def _json_schema(model: Any) -> dict[str, Any]:
    """The JSON schema of a model, whole in itself; a record within one of its own kind is any object."""
    found = msgspec.json.schema(model)
    definitions: dict[str, Any] = found.pop("$defs", {})

    def inline(schema: Any, within: tuple[str, ...]) -> Any:
        if is_list(schema):
            return [inline(each, within) for each in schema]
        if not is_object(schema):
            return schema
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return {"type": "object"} if name in within else inline(definitions[name], (*within, name))
        inner = {key: inline(each, within) for key, each in schema.items() if key != "discriminator"}
        if is_object(properties := inner.get("properties")):
            inner["properties"] = {key: each for key, each in properties.items() if key not in _OWN}
        return inner

    result: dict[str, Any] = inline(found, ())
    return result
