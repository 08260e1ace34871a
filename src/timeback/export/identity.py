"""The identity of records: an id, several fields together, or all that they say."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import msgspec

from .._codec.decode import under_own_names
from .._codec.deviations import Notes
from .._query.shapes import field_names

__all__ = ["Identity"]

# No id holds it.
_JOINT = "\x1f"


class Identity:
    """The id of a model's records; if they have none, the fields that make one together.

    Args:
        model: The type of a record.
        fields: Their names; none where rows are the same only if all of them is.
    """

    def __init__(self, model: type[msgspec.Struct], fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        wire = field_names(model)
        self.name = " and ".join(wire[name] for name in self.fields)
        parts: list[tuple[str, Any, Any]] = [
            (f"part{index}", Any, msgspec.field(name=wire[name], default=None))
            for index, name in enumerate(self.fields)
        ]
        self._model = model
        decoder = msgspec.json.Decoder(msgspec.defstruct("Parts", parts, gc=False))
        self._decode, self._decode_lines = decoder.decode, decoder.decode_lines
        self._parts = attrgetter(*self.fields) if self.fields else None
        self._first = attrgetter("part0")

    def of(self, record: Any) -> str | None:
        """The id of a record; None if it has none, and empty if no record has."""
        if self._parts is None:
            return ""
        found = self._parts(record)
        if isinstance(found, str):
            return found or None
        return _joined(found if len(self.fields) > 1 else (found,))

    def of_all(self, records: Sequence[Any]) -> list[str | None]:
        """The ids of records; see `of()`."""
        if self._parts is not None:
            found: list[Any] = list(map(self._parts, records))
            if set(map(type, found)) <= {str} and all(found):
                return found
        return list(map(self.of, records))

    def of_line(self, line: bytes) -> str:
        """The id of a row in JSON; of what has none, something else that tells it from others."""
        try:
            found = _joined(self._parts_of(line)) if self.fields else None
        except (msgspec.MsgspecError, RecursionError):
            found = None
        # No id begins so; it sorts before all others, as rows without ids do.
        return found or f"\0{hashlib.blake2b(line, digest_size=16).hexdigest()}"

    def _parts_of(self, line: bytes) -> tuple[Any, ...]:
        found = msgspec.structs.astuple(self._decode(line))
        named = under_own_names(line, self._model, Notes()) if None in found else line
        return found if named is line else msgspec.structs.astuple(self._decode(named))

    def of_lines(self, lines: Sequence[bytes]) -> list[str]:
        """The ids of rows in JSON, each of which is in one line: read together, where all have one that is text."""
        if len(self.fields) == 1:
            with contextlib.suppress(msgspec.MsgspecError, RecursionError):
                found = list(map(self._first, self._decode_lines(b"\n".join(lines))))
                if len(found) == len(lines) and set(map(type, found)) <= {str} and all(found):
                    return found
        return list(map(self.of_line, lines))

    def is_missing(self, key: str) -> bool:
        """Whether a row has this in place of an id."""
        return bool(self.fields) and key.startswith("\0")


def _joined(parts: Sequence[Any]) -> str | None:
    """The parts of an id as a text; None if one is missing, or is no value by itself."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0] or None
    if any(part is None or part == "" or isinstance(part, dict | list) for part in parts):
        return None
    return _JOINT.join(map(str, parts))
