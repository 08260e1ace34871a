"""Subscriptions of applications. They are kept, and nothing is delivered: no delivery of the platform was seen."""

from __future__ import annotations

import secrets
import uuid

from ..context import RequestContext
from ..edubridge.common import existing
from ..edubridge.tables import APPLICATIONS
from ..messages import Response, json_response
from ..records import Doc
from .schemas import subscription_body
from .tables import SUBSCRIPTIONS

__all__ = ["create_subscription"]


def create_subscription(call: RequestContext) -> Response:
    """Store a subscription; its signing secret is answered this once."""
    application_id, body = call.params["application"], subscription_body(call)
    existing(call, APPLICATIONS, application_id, "Application")
    subscription: Doc = {
        "id": str(uuid.uuid4()),
        "url": body["url"],
        "eventTypes": body["eventTypes"],
        "status": "active",
        "dateCreated": call.now,
    }
    call.session.insert(SUBSCRIPTIONS, subscription["id"], subscription | {"applicationId": application_id})
    secret = f"whsec_{secrets.token_urlsafe(32)}"
    return json_response(201, subscription | {"signingSecret": secret})
