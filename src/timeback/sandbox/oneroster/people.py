"""Agents and credentials of users."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import msgspec

from timeback.sandbox import instants
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import Fields, check_body
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import specs
from timeback.sandbox.oneroster.collections import USERS
from timeback.sandbox.oneroster.tables import CREDENTIALS, ROSTERING, reference
from timeback.sandbox.oneroster.tables import USERS as TABLE
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, any_of
from timeback.sandbox.writes import checking, refuse_issues, require

__all__ = ["register_people"]


def register_people(router: Router) -> None:
    """Serve agents and credentials below users."""
    user = f"{ROSTERING}/users/{{user}}"
    router.add("GET", f"{user}/agents", _agents)
    router.add("POST", f"{user}/agents", _add_agent)
    router.add("DELETE", f"{user}/agents/{{agent}}", _remove_agent)
    router.add("GET", f"{user}/agentFor", _agent_for)
    router.add("POST", f"{user}/credentials", _register_credential)
    router.add("POST", f"{user}/credentials/{{credential}}/decrypt", _decrypt_credential)


def _checked_body(call: RequestContext, fields: Fields) -> Doc:
    check = checking(call)
    body = check_body(call.body(), fields, check)
    refuse_issues(check)
    return body


def _save(call: RequestContext, user: Doc, **changes: object) -> None:
    modified = instants.after(call.now, user["dateLastModified"])
    call.session.replace(TABLE, user["sourcedId"], user | changes | {"dateLastModified": modified})


def _answer(call: RequestContext, envelope: str, users: Sequence[Doc]) -> Response:
    return call.text_response(f'{{"{envelope}":{msgspec.json.encode(users).decode()}}}')


def _agents(call: RequestContext) -> Response:
    user = require(call, USERS, call.params["user"])
    ids = [Clause("id = ?", (agent["sourcedId"],)) for agent in user["agents"]]
    return _answer(call, "agents", call.session.find(TABLE, any_of(ids)))


def _agent_for(call: RequestContext) -> Response:
    user = require(call, USERS, call.params["user"])
    return _answer(call, "users", call.session.find(TABLE, TABLE.tagged(f"agent={user['sourcedId']}")))


def _add_agent(call: RequestContext) -> Response:
    user = require(call, USERS, call.params["user"])
    agent = _checked_body(call, specs.AGENT)["agentSourcedId"]
    if agent == user["sourcedId"] or not call.session.exists(TABLE, agent):
        message = "There is no other user with this sourcedId."
        raise ApiError(422, "The request body is invalid.", [("agentSourcedId", message)])
    if all(known["sourcedId"] != agent for known in user["agents"]):
        _save(call, user, agents=[*user["agents"], reference("users", agent)])
    return json_response(200, {})


def _remove_agent(call: RequestContext) -> Response:
    user = require(call, USERS, call.params["user"])
    kept = [agent for agent in user["agents"] if agent["sourcedId"] != call.params["agent"]]
    if len(kept) == len(user["agents"]):
        raise ApiError(404, "Agent not found.")
    _save(call, user, agents=kept)
    return json_response(200, {})


def _register_credential(call: RequestContext) -> Response:
    user = require(call, USERS, call.params["user"])
    body = _checked_body(call, specs.CREDENTIAL)
    application, login = body["applicationName"], body["credentials"]
    mine = call.session.find(CREDENTIALS, Clause('"userId" = ?', (user["sourcedId"],)))
    known = next((found for found in mine if found["application"] == application), None)
    credential: Doc = {
        "sourcedId": known["sourcedId"] if known else str(uuid.uuid4()),
        "userId": user["sourcedId"],
        "application": application,
        "profileId": known["profileId"] if known else str(uuid.uuid4()),
        "username": login["username"],
        "password": login["password"],
    }
    write = call.session.replace if known else call.session.insert
    write(CREDENTIALS, credential["sourcedId"], credential)
    profiles = [entry for entry in user["userProfiles"] if entry["profileId"] != credential["profileId"]]
    _save(call, user, userProfiles=[*profiles, _profile(credential)])
    answer = {
        "userProfileId": credential["profileId"],
        "credentialId": credential["sourcedId"],
        "message": "Credentials updated." if known else "Credentials created.",
    }
    return json_response(200 if known else 201, answer)


def _profile(credential: Doc) -> Doc:
    application = credential["application"]
    slug = "-".join(application.lower().split())
    return {
        "profileId": credential["profileId"],
        "profileType": "application",
        "vendorId": slug,
        "applicationId": slug,
        "description": None,
        "app": {"sourcedId": slug, "name": application, "domain": []},
        "credentials": [
            {
                "id": credential["sourcedId"],
                "type": "password",
                "username": credential["username"],
                "password": "********",
            }
        ],
    }


def _decrypt_credential(call: RequestContext) -> Response:
    user = require(call, USERS, call.params["user"])
    owned = Clause('"userId" = ?', (user["sourcedId"],))
    if not call.session.exists(CREDENTIALS, call.params["credential"], owned):
        raise ApiError(404, "Credential not found.")
    credential = call.session.get(CREDENTIALS, call.params["credential"])
    return json_response(200, {"password": credential["password"] if credential else None})
