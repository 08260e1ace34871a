"""The authorizer: a token for an API key and an address, and the check of these tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Any

import msgspec

from timeback.sandbox.calls import Call
from timeback.sandbox.masterytrack.common import PREFIX, MasteryTrackRefusal, body_of
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster.tables import USERS
from timeback.sandbox.router import Handler, Router
from timeback.sandbox.store import Clause
from timeback.settings import EMBEDDED_API_KEY, EMBEDDED_EMAIL

__all__ = ["guarded", "register_desk"]

_LIFE = 3600
# Beside the platform's own tokens in their table, so that a fault which expires tokens expires these too.
_OWNER = "masterytrack"


def register_desk(router: Router) -> None:
    """Serve the authorizer."""
    router.add("POST", f"{PREFIX}/authorizer", _authorize)


def guarded(handler: Handler) -> Handler:
    """A handler that answers only to a token of the authorizer."""

    def check(call: Call) -> Response:
        scheme, _, token = call.request.headers.get("x-auth-token", "").partition(" ")
        known = scheme == "Bearer" and call.session.execute(
            "SELECT 1 FROM sandbox_tokens WHERE digest = ? AND client_id = ? AND expires > ?",
            (_digest(token), _OWNER, call.clock()),
        )
        if not known:
            raise MasteryTrackRefusal(401, "Unauthorized", code="UNAUTHORIZED")
        return handler(call)

    return check


def _authorize(call: Call) -> Response:
    given = call.request.headers.get("x-api-key", "")
    if not hmac.compare_digest(given.encode(), EMBEDDED_API_KEY.encode()):
        raise MasteryTrackRefusal(401, "The API key is not known.", code="UNAUTHORIZED")
    email = body_of(call).get("email")
    if not isinstance(email, str) or not email:
        raise MasteryTrackRefusal(400, "email is required.", code="MISSING_PARAMETER")
    if not _is_registered(call, email):
        raise MasteryTrackRefusal(403, "This address has no access to the API.", code="ACCESS_DENIED")
    token = _jwt(email, int(call.clock()))
    call.session.execute("DELETE FROM sandbox_tokens WHERE expires <= ?", (call.clock(),))
    call.session.execute(
        "INSERT INTO sandbox_tokens VALUES (?, ?, ?)", (_digest(token), _OWNER, call.clock() + _LIFE)
    )
    return json_response(200, {"success": True, "jwt": token}, [("cache-control", "no-store")])


def _is_registered(call: Call, email: str) -> bool:
    """The sandbox's own address, and those of the district's teachers."""
    if email == EMBEDDED_EMAIL:
        return True
    where = Clause(
        f"\"email\" = ? AND status = 'active' AND {USERS.tagged('role=teacher').sql}", (email, "role=teacher")
    )
    return bool(call.session.find(USERS, where))


def _jwt(email: str, now: int) -> str:
    """A token in the form of a JWT. Its signature is random: it is known again by its digest."""
    parts: list[Any] = [{"alg": "HS256", "typ": "JWT"}, {"email": email, "iat": now, "exp": now + _LIFE}]
    texts = [msgspec.json.encode(part) for part in parts] + [secrets.token_bytes(32)]
    return ".".join(base64.urlsafe_b64encode(text).rstrip(b"=").decode() for text in texts)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
