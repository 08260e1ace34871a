"""Agents of users."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .. import instants
from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..messages import Response, json_response
from ..records import Doc
from ..sql import Clause, any_of
from ..writes import require
from .collections import USERS
from .schemas import rostering
from .tables import USERS as TABLE
from .tables import reference

__all__ = ["add_agent", "list_agents", "list_principals", "remove_agent", "save_user"]


def save_user(call: RequestContext, user: Doc, **changes: object) -> None:
    """Write fields of a user."""
    modified = instants.after(call.now, user["dateLastModified"])
    call.session.replace(TABLE, user["sourcedId"], user | changes | {"dateLastModified": modified})


# Fields of users that `AgentUser`, the shape that was observed here, does not have.
_LEFT_OUT = frozenset({"agents", "userProfiles"})


def _answer(call: RequestContext, envelope: str, users: Sequence[Doc]) -> Response:
    rows = [{name: value for name, value in user.items() if name not in _LEFT_OUT} for user in users]
    return call.text_response(f'{{"{envelope}":{msgspec.json.encode(rows).decode()}}}')


def list_agents(call: RequestContext) -> Response:
    """Answer the agents of a user, such as guardians."""
    user = require(call, USERS, call.params["user"])
    ids = [Clause("id = ?", (agent["sourcedId"],)) for agent in user["agents"]]
    return _answer(call, "agents", call.session.find(TABLE, any_of(ids)))


def list_principals(call: RequestContext) -> Response:
    """Answer the users whose agent a user is."""
    user = require(call, USERS, call.params["user"])
    return _answer(call, "users", call.session.find(TABLE, TABLE.tagged(f"agent={user['sourcedId']}")))


def add_agent(call: RequestContext) -> Response:
    """Make one user an agent of another."""
    user = require(call, USERS, call.params["user"])
    agent = checked_body(call, rostering.AGENT)["agentSourcedId"]
    if agent == user["sourcedId"] or not call.session.exists(TABLE, agent):
        message = "There is no other user with this sourcedId."
        raise invalid_body(("agentSourcedId", message))
    if all(known["sourcedId"] != agent for known in user["agents"]):
        save_user(call, user, agents=[*user["agents"], reference("users", agent)])
    return json_response(200, {})


def remove_agent(call: RequestContext) -> Response:
    """End that one user is an agent of another."""
    user = require(call, USERS, call.params["user"])
    kept = [agent for agent in user["agents"] if agent["sourcedId"] != call.params["agent"]]
    if len(kept) == len(user["agents"]):
        raise ApiError(404, "Agent not found.")
    save_user(call, user, agents=kept)
    return json_response(200, {})
