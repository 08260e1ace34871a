"""A list of organizations that changes while it is read, served by script: each request may change it first."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.scripted import Answer, Received

__all__ = ["LiveList", "churn", "org"]

Row = dict[str, Any]
_CONDITION = re.compile(r"sourcedId(>|<=)'([^']*)'")


def org(key: str) -> Row:
    """An organization with this id."""
    return {"sourcedId": key, "status": "active", "name": key.title(), "type": "school", "identifier": key}


@dataclass
class LiveList:
    """The script of a server of one list, sorted by id.

    Attributes:
        keys: The ids that are there.
        order: What the server sorts and compares ids by.
        change: Called before each answer, with the list itself and the number of the request.
        filters: What becomes of a filter: it is honored, ignored, or answered by an error.
        size_cap: Rows of a page at most.
        has_total: Whether answers name a total.
    """

    keys: list[str]
    order: Callable[[str], str] = str
    change: Callable[[LiveList, int], object] = lambda live, number: None
    filters: str = "honored"
    size_cap: int = 3000
    has_total: bool = True
    requests: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def __call__(self, request: Received) -> Answer:
        query = request.query
        self.requests.append(query)
        self.change(self, len(self.requests))
        keys = self.keys = sorted(self.keys, key=self.order)
        if "filter" in query and self.filters == "refused":
            return Answer(400, {})
        if "filter" in query and self.filters == "honored":
            for operator, bound in _CONDITION.findall(query["filter"]):
                is_above = [self.order(key) > self.order(bound) for key in keys]
                keys = [key for key, above in zip(keys, is_above, strict=True) if above is (operator == ">")]
        start = int(query["offset"])
        rows = [org(key) for key in keys[start : start + min(int(query["limit"]), self.size_cap)]]
        return Answer(body={"orgs": rows} | ({"totalCount": len(keys)} if self.has_total else {}))

    def add(self, key: str) -> None:
        """Someone creates an organization."""
        if key not in self.keys:
            self.keys.append(key)

    def drop(self, key: str) -> None:
        """Someone deletes one."""
        if key in self.keys:
            self.keys.remove(key)


def churn(seed: int, rate: float, kept: list[str]) -> Callable[[LiveList, int], None]:
    """Creations and deletions at random, `rate` of each a request; the `kept` exist all the while."""
    chance, lasting = random.Random(seed), frozenset(kept)

    def change(live: LiveList, number: int) -> None:
        for _ in range(chance.randint(0, round(2 * rate))):
            live.add(f"k{chance.randrange(10**6):06}x{number}")
        for _ in range(chance.randint(0, round(2 * rate))):
            victim = chance.choice(live.keys)
            if victim not in lasting:
                live.keys.remove(victim)

    return change
