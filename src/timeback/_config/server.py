"""The settings of a server."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from .._issues import hint
from ..errors import ConfigurationError

__all__ = ["ApiCredentials", "TimebackConfig"]


class ApiCredentials(msgspec.Struct, frozen=True, kw_only=True):
    """OAuth 2 client credentials of the platform.

    Attributes:
        client_id: The client's id.
        client_secret: Its secret, which no repr shows.
    """

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return "ApiCredentials(***)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:  # what rich shows in place of the repr
        return []


class TimebackConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The platform and the credentials for it. What you leave out comes from environment variables.

    Attributes:
        env: `"staging"`, `"production"`, or `"sandbox"`, which needs no account.
        api: The credentials; a mapping of the two will do.
        base_url: One host for all services in place of `env`, such as a served sandbox's.
        auth_url: The token endpoint that goes with `base_url`.
        platform: `"BEYOND_AI"` (the default) or `"LEARNWITH_AI"`.
        services: Settings that differ for single services, as in `TimebackClient`.
        app: The application, a `timeback.apps.App`, or the path or content of its configuration.
        timeout: Seconds for a whole call, retries included.
        options: Other arguments of `TimebackClient`, such as `hooks` or `retry`.
    """

    env: Literal["staging", "production", "sandbox"] | None = None
    api: ApiCredentials | None = None
    base_url: str | None = None
    auth_url: str | None = None
    platform: Literal["BEYOND_AI", "LEARNWITH_AI"] | None = None
    services: Mapping[str, Mapping[str, Any]] | None = None
    app: Any = None
    timeout: float = 30.0
    options: Mapping[str, Any] = msgspec.field(default_factory=dict[str, Any])

    def __post_init__(self) -> None:
        if isinstance(self.api, Mapping):
            pair: dict[str, Any] = {**self.api}
            try:
                msgspec.structs.force_setattr(self, "api", ApiCredentials(**pair))
            except TypeError:
                raise ConfigurationError(
                    "api must have client_id and client_secret, and nothing else"
                ) from None

    def check_options(self, client: type) -> None:
        """Refuse options that a client does not take.

        Raises:
            ConfigurationError: Names the first.
        """
        known = inspect.signature(client).parameters
        for name in self.options:
            if name not in known:
                raise ConfigurationError(
                    f"options has {name!r}, which is no argument of a client{hint(name, known)}"
                )

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> TimebackConfig:
        """Read a mapping, such as Django's and Flask's settings.

        Args:
            settings: The attributes by name; `client_id` and `client_secret` may be given instead of `api`.

        Raises:
            ConfigurationError: It is no mapping, a name is unknown, or one of the two credentials is missing.
        """
        if not isinstance(settings, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError(
                f"the settings must be a mapping, such as {{'env': 'staging'}}, not {type(settings).__name__}"
            )
        fields = dict(settings)
        pair = {name: fields.pop(name) for name in ("client_id", "client_secret") if name in fields}
        if len(pair) == 1 or (pair and fields.get("api") is not None):
            raise ConfigurationError("pass client_id and client_secret together, or api, not both")
        if pair:
            fields["api"] = ApiCredentials(**pair)
        if unknown := sorted(fields.keys() - set(cls.__struct_fields__)):
            known = ", ".join((*cls.__struct_fields__, "client_id", "client_secret"))
            raise ConfigurationError(f"there is no setting {unknown[0]!r}; known: {known}")
        return cls(**fields)

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments that `TimebackClient` and `AsyncTimebackClient` are made with."""
        credentials = (
            {"client_id": self.api.client_id, "client_secret": self.api.client_secret} if self.api else {}
        )
        return {
            "env": self.env,
            "base_url": self.base_url,
            "auth_url": self.auth_url,
            "platform": self.platform,
            "services": self.services,
            "app": self.app,
            "timeout": self.timeout,
            **credentials,
            **self.options,
        }

    def __repr__(self) -> str:
        return f"TimebackConfig({self.env or self.base_url or 'from environment variables'!r})"
