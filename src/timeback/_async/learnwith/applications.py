"""Applications, and their registration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ..._query.urls import check_web_url
from ...models.learnwith import Application, Draft, DraftInput, bodies
from ..channel import AsyncChannel
from ..listing import AsyncListing

__all__ = ["AsyncApplications"]


class AsyncApplications(AsyncListing[Application]):
    """Applications that students learn in: `GET {applications}`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Application, "{applications}", "applications")

    async def create_draft(
        self,
        data: DraftInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.DraftFields],
    ) -> Draft:
        """Register an application as a draft.

        The platform wants the token of a signed-in developer, not a client's: make the client with `auth=`.

        Args:
            data: The application.

        Returns:
            Its ids, and its secret, which is returned only once.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            BadRequestError: The account has several publishers and `publisher_id` names none; `body` has what
                to do, under `nextAction`.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {applications}/drafts`.
        """
        body = to_wire(given(data, fields), DraftInput)
        check_web_url("launch_url", body["launchUrl"], "https", "http")
        return await self._one("POST", "{applications}/drafts", Draft, json=body)
