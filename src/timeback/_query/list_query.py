"""The query of a list: bounds, sort, fields and filter, checked before they are sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from .._config.platforms import PROFILES
from .._config.settings import Settings
from .._issues import Issues
from ..errors import InvalidInputError
from .encode import check_integer
from .filters import NOTHING, Nothing, Where, build_filter
from .names import FieldNames

__all__ = [
    "ListQuery",
    "asked_fields",
    "check_bounds",
    "check_order",
    "field_list",
    "list_query",
    "sort_name",
]

_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_][\w-]*)*")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The questions to a list, page by page. `matches_nothing` needs no request at all.

    `fields` are those of a row that are fetched, in Python's spelling; None where all are.
    """

    parameters: Mapping[str, Any]
    matches_nothing: bool
    fields: frozenset[str] | None

    def page(self, offset: int, limit: int) -> dict[str, Any]:
        """The query parameters of one page."""
        return {"limit": limit, "offset": offset, **self.parameters}


def list_query(
    settings: Settings,
    names: FieldNames,
    *,
    limit: int,
    offset: int,
    sort: str | None,
    order_by: str | None,
    where: Where | None,
    fields: Sequence[str] | None,
    search: str | None,
    condition: Where | None = None,
) -> ListQuery:
    """Check the arguments of a list and put them under their wire names.

    Raises:
        InvalidInputError: Names every argument that cannot be sent.
    """
    issues = Issues()
    parameters: dict[str, Any] = {}
    filter_: str | Nothing | None = None
    with issues:
        check_bounds(settings, limit, offset)
    with issues:
        parameters["sort"] = None if sort is None else sort_name(names, sort)
    with issues:
        check_order(order_by)
        parameters["orderBy"] = None if order_by is None else _direction(settings, order_by)
    with issues:
        filter_ = build_filter(where, settings.filter_rules, names, condition)
        parameters["filter"] = None if filter_ is NOTHING else filter_
    with issues:
        parameters["fields"] = None if fields is None else field_list(names, fields)
    if isinstance(search, str | None):  # pyright: ignore[reportUnnecessaryIsInstance]
        parameters["search"] = search or None
    else:
        issues.add("search", f"must be text, not {type(search).__name__}")
    issues.check()
    asked = None if fields is None else asked_fields(names, fields)
    return ListQuery(parameters, filter_ is NOTHING, asked)


def check_bounds(settings: Settings, limit: int, offset: int) -> None:
    """Refuse a page that the platform would not answer."""
    issues = Issues()
    with issues:
        check_integer("limit", limit, minimum=1, maximum=settings.limits.max_limit)
    with issues:
        check_integer("offset", offset, minimum=0)
    issues.check()


def check_order(order_by: str | None) -> None:
    """Refuse what is no direction."""
    if order_by not in (None, "asc", "desc"):
        raise InvalidInputError.of("order_by", "must be 'asc' or 'desc'")


def _direction(settings: Settings, order_by: str) -> str:
    return str(order_by).upper() if PROFILES[settings.platform].capital_order else str(order_by)


def field_list(names: FieldNames, fields: Sequence[str]) -> str:
    """`["sourced_id", "givenName"]` as `sourcedId,givenName`."""
    if isinstance(fields, str) or not fields:
        raise InvalidInputError.of("fields", "must be a list of field names, not empty")
    issues = Issues()
    found: list[str] = []
    for index, name in enumerate(fields):
        with issues:
            found.append(names.field(_checked(name, f"fields[{index}]"), f"fields[{index}]").wire)
    issues.check()
    return ",".join(found)


def asked_fields(names: FieldNames, fields: Sequence[str]) -> frozenset[str]:
    """The fields of a row that `fields` name, or parts of, in Python's spelling."""
    python = {each.encode_name: each.name for each in msgspec.structs.fields(names.model)}
    wire = {names.field(name, "fields").wire.partition(".")[0] for name in fields}
    return frozenset(python[name] for name in wire if name in python)


def sort_name(names: FieldNames, sort: object) -> str:
    """The field to sort by, as the wire has it."""
    return names.filterable(_checked(sort, "sort"), "sort").wire


def _checked(name: object, path: str) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InvalidInputError.of(path, "must be a field name")
    return name
