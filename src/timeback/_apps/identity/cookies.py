"""Cookies that only this application can have made: of a sign-in under way, and of who is signed in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from ...errors import ConfigurationError
from .settings import SignedIn
from .tokens import library

__all__ = ["Cookie", "CookieSigner", "Flow"]

_LEAST_SECRET = 32
_SESSION = "timeback-session"
_FLOW = "timeback-signin"
_FLOW_SECONDS = 600
_MOST_FLOWS = 5

S = TypeVar("S", bound=msgspec.Struct)


class Cookie(NamedTuple):
    """A cookie to be set; an empty value takes it away. All are `HttpOnly`, `SameSite=Lax` and of path `/`."""

    name: str
    value: str
    max_age: int
    secure: bool

    def __repr__(self) -> str:
        return f"Cookie({self.name})"


class Flow(msgspec.Struct, frozen=True):
    """A sign-in under way, which the browser keeps that began it."""

    state: str
    nonce: str
    verifier: str
    return_to: str

    def __repr__(self) -> str:
        return "Flow(***)"


class CookieSigner:
    """Makes cookies, and reads those that it made.

    Args:
        secret: The secret, or several, of which the first signs and all are believed.
        seconds: How long a user stays signed in, in seconds.
    """

    def __init__(self, secret: str | Sequence[str], seconds: int) -> None:
        secrets = [secret] if isinstance(secret, str) else [*secret]
        if not secrets or any(len(each) < _LEAST_SECRET for each in secrets):
            raise ConfigurationError(
                f"Identity: secret must have at least {_LEAST_SECRET} characters; "
                "`python -c 'import secrets; print(secrets.token_urlsafe(32))'` makes one"
            )
        self._secrets, self._seconds = secrets[::-1], seconds

    def _serializer(self, name: str) -> Any:
        # By its name too: a value is worth nothing in a cookie that others may set.
        settings = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        serializer = library("itsdangerous").URLSafeTimedSerializer
        return serializer(self._secrets, salt=f"timeback.{name}", signer_kwargs=settings)

    def _made(self, name: str, content: msgspec.Struct, seconds: int, secure: bool) -> Cookie:
        value = self._serializer(name).dumps(msgspec.to_builtins(content))
        return Cookie(name, value, seconds, secure)

    def _read(self, cookies: Mapping[str, str], name: str, seconds: int, kind: type[S]) -> S | None:
        value = cookies.get(name)
        if not value:
            return None
        try:
            return msgspec.convert(self._serializer(name).loads(value, max_age=seconds), kind)
        except (library("itsdangerous").BadData, msgspec.ValidationError):
            return None

    def session(self, user: SignedIn, *, secure: bool) -> Cookie:
        """The cookie of somebody who is signed in."""
        return self._made(_name(_SESSION, secure), user, self._seconds, secure)

    def user_in(self, cookies: Mapping[str, str]) -> SignedIn | None:
        """The user who is signed in by the cookies of a request."""
        names = (_name(_SESSION, secure) for secure in (True, False))
        found = (self._read(cookies, name, self._seconds, SignedIn) for name in names)
        return next((each for each in found if each is not None), None)

    def ended(self, *, secure: bool) -> Cookie:
        """The cookie that signs out."""
        return Cookie(_name(_SESSION, secure), "", 0, secure)

    def flow(self, flow: Flow, *, secure: bool) -> Cookie:
        """The cookie of a sign-in under way; each has its own, so that several may be under way."""
        return self._made(_name(_flow_name(flow.state), secure), flow, _FLOW_SECONDS, secure)

    def flow_in(self, cookies: Mapping[str, str], state: str, *, secure: bool) -> Flow | None:
        """The sign-in of this state, if this browser began it."""
        flow = self._read(cookies, _name(_flow_name(state), secure), _FLOW_SECONDS, Flow)
        return flow if flow is not None and flow.state == state else None

    def stale(self, cookies: Mapping[str, str], *, secure: bool) -> list[Cookie]:
        """Cookies that take sign-ins away that nobody went on with, where there are many: headers have their limits."""
        begun = [name for name in cookies if name.startswith(_name(f"{_FLOW}-", secure))]
        return [Cookie(name, "", 0, secure) for name in begun] if len(begun) >= _MOST_FLOWS else []

    def flow_ended(self, state: str, *, secure: bool) -> Cookie:
        """The cookie that ends a sign-in under way."""
        return Cookie(_name(_flow_name(state), secure), "", 0, secure)


def _flow_name(state: str) -> str:
    digest = hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_FLOW}-{digest[:12]}"


def _name(name: str, secure: bool) -> str:
    # Under this prefix no other host of the domain, and nobody on the way, can set one.
    return f"__Host-{name}" if secure else name
