"""Sending envelopes, in the same way for all events and both platforms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._codec.decode import decode_bare
from ..._config.platforms import Platform
from ...caliper.learnwith import for_learnwith
from ...errors import APIResponseError, UnsupportedOperationError
from ...models.caliper import SendResult
from ..channel import AsyncChannel
from ..resource import AsyncAPIResource

__all__ = ["AsyncSender", "require"]


def require(channel: AsyncChannel, prefix: str, operation: str) -> None:
    """Refuse an operation whose path the platform lacks.

    Raises:
        UnsupportedOperationError: Names the operation.
    """
    settings = channel.settings
    if prefix not in settings.prefixes:
        raise UnsupportedOperationError(f"caliper.{operation} is not offered on {settings.platform}")


class AsyncSender(AsyncAPIResource):
    """The base of what sends envelopes."""

    async def _send_envelope(self, body: Mapping[str, Any]) -> SendResult:
        """Send an envelope that was checked, in the form that the platform takes."""
        learnwith = self._channel.settings.platform is Platform.LEARNWITH_AI
        response = await self._send("POST", "{send}", json=for_learnwith(body) if learnwith else body)
        if not response.content.strip():
            return SendResult()
        try:
            with self._channel.noted("POST", "{send}", response, SendResult) as notes:
                return decode_bare(response.content, SendResult, notes)
        except APIResponseError:
            # It answers 200 or 202, with any body or none (its event page, and an application of 2026-06).
            if not learnwith:
                raise
            return SendResult()
