"""The contract of MasteryTrack."""

from __future__ import annotations

from typing import Any

from timeback.models import masterytrack

from .catalogue import Operation, load
from .matching import Exempt, Types
from .operations import Contract

CATALOGUE = load("masterytrack")
# "open object": read as dicts, typed where it is wanted.
CATALOGUE.open_types = frozenset({"InventoryMetadata", "AssignmentMetadata"})

ADDRESS = "ada@school.example"


class MasteryTrackContract(Contract):
    """Addresses in bodies, and the one operation that takes the API key."""

    def made_with(self, operation: Operation) -> dict[str, Any]:
        if operation.resource != "authorizer":
            return self.options
        return {"base_url": "https://api.test", "api_key": "key", "email": "other@school.example"}

    def body(self, operation: Operation) -> Any:
        body = super().body(operation)
        return body and {
            name: ADDRESS if name in ("email", "student_email") else value for name, value in body.items()
        }


OPERATIONS = MasteryTrackContract("masterytrack", "MasteryTrack", masterytrack)

_PLACED = Exempt(
    "platform may name another system and assignment may differ, so decode leniently there",
    "Where a student is placed, the answer may hold no assignment.",
)
EXCEPTIONS: dict[tuple[str, str], Exempt] = {
    (f"AssignData.{name}", aspect): _PLACED
    for name in ("assignment", "message")
    for aspect in ("required", "nullable")
}

# The envelope of the search, whose rows are what it gives.
TYPES = Types("masterytrack", masterytrack, elsewhere={"InventorySearchResponse"}, exceptions=EXCEPTIONS)
