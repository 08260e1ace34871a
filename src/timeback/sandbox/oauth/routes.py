"""The operation of the token endpoint."""

from __future__ import annotations

from ..service import Route
from ..tokens import TOKEN_PATH
from .client_credentials import issue_token

__all__ = ["ROUTES"]

ROUTES = (Route("POST", TOKEN_PATH, issue_token),)
