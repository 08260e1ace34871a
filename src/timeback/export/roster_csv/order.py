"""The order of writes within a file: what others refer to comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

__all__ = ["Operation", "steps_of"]

# The field by which records of one file may refer to one another both ways.
_MUTUAL = "agents"


class Operation(msgspec.Struct, frozen=True):
    """A write to come, or with no fields a delete.

    Attributes:
        file: The file of the record.
        sourced_id: The record.
        at: The place of its row.
        fields: Of a new record the body, of another the changes.
        is_new: Whether the platform has no such record.
        is_row: Whether a row of the file is done with it.
    """

    file: str
    sourced_id: str
    at: str
    fields: dict[str, Any] | None = None
    is_new: bool = False
    is_row: bool = True


def steps_of(writes: Sequence[Operation], above: Mapping[str, Sequence[str]]) -> Iterator[list[Operation]]:
    """The writes in steps: new records that others refer to stand in an earlier one.

    Args:
        writes: The writes of a file.
        above: For each record the others of the same file that it refers to.
    """
    new = {write.sourced_id for write in writes if write.is_new}
    missing = {write.sourced_id: new & set(above.get(write.sourced_id, ())) for write in writes}
    below: dict[str, list[Operation]] = {}
    for write in writes:
        missing[write.sourced_id].discard(write.sourced_id)
        for each in missing[write.sourced_id]:
            below.setdefault(each, []).append(write)
    ready = [write for write in writes if not missing[write.sourced_id]]
    while ready:
        yield ready
        done, ready = ready, list[Operation]()
        for before in done:
            for write in below.pop(before.sourced_id, []):
                missing[write.sourced_id].discard(before.sourced_id)
                if not missing[write.sourced_id]:
                    ready.append(write)
    left = [write for write in writes if missing[write.sourced_id]]
    if left:
        yield from _mutual(left)


def _mutual(writes: Sequence[Operation]) -> Iterator[list[Operation]]:
    """Records that refer to one another are made without their references, which follow.

    Of other fields the platform shall judge what stands above itself.
    """
    if not any(_MUTUAL in (write.fields or {}) for write in writes):
        yield list(writes)
        return
    yield [
        msgspec.structs.replace(write, fields=_without_agents(write.fields), is_row=False)
        for write in writes
        if write.is_new
    ]
    yield [
        msgspec.structs.replace(write, is_new=False, fields=_agents(write)) if write.is_new else write
        for write in writes
    ]


def _agents(write: Operation) -> dict[str, Any]:
    return {name: value for name, value in (write.fields or {}).items() if name == _MUTUAL}


def _without_agents(fields: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (fields or {}).items() if name != _MUTUAL}
