"""The settings of a service, resolved from arguments and variables."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

import msgspec

from .._secrets import Guarded, Secret
from .filter_rules import FilterRules
from .platforms import (
    Environment,
    PageLimits,
    Platform,
)

__all__ = [
    "DEFAULT",
    "EMBEDDED_API_KEY",
    "EMBEDDED_CLIENT_ID",
    "EMBEDDED_CLIENT_SECRET",
    "EMBEDDED_EMAIL",
    "EMBEDDED_URL",
    "ApiKey",
    "Default",
    "Mode",
    "OAuthCredentials",
    "Settings",
    "TokenAuth",
]


class Default(enum.Enum):
    """The type of `DEFAULT`."""

    DEFAULT = "default"


DEFAULT: Final = Default.DEFAULT
"""Not given, where None means something."""

# Never resolved: `.invalid` is reserved, so a request that misses the transport cannot leave the machine.
EMBEDDED_URL = "https://sandbox.invalid"
EMBEDDED_CLIENT_ID = "timeback-sandbox"
EMBEDDED_CLIENT_SECRET = "sandbox-secret"
EMBEDDED_API_KEY = "sandbox-key"
EMBEDDED_EMAIL = "api@sandbox.example"


class Mode(enum.StrEnum):
    """The kind of configuration that a client was given."""

    ENVIRONMENT = "environment"
    BASE_URL = "base_url"
    SANDBOX = "sandbox"


TokenAuth: TypeAlias = Literal["basic", "body"]
"""Where a token endpoint wants id and secret: form-encoded in the header of Basic, or in the form."""


class OAuthCredentials(msgspec.Struct, frozen=True):
    """OAuth 2 client credentials, and where they are exchanged for a token."""

    token_url: str
    client_id: str
    client_secret: Secret
    scope: str | None = None
    token_auth: TokenAuth | None = None


class ApiKey(Guarded, frozen=True):
    """A key and a registered address, and where they are exchanged for a token."""

    token_url: str
    api_key: Secret
    email: str

    __hidden__ = ("email",)


class Settings(Guarded, frozen=True):
    """The address and credentials of one service.

    Attributes:
        service: The service's name.
        mode: Whether an environment, a URL or the embedded sandbox was asked for.
        platform: Whose paths, limits and filter rules hold.
        environment: The environment; None in the other modes.
        base_url: The service's URL, without a slash at its end.
        prefixes: The named path prefixes.
        limits: Page sizes.
        filter_rules: What a filter may hold.
        credentials: What to get tokens with; None if `auth` says otherwise.
        auth: `DEFAULT`, the user's own token source, or None for no authentication.
        slashed: The prefixes whose root collections end in a slash.
        sources: Where the URL and the credentials come from, by name: `env=`, or `TIMEBACK_ENV`.
    """

    service: str
    mode: Mode
    platform: Platform
    environment: Environment | None
    base_url: str
    prefixes: Mapping[str, str]
    limits: PageLimits
    filter_rules: FilterRules
    credentials: OAuthCredentials | ApiKey | None
    auth: Any = DEFAULT
    slashed: frozenset[str] = frozenset()
    sources: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])

    # A token function may be a partial that holds a secret.
    __hidden__ = ("auth", "sources")

    def __hash__(self) -> int:
        return hash((self.service, self.base_url))

    @property
    def embedded(self) -> bool:
        """Whether the platform is the sandbox inside this process."""
        return self.mode is Mode.SANDBOX
