"""Access to the control of a sandbox: its owner's, by the token or by the cookie that a browser got for it.

A request is refused under a name that is not the sandbox's (which is how a page gets at a local server by DNS
rebinding) or from another origin.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from ..._origins import is_foreign
from ..messages import Request, Response, json_response
from ..tokens import same_text
from .sandbox import Controlled

__all__ = ["begin_session", "end_session", "misnamed", "refusal"]

_COOKIE = "timeback-sandbox"


def _host_name(netloc: str) -> str | None:
    try:
        return urlsplit(f"//{netloc}").hostname
    except ValueError:
        return None


def _port(request: Request) -> str:
    # Cookies know no ports, so that the name has to hold it: two sandboxes are open in one browser.
    return request.headers.get("host", "").rpartition(":")[2]


def _cookie_name(request: Request) -> str:
    port = _port(request)
    return f"{_COOKIE}-{port}" if port.isdecimal() else _COOKIE


def misnamed(sandbox: Controlled, request: Request) -> Response | None:
    """The answer to a request under a name that is not the sandbox's."""
    if _host_name(request.headers.get("host", "")) in sandbox.hosts:
        return None
    return json_response(403, {"error": "this host name is not the sandbox's own; --allowed-host adds it"})


def refusal(sandbox: Controlled, request: Request) -> Response | None:
    """The answer to a request that is none of the owner's."""
    if (refused := misnamed(sandbox, request)) is not None:
        return refused
    if is_foreign(request.headers):
        return json_response(403, {"error": "requests of other origins are refused"})
    if not same_text(_given(request), sandbox.control_token):
        challenge = [("www-authenticate", 'Bearer realm="timeback-sandbox-control"')]
        return json_response(401, {"error": "the control token is missing or wrong"}, challenge)
    return None


def _given(request: Request) -> str:
    """The token of a request: of the header if there is one, else of the cookie."""
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""
    try:
        held = SimpleCookie(request.headers.get("cookie", "")).get(_cookie_name(request))
    except CookieError:
        return ""
    return held.value if held else ""


def begin_session(sandbox: Controlled, request: Request) -> Response:
    """Give a browser a cookie in exchange for the token, so that its page need not keep it."""
    return Response(204, [("set-cookie", _cookie(request, sandbox.control_token, ""))], b"")


def end_session(sandbox: Controlled, request: Request) -> Response:
    """Take the cookie away."""
    return Response(204, [("set-cookie", _cookie(request, "", "; Max-Age=0"))], b"")


def _cookie(request: Request, value: str, more: str) -> str:
    return f"{_cookie_name(request)}={value}; Path=/_sandbox; HttpOnly; SameSite=Strict{more}"
