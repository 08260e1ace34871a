"""The query of a list: bounds, sort, fields and filter, checked before they are sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from .._config.platforms import PROFILES
from .._config.settings import Settings
from .._issues import Issues
from .._patterns import pattern
from ..errors import InvalidInputError
from .arguments import check_integer
from .filters import NOTHING, Nothing, Where, build_filter, split_filter
from .names import FieldNames
from .shapes import field_names

__all__ = [
    "ListQuery",
    "asked_fields",
    "attribute_path",
    "check_bounds",
    "check_order",
    "field_list",
    "list_query",
    "sort_name",
]

# Of the 8 kB that servers and proxies commonly read of a URL; path, fields and the rest share what is left.
_FILTER_ROOM = 6000
# As other libraries write a direction: `-family_name`, `family_name desc`.
_DIRECTED = pattern(r"[-+].+|\S+[ :,]+(asc|desc)(ending)?", re.IGNORECASE)
_NAME = pattern(r"[A-Za-z_]\w*(\.[A-Za-z_][\w-]*)*")


class ListQuery(msgspec.Struct, frozen=True):
    """The questions to a list, page by page. `matches_nothing` needs no request at all.

    `fields` are those of a row that are fetched, in Python's spelling; None if all are.
    `filters` are those of the lists that make up this one, where its own would be too long for a URL.
    """

    parameters: Mapping[str, Any]
    matches_nothing: bool
    fields: frozenset[str] | None
    filters: tuple[str, ...] = ()

    def parts(self) -> list[ListQuery]:
        """The questions to the lists that make up this one, with what it takes to put them together."""
        needed = dict(self.parameters)
        if needed["fields"] is not None:
            wanted = [*needed["fields"].split(","), needed["sort"], "sourcedId"]
            needed["fields"] = ",".join(dict.fromkeys(filter(None, wanted)))
        return [
            msgspec.structs.replace(self, parameters={**needed, "filter": each}, filters=())
            for each in self.filters
        ]

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
    found: str | Nothing | None = None
    with issues:
        check_bounds(settings, limit, offset)
    with issues:
        parameters["sort"] = None if sort is None else sort_name(names, sort)
    with issues:
        check_order(order_by)
        parameters["orderBy"] = None if order_by is None else _direction(settings, order_by)
    with issues:
        found = build_filter(where, settings.filter_rules, names, condition)
        parameters["filter"] = None if found is NOTHING else found
    with issues:
        parameters["fields"] = None if fields is None else field_list(names, fields)
    if isinstance(search, str | None):  # pyright: ignore[reportUnnecessaryIsInstance]
        parameters["search"] = search or None
    else:
        issues.add("search", f"must be text, not {type(search).__name__}")
    issues.check()
    asked = None if fields is None else asked_fields(names, fields)
    filters: list[str] = []
    if isinstance(found, str) and len(quote(found, safe="")) > _FILTER_ROOM:
        filters = split_filter(where, settings.filter_rules, names, condition, room=_FILTER_ROOM)
        if len(filters) > 1 and asked is not None:
            asked |= _attributes(names.model, [parameters["sort"] or "sourcedId", "sourcedId"])
    return ListQuery(parameters, found is NOTHING, asked, tuple(filters) if len(filters) > 1 else ())


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
    if isinstance(fields, str | bytes) or not isinstance(fields, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInputError.of("fields", f"must be a list of field names, not {type(fields).__name__}")
    if not fields:
        raise InvalidInputError.of("fields", "needs at least one name")
    issues = Issues()
    found: list[str] = []
    for index, name in enumerate(fields):
        with issues:
            found.append(names.field(_checked(name, f"fields[{index}]"), f"fields[{index}]").wire)
    issues.check()
    return ",".join(found)


def asked_fields(names: FieldNames, fields: Sequence[str]) -> frozenset[str]:
    """The fields of a row that `fields` name, or parts of, in Python's spelling."""
    return _attributes(names.model, [names.field(name, "fields").wire for name in fields])


def _attributes(model: type[msgspec.Struct], wire: Sequence[str]) -> frozenset[str]:
    """The attributes that hold fields, or parts of such, in the wire's spelling."""
    python = {encoded: name for name, encoded in field_names(model).items()}
    return frozenset(python[first] for name in wire if (first := name.partition(".")[0]) in python)


def sort_name(names: FieldNames, sort: object) -> str:
    """The field to sort by, as the wire has it."""
    if isinstance(sort, str) and _DIRECTED.fullmatch(sort):
        raise InvalidInputError.of(
            "sort", "must be a field name alone; order_by= sets the direction, asc or desc"
        )
    return names.filterable(_checked(sort, "sort"), "sort").wire


def attribute_path(model: type[msgspec.Struct], name: str) -> list[str]:
    """The attributes that lead to a field in the wire's spelling, such as `["org", "sourced_id"]`."""
    first, *rest = name.split(".")
    names = {each.encode_name: each.name for each in msgspec.structs.fields(model)}
    return [names.get(first, first), *(re.sub(r"(?<!^)(?=[A-Z])", "_", part).lower() for part in rest)]


def _checked(name: object, path: str) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InvalidInputError.of(path, "must be a field name")
    return name
