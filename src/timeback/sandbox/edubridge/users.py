"""Users by their roles, out of OneRoster's users."""

from __future__ import annotations

from ..context import RequestContext
from ..errors import invalid_query
from ..listing import answer_list
from ..messages import Response
from ..oneroster.collections import USERS
from ..oneroster.tables import USERS as TABLE
from ..records import Doc
from ..sql import Clause, all_of, any_of
from .common import answer, query_values

__all__ = ["list_users"]

_ROLES = ("administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher")


# Lists that are answered empty where a user has none; one published client needs them.
_NO_LISTS: Doc = {"userIds": [], "agents": [], "userProfiles": [], "grades": []}


def list_users(call: RequestContext) -> Response:
    """Answer one page of the users who hold some roles and no others."""
    roles = query_values(call, "roles")
    if not roles or not set(roles) <= set(_ROLES):
        raise invalid_query(("roles", f"Must be at least one of {', '.join(_ROLES)}."))
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
    body = page.json()
    if "fields" not in call.query:
        body["users"] = [_NO_LISTS | user for user in body["users"]]
    # This list gives its counters in the body alone.
    return answer(call, None, body)
