# Generated from src/timeback/_async/oneroster/collection.py by setup_unasync.py; do not edit.
"""The base classes of OneRoster's resources, with the verbs that read and write."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar, get_args

from ..._codec.decode import read_value
from ..._json_types import is_mapping
from ..._outcomes import RowOutcomes
from ..._progress import ProgressListener, Tally
from ..._query.arguments import check_integer
from ..._query.encode import to_wire
from ..._query.given import given, given_changes
from ..._query.urls import shown_path
from ..._query.writeback import body_for_update
from ...errors import APIError, InvalidInputError, NotFoundError, TimebackError, changed_meanwhile
from ...models.base import UNSET, InputModel, Model
from ...models.oneroster import CreateResult
from ..channel import Channel
from ..listing import Parent, Reader
from ..mapping import CONCURRENCY, outcomes_of_each

__all__ = [
    "Entities",
    "EntityScope",
    "GradebookCollection",
    "GradebookScope",
    "ReadOnly",
    "RosterCollection",
    "RosterScope",
    "StoredScope",
]

T = TypeVar("T", bound=Model)
CreateT = TypeVar("CreateT", bound=InputModel)
UpdateT = TypeVar("UpdateT", bound=InputModel)
WrittenT = TypeVar("WrittenT")


def _changes(id: str, data: object, model: type[InputModel]) -> dict[str, Any]:
    """The fields to change, in the wire's form. The id is among them where it is given, and must be the call's."""
    wire = to_wire(data, model, partial=True, fixed={"sourcedId": id})
    named = data if is_mapping(data) else {"sourced_id": getattr(data, "sourced_id", UNSET)}
    if all(named.get(name, UNSET) is UNSET for name in ("sourced_id", "sourcedId")):
        wire.pop("sourcedId", None)
    return wire


class ReadOnly(Reader[T], Generic[T]):
    """A resource that can be listed and fetched.

    A subclass says where it lives and what it holds:
    `class Teachers(ReadOnly[User], path="{rostering}/teachers", one="user", many="users")`.
    """

    _types: ClassVar[tuple[Any, ...]]
    _place: ClassVar[tuple[str, str]]

    def __init_subclass__(cls, *, path: str = "", one: str = "", many: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        if path:
            cls._types = get_args(cls.__orig_bases__[0])  # type: ignore[attr-defined]
            cls._place = (path, many)
            cls._envelope = one

    def __init__(self, channel: Channel, params: Mapping[str, str] | None = None) -> None:
        super().__init__(channel, self._types[0], *self._place, params=params)


class Entities(ReadOnly[T], Generic[T, CreateT, UpdateT, WrittenT]):
    """A resource whose entities can be written, without the verbs that take fields as keywords.

    `WrittenT` is what its PUT returns: the entity in the gradebook, None in rostering and resources.

    Class arguments:
        write: The envelope of what is written, where it is not `one`.
        reads_as: Wire names that differ between reading and writing, as `{"school": "org"}`.
    """

    _write: ClassVar[str]
    _reads_as: ClassVar[Mapping[str, str]]

    def __init_subclass__(
        cls, *, write: str = "", reads_as: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        super().__init_subclass__(**options)
        if "path" in options:
            cls._write = write or cls._envelope
            cls._reads_as = reads_as or {}

    def delete(self, id: str, /) -> None:
        """Delete an entity. The platform keeps it with the status `tobedeleted`.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE` on the entity's path.
        """
        self._channel.send("DELETE", self._entity_path, self._ids(id))

    def create_many(
        self,
        rows: object,
        /,
        *,
        columns: Mapping[str, str | None] | None = None,
        concurrency: int = CONCURRENCY,
        progress: ProgressListener | None = None,
        **fields: Any,
    ) -> RowOutcomes[CreateResult]:
        """Create an entity for each row of a data frame, several at a time; a row that fails does not stop the others.

        Columns are named like fields, in Python's or the wire's spelling; a field of a nested record has the record's
        name in front: `student_sourced_id`, `student.sourcedId`. So a frame from `to_pandas()` can be used as it is:
        columns that only the server writes are left out. Empty cells are not sent.

        Args:
            rows: A frame of pandas, polars or Arrow, or a list of records, input models or mappings.
            columns: The fields for columns with other names, `{"Pupil": "student.sourced_id"}`; None leaves one out.
            concurrency: Rows to send at a time; 10 by default.
            progress: Called with the progress after each row; see `timeback.export.show_progress()`.
            **fields: Values for every row that has none of its own, named like columns:
                `status="active"`, `line_item_sourced_id="li-1"`.

        Returns:
            The outcome of each row, by its index from 0: `.succeeded`, `.failed`, `.unsent`, `.raise_failures()`.
            After a 401 or a 403 no further rows are sent.

        Raises:
            InvalidInputError: Names each unknown column and each missing field, or each wrong value with the
                number of its row; nothing was sent.

        Calls `POST` on the list's path for each row.
        """
        from ..._tables.reading import bodies_of

        at_a_time = check_integer("concurrency", concurrency, minimum=1)
        if progress is not None and not callable(progress):  # pyright: ignore[reportUnnecessaryComparison]
            raise InvalidInputError.of("progress", f"must be a function, not {type(progress).__name__}")
        bodies = bodies_of(
            rows, self._types[:2], renamed=columns or {}, shared=fields, reads_as=self._reads_as
        )
        name, count = self._place[1], len(bodies.wire)
        told = functools.partial(Tally("create", {name: count}, progress).add, name, 1)
        outcomes = outcomes_of_each(self._post, bodies.wire, at_a_time, told)
        unsent = range(len(outcomes), count)
        return RowOutcomes(dict(enumerate(outcomes)), unsent=unsent, left_out=bodies.left_out)

    def _read(self, id: str) -> dict[str, Any]:
        """The entity in its wire form."""
        return self._channel.one(
            "GET", self._entity_path, self._ids(id), dict[str, Any], (self._envelope,)
        )

    def _check_unchanged(self, id: str, record: dict[str, Any]) -> None:
        """Refuse to go on if the entity is no longer as it was read."""
        now = self._read(id)
        moved = now.get("dateLastModified") != record.get("dateLastModified")
        # A server that keeps no dates is asked for the whole.
        if moved or ("dateLastModified" not in record and now != record):
            raise changed_meanwhile(shown_path(self._entity_path, self._channel.settings.prefixes))

    def _merge(self, id: str, data: object, model: type[InputModel]) -> None:
        """Change the given fields in one request, where the platform serves it."""
        body = {self._write: _changes(id, data, model)}
        self._channel.send("PATCH", self._entity_path, self._ids(id), json=body)

    def _post(self, body: dict[str, Any]) -> CreateResult:
        try:
            return self._channel.one(
                "POST", self._path, self._params, CreateResult, json={self._write: body}
            )
        except APIError as error:
            self._look_for(error, self._entity_path, self._ids(body.get("sourcedId", "")))
            raise

    def _put(self, id: str, body: dict[str, Any]) -> WrittenT:
        return self._given(id, body, self._sent(id, body))

    def _sent(self, id: str, body: dict[str, Any]) -> T | None:
        """PUT an entity; the one in the answer, where it is of use."""
        raise NotImplementedError

    def _given(self, id: str, body: dict[str, Any], written: T | None) -> WrittenT:
        """The result of a write whose answer held `written`."""
        raise NotImplementedError


class Writable(Entities[T, CreateT, UpdateT, WrittenT], Generic[T, CreateT, UpdateT, WrittenT]):
    """A resource that can be read and written. Bodies are fields as keywords, input models or mappings."""

    def create(self, data: CreateT | Mapping[str, Any] | None = None, /, **fields: Any) -> CreateResult:
        """Create an entity.

        Args:
            data: The input model, or a mapping in Python or wire names.
            **fields: Its fields, in Python's spelling, in place of `data`.

        Returns:
            An object whose `.sourced_id` is the id of the new entity.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            ConflictError: The entity exists already.
            UnprocessableEntityError: The server refuses the data.
            APIConnectionError: No answer came. If `data` has a `sourced_id`, the library then looks for the entity,
                and the error's message and `is_there` say whether it exists.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST` on the list's path, and `GET` on the entity's path if the answer is lost.
        """
        return self._post(to_wire(given(data, fields), self._types[1]))

    def update(
        self, id: str, data: UpdateT | Mapping[str, Any] | None = None, /, **fields: Any
    ) -> WrittenT:
        """Replace an entity; fields that you leave out are lost. To change some fields, use `modify()`.

        In the gradebook, the platform creates the entity if there is none with this id.

        Args:
            id: The entity's id.
            data: The input model, or a mapping in Python or wire names.
            **fields: Its fields, in Python's spelling, in place of `data`.

        Returns:
            In the gradebook, the entity as the server now has it; None in rostering and resources.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this id, outside the gradebook.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT` on the entity's path.
        """
        return self._put(id, to_wire(given(data, fields), self._types[2], fixed={"sourcedId": id}))

    def upsert(
        self, id: str, data: CreateT | Mapping[str, Any] | None = None, /, **fields: Any
    ) -> WrittenT:
        """Replace an entity, or create it under this id.

        The gradebook's PUT also creates; elsewhere a second request is sent to create the entity. If another caller
        creates it between the two requests, a `ConflictError` is raised.

        Args:
            id: The entity's id.
            data: The input model, or a mapping in Python or wire names.
            **fields: Its fields, in Python's spelling, in place of `data`.

        Returns:
            In the gradebook, the entity as the server now has it; None in rostering and resources.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT` on the entity's path, and after a 404 `POST` on the list's.
        """
        body = to_wire(given(data, fields), self._types[1], fixed={"sourcedId": id})
        try:
            written = self._sent(id, body)
        except NotFoundError:
            self._post(body)
            written = None
        return self._given(id, body, written)

    def modify(self, id: str, /, *, if_unchanged: bool = False, **changes: Any) -> WrittenT:
        """Read an entity, change the given fields, and write it back whole.

        Fields that this library does not know are kept. A change by another caller between the two requests is
        overwritten, unless `if_unchanged` is set.

        Args:
            id: The entity's id.
            if_unchanged: Read the entity again just before writing it back, and write nothing if its
                `date_last_modified` has changed. The platform has no conditional writes, so a change at the very
                moment of the write goes unnoticed.
            **changes: Fields with their new values; `None` clears one.

        Returns:
            In the gradebook, the entity as the server now has it; None in rostering and resources.

        Raises:
            InvalidInputError: Names each field that is unknown or wrong; nothing was sent.
            NotFoundError: There is none with this id.
            ConflictError: With `if_unchanged`: somebody else has changed it; nothing was written.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET` and then `PUT` on the entity's path; with `if_unchanged` another `GET` between them.
        """
        changed = _changes(id, given_changes(changes), self._types[2])
        record = self._read(id)
        # Sent back as it was, it would say that nothing was changed since.
        kept = {name: value for name, value in record.items() if name != "dateLastModified"}
        body = body_for_update(kept, self._types[0], self._types[2], self._reads_as)
        if if_unchanged:
            self._check_unchanged(id, record)
        return self._put(id, {**body, **changed})


class RosterCollection(Writable[T, CreateT, UpdateT, None], Generic[T, CreateT, UpdateT]):
    """A resource of rostering or resources; its updates return nothing."""

    def _sent(self, id: str, body: dict[str, Any]) -> None:
        self._channel.send("PUT", self._entity_path, self._ids(id), json={self._write: body})

    def _given(self, id: str, body: dict[str, Any], written: T | None) -> None:
        pass


class GradebookCollection(Writable[T, CreateT, UpdateT, T], Generic[T, CreateT, UpdateT]):
    """A resource of the gradebook: the server's PUT creates the entity if it is missing, and returns it.

    If an answer has no entity, a `GET` fetches it. If that fails too, the write still stands, and the entity is
    returned as it was sent.
    """

    def _sent(self, id: str, body: dict[str, Any]) -> T | None:
        ids = self._ids(id)
        return self._channel.put(
            self._entity_path, ids, self._model, self._envelope, {self._write: body}
        )

    def _given(self, id: str, body: dict[str, Any], written: T | None) -> T:
        if written:
            return written
        try:
            return self.get(id)
        except TimebackError:
            names = {wire: read for read, wire in self._reads_as.items()}
            sent = {names.get(name, name): value for name, value in body.items()}
            return read_value({**sent, "sourcedId": id}, self._model)


class EntityScope(Parent, Generic[T]):
    """One entity, and what belongs to it. Making one sends nothing."""

    def __init__(self, reader: Reader[T], **params: str) -> None:
        super().__init__(reader._channel, {**reader._params, **params})
        self._reader = reader
        (self._id,) = params.values()

    def get(self, *, fields: Sequence[str] | None = None) -> T:
        """Fetch the entity itself; see `get()` of its collection."""
        return self._reader.get(self._id, fields=fields)

    def exists(self) -> bool:
        """Whether the entity exists; see `exists()` of its collection."""
        return self._reader.exists(self._id)


class StoredScope(EntityScope[T], Generic[T]):
    """One entity that can be written too, without the verbs that take fields as keywords."""

    def __init__(self, collection: Entities[T, Any, Any, Any], **params: str) -> None:
        super().__init__(collection, **params)
        self._entities: Any = collection

    def delete(self) -> None:
        """Delete the entity; see `delete()` of its collection."""
        self._entities.delete(self._id)


class WritableScope(StoredScope[T], Generic[T, CreateT, UpdateT, WrittenT]):
    """One entity that can be read and written, and what belongs to it."""

    _entities: Writable[T, CreateT, UpdateT, WrittenT]

    def update(self, data: UpdateT | Mapping[str, Any] | None = None, /, **fields: Any) -> WrittenT:
        """Replace the entity; see `update()` of its collection."""
        return self._entities.update(self._id, data, **fields)

    def upsert(self, data: CreateT | Mapping[str, Any] | None = None, /, **fields: Any) -> WrittenT:
        """Replace the entity, or create it; see `upsert()` of its collection."""
        return self._entities.upsert(self._id, data, **fields)

    def modify(self, *, if_unchanged: bool = False, **changes: Any) -> WrittenT:
        """Change some fields of the entity; see `modify()` of its collection."""
        return self._entities.modify(self._id, if_unchanged=if_unchanged, **changes)


class RosterScope(WritableScope[T, CreateT, UpdateT, None], Generic[T, CreateT, UpdateT]):
    """One entity of rostering or resources, and what belongs to it."""


class GradebookScope(WritableScope[T, CreateT, UpdateT, T], Generic[T, CreateT, UpdateT]):
    """One entity of the gradebook, and what belongs to it."""
