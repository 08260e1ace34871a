"""Signing students in: by OpenID Connect, and by LTI launches. It needs the extra `sso`.

`Identity` is handed to `routes()` of a framework, which mounts the sign-in below `identity/`.
"""

from __future__ import annotations

from .._apps.identity.identity import Identity
from .._apps.identity.settings import LtiPlatform, OidcProvider, SignedIn, SignInData

__all__ = ["Identity", "LtiPlatform", "OidcProvider", "SignInData", "SignedIn"]
