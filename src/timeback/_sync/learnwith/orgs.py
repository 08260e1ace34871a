# Generated from src/timeback/_async/learnwith/orgs.py by setup_unasync.py; do not edit.
"""Organizations."""

from __future__ import annotations

from ...models.learnwith import Org
from ..channel import Channel
from ..listing import Listing

__all__ = ["Orgs"]


class Orgs(Listing[Org]):
    """Districts, schools and other organizations: `GET {rostering}/orgs`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Org, "{rostering}/orgs", "orgs")
