"""The records of every service as tables to search and to follow."""

from __future__ import annotations

import sys
from urllib.parse import parse_qs

import msgspec

from ..._query.filters import build_filter
from ..._query.names import FieldNames
from ..._query.where_text import read_where_line
from ...errors import InvalidInputError
from ..conditions import Queryable, order_by
from ..errors import ApiError
from ..messages import Request, Response, json_response
from ..sql import EVERYTHING, Clause, Table, all_of
from .kinds import description_of, kind_of
from .sandbox import Controlled

__all__ = ["describe_table", "find_records", "get_record", "list_records", "list_tables"]

_DEFAULT_LIMIT = 50
_MOST = 1000
_MOST_IDS = 200


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


def describe_table(sandbox: Controlled, request: Request, name: str) -> Response:
    """Answer what the records of a table are: the meaning of each field, and the call that fetches one."""
    if _table(sandbox, name) is None:
        return _no_table()
    return json_response(200, description_of(name))


def _table(sandbox: Controlled, name: str) -> Table | None:
    return sandbox.store.tables.get(name)


def _no_table() -> Response:
    return json_response(404, {"error": "there is no such table; GET /_sandbox/records lists them"})


def _asked(request: Request) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(request.query).items()}


def list_records(sandbox: Controlled, request: Request, name: str) -> Response:
    """Answer a page of a table.

    `where` is a line of the library's conditions, `filter` the wire's; `sort`, `orderBy`, `limit` and `offset` are
    as OneRoster has them.
    """
    table = _table(sandbox, name)
    if table is None:
        return _no_table()
    query = _asked(request)
    asked = Queryable(table, {}, open=True)
    try:
        limit, offset = (
            int(query.get(key, default)) for key, default in (("limit", _DEFAULT_LIMIT), ("offset", 0))
        )
        where = _conditions(asked, query)
        direction = "desc" if query.get("orderBy") == "desc" else "asc"
        order = order_by(asked, query["sort"], direction) if "sort" in query else f"seq {direction}"
    except InvalidInputError as error:
        issues = [f"{each.path}: {each.message}" for each in error.issues]
        return json_response(400, {"error": "; ".join(issues) or str(error)})
    except ValueError:
        return json_response(422, {"error": "limit and offset must be whole numbers"})
    except ApiError as error:
        details = [message for _, message in error.details]
        return json_response(400, {"error": ": ".join([error.text, *details])})
    with sandbox.store.transaction(write=False) as session:
        place = min(max(offset, 0), sys.maxsize)
        page = session.page(table, where, order=order, limit=min(max(limit, 1), _MOST), offset=place)
    rows = [_linked(sandbox, row) for row in page.rows]
    return json_response(200, {"total": page.total, "records": rows, "ids": page.ids})


def _conditions(asked: Queryable, query: dict[str, str]) -> Clause:
    clauses: list[Clause] = []
    if "where" in query:
        model = kind_of(asked.table.name).model
        names = None if model is None else FieldNames(model)
        built = build_filter(read_where_line(query["where"]), names=names)
        if built is not None:
            clauses.append(asked.where(built) if isinstance(built, str) else Clause("0"))
    if "filter" in query:
        clauses.append(asked.where(query["filter"]))
    return all_of(clauses) if clauses else EVERYTHING


def _linked(sandbox: Controlled, row: str) -> msgspec.Raw:
    """A document whose references lead to this sandbox."""
    return msgspec.Raw(row.replace(sandbox.store.link_mark, sandbox.base_url).encode())


def get_record(sandbox: Controlled, request: Request, name: str, record_id: str) -> Response:
    """Answer one record."""
    table = _table(sandbox, name)
    if table is None:
        return _no_table()
    with sandbox.store.transaction(write=False) as session:
        text = session.get_text(table, record_id)
    if text is None:
        return json_response(404, {"error": "there is no such record"})
    return json_response(200, encoded=bytes(_linked(sandbox, text)))


def find_records(sandbox: Controlled, request: Request) -> Response:
    """Answer the tables that hold a record of each `id`."""
    ids = list(dict.fromkeys(parse_qs(request.query).get("id", [])))[:_MOST_IDS]
    found: dict[str, list[str]] = {each: [] for each in ids}
    listed = msgspec.json.encode(ids).decode()
    with sandbox.store.transaction(write=False) as session:
        for name in sandbox.store.tables:
            sql = f"SELECT id FROM {name} WHERE id IN (SELECT value FROM json_each(?))"
            for (record_id,) in session.execute(sql, (listed,)):
                found[record_id].append(name)
    return json_response(200, {"found": found})
