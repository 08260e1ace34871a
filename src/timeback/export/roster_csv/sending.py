"""The writes of an import, some at a time."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...errors import ConflictError, NotFoundError, TimebackError
from ..progress import Tally
from .columns import RECORDS, RecordFile
from .merging import changed_body
from .order import Operation
from .plan import Plan

if TYPE_CHECKING:
    from ..._sync.oneroster import OneRosterClient

__all__ = ["carry_out"]

# Operations that wait for a free thread, for each that there is.
_AHEAD = 2
_FILES = {file.name: file for file in RECORDS}


def carry_out(plan: Plan, client: OneRosterClient, concurrency: int, tally: Tally) -> None:
    """Write what was planned; what failed first ends it, and what was written stays written.

    Raises:
        APIStatusError: The platform refuses a row; a note names its place.
    """

    sender = _Sender(client)
    with ThreadPoolExecutor(concurrency, thread_name_prefix="timeback-import") as threads:
        for step in plan.steps():
            _each(threads, concurrency, sender.write, step, tally)
        for _, of_file in itertools.groupby(plan.deletes, key=lambda operation: operation.file):
            _each(threads, concurrency, sender.delete, of_file, tally)


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


class _Sender:
    """Sends operations; any thread may call it."""

    def __init__(self, client: OneRosterClient) -> None:
        self._client = client

    def write(self, operation: Operation) -> None:
        """Create a record or change it."""
        file, fields = _FILES[operation.file], operation.fields or {}
        with _located(operation):
            if operation.is_new:
                self._create(file, operation.sourced_id, fields)
            else:
                self._change(file, operation.sourced_id, fields)

    def delete(self, operation: Operation) -> None:
        """Delete a record, unless it went along with another."""
        with _located(operation), contextlib.suppress(NotFoundError):
            self._collection(_FILES[operation.file]).delete(operation.sourced_id)

    def _create(self, file: RecordFile, sourced_id: str, fields: Mapping[str, Any]) -> None:
        collection = self._collection(file)
        try:
            collection.create(fields)
        except ConflictError:
            # Somebody made it meanwhile, or the list did not show it.
            if not collection.exists(sourced_id):
                raise
            collection.upsert(sourced_id, fields)

    def _change(self, file: RecordFile, sourced_id: str, changes: Mapping[str, Any]) -> None:
        """Write the record as it is now with its changes, so that fields newer than this library stay."""
        path = f"{file.path}/{quote(sourced_id, safe='')}"
        answer = self._client.request("GET", path).json()
        body = changed_body(file, answer.get(file.envelope, answer), changes)
        self._client.request("PUT", path, json={file.envelope: body})

    def _collection(self, file: RecordFile) -> Any:
        return getattr(self._client, file.resource)


@contextlib.contextmanager
def _located(operation: Operation) -> Generator[None]:
    try:
        yield
    except TimebackError as error:
        error.add_note(operation.at)
        raise
