"""OAuth: the token endpoint of the platform."""

from __future__ import annotations

from ..service import Service
from ..tokens import TOKEN_PATH
from .errors import error_body
from .routes import ROUTES

__all__ = ["SERVICE"]

SERVICE = Service("oauth", (TOKEN_PATH,), (), ROUTES, error_body, token_check=None)
