"""What the applications of this folder share: their courses, their sign-in, and where the platform is.

They run on a sandbox: on that of `SANDBOX_URL`, as `timeback sandbox` prints it, else on one of their own.
"""

from __future__ import annotations

import os
from pathlib import Path

from timeback.apps import App
from timeback.sandbox import Sandbox
from timeback.server import ApiCredentials, TimebackConfig
from timeback.server.identity import Identity, LtiPlatform, OidcProvider

PAGE = Path(__file__).parent / "page"

CONFIG = {
    "name": "Fraction Farm",
    "sensor": "https://farm.example",
    "courses": [
        {"subject": "Math", "grade": 4, "ids": {"staging": "course-mth-04"}},
        {"subject": "Reading", "grade": 4, "ids": {"staging": "course-rdg-04"}},
    ],
}

URL = os.environ.get("SANDBOX_URL") or Sandbox(students=60).start().base_url
CLIENT_ID, CLIENT_SECRET = "timeback-sandbox", "sandbox-secret"  # well known, on this machine alone

TIMEBACK = TimebackConfig(
    base_url=URL,
    auth_url=f"{URL}/oauth2/token",
    api=ApiCredentials(client_id=CLIENT_ID, client_secret=CLIENT_SECRET),
    app=App(config=CONFIG, spool=os.environ.get("SPOOL")),
)

# For the platform itself: OidcProvider(env="staging", client_id=..., client_secret=...), and a secret of your own.
IDENTITY = Identity(
    secret=os.environ.get("SESSION_SECRET", "for development on this machine alone"),
    oidc=OidcProvider(issuer=URL, client_id=CLIENT_ID, client_secret=CLIENT_SECRET),
    lti=LtiPlatform(issuer=URL, audience=CLIENT_ID, jwks_url=f"{URL}/.well-known/jwks.json"),
    failure="/",
)
