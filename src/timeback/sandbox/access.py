"""Credentials of a served sandbox: well known where only this machine reaches it, secret elsewhere."""

from __future__ import annotations

import ipaddress
import logging
import os
import secrets
from typing import TypedDict

from .._config.settings import EMBEDDED_API_KEY
from .core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET

__all__ = ["ServedCredentials", "credentials_for"]

logger = logging.getLogger("timeback.sandbox")


class ServedCredentials(TypedDict):
    """Arguments of `SandboxCore` that a caller of the sandbox has to know."""

    client_id: str
    client_secret: str
    api_key: str
    control_token: str


def credentials_for(host: str) -> ServedCredentials:
    """The credentials of a sandbox that listens on an interface.

    `TIMEBACK_SANDBOX_CLIENT_ID`, `TIMEBACK_SANDBOX_CLIENT_SECRET` and `TIMEBACK_SANDBOX_TOKEN` go first; a
    secret that is set is MasteryTrack's key as well. Unset, they are the well-known ones on the loopback
    interface, and made at random on any other. The control token is always at random unless it is set.
    """
    client_id = os.environ.get("TIMEBACK_SANDBOX_CLIENT_ID")
    secret = os.environ.get("TIMEBACK_SANDBOX_CLIENT_SECRET")
    token = os.environ.get("TIMEBACK_SANDBOX_TOKEN")
    local = _is_loopback(host)
    if not local:
        logger.warning(
            "The sandbox listens on %s, where other machines may reach it; its credentials are its own.", host
        )
    made_secret = DEFAULT_CLIENT_SECRET if local else secrets.token_urlsafe(24)
    made_key = EMBEDDED_API_KEY if local else secrets.token_urlsafe(24)
    return {
        "client_id": client_id or (DEFAULT_CLIENT_ID if local else f"sandbox-{secrets.token_hex(8)}"),
        "client_secret": secret or made_secret,
        "api_key": secret or made_key,
        "control_token": token or secrets.token_urlsafe(32),
    }


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
