"""Bodies that do not fit, row by row and field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, Self, TypeVar, cast

import msgspec
from msgspec import inspect

from .._json_types import NOT_JSON, is_list, is_object
from ..errors import APIResponseError
from .deviations import Deviated, DeviationKind, Expectation, Notes
from .envelopes import BARE, FOR_ANYTHING, accepted_keys, caseless, other_forms
from .further import gathered, info_of, keeps_further
from .kinds import described, kind_of, model_name
from .names import own_names
from .parse import NotJSONError, parse_json
from .preview import body_of, response_error
from .records import record_reader
from .types import built_once
from .values import MISFIT, ReadValue, reader_of

__all__ = ["LenientReading"]

T = TypeVar("T")


class LenientReading(Generic[T]):
    """Reads one body leniently; in a `with` block, what goes wrong becomes our error."""

    def __init__(self, content: bytes, model: type[T], notes: Notes | None, known_by: Any = None) -> None:
        self.content = content
        self._notes = Notes() if notes is None else notes
        self._known_by = known_by or model
        self._name = model_name(self._known_by)
        self._info = info_of(model)
        self._read = _root_reader(model)
        self._keeps_further = keeps_further(model)
        self._names_differ = self._notes.names is not None and model in self._notes.names.odd
        is_record = isinstance(self._info, inspect.StructType) and not self._keeps_further
        self._record = record_reader(model) if is_record else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, Deviated):
            message = f"{error.path.lstrip('.')}: {error.message}"
            raise APIResponseError(message, body=body_of(self.content, self._notes.charset)) from None
        if isinstance(error, NotJSONError):
            raise self.error(f"the body is {error}") from None
        if isinstance(error, RecursionError):
            raise self.error("the body is nested too deeply") from None

    def error(self, message: str) -> APIResponseError:
        """The error of a body that has no reading, with as much of the body as may be shown."""
        return response_error(message, self.content, self._notes.charset)

    def note(self, field: str, expected: str, kind: DeviationKind) -> None:
        """Note that the body as a whole deviates."""
        try:
            self._notes.add(Expectation(self._name, field, expected), kind)
        except Deviated as deviated:
            raise deviated.below(field or "body") from None

    def body(self) -> Any:
        """The body as JSON values."""
        try:
            return msgspec.json.decode(self.content)
        except NOT_JSON:
            return self._parsed(self.content)

    def envelope(self, body: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, Mapping[str, Any]]:
        """The key of the content, one that is expected or that some servers use, and what holds it."""
        accepted = accepted_keys(keys)
        for key in accepted:
            if key in body:
                return key, body
        own, others = {caseless(key) for key in accepted}, {*FOR_ANYTHING, *other_forms(keys)}
        inner = [each for each in body.values() if is_object(each)]
        found = [
            *((key, body) for key in body if caseless(key) in own),
            *((key, body) for key in body if caseless(key) in others and self._holds(body[key])),
            *((key, each) for each in inner for key in accepted if key in each and self._holds(each[key])),
        ]
        if not found:
            raise response_error(f"the body has no {_named(keys)}", self.content)
        self.note("", f"the key {_named(keys)}", "repaired")
        return found[0]

    def _holds(self, content: Any) -> bool:
        """Whether a value holds what is read, by its fields; of no rows it can be said."""
        return all(map(self.knows, content)) if is_list(content) else self.knows(content)

    def knows(self, value: Any) -> bool:
        """Whether a value is a row of the model by its fields."""
        known = info_of(self._known_by)
        return isinstance(known, inspect.StructType) and record_reader(known.cls).knows(value)

    def encoded(self, row: msgspec.Raw, key: str, index: int) -> T:
        """A row in JSON, the one of this number below `key`."""
        try:
            if self._record is not None:
                found = self._record.read_encoded(row, self._notes)
                if found is not MISFIT:
                    return cast("T", found)
            value = msgspec.json.decode(row)
        except Deviated as deviated:
            raise deviated.below(f"{key}[{index}]") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            value = self._parsed(bytes(row))
        return self.value(value, f"{key}[{index}]")

    def _parsed(self, content: bytes) -> Any:
        """JSON that is not quite that."""
        found = parse_json(content, self._notes.charset)
        self.note("", "JSON in UTF-8", "repaired")
        return found

    def renamed(self, model: Any, name: str) -> None:
        """Note a field that had another name than its own."""
        record_reader(model).fields[name].renamed(self._notes)

    def value(self, value: Any, where: str) -> T:
        """A row, or the body itself."""
        if self._keeps_further:
            value = gathered(value, self._info)
        try:
            if self._names_differ:
                value = own_names(value, self._info, self.renamed)
            found = self._read(value, self._notes)
        except Deviated as deviated:
            raise deviated.below(where) from None
        if found is MISFIT:
            raise self.error(f"{where} is not {described(self._info)} but {kind_of(value)}")
        return cast("T", found)


def _named(keys: tuple[str, ...]) -> str:
    return " or ".join(repr(key) for key in keys if key != BARE)


@built_once
def _root_reader(model: Any) -> ReadValue:
    info = info_of(model)
    return reader_of(info, Expectation(model_name(model), "", described(info)), record_reader)
