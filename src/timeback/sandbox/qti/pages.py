"""Lists by page: searched, filtered, sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ..conditions import Queryable, contains
from ..context import RequestContext
from ..errors import ApiError
from ..listing import query_integer
from ..messages import Response, json_response
from ..records import Doc
from ..sql import Clause, Table, all_of, any_of

__all__ = ["answer_page", "answer_rows"]


def _bad_query(issue: tuple[str, str]) -> ApiError:
    return ApiError(400, "Invalid query", [issue])


_SORTS = ("title", "identifier", "type", "createdAt", "updatedAt")


def _envelope(call: RequestContext, rows: Sequence[Any], total: int, page: int, limit: int) -> Response:
    return json_response(
        200,
        {
            "items": list(rows), "total": total, "page": page, "pages": -(-total // limit), "limit": limit,
            "sort": call.query.get("sort", "createdAt"), "order": call.query.get("order", "desc"),
        },
    )  # fmt: skip


def _order(call: RequestContext) -> tuple[str, bool]:
    sort, order = call.query.get("sort", "createdAt"), call.query.get("order", "desc")
    if sort not in _SORTS or order not in ("asc", "desc"):
        raise _bad_query(("sort", f"Must be one of {', '.join(_SORTS)}, order asc or desc."))
    return sort, order == "desc"


def answer_page(call: RequestContext, table: Table, kinds: Mapping[str, str], *scope: Clause) -> Response:
    """Answer one page of a table.

    Args:
        call: The call.
        table: Where the records are.
        kinds: What filters may ask for, and how it is compared.
        scope: What must hold besides.
    """
    page, limit = _window(call)
    clauses = list(scope)
    if needle := call.query.get("query"):
        clauses.append(any_of([contains(table.expression("title"), needle), contains("id", needle)]))
    if (text := call.query.get("filter")) is not None:
        clauses.append(Queryable(table, kinds).where(text))
    sort, descending = _order(call)
    column = "id" if sort == "identifier" else table.expression(sort)
    direction = "DESC" if descending else "ASC"
    found = call.session.page(
        table,
        all_of(clauses),
        order=f"{column} {direction}, seq {direction}",
        limit=limit,
        offset=(page - 1) * limit,
    )
    rows = [msgspec.json.decode(row) for row in found.rows]
    return _envelope(call, rows, found.total, page, limit)


def answer_rows(call: RequestContext, rows: Sequence[Doc]) -> Response:
    """Answer one page of rows that stand inside a record."""
    page, limit = _window(call)
    needle = call.query.get("query", "").casefold()
    found = [row for row in rows if needle in f"{row['identifier']} {row.get('title', '')}".casefold()]
    for name in ("navigationMode", "submissionMode"):
        if name in call.query:
            found = [row for row in found if row.get(name) == call.query[name]]
    # Nested rows have no times: their own order is that of the test, whatever the default says.
    if "sort" in call.query:
        found = _sorted(found, *_order(call))
    return _envelope(call, found[(page - 1) * limit : page * limit], len(found), page, limit)


def _sorted(rows: Sequence[Doc], sort: str, descending: bool) -> list[Doc]:
    return sorted(rows, key=lambda row: (str(row.get(sort, "")), str(row["identifier"])), reverse=descending)


def _window(call: RequestContext) -> tuple[int, int]:
    page = query_integer(call, "page", 1, least=1, error=_bad_query)
    return page, query_integer(call, "limit", 10, least=1, error=_bad_query)
