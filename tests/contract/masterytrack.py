"""What MasteryTrack's operations and types have of their own."""

from __future__ import annotations

from typing import Any, ClassVar

import httpx

from timeback.models import masterytrack

from .catalogue import Operation, load
from .matching import Exempt, Types
from .operations import Contract

AUTHORIZER = "/authorizer"


class MasteryTrackContract(Contract):
    """A key in place of OAuth: the exchange for a token goes before any call."""

    options: ClassVar[dict[str, Any]] = {
        "base_url": "https://api.test",
        "api_key": "a-key",
        "email": "who@example.org",
        "max_retries": 0,
    }

    def offered(self, operation: Operation, platform: str) -> bool:
        return platform == "BEYOND_AI"

    def perform(self, world: str, platform: str, operation: Operation) -> tuple[httpx.Request, Any, Any]:
        return super().perform(world, "", operation)

    def relevant(self, operation: Operation, requests: list[httpx.Request]) -> list[httpx.Request]:
        if operation.where == "authorizer.get_token":
            return requests
        exchange, *calls = requests
        assert exchange.url.path == AUTHORIZER
        assert exchange.headers["x-api-key"] == "a-key"
        assert {"authorization", "x-auth-token"} & exchange.headers.keys() == set()
        assert all(each.headers["x-auth-token"] == "Bearer the jwt" for each in calls)
        assert all({"authorization", "x-api-key"} & each.headers.keys() == set() for each in calls)
        return calls

    def body(self, operation: Operation) -> Any:
        body = super().body(operation)
        address = dict.fromkeys(("email", "student_email"), "who@example.org")
        return body and {name: address.get(name, value) for name, value in body.items()}

    def argument(self, operation: Operation, body: Any) -> Any:
        return body["email"] if operation.name == "get_token" else super().argument(operation, body)

    def answer(self, operation: Operation, request: httpx.Request) -> httpx.Response:
        if request.url.path == AUTHORIZER:
            return httpx.Response(200, json={"success": True, "jwt": "the jwt"})
        answer = super().answer(operation, request)
        if operation.name == "search":
            return httpx.Response(200, json={"success": True, **answer.json()})
        return answer

    def check_result(self, operation: Operation, result: Any) -> None:
        if operation.name == "search":
            assert isinstance(result[0], masterytrack.InventoryItem)
        else:
            super().check_result(operation, result)


OPERATIONS = MasteryTrackContract("masterytrack", "MasteryTrack", masterytrack)

CATALOGUE = load("masterytrack")
# "open object": read as dicts, typed where it is wanted.
CATALOGUE.open_types = frozenset({"InventoryMetadata", "AssignmentMetadata"})

_PLACED = Exempt(
    "platform may name another system and assignment may differ, so decode leniently there",
    "Where a student is placed, the answer may hold no assignment.",
)
TYPES = Types(
    "masterytrack",
    masterytrack,
    elsewhere={"InventorySearchResponse"},
    exceptions={
        (f"AssignData.{name}", aspect): _PLACED
        for name in ("assignment", "message")
        for aspect in ("required", "nullable")
    },
)
