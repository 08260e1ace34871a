"""The writes of an import, some at a time."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any

from ...errors import ConflictError, NotFoundError, TimebackError
from ..progress import Tally
from .columns import RECORDS
from .order import Operation
from .plan import Plan

if TYPE_CHECKING:
    from ..._sync.oneroster import OneRosterClient

__all__ = ["carry_out"]

# Operations that wait for a free thread, for each that there is.
_AHEAD = 2
_RESOURCES = {file.name: file.resource for file in RECORDS}


def carry_out(plan: Plan, client: OneRosterClient, concurrency: int, tally: Tally) -> None:
    """Write what was planned; what failed first ends it, and what was written stays written.

    Raises:
        APIStatusError: The platform refuses a row; a note names its place.
    """

    def write(operation: Operation) -> None:
        _located(_write, getattr(client, _RESOURCES[operation.file]), operation)

    def delete(operation: Operation) -> None:
        _located(_delete, getattr(client, _RESOURCES[operation.file]), operation)

    with ThreadPoolExecutor(concurrency, thread_name_prefix="timeback-import") as threads:
        for step in plan.steps():
            _each(threads, concurrency, write, step, tally)
        for _, of_file in itertools.groupby(plan.deletes, key=lambda operation: operation.file):
            _each(threads, concurrency, delete, of_file, tally)


def _each(
    threads: ThreadPoolExecutor,
    concurrency: int,
    do: Callable[[Operation], None],
    operations: Iterable[Operation],
    tally: Tally,
) -> None:
    running: dict[Future[None], Operation] = {}
    remaining = iter(operations)
    try:
        while True:
            for operation in itertools.islice(remaining, concurrency * _AHEAD - len(running)):
                running[threads.submit(do, operation)] = operation
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                operation = running.pop(future)
                future.result()
                if operation.is_row:
                    tally.add(operation.file, 1)
    finally:
        for future in running:
            future.cancel()


def _located(do: Callable[[Any, Operation], None], collection: Any, operation: Operation) -> None:
    try:
        do(collection, operation)
    except TimebackError as error:
        error.add_note(operation.at)
        raise


def _write(collection: Any, operation: Operation) -> None:
    body = operation.body or {}
    if operation.is_new:
        # Somebody may have made it meanwhile; then it is replaced.
        with contextlib.suppress(ConflictError):
            collection.create(body)
            return
        collection.upsert(operation.sourced_id, body)
    else:
        # The body is checked already, and holds fields that are newer than this library.
        collection._put(operation.sourced_id, body)


def _delete(collection: Any, operation: Operation) -> None:
    with contextlib.suppress(NotFoundError):
        collection.delete(operation.sourced_id)
