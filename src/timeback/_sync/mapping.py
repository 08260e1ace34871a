# Generated from src/timeback/_async/mapping.py by setup_unasync.py; do not edit.
"""The same call for each of many items."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar

from .._concurrency import Prefetch
from .._outcomes import Outcome
from ..errors import AuthenticationError, PermissionDeniedError, TimebackError

__all__ = ["CONCURRENCY", "Call", "Item", "Result", "call_each", "outcomes_of_each"]

CONCURRENCY = 10

Item_contra = TypeVar("Item_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)
Item = TypeVar("Item")
Result = TypeVar("Result")


class Call(Protocol[Item_contra, Result_co]):
    """A call that takes one item, such as `client.users.get`."""

    def __call__(self, item: Item_contra, /) -> Result_co:
        """Make it."""
        ...


def call_each(call: Call[Item, Result], items: Iterable[Item], concurrency: int) -> list[Result]:
    """The results in the order of the items; the first error ends it."""
    from .._query.arguments import check_integer

    check_integer("concurrency", concurrency, minimum=1)
    calls = (functools.partial(call, item) for item in items)
    with Prefetch(calls, concurrency - 1) as ahead:
        return [result for result in ahead]


def outcomes_of_each(
    call: Call[Item, Result], items: Iterable[Item], concurrency: int, told: Callable[[], object]
) -> list[Outcome[Result]]:
    """The outcomes in the order of the items: an error ends no other call, save after a 401 or a 403.

    Args:
        call: Makes the call for one item.
        items: The items.
        concurrency: Calls that are under way at a time.
        told: Called after each outcome.
    """
    outcomes: list[Outcome[Result]] = []
    with Prefetch(_Calls(call).of(items), concurrency - 1) as ahead:
        for outcome in ahead:
            outcomes.append(outcome)
            told()
    return outcomes


class _Calls(Generic[Item, Result]):
    """Calls, until one fails as all others would."""

    def __init__(self, call: Call[Item, Result]) -> None:
        self._call = call
        self._is_over = False

    def of(self, items: Iterable[Item]) -> Iterator[Callable[[], Any]]:
        for item in items:
            if self._is_over:
                return
            yield functools.partial(self._outcome, item)

    def _outcome(self, item: Item) -> Outcome[Result]:
        try:
            return Outcome(self._call(item))
        except TimebackError as error:
            self._is_over = self._is_over or isinstance(error, AuthenticationError | PermissionDeniedError)
            return Outcome(error=error)
