"""Signing students in with OpenID Connect and LTI launches. It needs the extra `sso`.

Pass an `Identity` to a framework's `routes()`, which mounts the sign-in below `identity/`.
"""

from __future__ import annotations

from .._apps.identity.identity import Identity
from .._apps.identity.settings import LtiPlatform, OidcProvider, SignedIn, SignInData

__all__ = ["Identity", "LtiPlatform", "OidcProvider", "SignInData", "SignedIn"]
