"""The authorizer: a key and a registered address for a token."""

from __future__ import annotations

from ..._config.settings import EMBEDDED_EMAIL
from ..._json_types import is_object
from ..context import RequestContext
from ..messages import Response, json_response
from .errors import MasteryTrackError
from .tables import AUDIENCE

__all__ = ["issue_token"]


def issue_token(call: RequestContext) -> Response:
    """Exchange the key and a registered address for a token."""
    if not call.tokens.knows_key(call.request.headers.get("x-api-key", "")):
        raise MasteryTrackError(401, "The API key is unknown.", "UNAUTHORIZED")
    body = call.body()
    email = body.get("email") if is_object(body) else None
    if not isinstance(email, str) or not email.strip():
        raise MasteryTrackError(400, "email is required.", "MISSING_PARAMETER")
    if email.lower() != EMBEDDED_EMAIL:
        raise MasteryTrackError(403, "The address has no access.", "ACCESS_DENIED")
    return json_response(200, {"success": True, "jwt": call.new_token(AUDIENCE)})
