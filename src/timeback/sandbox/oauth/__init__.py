"""OAuth and OpenID Connect: the token endpoint of the platform, and its sign-in for people."""

from __future__ import annotations

from ..service import Service
from ..tokens import TOKEN_PATHS
from .errors import error_body

__all__ = ["SERVICE"]

_PREFIXES = (*TOKEN_PATHS.values(), "/oauth2", "/.well-known", "/lti")
SERVICE = Service("oauth", _PREFIXES, (), error_body, __name__, token_check=None, seeded=False)
