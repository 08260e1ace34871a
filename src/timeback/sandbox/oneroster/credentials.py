"""Credentials of users for applications."""

from __future__ import annotations

import uuid

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..records import Doc
from ..sql import Clause
from ..writes import require
from .agents import save_user
from .collections import USERS
from .schemas import rostering
from .tables import CREDENTIALS

__all__ = ["decrypt_credential", "register_credential"]


def register_credential(call: RequestContext) -> Response:
    """Store a login for an application, in place of a former one, with the profile that shows it."""
    user = require(call, USERS, call.params["user"])
    body = checked_body(call, rostering.CREDENTIAL)
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
    save_user(call, user, userProfiles=[*profiles, _profile(credential)])
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


def decrypt_credential(call: RequestContext) -> Response:
    """Answer the password of a credential."""
    user = require(call, USERS, call.params["user"])
    owned = Clause('"userId" = ?', (user["sourcedId"],))
    if not call.session.exists(CREDENTIALS, call.params["credential"], owned):
        raise ApiError(404, "Credential not found.")
    credential = call.session.get(CREDENTIALS, call.params["credential"])
    return json_response(200, {"password": credential["password"] if credential else None})
