"""Learner records: stored as they are sent, signed, and listed."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import msgspec

from .. import instants
from ..bodies import checked_body
from ..context import RequestContext
from ..errors import invalid_query
from ..listing import query_integer
from ..messages import Response, json_response
from ..sql import EVERYTHING, Clause
from .rules import signed
from .schemas import RECORD
from .tables import BASE, RECORDS

__all__ = ["list_credentials", "upsert_credential"]

_bad_query = partial(invalid_query, status=400)
_PATH = f"{BASE}/credentials"
_MAX_LIMIT = 3000


def upsert_credential(call: RequestContext) -> Response:
    """Store a learner record with a proof of the platform's: 201 for a new one, else 200."""
    sent = call.body()
    checked_body(call, RECORD, body=sent)
    old = call.session.get(RECORDS, sent["id"])
    changed = instants.after(call.now, old["changed"] if old else None)
    credential = signed(sent, changed, f"{call.base_url}{BASE}/keys/1")
    write = call.session.replace if old else call.session.insert
    write(RECORDS, sent["id"], {"changed": changed, "credential": credential})
    return json_response(200 if old else 201, credential)


def list_credentials(call: RequestContext) -> Response:
    """Answer one page of the learner records, of those changed after `since` if it is given."""
    limit = query_integer(call, "limit", 100, least=1, most=_MAX_LIMIT, error=_bad_query)
    offset = query_integer(call, "offset", 0, error=_bad_query)
    where = EVERYTHING
    if (since := call.query.get("since")) is not None:
        moment = instants.parse(since)
        if moment is None:
            raise _bad_query(("since", "Must be an ISO 8601 datetime."))
        where = Clause('"changed" > ?', (moment.text,))
    page = call.session.page(RECORDS, where, order="seq", limit=limit, offset=offset)
    credentials = [msgspec.json.decode(row)["credential"] for row in page.rows]
    headers = [("x-total-count", str(page.total))]
    if offset + len(credentials) < page.total and credentials:
        query = urlencode({**call.query, "limit": limit, "offset": offset + limit})
        headers.append(("link", f'<{call.base_url}{_PATH}?{query}>; rel="next"'))
    return json_response(200, {"credential": credentials}, headers)
