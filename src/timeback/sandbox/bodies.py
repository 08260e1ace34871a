"""Bodies held to what a service takes: fields of its own, or a type of the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from .._json_types import is_list, is_object
from .._query.encode import to_wire
from .._query.shapes import field_names, shape_of
from ..errors import InvalidInputError
from .context import RequestContext
from .errors import ApiError, invalid_body
from .fields import ABSENT, Checking, Fields, check_body
from .records import Doc

__all__ = ["checked_body", "checking", "refuse_issues", "typed_body"]


def checking(call: RequestContext) -> Checking:
    """Begin the check of a body against the stored records."""
    session = call.session
    return Checking(lambda table, record_id: session.get(session.tables[table], record_id))


def refuse_issues(check: Checking) -> None:
    """Raise what a check has found, if anything.

    Raises:
        ApiError: 422, with every fault.
    """
    if check.issues:
        raise invalid_body(*check.issues)


def checked_body(
    call: RequestContext, fields: Fields, *, body: Any = ABSENT, partial: bool = False, closed: bool = False
) -> Doc:
    """The JSON body of a request, checked against its fields.

    Args:
        call: The request.
        fields: What it may hold.
        body: The body, where it was decoded already.
        partial: Nothing is required, and defaults are not filled in.
        closed: Other fields are refused; otherwise they are kept as they are.

    Raises:
        ApiError: 400 where it is not JSON, 422 where it does not fit.
    """
    sent = call.body() if body is ABSENT else body
    check = checking(call)
    kept = check_body(sent, fields, check, partial=partial, closed=closed)
    refuse_issues(check)
    return kept


def typed_body(body: Any, model: type[msgspec.Struct], text: str) -> Doc:
    """A body as a type of the catalog demands it, in the names of the wire.

    Raises:
        ApiError: 400 with the text, and every fault.
    """
    if attributes := list(_attributes(body, model, "")):
        raise ApiError(400, text, attributes)
    try:
        return to_wire(body, model)
    except InvalidInputError as error:
        faults = [(_wire_path(each.path, model), each.message) for each in error.issues]
        raise ApiError(400, text, faults or [("body", str(error))]) from None


def _attributes(value: Any, annotation: Any, at: str) -> Iterator[tuple[str, str]]:
    """The keys of a body that are Python's names of fields: `to_wire` takes them, no server does."""
    shape = shape_of(annotation)
    if is_list(value):
        for number, each in enumerate(value):
            yield from _attributes(each, shape.item, f"{at}[{number}]")
    if not is_object(value):
        return
    models = list(filter(None, (shape.struct, *shape.variants.values())))
    fields = {each.encode_name: each for model in models for each in msgspec.structs.fields(model)}
    names = {name: wire for model in models for name, wire in field_names(model).items()}
    for key, each in value.items():
        where = f"{at}.{key}" if at else key
        if key in fields:
            yield from _attributes(each, fields[key].type, where)
        elif key in names:
            yield where, f"Unknown field; it is called {names[key]}."


def _wire_path(path: str, model: type[msgspec.Struct]) -> str:
    """The path of a fault with its last name as the wire has it."""
    head, dot, name = path.rpartition(".")
    return head + dot + _wire_names(model).get(name, name)


@cache
def _wire_names(model: type[msgspec.Struct]) -> dict[str, str]:
    """Attribute name to wire name, of a type and of those inside it."""
    found: dict[str, str] = {}
    waiting, seen = [model], set[type[msgspec.Struct]]()
    while waiting:
        each = waiting.pop()
        seen.add(each)
        found = field_names(each) | found
        for field in msgspec.structs.fields(each):
            shape = shape_of(field.type)
            inner = shape_of(shape.item) if shape.item is not None else shape
            structs = filter(None, (inner.struct, *inner.variants.values()))
            waiting += [struct for struct in structs if struct not in seen]
    return found
