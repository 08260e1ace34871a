"""The search in the inventory."""

from __future__ import annotations

from timeback.sandbox.calls import Call
from timeback.sandbox.conditions import contains
from timeback.sandbox.masterytrack.common import PREFIX, MasteryTrackRefusal, grade_rank
from timeback.sandbox.masterytrack.desk import guarded
from timeback.sandbox.masterytrack.tables import INVENTORY
from timeback.sandbox.messages import Response
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, all_of

__all__ = ["BY_GRADE", "SUPPORTED", "register_inventory"]

BY_GRADE = '"subject", "grade_rank", "name", "version" DESC'
SUPPORTED = Clause("json_extract(doc, '$.supported')")
_ALL = {"true": True, "false": False}


def register_inventory(router: Router) -> None:
    """Serve the search."""
    router.add("GET", f"{PREFIX}/authoring/inventory/search", guarded(_search))


def _search(call: Call) -> Response:
    query, clauses = call.query, list[Clause]()
    everything = _ALL.get(query.get("all", "false"))
    if everything is None:
        raise _invalid("all", "Must be true or false.")
    if not everything:
        clauses.append(SUPPORTED)
    if name := query.get("name"):
        clauses.append(contains('"name"', name))
    if timeback_id := query.get("timeback_id"):
        clauses.append(Clause("id = ?", (timeback_id,)))
    if subject := query.get("subject"):
        clauses.append(Clause('"subject" = ? COLLATE NOCASE', (subject,)))
    if grade := query.get("grade"):
        rank = grade_rank(grade)
        if rank is None:
            raise _invalid("grade", "Must be a grade from 0 to 12, or its name.")
        clauses.append(Clause('"grade_rank" = ?', (rank,)))
    # No list is paged here; -1 is no limit.
    page = call.session.page(INVENTORY, all_of(clauses), order=BY_GRADE, limit=-1, offset=0)
    return call.text_response(f'{{"success":true,"data":[{",".join(page.rows)}]}}')


def _invalid(name: str, message: str) -> MasteryTrackRefusal:
    return MasteryTrackRefusal(
        400, "Invalid query parameters.", code="INVALID_PARAMETERS", details={name: message}
    )
