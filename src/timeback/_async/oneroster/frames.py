"""The rows of a data frame, created one by one, several at a time."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from ..._concurrency_async import AsyncPrefetch
from ..._outcomes import Outcome, RowOutcomes
from ..._progress import ProgressListener, Tally
from ...errors import AuthenticationError, PermissionDeniedError, TimebackError
from ...models.oneroster import CreateResult

if TYPE_CHECKING:
    from ..._tables.reading import Bodies

__all__ = ["create_each"]


class AsyncPost(Protocol):
    """The function that creates one entity."""

    async def __call__(self, body: dict[str, Any], /) -> CreateResult:
        """Send its body."""
        ...


class _Sender:
    """Sends bodies, until an error comes that each of them would meet."""

    def __init__(self, post: AsyncPost) -> None:
        self._post = post
        self._is_over = False

    def calls(self, bodies: list[dict[str, Any]]) -> Iterator[Callable[[], Any]]:
        for body in bodies:
            if self._is_over:
                return
            yield functools.partial(self._send, body)

    async def _send(self, body: dict[str, Any]) -> Outcome[CreateResult]:
        try:
            return Outcome(await self._post(body))
        except TimebackError as error:
            self._is_over = self._is_over or isinstance(error, AuthenticationError | PermissionDeniedError)
            return Outcome(error=error)


async def create_each(
    post: AsyncPost, bodies: Bodies, concurrency: int, name: str, progress: ProgressListener | None
) -> RowOutcomes[CreateResult]:
    """Create an entity of each body.

    Args:
        post: Creates one.
        bodies: The bodies, in the order of their rows.
        concurrency: Bodies that are sent at a time.
        name: What they are, for the progress.
        progress: Who is told.
    """
    tally = Tally("create", {name: len(bodies.wire)}, progress)
    outcomes: list[Outcome[CreateResult]] = []
    with AsyncPrefetch(_Sender(post).calls(bodies.wire), concurrency - 1) as ahead:
        async for outcome in ahead:
            outcomes.append(outcome)
            tally.add(name, 1)
    unsent = range(len(outcomes), len(bodies.wire))
    return RowOutcomes(dict(enumerate(outcomes)), unsent=unsent, left_out=bodies.left_out)
