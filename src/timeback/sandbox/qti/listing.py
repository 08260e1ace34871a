"""Lists by page: searched, filtered, sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.conditions import Queryable, contains
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.store import Clause, Doc, Table, all_of, any_of

__all__ = ["answer_page", "answer_rows"]

_SORTS = ("title", "identifier", "type", "createdAt", "updatedAt")


def _whole(call: RequestContext, name: str, default: int) -> int:
    raw = call.query.get(name, str(default))
    value = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else 0
    if value < 1:
        raise ApiError(400, "Invalid query", [(name, "Must be a whole number above 0.")])
    return value


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
        raise ApiError(
            400, "Invalid query", [("sort", f"Must be one of {', '.join(_SORTS)}, order asc or desc.")]
        )
    return sort, order == "desc"


def answer_page(call: RequestContext, table: Table, kinds: Mapping[str, str], *scope: Clause) -> Response:
    """Answer one page of a table.

    Args:
        call: The call.
        table: Where the records are.
        kinds: What filters may ask for, and how it is compared.
        scope: What must hold besides.
    """
    page, limit = _whole(call, "page", 1), _whole(call, "limit", 10)
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
    page, limit = _whole(call, "page", 1), _whole(call, "limit", 10)
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
