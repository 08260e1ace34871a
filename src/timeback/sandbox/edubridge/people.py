"""Users by their roles, out of OneRoster's users."""

from __future__ import annotations

import dataclasses

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.edubridge.common import query_values, refuse_query
from timeback.sandbox.edubridge.tables import BASE
from timeback.sandbox.listing import answer_list
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster.collections import USERS
from timeback.sandbox.oneroster.tables import USERS as TABLE
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, all_of, any_of

__all__ = ["register_users"]

_ROLES = ("administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher")


def register_users(router: Router) -> None:
    """Serve the users who hold some roles and no others."""
    router.add("GET", f"{BASE}/users", _list)


def _list(call: RequestContext) -> Response:
    roles = query_values(call, "roles")
    if not roles or not set(roles) <= set(_ROLES):
        refuse_query("roles", f"Must be at least one of {', '.join(_ROLES)}.")
    entity, tags = USERS.entity, [f"role={role}" for role in roles]
    marks = ", ".join("?" * len(tags))
    others = Clause(
        f"seq NOT IN (SELECT seq FROM {TABLE.name}_tags WHERE tag >= 'role=' AND tag < 'role>' "
        f"AND tag NOT IN ({marks}))",
        tuple(tags),
    )
    clauses = [any_of([TABLE.tagged(tag) for tag in tags]), others]
    if orgs := query_values(call, "orgSourcedIds"):
        clauses.append(any_of([TABLE.tagged(f"org={each}") for each in orgs]))
    page = answer_list(call, "users", entity.queryable, all_of(clauses), entity.searched)
    # This list gives its counters in the body alone.
    kept = [(name, value) for name, value in page.headers if name not in ("link", "x-total-count")]
    return dataclasses.replace(page, headers=kept)
