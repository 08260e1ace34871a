"""LTI 1.3 launches: a form with an ID token, which a platform has the browser post."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .errors import IdentityError
from .settings import LtiPlatform, local_path

__all__ = ["LAUNCH_SECONDS", "check_launch", "digest_of", "landing_path", "launch_token"]

LAUNCH_SECONDS = 600
"""Seconds after which a launch is too old, and for which its token is known again."""

_FORM = "application/x-www-form-urlencoded"
_TARGET = "https://purl.imsglobal.org/spec/lti/claim/target_link_uri"


def launch_token(platform: LtiPlatform, headers: Mapping[str, str], body: bytes) -> str:
    """The ID token of a launch.

    Raises:
        IdentityError: It is no form with a token, or a page of another origin has posted it.
    """
    origin = headers.get("origin")
    if platform.origins and origin not in platform.origins:
        raise IdentityError("the launch comes from a page that may not launch", "foreign_launch", 403)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise IdentityError("a launch is a form", "invalid_launch")
    form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    if not form.get("id_token"):
        raise IdentityError("the launch holds no id_token", "invalid_launch")
    return form["id_token"]


def check_launch(claims: Mapping[str, Any]) -> None:
    """Refuse a launch that is too old.

    Raises:
        IdentityError: It is.
    """
    if claims["iat"] < time.time() - LAUNCH_SECONDS:
        raise IdentityError("the launch is too old", "invalid_launch", 401)


def digest_of(token: str) -> str:
    """The name of a token that was signed once, whichever way its signature is written."""
    return hashlib.sha256(token.rpartition(".")[0].encode()).hexdigest()


def landing_path(claims: Mapping[str, Any], launch_url: str, home: str) -> str:
    """The path at which the browser goes on: that of the launch, if it lies within the application."""
    target = claims.get(_TARGET)
    if not isinstance(target, str) or target == launch_url:
        return home
    try:
        parts, own = urlsplit(target), urlsplit(launch_url)
    except ValueError:
        return home
    path = parts._replace(scheme="", netloc="").geturl()
    return local_path(path) or home if (parts.scheme, parts.netloc) == (own.scheme, own.netloc) else home
