"""Lists below a record: what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.entities import Collection
from timeback.sandbox.listing import answer_list
from timeback.sandbox.messages import Response
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, all_of
from timeback.sandbox.writes import require

__all__ = ["Below", "Scope", "answer_below", "by", "serve_below"]

Scope = Callable[[RequestContext, str], Clause]


@dataclass(frozen=True)
class Below:
    """A list below a record.

    Attributes:
        path: Where it is served; `{owner}` stands for the record's id.
        owner: The record's collection.
        listed: What is listed.
        scope: Which records are the owner's.
    """

    path: str
    owner: Collection
    listed: Collection
    scope: Scope


def by(field: str) -> Scope:
    """Records that refer to the owner."""
    return lambda call, owner: Clause(f'"{field}.sourcedId" = ?', (owner,))


def serve_below(router: Router, prefix: str, lists: Iterable[Below]) -> None:
    """Serve lists below records."""
    for below in lists:
        router.add("GET", f"{prefix}/{below.path}", partial(_list, below))


def _list(below: Below, call: RequestContext) -> Response:
    owner = call.params["owner"]
    require(call, below.owner, owner)
    return answer_below(call, below.listed, below.scope(call, owner))


def answer_below(call: RequestContext, listed: Collection, scope: Clause) -> Response:
    """Answer one page of the records of a collection for which `scope` holds."""
    entity = listed.entity
    return answer_list(call, listed.many, entity.queryable, all_of([listed.only, scope]), entity.searched)
