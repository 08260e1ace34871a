"""The query of a list: bounds, sort, fields and filter, checked before they are sent."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec

from .._config.platforms import PROFILES
from .._config.settings import Settings
from ..errors import InvalidInputError
from .encode import check_integer, field_names
from .filters import NOTHING, Where, build_filter, split_filter

__all__ = [
    "ListQuery",
    "asked_fields",
    "attribute_path",
    "check_bounds",
    "field_list",
    "list_query",
    "wire_name",
]

# Of the 8 kB that servers and proxies commonly read of a URL; path, fields and the rest share what is left.
_FILTER_ROOM = 6000
_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_][\w-]*)*")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The questions to a list, page by page. `matches_nothing` needs no request at all.

    `fields` are those of a row that are fetched, in Python's spelling; None where all are.
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
            dataclasses.replace(self, parameters={**needed, "filter": each}, filters=())
            for each in self.filters
        ]

    def page(self, offset: int, limit: int) -> dict[str, Any]:
        """The query parameters of one page."""
        return {"limit": limit, "offset": offset, **self.parameters}


def list_query(
    settings: Settings,
    model: type[msgspec.Struct],
    *,
    limit: int,
    offset: int,
    sort: str | None,
    order_by: str | None,
    where: Where | None,
    fields: Sequence[str] | None,
    search: str | None,
) -> ListQuery:
    """Check the arguments of a list and put them under their wire names.

    Raises:
        InvalidInputError: Names the argument that cannot be sent.
    """
    check_bounds(settings, limit, offset)
    if order_by not in (None, "asc", "desc"):
        raise InvalidInputError.of("order_by", "must be 'asc' or 'desc'")
    if not isinstance(search, str | None):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInputError.of("search", f"must be text, not {type(search).__name__}")
    condition = build_filter(where, settings.filter_rules)
    parameters = {
        "sort": None if sort is None else wire_name(model, sort, "sort"),
        "orderBy": None if order_by is None else _direction(settings, order_by),
        "filter": None if condition is NOTHING else condition,
        "fields": None if fields is None else field_list(model, fields),
        "search": search or None,
    }
    asked = None if fields is None else asked_fields(model, fields)
    filters: list[str] = []
    if isinstance(condition, str) and len(quote(condition, safe="")) > _FILTER_ROOM:
        filters = split_filter(where, settings.filter_rules, _FILTER_ROOM)
        if len(filters) > 1 and asked is not None:
            asked |= asked_fields(model, [sort, "sourcedId"] if sort else ["sourcedId"])
    return ListQuery(parameters, condition is NOTHING, asked, tuple(filters) if len(filters) > 1 else ())


def check_bounds(settings: Settings, limit: int, offset: int) -> None:
    """Refuse a page that the platform would not answer."""
    check_integer("limit", limit, minimum=1, maximum=settings.limits.max_limit)
    check_integer("offset", offset, minimum=0)


def _direction(settings: Settings, order_by: str) -> str:
    return str(order_by).upper() if PROFILES[settings.platform].capital_order else str(order_by)


def field_list(model: type[msgspec.Struct], fields: Sequence[str]) -> str:
    """`["sourced_id", "givenName"]` as `sourcedId,givenName`."""
    if isinstance(fields, str) or not fields:
        raise InvalidInputError.of("fields", "must be a list of field names, not empty")
    return ",".join(wire_name(model, name, f"fields[{index}]") for index, name in enumerate(fields))


def asked_fields(model: type[msgspec.Struct], fields: Sequence[str]) -> frozenset[str]:
    """The fields of a row that `fields` name, or parts of, in Python's spelling."""
    names = {each.encode_name: each.name for each in msgspec.structs.fields(model)}
    wire = {wire_name(model, name, "fields").partition(".")[0] for name in fields}
    return frozenset(names[name] for name in wire if name in names)


def attribute_path(model: type[msgspec.Struct], name: str) -> list[str]:
    """The attributes that lead to a field in the wire's spelling, such as `["org", "sourced_id"]`."""
    first, *rest = name.split(".")
    names = {each.encode_name: each.name for each in msgspec.structs.fields(model)}
    return [names.get(first, first), *(re.sub(r"(?<!^)(?=[A-Z])", "_", part).lower() for part in rest)]


def wire_name(model: type[msgspec.Struct], name: object, path: str) -> str:
    """A field in Python's or the wire's spelling, as the wire has it; one we do not know is sent as it is."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InvalidInputError.of(path, "must be a field name")
    first, dot, rest = name.partition(".")
    return field_names(model).get(first, first) + dot + rest
