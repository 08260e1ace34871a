"""Tokens of MasteryTrack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import ConfigurationError
from ...inputs import to_wire
from ...models.masterytrack import AuthorizerInput, AuthorizerResponse
from ..resource import AsyncResource
from .auth import AsyncKeyToken

__all__ = ["AsyncAuthorizer"]


class AsyncAuthorizer(AsyncResource):
    """Tokens; every call fetches its own, so that this is for diagnosis."""

    async def get_token(self, data: AuthorizerInput | Mapping[str, Any] | None = None) -> AuthorizerResponse:
        """Fetch a new token, which the calls of that address use from then on.

        Args:
            data: The address, where it is not the client's own.

        Returns:
            The token; its repr hides it.

        Raises:
            AuthenticationError: The key or the address is not accepted.
            ConfigurationError: The client has no API key, but tokens of yours.
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST /authorizer`, with the API key.
        """
        source = self._channel.auth
        if not isinstance(source, AsyncKeyToken):
            raise ConfigurationError("get_token() needs a client with api_key= and email=")
        if data is not None:
            source = source.of(to_wire(data, AuthorizerInput)["email"])
        source.forget()
        token = await source.token(self._channel.options.timeout)
        return AuthorizerResponse(success=True, jwt=token)
