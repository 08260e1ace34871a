"""Organizations."""

from __future__ import annotations

from ...models.learnwith import Org
from ..channel import AsyncChannel
from ..listing import AsyncListing

__all__ = ["AsyncOrgs"]


class AsyncOrgs(AsyncListing[Org]):
    """Districts, schools and other organizations: `GET {rostering}/orgs`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Org, "{rostering}/orgs", "orgs")
