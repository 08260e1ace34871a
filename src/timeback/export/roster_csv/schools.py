"""The organization of a score scale, which the standard wants and the platform does not say: its class's school."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from ..._json_types import is_object
from ...errors import NotFoundError
from ...models.oneroster import ScoreScale

if TYPE_CHECKING:
    from ..._sync.oneroster import OneRosterClient

__all__ = ["ORG", "SchoolLookup"]

ORG = "orgSourcedId"


class SchoolLookup:
    """Fetches the schools of classes that an export does not hold, each once."""

    def __init__(self, client: OneRosterClient) -> None:
        self._client = client
        self._known: dict[str, str | None] = {}

    def fill_in(self, scale: ScoreScale) -> None:
        """Put the organization into the metadata, where columns without a field are kept."""
        metadata = scale.metadata or {}
        if not is_object(metadata):  # a server may send something else
            return
        class_id = getattr(scale.class_, "sourced_id", None)  # a server may leave it out
        school = self._of(class_id) if class_id and ORG not in metadata else None
        if school is not None:
            scale.metadata = {**metadata, ORG: school}

    def _of(self, class_id: str) -> str | None:
        if class_id not in self._known:
            self._known[class_id] = None
            with contextlib.suppress(NotFoundError):
                school = self._client.classes.get(class_id).school
                self._known[class_id] = school.sourced_id if school else None
        return self._known[class_id]
