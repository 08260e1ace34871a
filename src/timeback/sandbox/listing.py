"""Lists as the 1EdTech services page, filter, sort and trim them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec

from .conditions import Queryable, contains, order_by
from .context import RequestContext
from .errors import ApiError, invalid_query
from .messages import Response
from .session import Page
from .sql import Clause, all_of, any_of

__all__ = ["Window", "answer_list", "answer_one", "query_integer", "read_page", "trim"]


@dataclass(frozen=True)
class Window:
    """The rows of a list that were asked for."""

    limit: int
    offset: int


def query_integer(
    call: RequestContext,
    name: str,
    default: int,
    *,
    least: int = 0,
    most: int | None = None,
    error: Callable[[tuple[str, str]], ApiError] = invalid_query,
) -> int:
    """A whole number of the query.

    Raises:
        ApiError: It is none, or out of its bounds; 422, unless `error` makes another.
    """
    raw = call.query.get(name)
    if raw is None:
        return default
    value = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 16 else -1
    if value < least or (most is not None and value > most):
        bounds = f"from {least} to {most}" if most is not None else f"of at least {least}"
        raise error((name, f"Must be a whole number {bounds}."))
    return value


def _order(call: RequestContext, asked: Queryable) -> str:
    direction = call.query.get("orderBy", "asc")
    if call.profile.capital_order:
        direction = direction.lower()
    if direction not in ("asc", "desc"):
        raise invalid_query(("orderBy", "Must be asc or desc."))
    name = call.query.get("sort")
    if name is None:
        return f"seq {direction}"
    return order_by(asked, name, direction)


def _fields(call: RequestContext, asked: Queryable) -> list[str] | None:
    raw = call.query.get("fields")
    if raw is None:
        return None
    names = [name.strip() for name in raw.split(",")]
    unknown = [name for name in names if name not in asked.fields]
    if unknown:
        raise ApiError(400, "Error in fields parameter", [("fields", f"no such field: {unknown[0]}")])
    return names


def trim(text: str, names: Sequence[str] | None) -> str:
    """Keep only the named attributes of a document."""
    if names is None:
        return text
    whole = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    return msgspec.json.encode({name: whole[name] for name in names if name in whole}).decode()


def _where(call: RequestContext, asked: Queryable, searched: Sequence[str], scope: Clause) -> Clause:
    clauses = [scope]
    if (text := call.query.get("filter")) is not None:
        clauses.append(asked.where(text, call.profile.filter_rules))
    # Where the platform describes no searched fields, it passes the parameter over.
    if (needle := call.query.get("search")) and searched:
        clauses.append(any_of([contains(asked.table.expression(name), needle) for name in searched]))
    return all_of(clauses)


def _next_link(call: RequestContext, window: Window) -> tuple[str, str]:
    query = urlencode(call.query | {"limit": window.limit, "offset": window.offset + window.limit})
    return "link", f'<{call.base_url}{call.request.path}?{query}>; rel="next"'


def read_page(
    call: RequestContext,
    asked: Queryable,
    scope: Clause,
    searched: Sequence[str] = (),
    *,
    default_limit: int | None = None,
) -> tuple[Window, Page]:
    """One page of the records for which `scope` holds, as the query asks for it, and where it lies."""
    limits = call.profile.limits
    window = Window(
        min(query_integer(call, "limit", default_limit or limits.server_default, least=1), limits.max_limit),
        query_integer(call, "offset", 0),
    )
    page = call.session.page(
        asked.table,
        _where(call, asked, searched, scope),
        order=_order(call, asked),
        limit=window.limit,
        offset=window.offset,
    )
    return window, page


def answer_list(
    call: RequestContext, envelope: str, asked: Queryable, scope: Clause, searched: Sequence[str] = ()
) -> Response:
    """Answer one page of the records for which `scope` holds."""
    names = _fields(call, asked)
    window, page = read_page(call, asked, scope, searched)
    rows = ",".join(page.rows if names is None else [trim(row, names) for row in page.rows])
    text = (
        f'{{"{envelope}":[{rows}],"totalCount":{page.total},"pageCount":{-(-page.total // window.limit)},'
        f'"pageNumber":{window.offset // window.limit + 1},"offset":{window.offset},"limit":{window.limit}}}'
    )
    headers = [("x-total-count", str(page.total))]
    if window.offset + len(page.rows) < page.total and page.rows:
        headers.append(_next_link(call, window))
    return call.text_response(text, headers)


def answer_one(call: RequestContext, envelope: str, asked: Queryable, text: str) -> Response:
    """Answer one stored document in its envelope, with only the fields that were asked for."""
    return call.text_response(f'{{"{envelope}":{trim(text, _fields(call, asked))}}}')
