"""The records of every service as tables to search and to follow."""

from __future__ import annotations

from urllib.parse import parse_qs

import msgspec

from ..conditions import Queryable, order_by
from ..errors import ApiError
from ..messages import Request, Response, json_response
from ..sql import EVERYTHING, Table
from .sandbox import Controlled

__all__ = ["get_record", "list_records", "list_tables"]

_DEFAULT_LIMIT = 50
_MOST = 1000


def list_tables(sandbox: Controlled, request: Request) -> Response:
    """Answer the tables of each service, and how many records are in them."""
    with sandbox.store.transaction(write=False) as session:
        services = [
            {
                "service": service,
                "tables": [
                    {"name": name, "records": session.execute(f"SELECT count(*) FROM {name}")[0][0]}
                    for name in names
                ],
            }
            for service, names in sandbox.tables_of.items()
            if names
        ]
    return json_response(200, {"services": services})


def _table(sandbox: Controlled, name: str) -> Table | None:
    return sandbox.store.tables.get(name)


def _no_table(name: str) -> Response:
    return json_response(404, {"error": "there is no such table; GET /_sandbox/records lists them"})


def list_records(sandbox: Controlled, request: Request, name: str) -> Response:
    """Answer a page of a table: `filter` as OneRoster has it, `sort`, `orderBy`, `limit` and `offset`."""
    table = _table(sandbox, name)
    if table is None:
        return _no_table(name)
    query = {key: values[-1] for key, values in parse_qs(request.query).items()}
    asked = Queryable(table, {}, open=True)
    try:
        limit, offset = (
            int(query.get(key, default)) for key, default in (("limit", _DEFAULT_LIMIT), ("offset", 0))
        )
        where = asked.where(query["filter"]) if "filter" in query else EVERYTHING
        direction = "desc" if query.get("orderBy") == "desc" else "asc"
        order = order_by(asked, query["sort"], direction) if "sort" in query else f"seq {direction}"
    except ValueError:
        return json_response(422, {"error": "limit and offset must be whole numbers"})
    except ApiError as error:
        details = [message for _, message in error.details]
        return json_response(400, {"error": ": ".join([error.text, *details])})
    with sandbox.store.transaction(write=False) as session:
        page = session.page(table, where, order=order, limit=min(max(limit, 1), _MOST), offset=max(offset, 0))
    return json_response(
        200, {"total": page.total, "records": [msgspec.Raw(row.encode()) for row in page.rows]}
    )


def get_record(sandbox: Controlled, request: Request, name: str, record_id: str) -> Response:
    """Answer one record."""
    table = _table(sandbox, name)
    if table is None:
        return _no_table(name)
    with sandbox.store.transaction(write=False) as session:
        text = session.get_text(table, record_id)
    if text is None:
        return json_response(404, {"error": "there is no such record"})
    return json_response(200, encoded=text.encode())
